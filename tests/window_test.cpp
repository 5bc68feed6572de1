// The window and its loop, on SDL's driver that shows nothing.
#include "kiosk/shell/window.h"
#include "tests/support/app/ui_driver.h"

#include <SDL.h>
#include <doctest/doctest.h>

namespace {

using kiosk::model::Screen;
using kiosk::shell::Window;
using kiosk::shell::WindowOptions;

/// The kiosk on the whole screen, or in a window, and what comes of events.
class Glass {
public:
    explicit Glass(const WindowOptions& options)
        : m_window(Window::open(options)), m_stage(test::shared_fonts(), "none"),
          m_app({m_config, test::shared_strings(), m_stage, m_platform, {}}) {
        REQUIRE_MESSAGE(m_window, m_window.error().text());
        m_app.set_panel((*m_window)->panel());
        m_stage.attach((*m_window)->renderer());
        kiosk::ContentUpdate update;
        update.store.emplace(*db::RoleStore::open(test::bundled_database(), db::Trust::Factory));
        m_app.take_content(std::move(update));
    }
    Glass(const Glass&) = delete;
    Glass& operator=(const Glass&) = delete;
    Glass(Glass&&) = delete;
    Glass& operator=(Glass&&) = delete;
    ~Glass() { m_stage.detach(); }

    /// What is shown after these keys.
    Screen after_keys(std::initializer_list<SDL_Keycode> keys) {
        for (const SDL_Keycode key : keys) {
            SDL_Event event{};
            event.type = SDL_KEYDOWN;
            event.key.keysym.sym = key;
            SDL_PushEvent(&event);
        }
        int turns = 0;
        std::atomic<bool> stop{false};
        (void)(*m_window)->run(m_app, m_stage, m_platform, stop, [&] {
            m_platform.advance(std::chrono::milliseconds(500));
            stop = ++turns > 3;
        });
        return m_app.screen();
    }

private:
    kiosk::Config m_config = [] {
        kiosk::Config config;
        config.staff_pin_hash = "$argon2id$v=19$m=32768,t=2,p=1$c2FsdHNhbHQ$aGFzaA";
        return config;
    }();
    platform::FakePlatform m_platform;
    db::Result<std::unique_ptr<Window>> m_window;
    kiosk::ui::Stage m_stage;
    kiosk::App m_app;
};

} // namespace

TEST_CASE("Attack: a stranger's keyboard does nothing on the whole screen") {
    Glass glass({.mode = kiosk::PixelSize{1280, 720}});
    CHECK(glass.after_keys({SDLK_RETURN, SDLK_TAB, SDLK_RETURN}) == Screen::Attract);
    CHECK(glass.after_keys({SDLK_F12, SDLK_1, SDLK_KP_2, SDLK_a, SDLK_AC_BACK, SDLK_ESCAPE}) == Screen::Attract);
}

TEST_CASE("keys count where kiosk.toml names a keypad") {
    Glass glass({.mode = kiosk::PixelSize{1280, 720}, .has_keypad = true});
    CHECK(glass.after_keys({SDLK_RETURN}) == Screen::Home);
    CHECK(glass.after_keys({SDLK_F12}) == Screen::StaffPin);
}

TEST_CASE("keys count in a developer's window") {
    Glass glass({.windowed = kiosk::PixelSize{1280, 720}});
    CHECK(glass.after_keys({SDLK_RETURN}) == Screen::Home);
    CHECK(glass.after_keys({SDLK_F12}) == Screen::StaffPin);
}
