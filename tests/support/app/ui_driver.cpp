#include "tests/support/app/ui_driver.h"

#include "kiosk/ui/metrics.h"
#include "tests/support/app/allocations.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <imgui.h>

namespace test {
namespace {

namespace a11y = kiosk::a11y;
using kiosk::PointerEvent;

constexpr Millis kFrame{16};
constexpr float kSlackPx = 0.6F;      // edges are rounded to whole pixels
constexpr float kDragThresholdMm = 3; // the roll of a finger that the interface forgives: a drag loses that much
constexpr float kTallPx = 12;         // what leaves less room than this is looked at from top to bottom
constexpr int kMaxStrokes = 400;

bool inside(const Rect& inner, const Rect& outer) {
    return inner.left >= outer.left - kSlackPx && inner.right <= outer.right + kSlackPx
           && inner.top >= outer.top - kSlackPx && inner.bottom <= outer.bottom + kSlackPx;
}

kiosk::Config config_of(const DriverOptions& options) {
    kiosk::Config config;
    config.reduced_motion = options.reduced_motion;
    if (!options.language.empty())
        config.default_language = options.language;
    if (options.staff)
        config.staff_pin_hash = "$argon2id$v=19$m=32768,t=2,p=1$c2FsdHNhbHQ$aGFzaA";
    config.name = "booth-1";
    return config;
}

/// What the app asks for as soon as it begins.
platform::Platform& prepared(platform::FakePlatform& machine, const DriverOptions& options) {
    machine.set_wrong_pins(options.wrong_pins);
    return machine;
}

std::string text_of(const Rect& rect) {
    return fmt::format("{:.0f},{:.0f} to {:.0f},{:.0f}", rect.left, rect.top, rect.right, rect.bottom);
}

template <typename Value>
Value required(db::Result<Value> result) {
    if (!result)
        throw UiFailure(result.error().text());
    return std::move(*result);
}

} // namespace

std::filesystem::path bundled_database() {
    return std::filesystem::path(KIOSK_SHARE_DIR) / "roles.db";
}

kiosk::ui::Fonts& shared_fonts() {
    static const std::unique_ptr<kiosk::ui::Fonts> fonts = required(kiosk::ui::Fonts::open());
    return *fonts;
}

const kiosk::StringCatalogue& shared_strings() {
    static const kiosk::StringCatalogue strings =
        required(kiosk::StringCatalogue::load(std::filesystem::path(KIOSK_SHARE_DIR) / "strings"));
    return strings;
}

UiDriver::UiDriver(const DriverOptions& options)
    : m_config(config_of(options)),
      // Without a picture no icon is loaded: there would be nowhere to keep it.
      m_stage(shared_fonts(), options.pixels ? std::filesystem::path(KIOSK_SHARE_DIR) / "icons" : "none"),
      m_app({m_config, shared_strings(), m_stage, prepared(m_platform, options), options.setup}),
      m_frame_cost_ms(options.frame_cost_ms) {
    if (options.no_time_zones)
        m_platform.set_time_zones({});
    const float diagonal = options.diagonal_in > 0 ? options.diagonal_in
                                                   : kiosk::ui::guess_diagonal_in(options.width_px, options.height_px);
    m_app.set_panel({options.width_px, options.height_px, diagonal});
    if (options.pixels) {
        kiosk::shell::Mounting mounting{options.width_px, options.height_px, options.degrees};
        if (mounting.sideways())
            std::swap(mounting.width_px, mounting.height_px);
        m_canvas = required(kiosk::shell::Canvas::open(mounting));
        m_stage.attach(m_canvas->renderer());
    }
    m_platform.advance(Millis{1000}); // a kiosk is never the first thing on its machine
    if (!options.database.empty())
        give_content(options.database);
    draw();
}

void UiDriver::give_content(const std::filesystem::path& database) {
    kiosk::ContentUpdate update;
    update.store.emplace(required(db::RoleStore::open(database, db::Trust::Factory)));
    update.origin = platform::logs::ContentOrigin::Bundled;
    m_app.take_content(std::move(update));
}

void UiDriver::fail(const std::string& what, const Place& place) const {
    throw UiFailure(fmt::format("{}:{}: {}\n{}", place.file_name(), place.line(), what, dump()));
}

std::string UiDriver::dump() const {
    const kiosk::ui::Panel& panel = m_stage.panel();
    const kiosk::model::Settings& settings = m_app.settings();
    std::string out =
        fmt::format("{}x{} px, {:.1f} inch, screen \"{}\", language {}, text size {}{}\n", panel.width_px,
                    panel.height_px, panel.diagonal_in, kiosk::model::screen_name(m_app.screen()), settings.language,
                    static_cast<int>(settings.text_size), settings.high_contrast ? ", high contrast" : "");
    for (const a11y::ScrollNode& scroll : tree().scrolls())
        out += fmt::format("  area {:08x} at {}, scrolled {:.0f} of {:.0f}\n", scroll.id, text_of(scroll.viewport),
                           scroll.offset, scroll.max_offset);
    for (const a11y::Node& node : tree().nodes())
        out += fmt::format("  {} \"{}\" at {}{}{}{}\n", a11y::role_name(node.role), node.name, text_of(node.rect),
                           inside(node.rect, node.clip) ? "" : fmt::format(" seen {}", text_of(node.visible())),
                           node.state.disabled ? " disabled" : "", node.state.focused ? " focused" : "");
    return out;
}

kiosk::ui::Metrics UiDriver::metrics() const {
    return {m_stage.panel(), m_app.settings().text_size};
}

const kiosk::model::Strings& UiDriver::words() const {
    return shared_strings().in(m_app.settings().language);
}

kiosk::shell::Canvas& UiDriver::picture() {
    return *m_canvas;
}

// Time.

void UiDriver::turn_panel() {
    const std::optional<kiosk::PanelWish> wish = m_app.take_panel_wish();
    if (!wish)
        return;
    kiosk::ui::Panel turned = panel();
    if ((wish->rotation - m_rotation) % 180 != 0)
        std::swap(turned.width_px, turned.height_px);
    m_rotation = wish->rotation;
    turned.diagonal_in = static_cast<float>(wish->diagonal_in);
    m_app.set_panel(turned);
}

void UiDriver::draw() {
    turn_panel();
    m_app.frame();
    ++m_frames;
    if (m_canvas && m_draws) {
        const AllocationPause not_ours; // SDL's software renderer allocates for each frame that it draws
        m_canvas->render(*m_stage.draw_data());
    }
    m_app.frame_took(m_frame_cost_ms);
}

void UiDriver::frame() {
    m_platform.advance(kFrame);
    draw();
}

void UiDriver::advance(Millis time) {
    const Millis end = now() + time;
    for (;;) {
        m_app.poll();
        if (m_app.wants_frame())
            draw();
        if (now() >= end)
            return;
        const Millis next = m_app.wants_frame() ? now() + kFrame : std::max(m_app.next_frame_at(), now() + Millis{1});
        m_platform.advance(std::min(next, end) - now());
    }
}

void UiDriver::settle(const Place& place) {
    for (int step = 0; step < 1000; ++step) {
        m_app.poll();
        if (!m_app.wants_frame() && m_app.next_frame_at() > now() + Millis{100})
            return;
        advance(kFrame);
    }
    fail("the screen does not come to rest", place);
}

// Finger and keys.

void UiDriver::send(PointerEvent::Kind kind, Point at) {
    m_app.handle(PointerEvent{kind, at, 0});
    frame();
    m_last_input = now();
}

void UiDriver::press(Point at) {
    send(PointerEvent::Kind::Down, at);
}
void UiDriver::move(Point at) {
    send(PointerEvent::Kind::Move, at);
}
void UiDriver::release(Point at) {
    send(PointerEvent::Kind::Up, at);
}

void UiDriver::tap_at(Point at) {
    press(at);
    advance(Millis{48});
    release(at);
    advance(2 * kFrame);
    for (int step = 0; step < 60 && m_app.transition_running(); ++step)
        advance(kFrame);
}

void UiDriver::hold(Point at, Millis time) {
    press(at);
    advance(time);
    release(at);
    advance(2 * kFrame);
}

void UiDriver::hold_corners() {
    const float inset = metrics().px(6);
    hold({inset, inset}, Millis{3100});
    advance(Millis{800});
    hold({static_cast<float>(panel().width_px) - inset, inset}, Millis{3100});
}

void UiDriver::drag(Point from, Point to, Millis duration, Millis hold) {
    press(from);
    const auto steps = std::max<std::int64_t>(1, duration / kFrame);
    for (std::int64_t step = 1; step <= steps; ++step) {
        const float share = static_cast<float>(step) / static_cast<float>(steps);
        move({from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share});
    }
    if (hold.count() > 0)
        advance(hold);
    release(to);
    advance(2 * kFrame);
}

void UiDriver::key(kiosk::Key key) {
    m_last_input = now();
    m_app.handle(key);
    frame();
}

void UiDriver::type(std::string_view letters) {
    for (const char letter : letters) {
        m_app.type(letter);
        frame();
    }
}

// Looking for controls and scrolling to them.

const a11y::Node* UiDriver::find_control(std::string_view label) const {
    for (const a11y::Node& node : tree().nodes())
        if (node.is_control() && node.name == label)
            return &node;
    return nullptr;
}

const a11y::Node& UiDriver::control(std::string_view label, const Place& place) {
    const a11y::Node* found = nullptr;
    bool text_only = false;
    for (const a11y::Node& node : tree().nodes()) {
        if (node.name != label)
            continue;
        text_only = text_only || !node.is_control();
        if (!node.is_control())
            continue;
        if (found != nullptr)
            fail(fmt::format("\"{}\" is the name of several controls", label), place);
        found = &node;
    }
    if (found == nullptr)
        fail(fmt::format("\"{}\" is {}", label, text_only ? "a text and no control" : "not on the screen"), place);
    if (found->state.disabled)
        fail(fmt::format("\"{}\" is disabled", label), place);
    const float side = std::min(found->rect.width(), found->rect.height());
    const kiosk::ui::Metrics sizes = metrics();
    if (side < sizes.px(sizes.least_target_mm()) - 2 * kSlackPx)
        fail(fmt::format("\"{}\" is too small for a finger: {:.1f} mm", label, side / sizes.px_per_mm()), place);
    return *found;
}

const a11y::ScrollNode* UiDriver::area(a11y::NodeId id) const {
    for (const a11y::ScrollNode& candidate : tree().scrolls())
        if (candidate.id == id)
            return &candidate;
    return nullptr;
}

float UiDriver::scroll_offset() const {
    return tree().scrolls().empty() ? 0 : tree().scrolls().front().offset;
}

bool UiDriver::scroll_by(a11y::NodeId id, float pixels) {
    const a11y::ScrollNode* found = area(id);
    if (found == nullptr || std::abs(pixels) < 1)
        return false;
    const float before = found->offset;
    const Rect view = found->viewport;
    const float reach = view.height() * 0.55F;
    const float threshold = metrics().px(kDragThresholdMm);
    const float travel = std::clamp(pixels, -reach, reach) + (pixels > 0 ? threshold : -threshold);
    const float from = pixels > 0 ? view.bottom - view.height() * 0.12F : view.top + view.height() * 0.12F;
    drag({view.center().x, from}, {view.center().x, from - travel}, Millis{128});
    const a11y::ScrollNode* after = area(id);
    return after != nullptr && std::abs(after->offset - before) >= 1;
}

bool UiDriver::scroll_towards(const Rect& rect, a11y::NodeId id) {
    const a11y::ScrollNode* found = area(id);
    if (found == nullptr)
        return false;
    const Rect& view = found->viewport;
    const float spare = std::max(0.0F, view.height() - rect.height());
    const float margin = std::min(metrics().px(12), spare / 2);
    if (rect.top < view.top)
        return scroll_by(id, rect.top - margin - view.top);
    return scroll_by(id, rect.bottom + margin - view.bottom);
}

void UiDriver::scroll_until(bool end, const Place& place) {
    const auto there = [&](const a11y::ScrollNode& scroll) {
        return end ? scroll.offset >= scroll.max_offset - 1 : scroll.offset <= 1;
    };
    for (int stroke = 0; stroke < kMaxStrokes; ++stroke) {
        if (tree().scrolls().empty() || there(tree().scrolls().front()))
            return;
        const a11y::ScrollNode& scroll = tree().scrolls().front();
        if (!scroll_by(scroll.id, end ? scroll.viewport.height() : -scroll.viewport.height()))
            break;
    }
    if (!tree().scrolls().empty() && !there(tree().scrolls().front()))
        fail(fmt::format("the {} of the scrolling area can't be reached", end ? "end" : "start"), place);
}

void UiDriver::scroll_to_start(const Place& place) {
    scroll_until(false, place);
}
void UiDriver::scroll_to_end(const Place& place) {
    scroll_until(true, place);
}

void UiDriver::tap(std::string_view label, const Place& place) {
    for (int stroke = 0; stroke < kMaxStrokes; ++stroke) {
        const a11y::Node& node = control(label, place);
        const bool tall = node.rect.height() > node.clip.height();
        const Rect seen = node.visible();
        if (tall ? node.clip.contains(node.rect.center()) : inside(node.rect, node.clip)) {
            const Point at = seen.center();
            for (const a11y::Node& other : tree().nodes())
                if (other.is_control() && other.id != node.id && other.visible().contains(at))
                    fail(fmt::format("\"{}\" lies under \"{}\"", label, other.name), place);
            return tap_at(at);
        }
        if (!scroll_towards(node.rect, node.scroll))
            break;
    }
    fail(fmt::format("\"{}\" is hidden and can't be scrolled to", label), place);
}

void UiDriver::see(std::string_view label, const Place& place) {
    bool seen_top = false;
    for (int stroke = 0; stroke < kMaxStrokes; ++stroke) {
        const a11y::Node* nearest = nullptr;
        for (const a11y::Node& node : tree().nodes()) {
            if (node.name != label)
                continue;
            if (!node.rect.empty() && inside(node.rect, node.clip))
                return;
            if (nearest == nullptr || (nearest->scroll == a11y::kNoNode && node.scroll != a11y::kNoNode))
                nearest = &node;
        }
        if (nearest == nullptr)
            fail(fmt::format("\"{}\" is not on the screen", label), place);
        Rect goal = nearest->rect;
        if (goal.height() > nearest->clip.height() - kTallPx && goal.left >= nearest->clip.left - kSlackPx
            && goal.right <= nearest->clip.right + kSlackPx) {
            const auto in_view = [&](float y) {
                return y >= nearest->clip.top - kSlackPx && y <= nearest->clip.bottom + kSlackPx;
            };
            seen_top = seen_top || in_view(goal.top);
            if (seen_top && in_view(goal.bottom))
                return;
            const float line = std::min(goal.height(), metrics().px(metrics().type().body_mm));
            (seen_top ? goal.top : goal.bottom) = seen_top ? goal.bottom - line : goal.top + line;
        }
        if (!scroll_towards(goal, nearest->scroll))
            break;
    }
    fail(fmt::format("\"{}\" can't be seen whole", label), place);
}

void UiDriver::see_all(std::span<const std::string> labels, const Place& place) {
    for (const std::string& label : labels)
        see(label, place);
}

void UiDriver::see_paragraphs(std::string_view text, const Place& place) {
    for (const a11y::Node& node : tree().nodes())
        if (node.name == text)
            return see(text, place);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find("\n\n"), text.size());
        see(text.substr(0, end), place);
        text.remove_prefix(std::min(end + 2, text.size()));
    }
}

void UiDriver::cannot_see(std::string_view label, const Place& place) {
    for (const a11y::Node& node : tree().nodes())
        if (node.name == label)
            fail(fmt::format("\"{}\" is on the screen", label), place);
}

} // namespace test
