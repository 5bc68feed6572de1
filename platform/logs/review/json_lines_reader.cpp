#include "platform/logs/review/file_readers.h"
#include "platform/logs/review/json_line_parser.h"

namespace platform::logs::review {
namespace {

constexpr std::string_view kEventStart = R"({"event":")";

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

} // namespace

ReadTo read_json_lines(ByteInput& input, const LogPlace& place) {
    LineInput lines(input);
    lines.add_lines(place.lines_before);
    LineInput::Line line;
    JsonLineParser parser;
    ReadEvent event;
    std::int64_t read = place.lines_before;
    while (lines.next(line) && (line.has_end || !place.is_growing)) {
        read = line.number;
        if (line.is_too_long) {
            place.complain(line.number, "this line is no event: it is longer than 1 MiB");
            continue;
        }
        if (line.text.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        if (line.number == 1 && line.text.starts_with(kByteOrderMark)) // of an editor of Windows
            line.text.remove_prefix(kByteOrderMark.size());
        auto kind = parser.parse(line.text, event);
        if (kind == JsonLineParser::Kind::Problem) {
            const std::string problem = std::string("this line is no event: ") + parser.problem();
            // A cut plug leaves half a line, and the first event of the next run begins right behind it.
            const std::size_t start = line.text.rfind(kEventStart);
            if (start != std::string_view::npos && start > 0)
                kind = parser.parse(line.text.substr(start), event);
            place.complain(line.number,
                           kind == JsonLineParser::Kind::Event
                               ? "half a line stands before the event of this line, as a cut plug leaves it"
                               : problem);
        }
        if (kind == JsonLineParser::Kind::Event)
            place.give(event);
    }
    return {input.taken(), read};
}

} // namespace platform::logs::review
