// The staff's side of the kiosk: who may come in, which page is open, what was asked of the machine. Draws nothing
// itself.
#pragma once
#include "kiosk/config.h"
#include "kiosk/content_source.h"
#include "kiosk/model/action.h"
#include "kiosk/model/idle.h"
#include "kiosk/model/navigation.h"
#include "kiosk/model/pin_gate.h"
#include "kiosk/model/strings.h"
#include "kiosk/screens/staff.h"
#include "kiosk/staff_words.h"
#include "kiosk/touch_test.h"
#include "platform/platform.h"

#include <cstdint>
#include <optional>
#include <string>

namespace kiosk {

/// Use from the frame thread. `config` and `platform` outlive it.
class Staff {
public:
    enum class Page : std::uint8_t { Closed, Pin, Panel, TouchTest };

    Staff(const Config& config, platform::Platform& platform);

    /// Staff set a PIN; else nothing opens the panel.
    [[nodiscard]] bool is_enabled() const { return m_config.staff_pin_hash.has_value(); }
    [[nodiscard]] Page page() const { return m_page; }
    [[nodiscard]] bool is_open() const { return m_page != Page::Closed; }
    [[nodiscard]] model::Screen screen() const;
    /// How long nobody has touched the open panel.
    [[nodiscard]] model::Idle& idle() { return m_idle; }
    [[nodiscard]] const model::Idle& idle() const { return m_idle; }

    /// Shows the pad for the PIN.
    void open();
    /// Back to the visitors. What was begun goes on.
    void close();
    /// Does what a screen of staff asked for.
    void act(const model::Action& action);
    /// One level back: from the question, the touch test, the panel, the pad with its last digit.
    void back();
    /// A finger is at `at` in the touch test.
    void touched(model::Point at, bool pressed, const ui::Metrics& metrics);

    /// How a task that the panel began ended.
    void finished(const platform::TaskResult& result);
    /// Lets time pass and asks the machine how it is. Returns whether something that is shown changed. Call once a turn
    /// of the loop.
    bool poll();
    /// When poll() has something to do by itself; Millis::max() if never.
    [[nodiscard]] model::Millis next_change() const;

    /// What the app shows; told whenever it changes.
    void set_content(const std::optional<db::ContentInfo>& content, platform::logs::ContentOrigin origin);
    void set_ledger(ContentLedger ledger);

    /// True once after content was changed: it is worth a look.
    [[nodiscard]] bool take_look_request();
    /// The panel offers the setup screen.
    void allow_setup();
    /// True once after staff want to set the kiosk up again.
    [[nodiscard]] bool take_setup_request();
    [[nodiscard]] bool restart_requested() const { return m_restart; }
    /// How much the picture is darkened for a screen that has no dimmer: 0 for not at all.
    [[nodiscard]] float dimming() const;

    /// What the open page shows, in `strings`. Made anew only when something changed.
    [[nodiscard]] const screens::PinModel& pin_model(const model::Strings& strings);
    [[nodiscard]] const screens::StaffModel& panel_model(const model::Strings& strings);
    [[nodiscard]] const screens::TouchTestModel& touch_model(const model::Strings& strings);
    /// Null where nothing is asked.
    [[nodiscard]] const screens::QuestionModel* question(const model::Strings& strings);

private:
    enum class Question : std::uint8_t { None, Show, Setup, Restart };

    [[nodiscard]] model::Millis now() const { return m_platform.now(); }
    void enter_digit(int digit);
    void check_pin();
    void pin_checked(const platform::TaskResult& result);
    void enter_panel();
    void confirm();
    void set_level(platform::Level level, int percent);
    void read_levels();
    void forget_pin();
    /// Something that is shown changed.
    void changed() { ++m_revision; }

    const Config& m_config;
    platform::Platform& m_platform;
    model::Idle m_idle;
    Page m_page = Page::Closed;
    model::Millis m_opened{0}; ///< the panel
    std::int64_t m_revision = 1;

    std::string m_pin;
    model::PinGate m_gate;
    bool m_checking = false;
    bool m_check_is_stale = false; ///< the pad was closed since
    bool m_was_wrong = false;

    StaffFacts m_facts;
    model::Millis m_health_at{0}; ///< when it is asked again
    int m_picture_brightness = 100;
    Question m_question = Question::None;
    std::int64_t m_asked_version = 0;
    TouchTest m_touch;
    bool m_look = false;
    bool m_restart = false;
    bool m_setup_asked = false;

    /// A model and what it was made of.
    template <typename Model>
    struct Made {
        Model model;
        std::int64_t revision = 0;
        const model::Strings* strings = nullptr;
        bool update(std::int64_t wanted, const model::Strings& words) {
            if (revision == wanted && strings == &words)
                return false;
            revision = wanted;
            strings = &words;
            return true;
        }
    };
    Made<screens::PinModel> m_made_pin;
    int m_made_wait = 0; ///< seconds that the pad's countdown shows
    Made<screens::StaffModel> m_made_panel;
    Made<screens::TouchTestModel> m_made_touch;
    Made<screens::QuestionModel> m_made_question;
};

} // namespace kiosk
