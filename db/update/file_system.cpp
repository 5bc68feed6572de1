#include "db/update/file_system.h"

#include "db/update/descriptor.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace db::update {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kFileMode = 0444;   // what is on the disk is replaced, never changed
constexpr mode_t kFolderMode = 0777; // less the umask: a group can share the state folder

ErrorCode code_of(int number) {
    switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return ErrorCode::NoSpace;
    case ENOENT:
        return ErrorCode::NotFound;
    default:
        return ErrorCode::Io;
    }
}

tl::unexpected<Error> failure(std::string_view what, const fs::path& path) {
    const int number = errno;
    return fail(code_of(number), fmt::format("cannot {}: {}", what, std::strerror(number)), path.string());
}

class DiskFile final : public WritableFile {
public:
    DiskFile(Descriptor file, fs::path path) : m_file(std::move(file)), m_path(std::move(path)) {}

    Result<void> append(std::string_view bytes) override {
        while (!bytes.empty()) {
            const ssize_t written = ::write(m_file.number(), bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                return failure("write the file", m_path);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return {};
    }

    Result<void> sync() override {
        if (fsync(m_file.number()) != 0)
            return failure("store the file safely", m_path);
        // What is read from now on comes from the disk, not from memory: a worn card shows.
        (void)posix_fadvise(m_file.number(), 0, 0, POSIX_FADV_DONTNEED);
        return {};
    }

private:
    Descriptor m_file;
    fs::path m_path;
};

class Disk final : public FileSystem {
public:
    Result<std::unique_ptr<WritableFile>> create(const fs::path& path) override {
        Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kFileMode));
        if (!file.is_open())
            return failure("make the file", path);
        return std::make_unique<DiskFile>(std::move(file), path);
    }

    Result<void> make_folder(const fs::path& path) override {
        if (mkdir(path.c_str(), kFolderMode) == 0)
            return {};
        const int number = errno;
        struct stat status = {};
        if (number == EEXIST && stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode))
            return {};
        errno = number;
        return failure("make the folder", path);
    }

    Result<void> make_link(const fs::path& target, const fs::path& path) override {
        if (symlink(target.c_str(), path.c_str()) != 0)
            return failure("make the link", path);
        return {};
    }

    Result<void> rename(const fs::path& from, const fs::path& to) override {
        if (std::rename(from.c_str(), to.c_str()) != 0)
            return failure(fmt::format("rename it to {}", to.string()), from);
        return {};
    }

    Result<void> remove(const fs::path& path) override {
        std::error_code error;
        fs::remove_all(path, error);
        errno = error.value();
        if (error)
            return failure("remove it", path);
        return {};
    }

    Result<void> sync_folder(const fs::path& path) override {
        const Descriptor folder(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!folder.is_open() || fsync(folder.number()) != 0)
            return failure("store the folder safely", path);
        return {};
    }

    Result<std::uintmax_t> free_bytes(const fs::path& path) override {
        struct statvfs status = {};
        if (statvfs(path.c_str(), &status) != 0)
            return failure("find out how much space is free", path);
        return static_cast<std::uintmax_t>(status.f_bavail) * status.f_frsize;
    }
};

} // namespace

Result<void> replace_file(FileSystem& files, const fs::path& path, std::string_view bytes) {
    const fs::path beside = path.string() + ".new";
    auto write = [&]() -> Result<void> {
        auto file = files.create(beside);
        if (!file)
            return tl::unexpected(file.error());
        if (auto written = (*file)->append(bytes); !written)
            return written;
        return (*file)->sync();
    };
    auto outcome = write();
    if (outcome)
        outcome = files.rename(beside, path);
    if (outcome)
        outcome = files.sync_folder(path.parent_path());
    if (!outcome)
        (void)files.remove(beside);
    return outcome;
}

std::unique_ptr<FileSystem> disk() {
    return std::make_unique<Disk>();
}

} // namespace db::update
