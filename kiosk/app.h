// The kiosk as one machine: input -> screen -> Action -> state, frame by frame. Knows no window: kiosk/shell feeds it.
#pragma once
#include "kiosk/attract/harbour.h"
#include "kiosk/attract/slideshow.h"
#include "kiosk/config.h"
#include "kiosk/content_source.h"
#include "kiosk/input.h"
#include "kiosk/model/idle.h"
#include "kiosk/model/navigation.h"
#include "kiosk/model/pace.h"
#include "kiosk/strings.h"
#include "kiosk/ui/stage.h"
#include "kiosk/view.h"
#include "platform/platform.h"

#include <optional>
#include <vector>

namespace kiosk {

/// What the app needs and does not own; all of it outlives the app.
struct AppParts {
    const Config& config;
    const StringCatalogue& strings;
    ui::Stage& stage;
    platform::Platform& platform;
};

/// Use from one thread. Time is the platform's monotonic clock.
class App {
public:
    explicit App(const AppParts& parts);

    /// The upright size of the screen changed, or is known now.
    void set_panel(const ui::Panel& panel);
    /// Shows new content now, or after the session if a visitor is in one. Logs refusals.
    void take_content(ContentUpdate update);

    void handle(const PointerEvent& event);
    void handle(Key key);
    /// Something outside the app wants the screen drawn again: a window uncovered, a new renderer.
    void invalidate() { m_dirty = true; }

    /// Whether frame() has something new to draw.
    [[nodiscard]] bool wants_frame() const;
    /// When wants_frame() will become true by itself, as time of the platform; Millis::max() if never.
    [[nodiscard]] model::Millis next_frame_at() const;
    /// Draws one frame into the stage.
    void frame();
    /// The renderer has no GPU: the attract loop begins with its lowest detail, so that the first frame comes soon.
    void begin_low() { m_pace.begin_low(); }
    /// How long the frame and its presentation took, without waiting for the display.
    void frame_took(double cost_ms);
    /// The program ends: closes the session in the log.
    void finish();

    [[nodiscard]] model::Screen screen() const;
    [[nodiscard]] const model::Settings& settings() const { return m_settings; }
    [[nodiscard]] const model::Idle& idle() const { return m_idle; }
    [[nodiscard]] const View& view() const { return m_view; }
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
    void load_attract();
    void reset_settings();

    /// Moves to the place that navigation names now.
    void arrive(Motion motion, const model::Rect& origin, bool fresh);
    void log_departure();
    void act(const model::Action& action);
    void act_on_settings(const model::Action& action);
    void open(model::Place place, const model::Rect& origin);

    [[nodiscard]] ui::FrameInput take_input();
    /// The language whose name in the attract loop lies under `position`, or empty.
    [[nodiscard]] std::string attract_language_at(model::Point position) const;
    /// Draws into the stage; m_action is then what `input` asked for.
    void run_stage(ui::FrameInput& input);
    void draw(ui::Frame& frame);
    void draw_transition(ui::Frame& frame, const Transition& transition);
    [[nodiscard]] model::Action draw_view(ui::Frame& frame, const View& view);
    void draw_session(ui::Frame& frame);
    [[nodiscard]] float night_dimming() const;
    [[nodiscard]] bool at_rest_in_attract() const;

    AppParts m_parts;
    std::optional<db::RoleStore> m_store;
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

    std::vector<PointerEvent> m_pointer_events; ///< in order; keeps its memory from frame to frame
    ui::Pointer m_pointer;
    bool m_touch_spent = false; ///< the touch began the session or ended the countdown: it presses nothing more
    bool m_activate = false;

    model::Millis m_attract_start{0};
    model::Millis m_session_start{0};
    model::Millis m_place_start{0};
    model::Millis m_last_touch{0};
    model::Millis m_last_frame{0};
    std::int64_t m_screens_seen = 0;
    bool m_dirty = true;
    bool m_animating = false;
    model::Millis m_wake{0}; ///< when the picture changes by itself
};

} // namespace kiosk
