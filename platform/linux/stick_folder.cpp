#include "platform/linux/stick_folder.h"
#include "platform/linux/child_process.h"
#include "platform/linux/programs.h"
#include "platform/linux/report_reader.h"
#include "platform/linux/stick_shelf.h"
#include "platform/stick_queue.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <deque>
#include <functional>
#include <string>
#include <system_error>
#include <utility>

namespace platform {

namespace fs = std::filesystem;

/// What the thread tells the others.
struct StickFolder::Shared {
    mutable std::mutex mutex;
    std::optional<fs::path> newest; // under the mutex
};

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLookEvery{250};
constexpr std::chrono::milliseconds kGrace{400};

/// A folder for the reports of our child processes; none where the machine gives none.
class PrivateFolder {
public:
    PrivateFolder() {
        std::error_code failed;
        std::string name = (fs::temp_directory_path(failed) / "kiosk-sticks-XXXXXX").string();
        if (!failed && mkdtemp(name.data()) != nullptr)
            m_path = name;
    }
    ~PrivateFolder() {
        std::error_code failed;
        if (!m_path.empty())
            fs::remove_all(m_path, failed);
    }
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    PrivateFolder(PrivateFolder&&) = delete;
    PrivateFolder& operator=(PrivateFolder&&) = delete;
    [[nodiscard]] const fs::path& path() const { return m_path; }
    void empty() const {
        std::error_code failed;
        std::vector<fs::path> files;
        for (fs::directory_iterator entry(m_path, failed), end; !failed && entry != end; entry.increment(failed))
            files.push_back(entry->path());
        for (const fs::path& file : files)
            fs::remove_all(file, failed);
    }

private:
    fs::path m_path;
};

/// The child processes get whole paths: one that begins with "-" would be an option to them.
fs::path whole_path(const fs::path& path) {
    std::error_code failed;
    fs::path whole = fs::absolute(path, failed);
    return failed ? path : whole;
}

bool lies_there(const fs::path& path) {
    std::error_code failed;
    return fs::exists(fs::symlink_status(path, failed));
}

/// The work of the thread.
class Watcher {
public:
    Watcher(const LinuxOptions& options, StickQueue& queue, const StopSignal& stop,
            std::chrono::milliseconds time_to_notice, std::function<void(std::optional<fs::path>)> tell_newest)
        : m_options(options), m_queue(queue), m_stop(stop), m_time_to_notice(time_to_notice),
          m_tell_newest(std::move(tell_newest)), m_shelf(whole_path(options.stick_folder)) {}

    void run() {
        while (!m_stop.raised()) {
            look();
            if (m_waiting.empty())
                wait_readable(-1, m_stop, kLookEvery);
            else
                work();
        }
    }

private:
    struct Turn {
        std::string name;
        bool noticed = false; ///< and reported so
    };

    void look();
    void plugged_in(const std::string& name);
    void removed(const std::string& name);
    void work();
    [[nodiscard]] StickReport install();
    [[nodiscard]] ChildResult run(const programs::CommandLine& line, ReportReader& reports,
                                  std::optional<StickReport>& done);
    void collect(StickReport& result);
    [[nodiscard]] bool is_over() const { return m_stop.raised() || m_gone_since; }
    void report(const std::string& name, StickStage stage);
    void push(const std::string& name, StickReport report);

    const LinuxOptions& m_options;
    StickQueue& m_queue;
    const StopSignal& m_stop;
    const std::chrono::milliseconds m_time_to_notice;
    std::function<void(std::optional<fs::path>)> m_tell_newest;
    StickShelf m_shelf;
    PrivateFolder m_reports;
    std::deque<Turn> m_waiting;
    std::string m_at_work;                         ///< empty between sticks
    std::optional<Clock::time_point> m_gone_since; ///< since when the stick at work is not there
    std::int64_t m_sequence = 0;
};

void Watcher::look() {
    const ShelfChanges changes = m_shelf.look();
    for (const std::string& name : changes.removed)
        removed(name);
    for (const std::string& name : changes.plugged_in)
        plugged_in(name);
    const auto newest = m_shelf.newest();
    m_tell_newest(newest ? std::optional(m_shelf.path_of(*newest)) : std::nullopt);
}

void Watcher::plugged_in(const std::string& name) {
    const auto same = [&](const Turn& turn) { return turn.name == name; };
    if (std::any_of(m_waiting.begin(), m_waiting.end(), same))
        return;
    // A stick that changes under our hands is done once more, after the reports of what runs.
    const bool changed_at_work = name == m_at_work && !m_gone_since;
    m_waiting.push_back({name, !changed_at_work});
    if (!changed_at_work)
        report(name, StickStage::Noticed);
}

void Watcher::removed(const std::string& name) {
    std::erase_if(m_waiting, [&](const Turn& turn) { return turn.name == name; });
    if (name == m_at_work && !m_gone_since)
        m_gone_since = Clock::now();
    report(name, StickStage::Removed);
}

void Watcher::work() {
    const Turn turn = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_at_work = turn.name;
    m_gone_since.reset();
    if (!turn.noticed)
        report(turn.name, StickStage::Noticed);
    StickReport result = install();
    if (!is_over() && lies_there(m_shelf.path_of(m_at_work) / "kiosk" / "logs.request"))
        collect(result);
    if (!is_over())
        push(m_at_work, std::move(result));
    m_at_work.clear();
}

ChildResult Watcher::run(const programs::CommandLine& line, ReportReader& reports, std::optional<StickReport>& done) {
    const auto relay = [&] {
        for (StickReport& said : reports.look()) {
            if (said.stage == StickStage::Done)
                done = std::move(said);
            else if (said.stage != StickStage::Removed && !is_over())
                push(m_at_work, std::move(said));
        }
    };
    ChildResult ended = run_child(line, {.grace = kGrace}, m_stop, [&] {
        look();
        relay();
        return !m_gone_since || Clock::now() - *m_gone_since < m_time_to_notice;
    });
    relay();
    return ended;
}

StickReport Watcher::install() {
    m_reports.empty();
    ReportReader reports(m_reports.path());
    std::optional<StickReport> done;
    const ChildResult ended =
        run(programs::install(m_options, m_shelf.path_of(m_at_work), m_reports.path()), reports, done);
    if (done)
        return *done;
    StickReport failure;
    failure.stage = StickStage::Done;
    failure.verdict = "disk_failed";
    failure.detail = ended.problem.empty() ? "roledb install ended without a verdict" : ended.problem;
    return failure;
}

void Watcher::collect(StickReport& result) {
    report(m_at_work, StickStage::Collecting);
    ReportReader none({});
    std::optional<StickReport> unused;
    const ChildResult ended =
        run(programs::collect(m_options, m_shelf.path_of(m_at_work), programs::Asked::ByRequest), none, unused);
    std::string detail = ended.problem;
    auto answer = programs::parse_collect(ended.output);
    if (!answer && detail.empty())
        detail = "kiosk-logs collect ended without an answer";
    if (answer && (answer->logs || !answer->detail.empty()))
        detail = std::move(answer->detail);
    add_logs_outcome(result, answer ? answer->logs : std::nullopt, answer ? std::move(answer->reason) : "disk_failed",
                     detail);
}

void Watcher::report(const std::string& name, StickStage stage) {
    StickReport fresh;
    fresh.stage = stage;
    push(name, std::move(fresh));
}

void Watcher::push(const std::string& name, StickReport report) {
    report.stick = name;
    report.sequence = ++m_sequence;
    m_queue.push(std::move(report));
}

} // namespace

StickFolder::StickFolder(LinuxOptions options, StickQueue& queue, std::chrono::milliseconds time_to_notice)
    : m_shared(std::make_unique<Shared>()) {
    m_thread = std::make_unique<BackgroundThread>(
        [options = std::move(options), &queue, time_to_notice, &shared = *m_shared](const StopSignal& stop) {
            Watcher(options, queue, stop, time_to_notice, [&shared](std::optional<fs::path> newest) {
                const std::scoped_lock lock(shared.mutex);
                shared.newest = std::move(newest);
            }).run();
        });
}

StickFolder::~StickFolder() = default;

std::optional<fs::path> StickFolder::newest() const {
    const std::scoped_lock lock(m_shared->mutex);
    return m_shared->newest;
}

} // namespace platform
