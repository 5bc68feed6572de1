// The kiosk in its window, visited by a finger that opens the first roles, up to 24, and scrolls each to its end.
// Prints the process's proportional share of memory (PSS, in kB) in the attract loop and after the visit.
#include "kiosk/app.h"
#include "kiosk/shell/window.h"
#include "platform/fake/fake_platform.h"

#include <SDL.h>
#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <fstream>
#include <string>

namespace {

using kiosk::model::Millis;
using kiosk::model::Screen;
namespace a11y = kiosk::a11y;

constexpr kiosk::PixelSize kSize{1280, 720};
constexpr Millis kTurn{32}; // the clock's step a turn of the loop
constexpr Millis kThink{600};
constexpr Millis kPress{64};
constexpr Millis kInAttract{10'000};
constexpr int kMaxSteps = 20'000;
constexpr std::size_t kMostRoles = 24;

long pss_kb() {
    std::ifstream file("/proc/self/smaps_rollup");
    for (std::string word; file >> word;)
        if (long kb = 0; word == "Pss:" && file >> kb)
            return kb;
    return 0;
}

/// Acts between the frames of the window's loop, through SDL's own events.
class Visitor {
public:
    Visitor(kiosk::App& app, kiosk::ui::Stage& stage, platform::FakePlatform& platform, std::atomic<bool>& stop)
        : m_app(app), m_stage(stage), m_platform(platform), m_stop(stop) {}

    void turn() {
        m_platform.advance(kTurn);
        SDL_Event turn{};
        turn.type = SDL_USEREVENT; // the loop does not wait
        SDL_PushEvent(&turn);
        if (++m_turns > kMaxSteps)
            m_stop = true;
        if (m_platform.now() < m_next)
            return;
        if (m_finger_down)
            finger(SDL_FINGERUP, m_at);
        else
            act();
    }
    [[nodiscard]] std::size_t visited() const { return m_visited; }
    [[nodiscard]] bool done() const { return m_done; }

private:
    void act() {
        m_next = m_platform.now() + kThink;
        switch (m_app.screen()) {
        case Screen::Attract:
            if (m_platform.now() >= kInAttract) {
                fmt::print("memory.attract {}\n", pss_kb());
                finger(SDL_FINGERDOWN, {kSize.width / 2.0F, kSize.height / 2.0F});
            }
            break;
        case Screen::Home:
            open_next();
            break;
        case Screen::Role:
            if (!scroll_on())
                touch(a11y::make_id("bar:home"));
            break;
        default:
            m_stop = true;
            break;
        }
    }
    void open_next() {
        const auto& roles = m_app.view().home.roles;
        if (m_visited == std::min(roles.size(), kMostRoles)) {
            fmt::print("memory.visited {} {} roles\n", pss_kb(), m_visited);
            m_done = m_stop = true;
        } else if (touch(a11y::make_id(roles[m_visited].id, a11y::make_id("role:"))))
            ++m_visited;
        else
            key(SDLK_PAGEDOWN);
    }
    /// False at the end of the page.
    bool scroll_on() {
        const auto scrolls = m_stage.tree().scrolls();
        if (scrolls.empty() || scrolls.front().offset >= scrolls.front().max_offset - 1)
            return false;
        key(SDLK_PAGEDOWN);
        return true;
    }
    /// False if the control can't be seen.
    bool touch(a11y::NodeId id) {
        const a11y::Node* node = m_stage.tree().find(id);
        if (node == nullptr || !node->visible().contains(node->rect.center()))
            return false;
        finger(SDL_FINGERDOWN, node->rect.center());
        return true;
    }
    void finger(SDL_EventType type, kiosk::model::Point at) {
        SDL_Event event{};
        event.type = type;
        event.tfinger.touchId = 1;
        event.tfinger.x = at.x / kSize.width;
        event.tfinger.y = at.y / kSize.height;
        SDL_PushEvent(&event);
        m_at = at;
        m_finger_down = type == SDL_FINGERDOWN;
        m_next = m_platform.now() + (m_finger_down ? kPress : kThink);
    }
    static void key(SDL_Keycode code) {
        SDL_Event event{};
        event.type = SDL_KEYDOWN;
        event.key.keysym.sym = code;
        SDL_PushEvent(&event);
    }

    kiosk::App& m_app;
    kiosk::ui::Stage& m_stage;
    platform::FakePlatform& m_platform;
    std::atomic<bool>& m_stop;
    Millis m_next{0};
    kiosk::model::Point m_at;
    bool m_finger_down = false;
    bool m_done = false;
    std::size_t m_visited = 0;
    int m_turns = 0;
};

/// Puts the parts together as kiosk/main.cpp does.
int visit(const char* database, kiosk::ui::Fonts& fonts, const kiosk::StringCatalogue& strings) {
    auto window = kiosk::shell::Window::open({kSize, {}, 0, {}});
    if (!window) {
        fmt::print(stderr, "bench_visit: {}\n", window.error().text());
        return 1;
    }
    const kiosk::Config config;
    platform::FakePlatform platform;
    kiosk::ui::Stage stage(fonts, KIOSK_SHARE_DIR "/icons");
    kiosk::App app({config, strings, stage, platform});
    app.set_panel((*window)->panel());
    stage.attach((*window)->renderer());
    kiosk::ContentSource source({{database, db::Trust::Foreign, platform::logs::ContentOrigin::Configured}});
    if (auto found = source.look())
        app.take_content(std::move(*found));
    std::atomic<bool> stop{false};
    Visitor visitor(app, stage, platform, stop);
    (void)(*window)->run(app, stage, platform, stop, [&] { visitor.turn(); });
    stage.detach();
    if (!visitor.done())
        fmt::print(stderr, "bench_visit: got no further than {} roles\n", visitor.visited());
    return visitor.done() ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "usage: bench_visit FILE.db\n");
        return 2;
    }
    const auto strings = kiosk::StringCatalogue::load(KIOSK_SHARE_DIR "/strings");
    const auto fonts = kiosk::ui::Fonts::open();
    if (!strings || !fonts) {
        fmt::print(stderr, "bench_visit: {}\n", (!strings ? strings.error() : fonts.error()).text());
        return 1;
    }
    return visit(argv[1], **fonts, *strings);
}
