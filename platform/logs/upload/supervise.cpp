#include "platform/logs/upload/supervise.h"
#include "platform/logs/journal_fields.h"
#include "platform/logs/upload/plan.h"
#include "platform/logs/upload/state_file.h"
#include "platform/logs/upload/unsent.h"
#include "platform/logs/upload/uploader.h"
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/uio.h>
#include <system_error>
#include <systemd/sd-journal.h>
#include <unistd.h>

namespace platform::logs::upload {
namespace {

std::int64_t microseconds_since_boot() {
    std::timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return std::int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000;
}

/// Writes the events of the upload to the journal, and where stderr does not lead there, as a line to stderr.
class EventWriter {
public:
    explicit EventWriter(std::string kiosk) {
        m_stamp.kiosk = std::move(kiosk);
        m_stamp.run = microseconds_since_boot();
    }
    void write(const Event& event) {
        const Record record = describe(event);
        ++m_stamp.seq;
        m_stamp.monotonic_ms = microseconds_since_boot() / 1000;
        std::vector<std::string> fields = journal_fields(record, m_stamp);
        std::vector<iovec> parts;
        parts.reserve(fields.size());
        for (std::string& field : fields)
            parts.push_back({field.data(), field.size()});
        sd_journal_sendv(parts.data(), static_cast<int>(parts.size()));
        if (std::getenv("JOURNAL_STREAM") == nullptr)
            fmt::print(stderr, "{}\n", summary(record));
    }

private:
    Stamp m_stamp;
};

std::vector<std::string> command_of(const Options& options, const std::filesystem::path& state_file) {
    std::vector<std::string> command = {options.uploader, "--url=" + options.collector.url,
                                        "--save-state=" + state_file.string(), "--follow"};
    const auto add = [&](const char* option, const std::string& value) {
        if (!value.empty())
            command.push_back(option + value);
    };
    // Debian 12's knows no --namespace=. What lies elsewhere, as where the disk takes nothing, leaves by slices.
    add("--directory=", folder_of(options.journal).string());
    add("--key=", options.collector.key);
    add("--cert=", options.collector.certificate);
    add("--trust=", options.collector.trust);
    return command;
}

class Supervisor {
public:
    explicit Supervisor(const Options& options)
        : m_options(options), m_state_file(options.state / "upload.state"),
          m_uploader(command_of(options, m_state_file)), m_writer(options.kiosk) {}

    /// One look at the facts, and what follows of it.
    Outcome<void> step() {
        const std::string position = read_position(m_state_file);
        const auto behind = look_behind(m_options.journal, position);
        if (!behind)
            return tl::unexpected(behind.error());
        std::vector<Event> events;
        const Facts facts{m_uploader.is_running(), *behind != Behind::Nothing, position};
        switch (m_plan.next(facts, std::chrono::steady_clock::now(), events)) {
        case Step::Wait:
            break;
        case Step::Kill:
            m_uploader.kill();
            break;
        case Step::Mend:
            mend_from(position, events);
            break;
        case Step::Start:
            if (*behind == Behind::Lost)
                mend_from(position, events);
            start(position);
            break;
        }
        for (const Event& event : events)
            m_writer.write(event);
        return std::exchange(m_outcome, {});
    }

private:
    void start(const std::string& position) {
        std::error_code ignored;
        if (position.empty()) // damaged: the uploader would stop at it for ever
            std::filesystem::remove(m_state_file, ignored);
        if (!m_uploader.start())
            fmt::print(stderr, "kiosk-logs: cannot start {} ({})\n", m_options.uploader,
                       std::generic_category().message(errno));
    }
    void mend_from(const std::string& position, std::vector<Event>& events) {
        const Mended result = mend(
            position,
            [this](const std::string& after, std::size_t most) { return read_unsent(m_options.journal, after, most); },
            [this](const std::string& body) { return send(m_options.collector, body); },
            [this](const std::string& reached) { m_outcome = write_position(m_state_file, reached); });
        m_plan.mended(result, std::chrono::steady_clock::now(), events);
    }

    const Options& m_options;
    std::filesystem::path m_state_file;
    Uploader m_uploader;
    EventWriter m_writer;
    Plan m_plan;
    Outcome<void> m_outcome;
};

/// Held until the process ends.
Outcome<void> lock(const std::filesystem::path& folder) {
    std::error_code ignored; // opening says what is wrong
    std::filesystem::create_directories(folder, ignored);
    const std::filesystem::path file = folder / "upload.lock";
    const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fail("disk_failed",
                    fmt::format("{}: cannot be opened ({}); name a folder that this program may write to",
                                file.string(), std::generic_category().message(errno)));
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        return fail("busy", fmt::format("{}: another upload runs on this kiosk; stop it first", file.string()));
    return {};
}

} // namespace

Outcome<void> supervise(const Options& options) {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    sigprocmask(SIG_BLOCK, &ends, nullptr);
    if (auto locked = lock(options.state); !locked)
        return locked;
    Supervisor supervisor(options);
    const std::timespec tick{1, 0};
    do {
        if (auto outcome = supervisor.step(); !outcome)
            return outcome;
    } while (sigtimedwait(&ends, nullptr, &tick) < 0);
    return {};
}

} // namespace platform::logs::upload
