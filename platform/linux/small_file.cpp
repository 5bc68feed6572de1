#include "platform/linux/small_file.h"
#include "platform/linux/file_descriptor.h"

#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>

namespace platform {

std::optional<std::string> read_small_file(const std::filesystem::path& path, std::size_t most_bytes) {
    const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat about {};
    if (!file || fstat(file.get(), &about) != 0 || !S_ISREG(about.st_mode))
        return std::nullopt;
    std::string text(most_bytes + 1, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t count = read(file.get(), text.data() + size, text.size() - size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return std::nullopt;
        if (count == 0)
            break;
        size += static_cast<std::size_t>(count);
    }
    if (size > most_bytes)
        return std::nullopt;
    text.resize(size);
    return text;
}

std::optional<std::int64_t> read_number(const std::filesystem::path& path, Base base) {
    const auto text = read_small_file(path, 4096);
    if (!text)
        return std::nullopt;
    std::string_view digits = *text;
    if (base == Base::Sixteen && digits.starts_with("0x"))
        digits.remove_prefix(2);
    std::int64_t value = 0;
    const auto [end, bad] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, static_cast<int>(base));
    if (bad != std::errc{} || (end != digits.data() + digits.size() && *end != '\n'))
        return std::nullopt;
    return value;
}

} // namespace platform
