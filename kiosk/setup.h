// The setup screen: which step is open, what was chosen, what became of the file. Draws nothing itself.
#pragma once
#include "kiosk/config.h"
#include "kiosk/model/action.h"
#include "kiosk/model/setup.h"
#include "kiosk/screens/setup.h"
#include "kiosk/strings.h"
#include "kiosk/touch_test.h"
#include "platform/platform.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>

namespace kiosk {

/// What --setup asked for.
struct SetupPlan {
    std::filesystem::path file = {};               ///< that is written; empty: there is no setup screen
    bool at_start = false;                         ///< it comes before all else
    std::set<std::string, std::less<>> fixed = {}; ///< settings that a --config file has the last word on
};

/// How the picture shall lie on the panel from now on.
struct PanelWish {
    int rotation = 0;
    double diagonal_in = 0;
    bool operator==(const PanelWish&) const = default;
};

/// Use from the frame thread. What it is made of outlives it.
class Setup {
public:
    /// Nobody there: the kiosk starts without.
    static constexpr model::Millis kPatience{600'000};

    Setup(SetupPlan plan, const Config& config, const StringCatalogue& strings, platform::Platform& platform);

    [[nodiscard]] bool is_enabled() const { return !m_plan.file.empty(); }
    [[nodiscard]] bool is_open() const { return m_is_open; }
    /// The step that is open; only while it is.
    [[nodiscard]] model::SetupStep step() const { return m_way.step(); }
    [[nodiscard]] const model::SetupChoices& choices() const { return m_choices; }

    enum class Occasion : std::uint8_t { FirstStart, Again };
    /// Begins with what holds now: this language, this diagonal, and what the settings say.
    void open(Occasion occasion, const std::string& language, double diagonal_in);
    void act(const model::Action& action);
    /// What the key Back means.
    void back();
    /// A key of a keyboard, or of the glass.
    void type(char letter);
    void erase();
    /// Somebody is there.
    void noticed() { m_noticed = now(); }
    /// A finger is at `at` in the touch test.
    void touched(model::Point at, bool pressed, const ui::Metrics& metrics);
    /// How the writing of the file ended.
    void saved(const platform::TaskResult& result);
    /// The program ends while it is open: there is nothing to log.
    void drop() { m_is_open = false; }

    /// Lets time pass. Returns whether something that is shown changed. Call once a turn of the loop.
    bool poll();
    /// When poll() has something to do by itself; Millis::max() if never.
    [[nodiscard]] model::Millis next_change() const;

    /// Once after the picture shall lie differently.
    [[nodiscard]] std::optional<PanelWish> take_panel_wish();
    /// It is done: the program begins anew with what was chosen.
    [[nodiscard]] bool restart_requested() const { return m_restart; }
    /// The settings for the next run that could not be written; empty: they are in the file.
    [[nodiscard]] const std::string& unsaved() const { return m_unsaved; }

    /// What the open step shows, in `strings`. Made anew only when something changed.
    [[nodiscard]] const screens::SetupModel& model(const model::Strings& strings);
    /// Null where nothing is asked.
    [[nodiscard]] const screens::QuestionModel* question(const model::Strings& strings);

private:
    [[nodiscard]] model::Millis now() const { return m_platform.now(); }
    [[nodiscard]] bool is_fixed(model::SetupStep step) const;
    void go_on();
    void turn(int quarter_turns);
    void wish() { m_wish = PanelWish{m_choices.rotation, m_choices.diagonal_tenths / 10.0}; }
    void save();
    void finish(platform::logs::SetupEnd how);
    /// Ends without a restart; the picture lies as before.
    void leave(platform::logs::SetupEnd how);
    void update_zone_time();
    void make_model(const model::Strings& strings);
    void changed() { ++m_revision; }

    const SetupPlan m_plan;
    const Config& m_config;
    const StringCatalogue& m_strings;
    platform::Platform& m_platform;
    bool m_is_open = false;
    Occasion m_occasion = Occasion::FirstStart;
    model::SetupWay m_way;
    model::SetupChoices m_choices;
    model::RotationTrial m_trial;
    PanelWish m_before;
    std::optional<PanelWish> m_wish;
    TouchTest m_touch;
    platform::TimeZones m_zones;
    std::string m_region; ///< whose cities are shown; empty: the regions are
    std::optional<platform::LocalTime> m_zone_time;
    bool m_shows_digits = false;
    bool m_is_saving = false;
    std::string m_save_problem; ///< why not, as a name; empty: nothing is asked
    std::string m_unsaved;
    bool m_restart = false;
    model::Millis m_opened{0};
    model::Millis m_noticed{0};
    model::Millis m_time_at{0}; ///< when the clock is asked again
    int m_shown_seconds = 0;

    std::int64_t m_revision = 1;
    std::int64_t m_made = 0;
    const model::Strings* m_made_in = nullptr;
    screens::SetupModel m_model;
    screens::QuestionModel m_question;
};

} // namespace kiosk
