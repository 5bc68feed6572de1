// Drives the real App as a person does: by the labels on the glass, with one finger or the keypad, on a manual clock.
// Every act throws UiFailure with a dump of the accessibility tree where a person could not have done it.
#pragma once
#include "kiosk/app.h"
#include "kiosk/shell/canvas.h"
#include "platform/fake/fake_platform.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <source_location>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace test {

using kiosk::model::Millis;
using kiosk::model::Point;
using kiosk::model::Rect;
#ifdef __cpp_lib_source_location
using Place = std::source_location;
#else // the clang-tidy of Debian 12 has none
struct Place {
    static constexpr Place current() { return {}; }
    [[nodiscard]] static constexpr const char* file_name() { return ""; }
    [[nodiscard]] static constexpr unsigned line() { return 0; }
};
#endif

/// The database that the build makes from db/content.
[[nodiscard]] std::filesystem::path bundled_database();
/// The fonts and the interface's words, opened once for all tests of the program.
[[nodiscard]] kiosk::ui::Fonts& shared_fonts();
[[nodiscard]] const kiosk::StringCatalogue& shared_strings();

struct DriverOptions {
    int width_px = 1920; ///< upright
    int height_px = 1080;
    float diagonal_in = 0;                               ///< 0: guessed
    std::string language = {};                           ///< BCP 47; empty: the database's own
    std::filesystem::path database = bundled_database(); ///< empty: no content
    bool reduced_motion = false;
    bool pixels = false;                        ///< draws into a picture in memory; else only measures and lays out
    int degrees = 0;                            ///< how the picture is turned
    double frame_cost_ms = 1;                   ///< what the app is told that each frame took
    bool staff = false;                         ///< kiosk.toml has the hash of a PIN
    std::optional<std::int64_t> wrong_pins = 0; ///< that the runs before kept; empty: the file is damaged
    kiosk::SetupPlan setup = {};
    bool no_time_zones = false; ///< the machine has no tzdata
};

class UiFailure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// One kiosk. ImGui has one current context: use one driver at a time.
class UiDriver {
public:
    explicit UiDriver(const DriverOptions& options = {});
    UiDriver(const UiDriver&) = delete;
    UiDriver& operator=(const UiDriver&) = delete;
    UiDriver(UiDriver&&) = delete;
    UiDriver& operator=(UiDriver&&) = delete;
    ~UiDriver() = default;

    // What a person does.

    /// Touches the one control of this name; scrolls to it with the finger if need be. Waits for the way into the next
    /// screen, not for its emblem.
    void tap(std::string_view label, const Place& place = Place::current());
    /// Holds the finger on a spot for this long.
    void hold(Point at, Millis time);
    /// Staff's gesture: the top left corner, then the top right one.
    void hold_corners();
    /// Touches and lets go.
    void tap_at(Point at);
    /// The finger goes down, moves, leaves; then comes the next frame.
    void press(Point at);
    void move(Point at);
    void release(Point at);
    /// From `from` to `to` in `duration`, then holds still for `hold` before it lets go. No hold: the content glides.
    void drag(Point from, Point to, Millis duration = Millis{240}, Millis hold = Millis{150});
    /// Presses a key; then comes the next frame.
    void key(kiosk::Key key);
    /// Types on a keyboard, a frame a letter.
    void type(std::string_view letters);

    // What a person sees.

    /// Some node has this name and can be seen whole; scrolls to it if need be. What is taller than its area is seen
    /// from its top to its bottom.
    void see(std::string_view label, const Place& place = Place::current());
    void see_all(std::span<const std::string> labels, const Place& place = Place::current());
    /// Each paragraph of `text`, which are parted by blank lines: as one node or as a node each.
    void see_paragraphs(std::string_view text, const Place& place = Place::current());
    /// No node has this name.
    void cannot_see(std::string_view label, const Place& place = Place::current());
    /// Scrolls with the finger until the first scrolling area is at its start or its end. Fails if it does not get
    /// there.
    void scroll_to_start(const Place& place = Place::current());
    void scroll_to_end(const Place& place = Place::current());

    // Time.

    /// 16 ms later: a frame, wanted or not.
    void frame();
    /// Draws the frames that the app wants in this time; jumps over the time in which it wants none.
    void advance(Millis time);
    void advance_to(Millis time) { advance(time - m_platform.now()); }
    /// Until nothing moves. Fails in the attract loop, which never rests.
    void settle(const Place& place = Place::current());
    [[nodiscard]] Millis now() const { return m_platform.now(); }
    /// When the finger was last on the glass, or a key was pressed.
    [[nodiscard]] Millis last_input() const { return m_last_input; }

    // What a test looks at beside.

    /// The one control of this name. Fails as tap() does, but does not mind where it lies.
    [[nodiscard]] const kiosk::a11y::Node& control(std::string_view label, const Place& place = Place::current());
    /// Null if no control has this name.
    [[nodiscard]] const kiosk::a11y::Node* find_control(std::string_view label) const;
    [[nodiscard]] kiosk::App& app() { return m_app; }
    [[nodiscard]] const kiosk::App& app() const { return m_app; }
    [[nodiscard]] kiosk::ui::Stage& stage() { return m_stage; }
    [[nodiscard]] const kiosk::a11y::Tree& tree() const { return m_stage.tree(); }
    [[nodiscard]] const kiosk::ui::Panel& panel() const { return m_stage.panel(); }
    [[nodiscard]] platform::FakePlatform& platform() { return m_platform; }
    [[nodiscard]] kiosk::ui::Metrics metrics() const;
    /// The interface's words in the language of the session.
    [[nodiscard]] const kiosk::model::Strings& words() const;
    [[nodiscard]] kiosk::model::Screen screen() const { return m_app.screen(); }
    [[nodiscard]] int frames_drawn() const { return m_frames; }
    /// Offset of the first scrolling area, 0 without one.
    [[nodiscard]] float scroll_offset() const;
    /// Hands `database` to the app as new content.
    void give_content(const std::filesystem::path& database);
    /// Frames are made but not drawn into the picture, which is slow.
    void stop_drawing() { m_draws = false; }
    /// The picture after the last frame; only with DriverOptions::pixels.
    [[nodiscard]] kiosk::shell::Canvas& picture();
    /// Size, screen, settings, and each node with where it lies.
    [[nodiscard]] std::string dump() const;

private:
    [[noreturn]] void fail(const std::string& what, const Place& place) const;
    void draw();
    void turn_panel();
    void send(kiosk::PointerEvent::Kind kind, Point at);
    [[nodiscard]] bool scroll_towards(const Rect& rect, kiosk::a11y::NodeId area);
    [[nodiscard]] bool scroll_by(kiosk::a11y::NodeId area, float pixels);
    void scroll_until(bool end, const Place& place);
    [[nodiscard]] const kiosk::a11y::ScrollNode* area(kiosk::a11y::NodeId id) const;

    kiosk::Config m_config;
    int m_rotation = 0; ///< of the picture
    platform::FakePlatform m_platform;
    std::unique_ptr<kiosk::shell::Canvas> m_canvas; ///< outlives the stage that draws with its renderer
    kiosk::ui::Stage m_stage;
    kiosk::App m_app;
    double m_frame_cost_ms;
    bool m_draws = true;
    Millis m_last_input{0};
    int m_frames = 0;
};

} // namespace test
