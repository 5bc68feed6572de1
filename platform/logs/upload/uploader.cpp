#include "platform/logs/upload/uploader.h"
#include <cerrno>
#include <csignal>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace platform::logs::upload {

bool Uploader::start() {
    std::vector<char*> words;
    for (std::string& word : m_command)
        words.push_back(word.data());
    words.push_back(nullptr);
    const pid_t parent = getpid();
    m_process = fork();
    if (m_process != 0)
        return m_process > 0;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() == parent)
        execv(words[0], words.data());
    _exit(127);
}

bool Uploader::is_running() {
    if (m_process <= 0)
        return false;
    const pid_t ended = waitpid(m_process, nullptr, WNOHANG);
    if (ended == 0 || (ended < 0 && errno == EINTR))
        return true;
    m_process = -1;
    return false;
}

void Uploader::kill() {
    if (m_process <= 0)
        return;
    ::kill(m_process, SIGKILL);
    while (waitpid(m_process, nullptr, 0) < 0 && errno == EINTR) {
    }
    m_process = -1;
}

} // namespace platform::logs::upload
