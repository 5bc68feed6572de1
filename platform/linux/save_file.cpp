#include "platform/linux/save_file.h"
#include "platform/linux/file_descriptor.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace platform {
namespace {

const char* reason_of(int error) {
    switch (error) {
    case ENOSPC:
    case EDQUOT:
        return "no_space";
    case EROFS:
        return "read_only";
    case EACCES:
    case EPERM:
        return "not_allowed";
    case ENOENT:
    case ENOTDIR:
        return "no_folder";
    default:
        return "disk_failed";
    }
}

SaveProblem problem(const std::filesystem::path& path, const char* what, int error) {
    return {reason_of(error), path.string() + ": " + what + ": " + std::generic_category().message(error)};
}

/// 0, or errno.
int write_all(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = write(file, text.data(), text.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return count < 0 ? errno : EIO;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return fsync(file) == 0 ? 0 : errno;
}

/// 0, or errno.
int write_new(const std::filesystem::path& path, std::string_view text, Readers readers) {
    unlink(path.c_str()); // what a cut plug left
    const FileDescriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0600));
    if (!file)
        return errno;
    return fchmod(file.get(), readers == Readers::Group ? 0640 : 0600) == 0 ? write_all(file.get(), text) : errno;
}

} // namespace

SaveProblem save_file(const std::filesystem::path& path, std::string_view text, Readers readers) {
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    const std::filesystem::path fresh = folder / ("." + path.filename().string() + ".new");
    if (const int error = write_new(fresh, text, readers); error != 0) {
        unlink(fresh.c_str());
        return problem(path, "cannot be written", error);
    }
    if (rename(fresh.c_str(), path.c_str()) != 0) {
        const int error = errno;
        unlink(fresh.c_str());
        return problem(path, "cannot be put in place", error);
    }
    const FileDescriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened || fsync(opened.get()) != 0)
        return problem(path, "may be lost when the power goes", errno);
    return {};
}

} // namespace platform
