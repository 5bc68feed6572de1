// The door of an update to the internal storage: everything that must survive a cut plug goes through it, so that a
// test can put a disk in its place that loses what was not synced, or that fails.
#pragma once
#include "db/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace db::update {

/// A file being written. The destructor closes it and syncs nothing.
class WritableFile {
public:
    WritableFile() = default;
    virtual ~WritableFile() = default;
    WritableFile(const WritableFile&) = delete;
    WritableFile& operator=(const WritableFile&) = delete;
    WritableFile(WritableFile&&) = delete;
    WritableFile& operator=(WritableFile&&) = delete;

    [[nodiscard]] virtual Result<void> append(std::string_view bytes) = 0;
    /// What was appended is on the disk when this returns, and is read from there. Errors: Io; then the file must be
    /// taken for lost.
    [[nodiscard]] virtual Result<void> sync() = 0;
};

/// Errors: NoSpace; NotFound; Io with errno's text. All name the path. Use from one thread.
class FileSystem {
public:
    FileSystem() = default;
    virtual ~FileSystem() = default;
    FileSystem(const FileSystem&) = delete;
    FileSystem& operator=(const FileSystem&) = delete;
    FileSystem(FileSystem&&) = delete;
    FileSystem& operator=(FileSystem&&) = delete;

    /// A new file that only the returned object may write to; one that exists is an error.
    [[nodiscard]] virtual Result<std::unique_ptr<WritableFile>> create(const std::filesystem::path& path) = 0;
    /// One level; a folder that exists is success.
    [[nodiscard]] virtual Result<void> make_folder(const std::filesystem::path& path) = 0;
    [[nodiscard]] virtual Result<void> make_link(const std::filesystem::path& target,
                                                 const std::filesystem::path& path) = 0;
    /// Atomic, over what is there.
    [[nodiscard]] virtual Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
    /// A file, link (not what it points to) or whole folder; one that is not there is success.
    [[nodiscard]] virtual Result<void> remove(const std::filesystem::path& path) = 0;
    /// Names that were made, renamed or removed in this folder are on the disk when this returns.
    [[nodiscard]] virtual Result<void> sync_folder(const std::filesystem::path& path) = 0;
    /// Bytes that an unprivileged program may still write there.
    [[nodiscard]] virtual Result<std::uintmax_t> free_bytes(const std::filesystem::path& path) = 0;
};

/// Puts a file with these bytes in place of `path`. They are on the disk when this returns; a cut plug leaves the old
/// or the new. Errors: those of FileSystem; then the old is there.
[[nodiscard]] Result<void> replace_file(FileSystem& files, const std::filesystem::path& path, std::string_view bytes);

/// The real disk.
[[nodiscard]] std::unique_ptr<FileSystem> disk();

} // namespace db::update
