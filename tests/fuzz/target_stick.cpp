// What the folders of stick reports and of requests to go back may hold: anything.
#include "platform/roll_back_request.h"
#include "platform/stick_report.h"
#include "tests/fuzz/target.h"

namespace fuzz {

void run_stick_report(std::string_view bytes) {
    const auto report = platform::parse_stick_report(bytes);
    if (!report)
        return;
    const std::string text = platform::format_stick_report(*report);
    const auto again = platform::parse_stick_report(text);
    require(again.has_value(), "a written report cannot be read", text);
    // Only a report of the end carries a verdict; the others lose what they should not have had.
    if (report->stage == platform::StickStage::Done)
        require(*again == *report, "a report changes when it is written and read again", text);
    require(platform::format_stick_report(*again) == text, "a report changes when it is written twice", text);
}

void run_roll_back(std::string_view bytes) {
    if (const auto request = platform::parse_roll_back_request(bytes)) {
        const std::string text = platform::format_roll_back_request(*request);
        require(platform::parse_roll_back_request(text) == request, "a request changes on its way", text);
    }
    if (const auto answer = platform::parse_roll_back_answer(bytes)) {
        const std::string text = platform::format_roll_back_answer(*answer);
        const auto again = platform::parse_roll_back_answer(text);
        require(again && again->id == answer->id && again->version == answer->version, "an answer is lost", text);
    }
}

} // namespace fuzz
