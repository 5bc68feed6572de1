// Reads small files that may be anything: of sysfs, or written by another process.
#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace platform {

/// The whole of a regular file. Empty where it cannot be read or is longer than `most_bytes`. Does not wait on a FIFO.
[[nodiscard]] std::optional<std::string> read_small_file(const std::filesystem::path& path, std::size_t most_bytes);

/// The number that a file of sysfs holds, alone on its first line; in base 16 also with "0x".
enum class Base { Ten = 10, Sixteen = 16 };
[[nodiscard]] std::optional<std::int64_t> read_number(const std::filesystem::path& path, Base base = Base::Ten);

} // namespace platform
