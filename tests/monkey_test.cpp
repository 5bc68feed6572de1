// 20,000 random touches, drags, keys and waits over simulated hours, with content that comes, changes and fails. Runs
// in preset asan: what it looks for beside its own checks is what the sanitizers say.
#include "db/update/verdict.h"
#include "tests/support/app/allocations.h"
#include "tests/support/app/generated_content.h"
#include "tests/support/app/stick_reports.h"
#include "tests/support/app/ui_driver.h"
#include "tests/support/database_support.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <random>
#include <set>

namespace {

namespace logs = platform::logs;
using kiosk::Key;
using kiosk::PointerEvent;
using kiosk::model::Point;
using kiosk::model::Screen;
using test::Millis;
using test::UiDriver;

constexpr int kContentEvery = 200;
constexpr int kParts = 8;
constexpr std::size_t kMostHeapBytes = 48 * 1024 * 1024;
constexpr int kLeaveEvery = 90; ///< the visitor goes away

/// For a longer run, or another one.
unsigned from_environment(const char* name, unsigned otherwise) {
    const char* value = std::getenv(name);
    return value != nullptr ? static_cast<unsigned>(std::strtoul(value, nullptr, 10)) : otherwise;
}

class Monkey {
public:
    Monkey(UiDriver& driver, unsigned seed) : m_driver(driver), m_random(seed) {
        test::write_generated({.roles = 1, .languages = 1, .version = 2}, m_folder / "one.db");
        test::write_generated({.roles = 130, .languages = 3, .version = 3}, m_folder / "many.db");
        test::write_generated({.roles = 7, .languages = 2, .length = test::TextLength::AtTheBounds, .version = 4},
                              m_folder / "long.db");
    }

    void step() {
        const int what = below(100);
        if (what < 40)
            tap(anywhere());
        else if (what < 60)
            tap_a_control();
        else if (what < 75)
            drag();
        else if (what < 88)
            key();
        else if (what < 91)
            burst();
        else if (what < 92)
            lose_a_lift();
        else if (what < 99)
            m_driver.advance(Millis{below(600)});
        else
            m_driver.advance(Millis{below(60'000)});
    }

    /// Content arrives or fails, at whatever moment.
    void meddle_with_content() {
        const std::array<std::filesystem::path, 4> files{test::bundled_database(), m_folder / "one.db",
                                                         m_folder / "many.db", m_folder / "long.db"};
        const auto choice = static_cast<std::size_t>(below(6));
        if (choice < files.size())
            return m_driver.give_content(files[choice]);
        kiosk::ContentUpdate update;
        update.refusals.push_back({logs::ContentOrigin::Configured, {db::ErrorCode::Corrupt, "spoilt", "roles.db"}});
        update.nothing_to_show = choice == 5;
        m_driver.app().take_content(std::move(update));
    }

    /// Sticks come, go and are refused, in any order.
    void meddle_with_sticks() {
        constexpr std::array<platform::StickStage, 4> stages{platform::StickStage::Noticed,
                                                             platform::StickStage::Copying, platform::StickStage::Done,
                                                             platform::StickStage::Removed};
        platform::StickReport news = test::report(below(2) == 0 ? "sda1" : "sdb1", below(1000),
                                                  stages[static_cast<std::size_t>(below(4))], below(120));
        if (news.stage == platform::StickStage::Done)
            news.verdict =
                db::update::kVerdictNames[static_cast<std::size_t>(below(db::update::kVerdictNames.size()))].second;
        m_driver.platform().report_stick(news);
    }

    void change_the_glass() {
        constexpr std::array<kiosk::ui::Panel, 4> panels{
            {{800, 480, 7}, {1920, 1080, 21.5F}, {1080, 1920, 21.5F}, {1280, 800, 10.1F}}};
        m_driver.app().set_panel(panels[static_cast<std::size_t>(below(4))]);
    }

private:
    /// A finger goes down for good; or its screen goes; or another finger comes before it was given up.
    void lose_a_lift() {
        send(PointerEvent::Kind::Down, anywhere());
        for (int shake = below(5); shake > 0; --shake) {
            m_driver.advance(Millis{below(400)});
            send(PointerEvent::Kind::Move, anywhere());
        }
        m_driver.advance(Millis{below(90'000)});
        if (below(2) == 0)
            m_driver.release({-1, -1});
        for (int held = below(40); held > 0; --held) {
            m_driver.app().repeat(static_cast<Key>(below(static_cast<int>(Key::Digit9) + 1)));
            m_driver.frame();
        }
    }
    int below(int bound) { return static_cast<int>(m_random() % static_cast<unsigned>(bound)); }
    Point anywhere() {
        return {static_cast<float>(below(m_driver.panel().width_px + 40) - 20),
                static_cast<float>(below(m_driver.panel().height_px + 40) - 20)};
    }
    void send(PointerEvent::Kind kind, Point at) {
        m_driver.app().handle(PointerEvent{kind, at, static_cast<float>(below(5) - 2)});
    }
    void tap(Point at) {
        send(PointerEvent::Kind::Down, at);
        m_driver.frame();
        if (below(4) == 0)
            send(PointerEvent::Kind::Move, anywhere());
        send(PointerEvent::Kind::Up, at);
        m_driver.frame();
        m_driver.advance(Millis{below(64)});
    }
    void tap_a_control() {
        std::vector<Point> places;
        for (const auto& node : m_driver.tree().nodes())
            if (node.is_control() && !node.visible().empty())
                places.push_back(node.visible().center());
        if (!places.empty())
            tap(places[static_cast<std::size_t>(below(static_cast<int>(places.size())))]);
    }
    void drag() {
        Point at = anywhere();
        const Point by{static_cast<float>(below(81) - 40), static_cast<float>(below(161) - 80)};
        send(PointerEvent::Kind::Down, at);
        for (int move = below(8); move >= 0; --move) {
            m_driver.frame();
            at = {at.x + by.x, at.y + by.y};
            send(PointerEvent::Kind::Move, at);
        }
        if (below(3) == 0)
            m_driver.advance(Millis{below(300)});
        send(PointerEvent::Kind::Up, at);
        m_driver.frame();
    }
    void key() {
        constexpr std::array<Key, 11> keys{Key::Next,     Key::Previous, Key::Left,     Key::Right,
                                           Key::Up,       Key::Down,     Key::Activate, Key::Back,
                                           Key::PageDown, Key::Staff,    Key::Digit4};
        m_driver.key(keys[static_cast<std::size_t>(below(11))]);
    }
    /// Events without a frame between, in an order that no device sends.
    void burst() {
        constexpr std::array<PointerEvent::Kind, 4> kinds{PointerEvent::Kind::Down, PointerEvent::Kind::Move,
                                                          PointerEvent::Kind::Up, PointerEvent::Kind::Wheel};
        for (int event = below(12); event >= 0; --event)
            send(kinds[static_cast<std::size_t>(below(4))], anywhere());
        send(PointerEvent::Kind::Up, anywhere());
        m_driver.advance(Millis{250});
    }

    UiDriver& m_driver;
    std::mt19937 m_random;
    test::ScratchFolder m_folder;
};

/// What holds on any screen.
void check_screen(UiDriver& driver) {
    std::set<kiosk::a11y::NodeId> ids;
    for (const auto& node : driver.tree().nodes()) {
        REQUIRE_MESSAGE((std::isfinite(node.rect.left) && std::isfinite(node.rect.bottom)), driver.dump());
        if (node.is_control())
            REQUIRE_MESSAGE(ids.insert(node.id).second, driver.dump());
    }
    for (const auto& scroll : driver.tree().scrolls())
        REQUIRE_MESSAGE((scroll.offset >= 0 && scroll.offset <= scroll.max_offset + 1), driver.dump());
}

/// The visitor is gone for longer than the countdown: nothing of the visit is left.
void check_wiped(UiDriver& driver) {
    driver.advance(Millis{81'000});
    const bool resting = driver.screen() == Screen::Attract || driver.screen() == Screen::Unavailable;
    REQUIRE_MESSAGE(resting, driver.dump());
    REQUIRE(driver.stage().memory().scrolls.empty());
    REQUIRE(driver.app().settings().text_size == kiosk::model::TextSize::Default);
    REQUIRE_FALSE(driver.app().settings().high_contrast);
    REQUIRE(driver.platform().logged<logs::SessionStarted>().size()
            == driver.platform().logged<logs::SessionEnded>().size());
    driver.platform().forget_events();
}

} // namespace

TEST_CASE("a monkey at the glass") {
    const unsigned seed = from_environment("KIOSK_MONKEY_SEED", 20'261'124);
    const int steps = static_cast<int>(from_environment("KIOSK_MONKEY_STEPS", 20'000));
    CAPTURE(seed);
    // A slow machine: the loop draws four frames a second, as it does on one that is too weak for more.
    UiDriver driver({.width_px = 1280, .height_px = 800, .database = {}, .frame_cost_ms = 200});
    Monkey monkey(driver, seed);
    std::array<std::size_t, kParts> most_bytes{}; ///< of each part of the steps, after a visit
    for (int step = 0; step < steps; ++step) {
        CAPTURE(step);
        monkey.step();
        check_screen(driver);
        if (step % kContentEvery == kContentEvery - 1)
            monkey.meddle_with_content();
        if (step % 30 == 29)
            monkey.meddle_with_sticks();
        REQUIRE_FALSE(driver.app().is_staff_open());
        if (step % 1'000 == 999)
            monkey.change_the_glass();
        if (step % kLeaveEvery == kLeaveEvery - 1) {
            check_wiped(driver);
            std::size_t& most = most_bytes[static_cast<std::size_t>(static_cast<long>(step) * kParts / steps)];
            most = std::max(most, test::live_heap_bytes());
        }
    }
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(driver.now()).count();
    std::string heap;
    for (const std::size_t bytes : most_bytes)
        heap += fmt::format(" {}", bytes / 1024);
    MESSAGE(steps << " steps, " << driver.frames_drawn() << " frames, " << minutes
                  << " simulated minutes; heap after a visit at most, in KiB, over time:" << heap);
    // Caches (fonts of every size, layouts) fill until everything was seen, at about 36 MiB.
    CHECK(most_bytes.back() < kMostHeapBytes);
}
