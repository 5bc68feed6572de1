#include "kiosk/shell/tour.h"

#include "kiosk/app.h"
#include "kiosk/shell/canvas.h"

#include <algorithm>
#include <fmt/format.h>
#include <imgui.h>

namespace kiosk::shell {
namespace {

namespace fs = std::filesystem;
using model::ActionKind;
using model::Millis;

constexpr Millis kFrame{16};

/// A clock that stands until it is moved, and a log that nobody reads.
class TourClock final : public platform::Platform {
public:
    void advance(Millis time) { m_now += time; }
    [[nodiscard]] Millis now() const override { return m_now; }
    [[nodiscard]] std::optional<platform::LocalTime> local_time() const override { return std::nullopt; }
    void log(const platform::logs::Event& /*event*/) override {}
    void ready() override {}
    void alive() override {}
    void stopping() override {}
    [[nodiscard]] std::optional<platform::StickReport> take_stick_report() override { return std::nullopt; }
    [[nodiscard]] platform::MachineHealth health() override { return {}; }
    [[nodiscard]] std::optional<int> level(platform::Level /*level*/) override { return std::nullopt; }
    void set_level(platform::Level /*level*/, int /*percent*/) override {}
    void start(platform::Task /*task*/) override {}
    [[nodiscard]] std::optional<platform::TaskResult> take_task_result() override { return std::nullopt; }

private:
    Millis m_now{0};
};

/// One kiosk with a manual clock that is walked through its screens as a visitor would.
class Walk {
public:
    Walk(const TourOptions& options, const StringCatalogue& strings, ui::Fonts& fonts, Canvas& canvas,
         const std::function<void(const fs::path&)>& said)
        : m_options(options), m_canvas(canvas), m_said(said), m_config(options.config), m_stage(fonts, options.icons),
          m_app({m_config, strings, m_stage, m_clock}) {
        ui::Panel panel{options.mounting.upright_width(), options.mounting.upright_height(), 0};
        panel.diagonal_in = options.diagonal_in > 0 ? static_cast<float>(options.diagonal_in)
                                                    : ui::guess_diagonal_in(panel.width_px, panel.height_px);
        m_app.set_panel(panel);
        m_stage.attach(canvas.renderer());
    }

    App& app() { return m_app; }
    ui::Stage& stage() { return m_stage; }

    void wait(Millis time) {
        for (Millis passed{0}; passed < time; passed += kFrame) {
            m_clock.advance(kFrame);
            if (m_app.wants_frame())
                m_app.frame();
        }
    }
    /// Lets everything that moves come to rest.
    void settle() { wait(Millis{5000}); }
    void press(model::Point at) { m_app.handle(PointerEvent{PointerEvent::Kind::Down, at, 0}); }
    void release(model::Point at) { m_app.handle(PointerEvent{PointerEvent::Kind::Up, at, 0}); }
    void tap(model::Point at) {
        press(at);
        wait(2 * kFrame);
        release(at);
        wait(2 * kFrame);
    }
    /// Taps the control of this id, scrolled to if need be. False if the screen has none.
    bool tap(a11y::NodeId id) {
        for (int attempt = 0; attempt < 40; ++attempt) {
            const a11y::Node* node = m_stage.tree().find(id);
            if (node == nullptr)
                return false;
            if (!node->visible().empty() && node->visible().contains(node->rect.center())) {
                tap(node->rect.center());
                return true;
            }
            m_app.handle(Key::PageDown);
            wait(Millis{400});
        }
        return false;
    }
    [[nodiscard]] db::Result<void> save(const std::string& name) {
        m_app.invalidate();
        m_app.frame();
        m_canvas.render(*m_stage.draw_data());
        const fs::path path = m_options.folder / (m_prefix + name + ".png");
        if (auto saved = m_canvas.save_png(path); !saved)
            return saved;
        ++m_saved;
        m_said(path);
        return {};
    }
    void set_prefix(std::string prefix) { m_prefix = std::move(prefix); }
    [[nodiscard]] int saved() const { return m_saved; }
    [[nodiscard]] const Config& config() const { return m_config; }

private:
    const TourOptions& m_options;
    Canvas& m_canvas;
    const std::function<void(const fs::path&)>& m_said;
    Config m_config;
    TourClock m_clock;
    ui::Stage m_stage;
    App m_app;
    std::string m_prefix;
    int m_saved = 0;
};

/// Saves, and remembers the first failure.
class Saver {
public:
    explicit Saver(Walk& walk) : m_walk(walk) {}
    void operator()(const std::string& name) {
        if (!m_failure)
            if (auto saved = m_walk.save(name); !saved)
                m_failure = saved.error();
    }
    [[nodiscard]] const std::optional<db::Error>& failure() const { return m_failure; }

private:
    Walk& m_walk;
    std::optional<db::Error> m_failure;
};

void show_attract(Walk& walk, Saver& save, const db::RoleStore& store, const std::string& language) {
    const auto slides = store.slides(language);
    const std::size_t count = slides ? std::min<std::size_t>(slides->size(), 12) : 0;
    const Millis slide{walk.config().times.slide_s * 1000};
    walk.wait(Millis{3000});
    for (std::size_t index = 0; index < count; ++index) {
        save(fmt::format("attract-{}", index + 1));
        walk.wait(slide);
    }
}

/// The role page at its top, and scrolled page by page to its end.
void show_pages(Walk& walk, Saver& save, const std::string& name) {
    walk.settle();
    save(name);
    for (int part = 2; part < 30; ++part) {
        const auto scrolls = walk.stage().tree().scrolls();
        if (scrolls.empty() || scrolls.front().offset >= scrolls.front().max_offset - 1)
            return;
        walk.app().handle(Key::PageDown);
        walk.wait(Millis{600});
        save(fmt::format("{}-{}", name, part));
    }
}

void go_home(Walk& walk) {
    walk.tap(a11y::make_id("bar:home"));
    walk.settle();
}

void show_states(Walk& walk, Saver& save, const std::vector<db::RoleCard>& roles) {
    // Pressed, and on the way into a role.
    const a11y::NodeId first = a11y::make_id(roles.front().id, a11y::make_id("role:"));
    if (const a11y::Node* node = walk.stage().tree().find(first)) {
        const model::Point at = node->rect.center();
        walk.press(at);
        walk.wait(2 * kFrame);
        save("home-pressed");
        walk.release(at);
        walk.wait(6 * kFrame);
        save("home-opening");
        go_home(walk);
    }
    walk.app().handle(Key::Next);
    walk.app().handle(Key::Next);
    walk.wait(Millis{400});
    save("home-focus");
    walk.wait(std::chrono::seconds(walk.config().times.idle_s) + Millis{1500});
    save("countdown");
    walk.tap({1, 1});
    walk.settle();
}

/// Comfort at its defaults, then home and a role at each setting that changes the picture most.
void show_comfort(Walk& walk, Saver& save, const std::vector<db::RoleCard>& roles) {
    const auto with_setting = [&](a11y::NodeId setting, const std::string& suffix) {
        walk.tap(a11y::make_id("bar:comfort"));
        walk.settle();
        walk.tap(setting);
        walk.settle();
        save("comfort" + suffix);
        go_home(walk);
        show_pages(walk, save, "home" + suffix);
        walk.app().handle(Key::PageDown);
        walk.settle();
        walk.tap(a11y::make_id(roles.back().id, a11y::make_id("role:")));
        show_pages(walk, save, "role" + suffix);
        go_home(walk);
        walk.tap(a11y::make_id("bar:about"));
        walk.settle();
        save("about" + suffix);
        go_home(walk);
    };
    const a11y::NodeId sizes = a11y::make_id("size");
    walk.tap(a11y::make_id("bar:comfort"));
    show_pages(walk, save, "comfort");
    go_home(walk);
    with_setting(sizes + 3, "-largest");
    walk.tap(a11y::make_id("bar:comfort"));
    walk.settle();
    walk.tap(sizes);
    walk.settle();
    go_home(walk);
    with_setting(a11y::make_id("contrast"), "-contrast");
}

db::Result<int> tour_language(Walk& walk, const db::RoleStore& store, const std::string& language) {
    Saver save(walk);
    walk.set_prefix(language + "-");
    show_attract(walk, save, store, language);
    walk.tap({1, 1});
    show_pages(walk, save, "home");
    const auto roles = store.page(language, 0, kRolesPerPage);
    if (roles && !roles->empty()) {
        for (const db::RoleCard& role : *roles) {
            if (walk.saved() > 400 || !walk.tap(a11y::make_id(role.id, a11y::make_id("role:"))))
                break;
            show_pages(walk, save, "role-" + role.id);
            go_home(walk);
        }
        show_states(walk, save, *roles);
    }
    walk.tap(a11y::make_id("bar:about"));
    show_pages(walk, save, "about");
    go_home(walk);
    if (store.languages().size() > 2) {
        walk.tap(a11y::make_id("bar:language"));
        show_pages(walk, save, "languages");
        go_home(walk);
    }
    if (roles && !roles->empty())
        show_comfort(walk, save, *roles);
    if (save.failure())
        return tl::unexpected(*save.failure());
    return walk.saved();
}

} // namespace

db::Result<int> render_tour(const TourOptions& options, const StringCatalogue& strings, ui::Fonts& fonts,
                            const std::function<void(const fs::path&)>& said) {
    std::error_code failed;
    fs::create_directories(options.folder, failed);
    if (failed)
        return db::fail(db::ErrorCode::Io, fmt::format("can't make the folder: {}", failed.message()),
                        options.folder.string());
    auto canvas = Canvas::open(options.mounting);
    if (!canvas)
        return tl::unexpected(canvas.error());
    int total = 0;
    {
        Walk walk(options, strings, fonts, **canvas, said);
        walk.wait(Millis{100});
        if (auto saved = walk.save("unavailable"); !saved)
            return tl::unexpected(saved.error());
        total += walk.saved();
    }
    ContentSource probe(options.content);
    auto found = probe.look();
    if (!found || !found->store)
        return total;
    for (const db::Language& language : found->store->languages()) {
        if (!options.language.empty() && language.code != options.language)
            continue;
        TourOptions in_language = options;
        in_language.config.default_language = language.code;
        Walk walk(in_language, strings, fonts, **canvas, said);
        ContentSource source(options.content);
        if (auto content = source.look())
            walk.app().take_content(std::move(*content));
        auto saved = tour_language(walk, *found->store, language.code);
        if (!saved)
            return saved;
        total += *saved;
    }
    return total;
}

} // namespace kiosk::shell
