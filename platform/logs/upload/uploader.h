// systemd-journal-upload as a child that never outlives us.
#pragma once
#include <string>
#include <sys/types.h>
#include <vector>

namespace platform::logs::upload {

/// Use from one thread, which must live as long as the child.
class Uploader {
public:
    explicit Uploader(std::vector<std::string> command) : m_command(std::move(command)) {}
    ~Uploader() { kill(); }
    Uploader(const Uploader&) = delete;
    Uploader& operator=(const Uploader&) = delete;
    Uploader(Uploader&&) = delete;
    Uploader& operator=(Uploader&&) = delete;

    /// False where no process can be made. A program that is missing ends at once with status 127.
    [[nodiscard]] bool start();
    [[nodiscard]] bool is_running();
    /// With SIGKILL: it ignores SIGTERM while it waits for a connection.
    void kill();

private:
    std::vector<std::string> m_command;
    pid_t m_process = -1;
};

} // namespace platform::logs::upload
