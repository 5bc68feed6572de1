// One line of JSON as an event.
#pragma once
#include "platform/logs/review/read_event.h"
#include <memory>
#include <string_view>

namespace platform::logs::review {

/// Reads lines as json_writer.h writes them, and those of `journalctl -o json`. Use from one thread.
class JsonLineParser {
public:
    JsonLineParser();
    ~JsonLineParser();
    JsonLineParser(const JsonLineParser&) = delete;
    JsonLineParser& operator=(const JsonLineParser&) = delete;
    JsonLineParser(JsonLineParser&&) = delete;
    JsonLineParser& operator=(JsonLineParser&&) = delete;

    enum class Kind {
        Event,
        Other,   ///< an entry of the journal that is none of the kiosk's events
        Problem, ///< see problem()
    };
    /// `line` has at most kMaxLineBytes, and ByteInput::kPaddingBytes behind it may be read. The texts of `event` hold
    /// as long as `line` and until the next call.
    [[nodiscard]] Kind parse(std::string_view line, ReadEvent& event);
    /// Why the last line was no event: the end of a sentence ("it has no boot id").
    [[nodiscard]] const char* problem() const { return m_problem; }

private:
    struct State;
    std::unique_ptr<State> m_state;
    const char* m_problem = "";
};

} // namespace platform::logs::review
