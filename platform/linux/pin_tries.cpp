#include "platform/linux/pin_tries.h"
#include "platform/linux/small_file.h"

#include <charconv>
#include <fmt/format.h>
#include <string_view>
#include <system_error>

namespace platform {
namespace {

constexpr const char* kPinTriesFile = "wrong-pins";
constexpr std::string_view kPinTriesKind = "kiosk-wrong-pins-1 ";
constexpr std::size_t kMostPinTriesBytes = 64;

} // namespace

std::optional<std::int64_t> read_wrong_pins(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / kPinTriesFile;
    std::error_code failed;
    if (std::filesystem::symlink_status(file, failed).type() == std::filesystem::file_type::not_found)
        return 0;
    const auto text = read_small_file(file, kMostPinTriesBytes);
    if (!text || !text->starts_with(kPinTriesKind))
        return std::nullopt;
    std::int64_t count = 0;
    const char* const end_of_text = text->data() + text->size();
    const auto [end, bad] = std::from_chars(text->data() + kPinTriesKind.size(), end_of_text, count);
    const bool is_whole = bad == std::errc{} && end + 1 == end_of_text && *end == '\n' && count >= 0;
    return is_whole ? std::optional(count) : std::nullopt;
}

SaveProblem store_wrong_pins(const std::filesystem::path& folder, std::int64_t count) {
    return save_file(folder / kPinTriesFile, fmt::format("{}{}\n", kPinTriesKind, count));
}

} // namespace platform
