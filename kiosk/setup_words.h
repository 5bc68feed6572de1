// Puts the setup screen into words.
#pragma once
#include "kiosk/model/setup.h"
#include "kiosk/screens/setup.h"
#include "kiosk/strings.h"
#include "platform/platform.h"

#include <functional>
#include <optional>
#include <span>
#include <string>

namespace kiosk::setup_words {

/// "2 of 6".
void number(screens::SetupModel& shown, const model::SetupStrings& words);
/// Each language of the interface in itself.
void languages(screens::SetupModel& shown, const StringCatalogue& strings, const std::string& chosen);
void trial(screens::SetupModel& shown, int seconds_left, const model::SetupStrings& words);
void sizes(screens::SetupModel& shown, int tenths, const model::SetupStrings& words);
void touch(screens::SetupModel& shown, const model::Strings& strings);
/// The regions, or the cities of `region`, which may be empty.
void zones(screens::SetupModel& shown, std::span<const std::string> names, const std::string& chosen,
           const std::string& region, std::optional<platform::LocalTime> time, const model::SetupStrings& words);
void rows(screens::SetupModel& shown, const model::SetupChoices& choices, const model::Strings& strings,
          const std::function<bool(model::SetupStep)>& is_fixed);
/// `reason` is of platform::TaskResult.
[[nodiscard]] screens::QuestionModel not_saved(const std::string& reason, const model::SetupStrings& words);

} // namespace kiosk::setup_words
