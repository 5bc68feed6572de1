// Work that takes longer than a frame may, on a thread of its own.
#pragma once
#include "platform/linux/background_thread.h"
#include "platform/linux/linux_platform.h"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace platform {

/// Does tasks one after the other, in the order in which they were started. The thread begins with the first task.
/// start() and take() are for one thread and do not wait.
class TaskRunner {
public:
    /// `newest_stick` is asked from the thread of the tasks where the logs go; empty: there is none.
    TaskRunner(LinuxOptions options, std::function<std::optional<std::filesystem::path>()> newest_stick);
    /// Ends the task that runs; that takes half a second at the most. Tasks that wait are forgotten.
    ~TaskRunner();
    TaskRunner(const TaskRunner&) = delete;
    TaskRunner& operator=(const TaskRunner&) = delete;
    TaskRunner(TaskRunner&&) = delete;
    TaskRunner& operator=(TaskRunner&&) = delete;

    /// A PIN is wiped from `task` as well: what a move leaves of a short string is the string.
    void start(Task&& task);
    [[nodiscard]] std::optional<TaskResult> take();

private:
    void run(const StopSignal& stop);
    [[nodiscard]] TaskResult carry_out(Task task, const StopSignal& stop) const;
    [[nodiscard]] TaskResult check_pin(CheckPin task) const;
    [[nodiscard]] TaskResult roll_back(RollBackContent task, const StopSignal& stop) const;
    [[nodiscard]] TaskResult write_logs(const StopSignal& stop) const;

    const LinuxOptions m_options;
    const std::function<std::optional<std::filesystem::path>()> m_newest_stick;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Task> m_waiting; // this and what follows: under the mutex
    std::deque<TaskResult> m_ended;
    bool m_stopping = false;
    std::unique_ptr<BackgroundThread> m_thread;
};

} // namespace platform
