// The kiosk as one machine: input -> screen -> Action -> state, frame by frame. Knows no window: kiosk/shell feeds it.
#pragma once
#include "kiosk/attract/harbour.h"
#include "kiosk/attract/slideshow.h"
#include "kiosk/config.h"
#include "kiosk/content_source.h"
#include "kiosk/health_log.h"
#include "kiosk/input.h"
#include "kiosk/model/idle.h"
#include "kiosk/model/navigation.h"
#include "kiosk/model/pace.h"
#include "kiosk/model/staff_gesture.h"
#include "kiosk/pointer_queue.h"
#include "kiosk/setup.h"
#include "kiosk/staff.h"
#include "kiosk/stick_card.h"
#include "kiosk/strings.h"
#include "kiosk/ui/stage.h"
#include "kiosk/view.h"
#include "platform/platform.h"

#include <cstdint>
#include <optional>
#include <utility>

namespace kiosk {

/// What the app needs and does not own; all of it outlives the app.
struct AppParts {
    const Config& config;
    const StringCatalogue& strings;
    ui::Stage& stage;
    platform::Platform& platform;
    SetupPlan setup = {};
};

/// Use from one thread. Time is the platform's monotonic clock.
class App {
public:
    explicit App(const AppParts& parts);

    /// The upright size of the screen changed, or is known now.
    void set_panel(const ui::Panel& panel);
    /// Shows new content now, or after the session if a visitor is in one; a visitor whose content was spoilt is led
    /// home in the new. Logs refusals.
    void take_content(ContentUpdate update);
    /// What the state folder tells staff.
    void take_ledger(ContentLedger ledger);
    /// True once after something changed the content on the disk: it is worth a look at once.
    [[nodiscard]] bool take_look_request();
    /// True once after the content that is shown could not be read: ContentWatcher::doubt().
    [[nodiscard]] bool take_doubt() { return std::exchange(m_doubt, false); }
    /// Takes what the platform has to say. Call once a turn of the loop, before wants_frame().
    void poll();
    /// A stick is being read, a picture decoded, or staff are there: poll often.
    [[nodiscard]] bool is_busy() const {
        return m_stick.is_working() || m_staff.is_open() || m_setup.is_open() || m_parts.stage.pictures().is_busy();
    }
    [[nodiscard]] bool is_staff_open() const { return m_staff.is_open(); }
    /// Staff asked for a restart, or the setup screen is done: the loop shall end.
    [[nodiscard]] bool restart_requested() const { return m_staff.restart_requested() || m_setup.restart_requested(); }
    [[nodiscard]] const Setup& setup() const { return m_setup; }
    /// Once after the picture shall lie differently on the panel: tell set_panel() how it came out.
    [[nodiscard]] std::optional<PanelWish> take_panel_wish() { return m_setup.take_panel_wish(); }

    void handle(const PointerEvent& event);
    /// The loop stood still for long: touches that wait are of another time and press nothing.
    void forget_presses() { m_touches.forget_presses(); }
    void handle(Key key);
    /// A key is held down and repeats: moves the focus on where somebody is, and opens, ends and extends nothing.
    void repeat(Key key);
    /// A letter, digit or hyphen of a keyboard.
    void type(char letter);
    /// Something outside the app wants the screen drawn again: a window uncovered, a new renderer.
    void invalidate() { m_dirty = true; }

    /// Whether frame() has something new to draw.
    [[nodiscard]] bool wants_frame() const;
    /// When wants_frame() will become true by itself, as time of the platform; Millis::max() if never.
    [[nodiscard]] model::Millis next_frame_at() const;
    /// Draws one frame into the stage.
    void frame();
    /// The renderer has no GPU. Screens change at once, for two of them can't be drawn in time; the attract loop begins
    /// with its lowest detail, so that the first frame comes soon.
    void begin_without_gpu();
    /// How long the frame and its presentation took, without waiting for the display.
    void frame_took(double cost_ms);

    /// Whether a touch screen is there, for the log.
    void set_touch_screen(bool is_there) { m_health.set_touch_screen(is_there); }
    /// The program ends: closes the session in the log.
    void finish();

    [[nodiscard]] model::Screen screen() const;
    [[nodiscard]] const model::Settings& settings() const { return m_settings; }
    [[nodiscard]] const model::Idle& idle() const { return m_idle; }
    [[nodiscard]] const View& view() const { return m_view; }
    [[nodiscard]] const StickCard& stick_card() const { return m_stick; }
    [[nodiscard]] bool transition_running() const { return m_transition.has_value(); }

private:
    struct Transition {
        View from;
        model::Rect origin; ///< empty: the whole screen fades
        model::Millis start{0};
    };
    enum class Motion { Cut, Fade };

    [[nodiscard]] model::Millis now() const { return m_parts.platform.now(); }
    [[nodiscard]] bool reduced_motion() const { return m_settings.reduced_motion; }
    [[nodiscard]] const model::Strings& strings() const { return m_parts.strings.in(m_settings.language); }
    [[nodiscard]] screens::Common common() const;
    [[nodiscard]] const ui::Theme& theme() const;

    void begin_session();
    void end_session(platform::logs::SessionEnd how);
    void apply_content();
    /// Shows what waits to a visitor in the middle of a session.
    void replace_spoilt_content();
    /// What is shown could not be read. Logged once.
    void doubt_content(const db::Error& error);
    void load_attract();
    void reset_settings();

    /// Moves to the place that navigation names now.
    void arrive(Motion motion, const model::Rect& origin, bool fresh);
    void log_departure();
    void act(const model::Action& action);
    void act_on_settings(const model::Action& action);
    void act_on_staff(const model::Action& action);
    void act_on_setup(const model::Action& action);
    void open(model::Place place, const model::Rect& origin);

    void move_focus(Key key);
    void handle_in_session(Key key);
    void handle_in_staff(Key key);
    void handle_in_setup(Key key);
    void open_setup(Setup::Occasion occasion);
    /// Does `what` to the setup screen, then what follows where that closed it or opened another step.
    template <typename What>
    void with_setup(What&& what) {
        if (!m_setup.is_open())
            return;
        const model::SetupStep before = m_setup.step();
        what();
        setup_step_left(before);
    }
    void setup_step_left(model::SetupStep before);
    void back_to_visitors();
    void open_staff();
    /// Does `what` to the panel, then what follows where that closed it or opened another page.
    template <typename What>
    void with_staff(What&& what) {
        const Staff::Page before = m_staff.page();
        what();
        staff_page_left(before);
    }
    void staff_page_left(Staff::Page before);
    [[nodiscard]] model::Idle& idle_now() { return m_staff.is_open() ? m_staff.idle() : m_idle; }
    [[nodiscard]] model::StaffGesture::Corner corner_at(model::Point position) const;
    void take_report(const platform::StickReport& report);
    /// Puts what the card says into words, if it says something else now.
    bool update_card();
    void log_verdict(const platform::StickReport& report);

    [[nodiscard]] ui::FrameInput take_input();
    /// Whether the finger is on the close of the card about a stick: then it means nothing else.
    [[nodiscard]] bool touches_card(const ui::Pointer& pointer);
    /// Whether the finger was put down or has moved in earnest: one that rests on the glass is nobody.
    [[nodiscard]] bool is_new(const ui::Pointer& pointer);
    /// Who touched what: begins, extends and ends sessions. Leaves in `pointer` what is for the screen.
    void take_touch(ui::Pointer& pointer);
    void take_touch_in_setup(ui::Pointer& pointer);
    void plan_next_frame();
    /// The language whose name in the attract loop lies under `position`, or empty.
    [[nodiscard]] std::string attract_language_at(model::Point position) const;
    /// Draws into the stage; m_action is then what `input` asked for.
    void run_stage(ui::FrameInput& input);
    void draw(ui::Frame& frame);
    void draw_transition(ui::Frame& frame, const Transition& transition);
    [[nodiscard]] model::Action draw_view(ui::Frame& frame, const View& view);
    void draw_session(ui::Frame& frame);
    void draw_staff_page(ui::Frame& frame);
    void draw_setup_page(ui::Frame& frame);
    void draw_countdown(ui::Frame& frame, const model::Idle& idle);
    void draw_card(ui::Frame& frame);
    [[nodiscard]] float night_dimming() const;

    AppParts m_parts;
    std::optional<db::RoleStore> m_store;
    platform::logs::ContentOrigin m_origin = platform::logs::ContentOrigin::Bundled;
    std::optional<ContentUpdate> m_pending;
    model::Settings m_settings;
    model::Idle m_idle;
    model::Navigation m_navigation;
    model::Pace m_pace;
    View m_view;
    model::Action m_action; ///< what the visitor asked for in this frame
    std::optional<Transition> m_transition;
    attract::Harbour m_harbour;
    attract::Harbour m_about_harbour; ///< its banner has another shape
    attract::AttractModel m_attract;
    screens::CountdownModel m_countdown;
    int m_countdown_seconds = -1;

    Staff m_staff;
    std::vector<db::update::KeyProblem> m_key_problems; ///< that were logged
    Setup m_setup;
    model::StaffGesture m_gesture;
    StickCard m_stick;
    screens::StickCardModel m_card; ///< what the card says, of revision m_card_revision
    std::int64_t m_card_revision = -1;
    const model::Strings* m_card_strings = nullptr;
    std::optional<model::Millis> m_card_since; ///< when it came to the glass

    PointerQueue m_touches;
    ui::Pointer m_pointer;
    model::Point m_rest;        ///< where the finger last did something
    bool m_touch_spent = false; ///< the touch began the session or ended the countdown: it presses nothing more
    bool m_activate = false;

    HealthLog m_health;
    model::Millis m_attract_start{0};
    model::Millis m_attract_since{0}; ///< nobody has touched the glass since
    model::Millis m_session_start{0};
    model::Millis m_place_start{0};
    model::Millis m_last_touch{0};
    model::Millis m_last_frame{0};
    std::int64_t m_screens_seen = 0;
    std::int64_t m_roles_seen = 0;
    bool m_card_pressed = false; ///< the finger went down on the card's close
    bool m_look = false;
    bool m_doubt = false;
    bool m_doubted = false;     ///< this content, in the log
    bool m_setup_waits = false; ///< for the size of the panel
    bool m_has_gpu = true;
    bool m_dirty = true;
    bool m_animating = false;
    model::Millis m_wake{0}; ///< when the picture changes by itself
};

} // namespace kiosk
