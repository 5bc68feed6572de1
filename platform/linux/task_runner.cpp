#include "platform/linux/task_runner.h"
#include "platform/linux/child_process.h"
#include "platform/linux/first_picture.h"
#include "platform/linux/pin_tries.h"
#include "platform/linux/programs.h"
#include "platform/linux/save_file.h"
#include "platform/pin.h"

#include <chrono>
#include <utility>
#include <variant>

namespace platform {
namespace {

constexpr std::chrono::milliseconds kTaskGrace{400};

/// A PIN moves with its string, and a short string leaves a copy where it was.
void wipe_pin(Task& task) {
    if (auto* check = std::get_if<CheckPin>(&task))
        wipe(check->pin);
}

TaskResult write_file(const SaveFile& task) {
    TaskResult result;
    const SaveProblem problem = save_file(task.path, task.text, Readers::Group);
    result.task = task;
    result.succeeded = problem.reason.empty();
    result.reason = problem.reason;
    result.detail = problem.detail;
    return result;
}

} // namespace

TaskRunner::TaskRunner(LinuxOptions options, std::function<std::optional<std::filesystem::path>()> newest_stick)
    : m_options(std::move(options)), m_newest_stick(std::move(newest_stick)) {}

TaskRunner::~TaskRunner() {
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    if (m_thread)
        m_thread->raise_stop();
    m_changed.notify_all();
    m_thread.reset();
    for (Task& task : m_waiting)
        wipe_pin(task);
}

void TaskRunner::start(Task&& task) {
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting.push_back(std::move(task));
    }
    wipe_pin(task); // NOLINT(bugprone-use-after-move): what the move left behind
    m_changed.notify_all();
    if (!m_thread)
        m_thread = std::make_unique<BackgroundThread>([this](const StopSignal& stop) { run(stop); });
}

std::optional<TaskResult> TaskRunner::take() {
    const std::scoped_lock lock(m_mutex);
    if (m_ended.empty())
        return std::nullopt;
    TaskResult first = std::move(m_ended.front());
    m_ended.pop_front();
    return first;
}

void TaskRunner::run(const StopSignal& stop) {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
        if (m_stopping)
            return;
        Task task = std::move(m_waiting.front());
        wipe_pin(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        TaskResult result = carry_out(std::move(task), stop);
        wipe_pin(task); // NOLINT(bugprone-use-after-move): what the move left behind
        lock.lock();
        m_ended.push_back(std::move(result));
    }
}

TaskResult TaskRunner::carry_out(Task task, const StopSignal& stop) const {
    TaskResult result;
    if (auto* check = std::get_if<CheckPin>(&task)) {
        result = check_pin(std::move(*check));
        wipe(check->pin);
    } else if (const auto* roll = std::get_if<RollBackContent>(&task)) {
        result = roll_back(*roll, stop);
    } else if (const auto* save = std::get_if<SaveFile>(&task)) {
        result = write_file(*save);
    } else {
        result = write_logs(stop);
    }
    return result;
}

TaskResult TaskRunner::check_pin(CheckPin task) const {
    TaskResult result;
    const auto keep = [&](std::int64_t count) {
        if (m_options.runs_folder().empty())
            return;
        const SaveProblem problem = store_wrong_pins(m_options.runs_folder(), count);
        if (problem.reason.empty())
            return;
        result.reason = problem.reason;
        result.detail = problem.detail + "; wrong PINs are not counted over a restart";
    };
    keep(task.attempt); // or who pulls the plug in time would try for ever
    result.succeeded = pin_matches(task.pin, task.hash);
    if (result.succeeded)
        keep(0);
    if (!is_pin_hash(task.hash))
        result.detail = "the PIN's hash in the settings is not an argon2id hash of a PIN; make it anew";
    wipe(task.pin);
    result.task = std::move(task);
    return result;
}

TaskResult TaskRunner::roll_back(RollBackContent task, const StopSignal& stop) const {
    TaskResult result;
    result.task = task;
    // Before, for the plug may be pulled as soon as the content is another.
    if (!m_options.first_picture.empty())
        forget_pictures(m_options.first_picture);
    if (!m_options.roll_back.requests.empty()) {
        const RollBackAnswer answer = ask_to_roll_back(m_options.roll_back, task.version, stop);
        result.succeeded = answer.problem.empty();
        result.version = answer.version;
        result.detail = answer.problem;
        return result;
    }
    const ChildResult ended = run_child(programs::roll_back(m_options, task.version), {.grace = kTaskGrace}, stop);
    const auto version = programs::parse_roll_back(ended.output);
    result.succeeded = ended.problem.empty() && version.has_value();
    result.version = version.value_or(0);
    if (!result.succeeded)
        result.detail = ended.problem.empty() ? "roledb rollback ended without an answer" : ended.problem;
    return result;
}

TaskResult TaskRunner::write_logs(const StopSignal& stop) const {
    TaskResult result;
    result.task = WriteLogs{};
    if (m_options.stick_folder.empty()) {
        result.reason = "no_way_to_sticks";
        result.detail = "this kiosk cannot write to a stick by itself: sticks are mounted by another service, which "
                        "takes the logs only for a signed request on the stick (roledb request-logs)";
        return result;
    }
    const auto stick = m_newest_stick();
    if (!stick) {
        result.reason = "no_stick";
        result.detail = m_options.stick_folder.string() + ": no stick is plugged in; plug one in and try again";
        return result;
    }
    const ChildResult ended =
        run_child(programs::collect(m_options, *stick, programs::Asked::ByStaff), {.grace = kTaskGrace}, stop);
    const auto answer = programs::parse_collect(ended.output);
    if (answer && answer->logs && ended.problem.empty()) {
        result.succeeded = true;
        result.logs = *answer->logs;
    } else if (answer && !answer->reason.empty()) {
        result.reason = answer->reason;
        result.detail = answer->detail.empty() ? answer->reason : answer->detail;
    } else {
        result.reason = "no_answer";
        result.detail = ended.problem.empty() ? "kiosk-logs collect ended without an answer" : ended.problem;
    }
    return result;
}

} // namespace platform
