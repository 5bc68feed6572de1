// Puts what the staff panel knows into words.
#pragma once
#include "db/role.h"
#include "kiosk/content_source.h"
#include "kiosk/model/pin_gate.h"
#include "kiosk/model/strings.h"
#include "kiosk/screens/staff.h"
#include "platform/platform.h"

#include <cstdint>
#include <optional>
#include <string>

namespace kiosk {

/// A level as the panel sets it.
struct LevelFacts {
    std::optional<int> percent; ///< empty: the machine has no such thing
    bool in_picture = false;    ///< brightness: the picture is made darker, for the screen can't be
};

/// Something that staff began.
struct TaskFacts {
    bool is_running = false;
    std::optional<platform::TaskResult> result; ///< of the last one since the panel was opened
};

struct StaffFacts {
    std::string kiosk_name;
    std::optional<db::ContentInfo> content; ///< empty: nothing is shown
    platform::logs::ContentOrigin origin = platform::logs::ContentOrigin::Bundled;
    ContentLedger ledger;
    bool has_state = false; ///< there is a state folder
    std::optional<std::int64_t> today;
    platform::MachineHealth health;
    LevelFacts brightness;
    LevelFacts volume;
    TaskFacts show;
    TaskFacts logs;
    bool can_set_up = false; ///< the setup screen can be opened
};

[[nodiscard]] screens::StaffModel staff_words(const StaffFacts& facts, const model::Strings& strings);

/// "Show content 11 again?"; version 0 is the factory's.
[[nodiscard]] screens::QuestionModel show_question(std::int64_t version, const model::StaffStrings& words);
[[nodiscard]] screens::QuestionModel setup_question(const model::StaffStrings& words);
[[nodiscard]] screens::QuestionModel restart_question(const model::StaffStrings& words);

/// "0:29", "14:05".
[[nodiscard]] std::string clock_text(int seconds);
/// Whole days from the date "2026-11-24" to `today`, which counts from 1970-01-01. Empty for what is no date, or one
/// that is still to come.
[[nodiscard]] std::optional<std::int64_t> age_in_days(const std::string& published, std::int64_t today);

} // namespace kiosk
