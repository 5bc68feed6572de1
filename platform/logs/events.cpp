#include "platform/logs/events.h"
#include <algorithm>

namespace platform::logs {
namespace {

constexpr std::size_t kLongestName = 64;

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
           || std::string_view("._:+-").find(c) != std::string_view::npos;
}

std::string word(StartReason reason) {
    return reason == StartReason::Service ? "service" : "manual";
}

std::string word(StopReason reason) {
    switch (reason) {
    case StopReason::Signal:
        return "signal";
    case StopReason::Closed:
        return "closed";
    case StopReason::Finished:
        return "finished";
    case StopReason::Failed:
        return "failed";
    case StopReason::Restart:
        return "restart";
    }
    return "invalid";
}

std::string word(ContentOrigin origin) {
    switch (origin) {
    case ContentOrigin::Bundled:
        return "bundled";
    case ContentOrigin::Configured:
        return "configured";
    case ContentOrigin::Factory:
        return "factory";
    case ContentOrigin::Installed:
        return "installed";
    case ContentOrigin::Previous:
        return "previous";
    }
    return "invalid";
}

std::string word(ContentFault fault) {
    switch (fault) {
    case ContentFault::NotFound:
        return "not_found";
    case ContentFault::NotARolesDatabase:
        return "not_a_roles_database";
    case ContentFault::NewerSchema:
        return "newer_schema";
    case ContentFault::Corrupt:
        return "corrupt";
    case ContentFault::NotTrusted:
        return "not_trusted";
    case ContentFault::Io:
        return "io";
    }
    return "invalid";
}

std::string word(SetupEnd how) {
    switch (how) {
    case SetupEnd::Saved:
        return "saved";
    case SetupEnd::Unsaved:
        return "unsaved";
    case SetupEnd::TimedOut:
        return "timed_out";
    case SetupEnd::Cancelled:
        return "cancelled";
    }
    return "unknown";
}

std::string word(SessionEnd how) {
    switch (how) {
    case SessionEnd::Idle:
        return "idle";
    case SessionEnd::Visitor:
        return "visitor";
    case SessionEnd::Stopped:
        return "stopped";
    case SessionEnd::Staff:
        return "staff";
    }
    return "invalid";
}

std::string word(CollectedBy by) {
    return by == CollectedBy::Request ? "request" : "staff";
}

std::string word(CrashKind kind) {
    switch (kind) {
    case CrashKind::Signal:
        return "signal";
    case CrashKind::ExitCode:
        return "exit_code";
    case CrashKind::Watchdog:
        return "watchdog";
    case CrashKind::Unknown:
        return "unknown";
    }
    return "invalid";
}

std::string word(UploadFault fault) {
    switch (fault) {
    case UploadFault::Unreachable:
        return "unreachable";
    case UploadFault::Refused:
        return "refused";
    case UploadFault::Stalled:
        return "stalled";
    }
    return "invalid";
}

std::string word(ListChange change) {
    return change == ListChange::Added ? "added" : "removed";
}

std::string word(QrSubject subject) {
    return subject == QrSubject::Role ? "role" : "list";
}

template <typename Number>
Field maybe(std::string_view name, const std::optional<Number>& value) {
    return {name, static_cast<std::int64_t>(value.value_or(Number{})), value.has_value()};
}

std::string word(DisplayPart part) {
    return part == DisplayPart::Window ? "window" : "renderer";
}

struct Describe {
    Record operator()(const Started& event) const {
        return {"started",
                Severity::Notice,
                {{"version", event.version.text()}, {"reason", word(event.reason)}, {"starts", event.starts}}};
    }
    Record operator()(const Stopped& event) const {
        return {"stopped", Severity::Notice, {{"reason", word(event.reason)}}};
    }
    Record operator()(const Crashed& event) const {
        return {"crashed", Severity::Error, {{"how", word(event.how)}, {"code", event.code}}};
    }
    Record operator()(const PowerLost&) const { return {"power_lost", Severity::Notice, {}}; }
    Record operator()(const HealthReported& event) const {
        return {"health",
                Severity::Info,
                {{"uptime_s", event.uptime_s},
                 maybe("memory_available_mib", event.memory_available_mib),
                 maybe("temperature_c", event.temperature_c),
                 maybe("undervoltage", event.undervoltage),
                 maybe("disk_free_mib", event.disk_free_mib),
                 maybe("disk_total_mib", event.disk_total_mib),
                 {"frames", event.frames},
                 {"late_frames", event.late_frames},
                 maybe("touch", event.touch),
                 {"touches", event.touches}}};
    }
    Record operator()(const ConfigProblem& event) const {
        return {"config_problem",
                Severity::Warning,
                {{"key", event.key}, {"line", std::int64_t{event.line}}, {"detail", event.message}}};
    }
    Record operator()(const ContentShown& event) const {
        return {"content_shown",
                Severity::Notice,
                {{"content_version", event.content_version}, {"origin", word(event.origin)}, {"roles", event.roles}}};
    }
    Record operator()(const ContentRefused& event) const {
        return {"content_refused",
                Severity::Error,
                {{"origin", word(event.origin)}, {"code", word(event.code)}, {"detail", event.message}}};
    }
    Record operator()(const ContentMissing&) const { return {"content_missing", Severity::Error, {}}; }
    Record operator()(const ContentInstalled& event) const {
        return {"content_installed",
                Severity::Notice,
                {{"version", event.version},
                 {"previous", event.previous},
                 {"roles", event.roles},
                 {"roles_added", event.roles_added},
                 {"roles_removed", event.roles_removed},
                 {"roles_changed", event.roles_changed}}};
    }
    Record operator()(const StickRefused& event) const {
        return {"stick_refused",
                Severity::Warning,
                {{"verdict", event.verdict.text()}, {"version", event.version}, {"detail", event.message}}};
    }
    Record operator()(const ContentRolledBack& event) const {
        return {"content_rolled_back", Severity::Notice, {{"from", event.from}, {"to", event.to}}};
    }
    Record operator()(const LogsCollected& event) const {
        return {"logs_collected",
                Severity::Notice,
                {{"by", word(event.by)},
                 {"events", event.events},
                 {"bytes", event.bytes},
                 {"complete", std::int64_t{event.complete}}}};
    }
    Record operator()(const LogsRefused& event) const {
        return {"logs_refused", Severity::Warning, {{"by", word(event.by)}, {"reason", event.reason.text()}}};
    }
    Record operator()(const StaffOpened&) const { return {"staff_opened", Severity::Notice, {}}; }
    Record operator()(const StaffRefused& event) const {
        return {"staff_refused", Severity::Warning, {{"attempts", event.attempts}}};
    }
    Record operator()(const StaffClosed& event) const {
        return {"staff_closed", Severity::Notice, {{"duration_ms", event.duration_ms}}};
    }
    Record operator()(const LevelSet& event) const {
        return {"level_set", Severity::Notice, {{"level", event.level.text()}, {"percent", event.percent}}};
    }
    Record operator()(const SetupFinished& event) const {
        return {"setup_finished",
                event.how == SetupEnd::Unsaved ? Severity::Warning : Severity::Notice,
                {{"how", word(event.how)}, {"language", event.language.text()}, {"duration_ms", event.duration_ms}}};
    }
    Record operator()(const AttractEnded& event) const {
        return {"attract_ended", Severity::Info, {{"duration_ms", event.duration_ms}}};
    }
    Record operator()(const Searched& event) const {
        return {"searched", Severity::Info, {{"results", event.results}}};
    }
    Record operator()(const QuestionsFinished& event) const {
        return {
            "questions_finished", Severity::Info, {{"questions", event.questions}, {"role_id", event.role_id.text()}}};
    }
    Record operator()(const ListChanged& event) const {
        return {"list_changed",
                Severity::Info,
                {{"change", word(event.change)}, {"role_id", event.role_id.text()}, {"size", event.size}}};
    }
    Record operator()(const QrShown& event) const {
        return {"qr_shown",
                Severity::Info,
                {{"what", word(event.what)}, {"role_id", event.role_id.text()}, {"dwell_ms", event.dwell_ms}}};
    }
    Record operator()(const SessionStarted&) const { return {"session_started", Severity::Info, {}}; }
    Record operator()(const SessionEnded& event) const {
        return {"session_ended",
                Severity::Info,
                {{"how", word(event.how)},
                 {"duration_ms", event.duration_ms},
                 {"screens", event.screens},
                 {"roles", event.roles},
                 {"last_screen", event.last_screen.text()}}};
    }
    Record operator()(const ScreenViewed& event) const {
        return {"screen_viewed", Severity::Info, {{"screen", event.screen.text()}, {"dwell_ms", event.dwell_ms}}};
    }
    Record operator()(const RoleViewed& event) const {
        return {"role_viewed", Severity::Info, {{"role_id", event.role_id.text()}, {"dwell_ms", event.dwell_ms}}};
    }
    Record operator()(const LanguageChanged& event) const {
        return {"language_changed", Severity::Info, {{"language", event.language.text()}}};
    }
    Record operator()(const ComfortChanged& event) const {
        return {"comfort_changed", Severity::Info, {{"setting", event.setting.text()}, {"value", event.value.text()}}};
    }
    Record operator()(const DisplayLost& event) const {
        return {"display_lost", Severity::Error, {{"what", word(event.what)}}};
    }
    Record operator()(const DisplayRestored&) const { return {"display_restored", Severity::Notice, {}}; }
    Record operator()(const FramesDegraded& event) const {
        return {"frames_degraded", Severity::Notice, {{"level", std::int64_t{event.level}}}};
    }
    Record operator()(const EventsDropped& event) const {
        return {"events_dropped", Severity::Warning, {{"count", event.count}}};
    }
    Record operator()(const UploadInterrupted& event) const {
        return {"upload_interrupted", Severity::Warning, {{"why", word(event.why)}}};
    }
    Record operator()(const UploadResumed& event) const {
        return {"upload_resumed", Severity::Notice, {{"after_s", event.after_s}}};
    }
    Record operator()(const UploadSkipped& event) const {
        return {"upload_skipped", Severity::Error, {{"entries", event.entries}}};
    }
};

} // namespace

std::string Name::checked(std::string_view text) {
    const bool is_name = !text.empty() && text.size() <= kLongestName && std::ranges::all_of(text, is_name_character);
    return is_name ? std::string(text) : "invalid";
}

const char* severity_name(Severity severity) {
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Notice:
        return "notice";
    case Severity::Info:
        return "info";
    }
    return "invalid";
}

Record describe(const Event& event) {
    return std::visit(Describe{}, event);
}

std::string summary(const Record& record) {
    std::string line(record.name);
    for (const Field& field : record.fields) {
        line.append(" ").append(field.name).append("=");
        if (!field.is_known)
            line += '?';
        else if (const auto* number = std::get_if<std::int64_t>(&field.value))
            line += std::to_string(*number);
        else
            line += std::get<std::string>(field.value);
    }
    std::ranges::replace_if(
        line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    return line;
}

} // namespace platform::logs
