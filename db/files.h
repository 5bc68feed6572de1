// Reading, copying and replacing files, with errors for a person.
#pragma once
#include "db/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace db {

/// The first `max_bytes` of a regular file, or all of it if it is shorter.
/// Errors: NotFound; NotARolesDatabase (a folder or a device); Io.
[[nodiscard]] Result<std::string> read_start(const std::filesystem::path& path, std::size_t max_bytes);

/// A whole regular file. Errors: NotFound; BadContent (larger than `max_bytes`, or no regular file); Io.
[[nodiscard]] Result<std::string> read_whole(const std::filesystem::path& path, std::size_t max_bytes);

/// What a folder holds, by name and without hidden files (hidden_files.h); nothing without a folder.
[[nodiscard]] std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder);

/// Writes a file in place of `path`, whole or not at all: `write` makes a file beside it, which is then synced and
/// renamed over it. Nothing is left behind after a failure. Errors: those of `write`; Io.
[[nodiscard]] Result<void> replace_file(const std::filesystem::path& path,
                                        const std::function<Result<void>(const std::filesystem::path&)>& write);

/// Writes `bytes` to `path`, making its folders. Errors: Io.
[[nodiscard]] Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);

/// A copy of a file in a folder that only this user can enter. Move-only; the destructor removes both.
class PrivateCopy {
public:
    /// Errors: NotFound; NotARolesDatabase (no regular file); Corrupt (larger than `max_bytes`); Io.
    [[nodiscard]] static Result<PrivateCopy> make(const std::filesystem::path& source, std::uintmax_t max_bytes);

    PrivateCopy(PrivateCopy&& other) noexcept;
    PrivateCopy& operator=(PrivateCopy&&) = delete;
    PrivateCopy(const PrivateCopy&) = delete;
    PrivateCopy& operator=(const PrivateCopy&) = delete;
    ~PrivateCopy();

    [[nodiscard]] std::filesystem::path path() const;

private:
    explicit PrivateCopy(std::filesystem::path folder) : m_folder(std::move(folder)) {}
    std::filesystem::path m_folder;
};

} // namespace db
