#include "platform/linux/run_marker.h"
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <utility>

namespace platform {

RunMarker::RunMarker(std::filesystem::path state, std::string boot_id, std::string& problem)
    : m_state(std::move(state)) {
    std::error_code ignored; // opening says what is wrong
    std::filesystem::create_directories(m_state, ignored);
    const std::filesystem::path lock = m_state / "run.lock";
    m_lock = FileDescriptor(::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600));
    if (!m_lock) {
        problem = lock.string() + ": cannot write there (" + std::generic_category().message(errno)
                  + "), so crashes will not show in the log; let this program write to that folder";
        return;
    }
    if (flock(m_lock.get(), LOCK_EX | LOCK_NB) != 0) {
        m_lock.close();
        problem = lock.string() + ": another kiosk runs with this folder; give each a folder of its own";
        return;
    }
    m_mark = {0, std::move(boot_id), false};
    if (const auto before = logs::read_run_mark(m_state)) {
        look_back(*before);
        m_mark.starts = before->starts;
    }
    ++m_mark.starts;
    logs::remove_exit_note(m_state);
    if (const auto stored = logs::store(m_state, m_mark); !stored)
        problem = stored.error().detail;
}

void RunMarker::look_back(const logs::RunMark& before) {
    if (before.said_goodbye)
        return;
    const auto note = logs::read_exit_note(m_state);
    if (note && note->starts == before.starts)
        m_end_before = note->how;
    else if (before.boot_id == m_mark.boot_id)
        m_end_before = logs::Crashed{};
    else
        m_end_before = logs::PowerLost{};
}

void RunMarker::goodbye() {
    if (m_mark.starts == 0)
        return;
    m_mark.said_goodbye = true;
    // Where this fails the next start tells of a crash that was none: better than the other way round.
    static_cast<void>(logs::store(m_state, m_mark));
}

} // namespace platform
