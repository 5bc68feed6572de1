#include "platform/linux/background_thread.h"

#include <array>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <utility>

namespace platform {

StopSignal::StopSignal() : m_event(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

void StopSignal::raise() {
    m_raised = true;
    const std::uint64_t one = 1;
    if (m_event && write(m_event.get(), &one, sizeof one) < 0) {
        // Full: it is raised already.
    }
}

void wait_readable(int descriptor, const StopSignal& stop, std::chrono::milliseconds most) {
    std::array<pollfd, 2> waiting{pollfd{descriptor, POLLIN, 0}, pollfd{stop.descriptor(), POLLIN, 0}};
    if (!stop.raised())
        poll(waiting.data(), waiting.size(), static_cast<int>(most.count()));
}

BackgroundThread::BackgroundThread(std::function<void(const StopSignal& stop)> body) {
    const SignalsBlocked for_the_new_thread;
    try {
        m_thread = std::thread([this, body = std::move(body)] { body(m_stop); });
    } catch (const std::system_error&) { // NOLINT(bugprone-empty-catch): a kiosk without it is better than none
    }
}

BackgroundThread::~BackgroundThread() {
    m_stop.raise();
    if (m_thread.joinable())
        m_thread.join();
}

SignalsBlocked::SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &m_before);
}

SignalsBlocked::~SignalsBlocked() {
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

} // namespace platform
