#include "platform/logs/upload/state_file.h"
#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace platform::logs::upload {
namespace {

constexpr std::string_view kKey = "LAST_CURSOR=";
constexpr std::size_t kLongestLine = 1024;

bool is_hexadecimal(std::string_view text) {
    return !text.empty()
           && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(file, text.data(), text.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return fsync(file) == 0;
}

} // namespace

bool is_cursor(std::string_view text) {
    std::size_t parts = 0;
    for (const std::string_view key : {"s=", "i=", "b=", "m=", "t=", "x="}) {
        const std::string_view part = text.substr(0, text.find(';'));
        if (!part.starts_with(key) || !is_hexadecimal(part.substr(2)))
            return false;
        if ((key == "s=" || key == "b=") ? part.size() != 34 : part.size() > 18)
            return false;
        ++parts;
        text.remove_prefix(std::min(text.size(), part.size() + (key == "x=" ? 0 : 1)));
    }
    return text.empty() && parts == 6;
}

std::string read_position(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string text(4 * kLongestLine, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    const std::size_t at = text.find(kKey);
    if (at == std::string::npos || (at > 0 && text[at - 1] != '\n'))
        return {};
    const std::size_t end = text.find('\n', at);
    if (end == std::string::npos)
        return {};
    std::string cursor = text.substr(at + kKey.size(), end - at - kKey.size());
    return is_cursor(cursor) ? cursor : std::string();
}

Outcome<void> write_position(const std::filesystem::path& file, const std::string& cursor) {
    const std::filesystem::path part = file.string() + ".part";
    const int descriptor = open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool is_written = descriptor >= 0 && write_all(descriptor, fmt::format("{}{}\n", kKey, cursor));
    const int error = errno;
    if (descriptor >= 0)
        is_written = (close(descriptor) == 0) && is_written;
    if (!is_written || rename(part.c_str(), file.c_str()) != 0)
        return fail("disk_failed",
                    fmt::format("{}: cannot keep how far the upload came ({}); is the disk full?", file.string(),
                                std::generic_category().message(is_written ? errno : error)));
    return {};
}

} // namespace platform::logs::upload
