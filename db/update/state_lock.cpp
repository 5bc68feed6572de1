#include "db/update/state_lock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <thread>

namespace db::update {
namespace {

using namespace std::chrono_literals;

constexpr auto kTryEvery = 50ms;

tl::unexpected<Refusal> failure(const std::filesystem::path& path, int number) {
    const ErrorCode code = number == ENOSPC || number == EDQUOT ? ErrorCode::NoSpace : ErrorCode::Io;
    return refuse_disk({code, fmt::format("cannot lock the state folder: {}", std::strerror(number)), path.string()});
}

} // namespace

Checked<StateLock> StateLock::take(const std::filesystem::path& state, std::chrono::milliseconds patience) {
    const std::filesystem::path path = state / "lock";
    Descriptor file(open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644));
    if (!file.is_open())
        return failure(path, errno);
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            return failure(path, errno);
        if (std::chrono::steady_clock::now() >= deadline)
            return refuse(Verdict::Busy, fmt::format("{}: another installation runs; wait until it is done, then plug "
                                                     "the stick in again",
                                                     path.string()));
        std::this_thread::sleep_for(kTryEvery);
    }
    return StateLock(std::move(file));
}

} // namespace db::update
