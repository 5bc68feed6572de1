#include "platform/logs/review/byte_input.h"
#include "platform/logs/log_source.h"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace platform::logs::review {
namespace {

constexpr std::size_t kFirstBytes = 64 * 1024; // enough for a small file
constexpr std::size_t kMoreBytes = 1024 * 1024;

} // namespace

ByteInput::ByteInput(int file, std::function<void(std::uintmax_t)> progress)
    : m_file(file), m_progress(std::move(progress)) {
    set_size(kFirstBytes);
}

ByteInput::ByteInput(std::string_view bytes) {
    set_size(bytes.size());
    std::ranges::copy(bytes, m_buffer.get());
    m_end = bytes.size();
    std::fill_n(m_buffer.get() + m_end, kPaddingBytes, '\0');
}

/// Not filled with zeros: most files need little of it.
void ByteInput::set_size(std::size_t bytes) {
    auto buffer = std::make_unique_for_overwrite<char[]>(bytes + kPaddingBytes);
    std::ranges::copy(data(), buffer.get());
    m_buffer = std::move(buffer);
    m_size = bytes;
    m_end -= m_begin;
    m_begin = 0;
}

bool ByteInput::fill() {
    if (m_file < 0 || m_error != 0)
        return false;
    if (data().size() > m_size / 2)
        set_size(data().size() + kMoreBytes);
    if (m_begin > 0) {
        std::memmove(m_buffer.get(), m_buffer.get() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
    }
    ssize_t count = -1;
    do
        count = ::read(m_file, m_buffer.get() + m_end, m_size - m_end);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        m_error = errno;
    if (count <= 0)
        return false;
    m_end += static_cast<std::size_t>(count);
    std::fill_n(m_buffer.get() + m_end, kPaddingBytes, '\0');
    m_done += static_cast<std::uintmax_t>(count);
    if (m_progress)
        m_progress(m_done);
    return true;
}

bool LineInput::next(Line& line) {
    m_input.skip(m_taken);
    m_taken = 0;
    if (m_is_in_long_line)
        skip_rest_of_line();
    std::size_t searched = 0;
    while (true) {
        const std::string_view data = m_input.data();
        const std::size_t stop = data.find('\n', searched);
        const std::size_t length = stop == std::string_view::npos ? data.size() : stop;
        if (length > kMaxLineBytes) {
            line = {data.substr(0, kMaxLineBytes), ++m_number, true};
            m_taken = kMaxLineBytes;
            m_is_in_long_line = true;
            return true;
        }
        if (stop != std::string_view::npos) {
            line = {data.substr(0, stop), ++m_number, false};
            m_taken = stop + 1;
            return true;
        }
        searched = data.size();
        if (!m_input.fill())
            break;
    }
    line = {m_input.data(), m_number + 1, false, false};
    m_taken = line.text.size();
    m_number += line.text.empty() ? 0 : 1;
    return !line.text.empty();
}

void LineInput::skip_rest_of_line() {
    m_is_in_long_line = false;
    do {
        const std::size_t stop = m_input.data().find('\n');
        if (stop != std::string_view::npos) {
            m_input.skip(stop + 1);
            return;
        }
        m_input.skip(m_input.data().size());
    } while (m_input.fill());
}

} // namespace platform::logs::review
