// Bytes of a log, from a file or a pipe, through one buffer.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace platform::logs::review {

/// Does not own the file. Use from one thread.
class ByteInput {
public:
    static constexpr std::size_t kPaddingBytes = 64; ///< may be read behind data(), whatever they hold

    explicit ByteInput(int file, std::function<void(std::uintmax_t done_bytes)> progress = nullptr);
    /// What is in memory, for tests and fuzzing.
    explicit ByteInput(std::string_view bytes);

    [[nodiscard]] std::string_view data() const { return {m_buffer.get() + m_begin, m_end - m_begin}; }
    void skip(std::size_t bytes) {
        m_begin += bytes;
        m_taken += bytes;
    }
    [[nodiscard]] std::uintmax_t taken() const { return m_taken; } ///< bytes that were skipped, all together
    /// Reads more behind data(), which moves. False at the end, or where the file can't be read on: see error().
    [[nodiscard]] bool fill();
    /// errno of a failed read, 0 where there was none.
    [[nodiscard]] int error() const { return m_error; }

private:
    void set_size(std::size_t bytes);
    int m_file = -1;
    std::function<void(std::uintmax_t)> m_progress;
    std::unique_ptr<char[]> m_buffer;
    std::size_t m_size = 0; ///< of the buffer, without the padding
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::uintmax_t m_done = 0;
    std::uintmax_t m_taken = 0;
    int m_error = 0;
};

/// Cuts an input into lines.
class LineInput {
public:
    struct Line {
        std::string_view text; ///< without its end; holds until the next call; padded like ByteInput::data()
        std::int64_t number = 0;
        bool is_too_long = false; ///< longer than kMaxLineBytes; `text` is its start
        bool has_end = true;      ///< false of the last bytes, where they are no whole line
    };

    explicit LineInput(ByteInput& input) : m_input(input) {}
    [[nodiscard]] bool next(Line& line);
    /// Counts lines that something else took from the input.
    void add_lines(std::int64_t count) { m_number += count; }

private:
    void skip_rest_of_line();
    ByteInput& m_input;
    std::size_t m_taken = 0; ///< of the line given last, not skipped yet
    std::int64_t m_number = 0;
    bool m_is_in_long_line = false;
};

} // namespace platform::logs::review
