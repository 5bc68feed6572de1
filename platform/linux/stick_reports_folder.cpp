#include "platform/linux/stick_reports_folder.h"
#include "platform/linux/report_reader.h"
#include "platform/stick_queue.h"

#include <array>
#include <chrono>
#include <sys/inotify.h>
#include <utility>

namespace platform {
namespace {

namespace fs = std::filesystem;

// While the kernel watches we look only now and then, for the folder that was replaced; else in time for "a second".
constexpr std::chrono::milliseconds kWatched{2000};
constexpr std::chrono::milliseconds kUnwatched{250};

/// What happens in some folders, as far as the kernel can tell.
class FolderWatch {
public:
    FolderWatch() : m_events(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {}

    [[nodiscard]] int descriptor() const { return m_events.get(); }

    /// Asks for the folder that lies there now; whether it is watched. Asking again for the same costs nothing.
    bool renew(const fs::path& folder) {
        constexpr std::uint32_t kChanges = IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CLOSE_WRITE | IN_DELETE_SELF;
        return m_events && inotify_add_watch(m_events.get(), folder.c_str(), kChanges | IN_ONLYDIR) >= 0;
    }

    /// Forgets what has happened so far; the look that follows sees it.
    void drain() {
        std::array<char, 4096> events;
        while (m_events && read(m_events.get(), events.data(), events.size()) > 0) {
        }
    }

private:
    FileDescriptor m_events;
};

void watch(const fs::path& folder, StickQueue& queue, const StopSignal& stop) {
    FolderWatch changes;
    ReportReader reader(folder);
    while (!stop.raised()) {
        bool watched = changes.renew(folder);
        changes.drain();
        const auto before = reader.folders();
        for (StickReport& report : reader.look())
            queue.push(std::move(report));
        for (const fs::path& inner : reader.folders())
            watched = changes.renew(inner) && watched;
        if (before != reader.folders()) // something may have come into a folder before it was watched
            continue;
        wait_readable(watched ? changes.descriptor() : -1, stop, watched ? kWatched : kUnwatched);
    }
}

} // namespace

StickReportsFolder::StickReportsFolder(fs::path folder, StickQueue& queue)
    : m_thread([folder = std::move(folder), &queue](const StopSignal& stop) { watch(folder, queue, stop); }) {}

} // namespace platform
