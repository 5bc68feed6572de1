#include "db/update/state_lock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>

namespace db::update {
namespace {

using namespace std::chrono_literals;

constexpr auto kTryEvery = 50ms;
constexpr int kMostMends = 3;

tl::unexpected<Refusal> failure(const std::filesystem::path& path, int number) {
    const ErrorCode code = number == ENOSPC || number == EDQUOT ? ErrorCode::NoSpace : ErrorCode::Io;
    return refuse_disk({code, fmt::format("cannot lock the state folder: {}", std::strerror(number)), path.string()});
}

/// The lock's file, made if it is missing. Not open: something that is not a file lies there.
Checked<Descriptor> open_lock(const std::filesystem::path& path) {
    Descriptor file(open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644));
    const int number = errno;
    struct stat status = {};
    const bool is_there = lstat(path.c_str(), &status) == 0;
    if (is_there && !S_ISREG(status.st_mode))
        return Descriptor(-1);
    if (!file.is_open())
        return failure(path, number);
    return file;
}

/// Whether `path` is still the file that is open: another program may have mended it meanwhile.
bool names(const std::filesystem::path& path, const Descriptor& file) {
    struct stat there = {};
    struct stat open = {};
    return lstat(path.c_str(), &there) == 0 && fstat(file.number(), &open) == 0 && there.st_dev == open.st_dev
           && there.st_ino == open.st_ino;
}

} // namespace

Checked<StateLock> StateLock::take(const std::filesystem::path& state, std::chrono::milliseconds patience) {
    const std::filesystem::path path = state / "lock";
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (int mended = 0;;) {
        auto file = open_lock(path);
        if (!file)
            return tl::unexpected(file.error());
        if (!file->is_open()) { // nobody can hold what is not a file
            if (++mended > kMostMends)
                return failure(path, EEXIST);
            std::error_code failed;
            std::filesystem::remove_all(path, failed);
            if (failed)
                return failure(path, failed.value());
            continue;
        }
        while (flock(file->number(), LOCK_EX | LOCK_NB) != 0) {
            if (errno != EWOULDBLOCK && errno != EINTR)
                return failure(path, errno);
            if (std::chrono::steady_clock::now() >= deadline)
                return refuse(
                    Verdict::Busy,
                    fmt::format("{}: another installation runs; wait until it is done, then plug the stick in "
                                "again",
                                path.string()));
            std::this_thread::sleep_for(kTryEvery);
        }
        if (names(path, *file))
            return StateLock(std::move(*file));
        if (++mended > kMostMends)
            return failure(path, ESTALE);
    }
}

} // namespace db::update
