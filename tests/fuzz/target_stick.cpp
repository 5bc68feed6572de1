// What the folder of stick reports may hold: anything.
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

} // namespace fuzz
