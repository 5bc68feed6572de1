// The vocabulary of the log: everything that the kiosk can say about itself, one struct an event.
// Values are numbers, members of fixed sets, or names that our own code or the database gave. Nothing that a visitor
// typed, nothing that outlives a session. To add an event: a struct here, a member of `Event`, a `describe` in
// events.cpp.
#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace platform::logs {

/// An identifier: 1 to 64 letters, digits and `. _ : + -` of ASCII. Anything else becomes "invalid", so that free text
/// cannot reach the log by accident.
class Name {
public:
    Name() = default;
    template <std::convertible_to<std::string_view> Text>
    Name(const Text& text) : m_text(checked(text)) {} // implicit: ids of the database are plain strings
    [[nodiscard]] const std::string& text() const { return m_text; }
    bool operator==(const Name&) const = default;

private:
    static std::string checked(std::string_view text);
    std::string m_text = "invalid";
};

// The program.
enum class StartReason { Service, Manual }; ///< by the service manager, or by a person
enum class StopReason {
    Signal,   ///< SIGTERM, SIGINT or SIGHUP
    Closed,   ///< the window of --windowed was closed
    Finished, ///< the tour is done
    Restart,  ///< staff asked for it
    Failed,   ///< no window could be opened, or its display is gone
};
struct Started {
    Name version;
    StartReason reason = StartReason::Manual;
    std::int64_t starts =
        0; ///< of this kiosk so far, with this one; 0: not known. A gap tells of runs whose log is lost
    bool operator==(const Started&) const = default;
};
struct Stopped {
    StopReason reason = StopReason::Signal;
    bool operator==(const Stopped&) const = default;
};

/// The run before this one ended without `stopped`, and the machine went on.
enum class CrashKind {
    Signal,   ///< `code` is its number
    ExitCode, ///< `code` is the status
    Watchdog, ///< the service manager ended a program that no longer answered
    Unknown,  ///< nobody saw how
};
struct Crashed {
    CrashKind how = CrashKind::Unknown;
    std::int64_t code = 0;
    bool operator==(const Crashed&) const = default;
};
/// The run before this one ended without `stopped`, together with the machine: the plug was pulled.
struct PowerLost {
    bool operator==(const PowerLost&) const = default;
};

/// At the start, and then every five minutes. What the machine does not tell is empty.
struct HealthReported {
    std::int64_t uptime_s = 0; ///< of the machine
    std::optional<std::int64_t> memory_available_mib;
    std::optional<std::int64_t> temperature_c;
    std::optional<bool> undervoltage; ///< now, or since the machine started
    std::optional<std::int64_t> disk_free_mib;
    std::optional<std::int64_t> disk_total_mib;
    std::int64_t frames = 0;      ///< since the last report
    std::int64_t late_frames = 0; ///< of these: took more than 33 ms to draw
    std::optional<bool> touch;    ///< a touch screen is there
    std::int64_t touches = 0;     ///< since the last report
    bool operator==(const HealthReported&) const = default;
};

/// A setting that was not taken; its default holds. `message` is for staff and quotes kiosk.toml or an option, which
/// staff wrote. It is logged as `detail`.
struct ConfigProblem {
    std::string key;
    int line = 0; ///< 0 where no line is to blame
    std::string message;
    bool operator==(const ConfigProblem&) const = default;
};

// The content.
enum class ContentOrigin {
    Bundled,    ///< beside the program
    Configured, ///< named by --db or kiosk.toml
    Factory,    ///< the read-only content of the image
    Installed,  ///< came by a stick and is current
    Previous,   ///< came by a stick earlier; shown because the current one can't be
};
enum class ContentFault { NotFound, NotARolesDatabase, NewerSchema, Corrupt, NotTrusted, Io };
struct ContentShown {
    std::int64_t content_version = 0;
    ContentOrigin origin = ContentOrigin::Bundled;
    std::int64_t roles = 0;
    bool operator==(const ContentShown&) const = default;
};

/// `message` is for staff; it is logged as `detail`.
struct ContentRefused {
    ContentOrigin origin = ContentOrigin::Bundled;
    ContentFault code = ContentFault::Io;
    std::string message;
    bool operator==(const ContentRefused&) const = default;
};

/// No content at all: visitors see "back in a moment".
struct ContentMissing {
    bool operator==(const ContentMissing&) const = default;
};

// Sticks and staff.
/// A stick brought new content, which is current now.
struct ContentInstalled {
    std::int64_t version = 0;
    std::int64_t previous = 0; ///< 0: the factory's
    std::int64_t roles = 0;
    std::int64_t roles_added = 0;
    std::int64_t roles_removed = 0;
    std::int64_t roles_changed = 0;
    bool operator==(const ContentInstalled&) const = default;
};

/// A stick changed nothing. `message` is for staff; it is logged as `detail`.
struct StickRefused {
    Name verdict;             ///< of db/update/verdict.h; "no_content" for a stick that is none of ours
    std::int64_t version = 0; ///< 0: not known
    std::string message;
    bool operator==(const StickRefused&) const = default;
};
struct ContentRolledBack {
    std::int64_t from = 0;
    std::int64_t to = 0; ///< 0: the factory's
    bool operator==(const ContentRolledBack&) const = default;
};
enum class CollectedBy { Request, Staff }; ///< a signed request on the stick, or the staff panel
struct LogsCollected {
    CollectedBy by = CollectedBy::Request;
    std::int64_t events = 0;
    std::int64_t bytes = 0;
    bool complete = true;
    bool operator==(const LogsCollected&) const = default;
};
/// A stick asked for the logs and got none. `reason` is a name of the code.
struct LogsRefused {
    CollectedBy by = CollectedBy::Request;
    Name reason;
    bool operator==(const LogsRefused&) const = default;
};
struct StaffOpened {
    bool operator==(const StaffOpened&) const = default;
};
/// A wrong PIN. `attempts` counts since the last right one.
struct StaffRefused {
    std::int64_t attempts = 0;
    bool operator==(const StaffRefused&) const = default;
};
struct StaffClosed {
    std::int64_t duration_ms = 0;
    bool operator==(const StaffClosed&) const = default;
};
/// Staff set the brightness or the volume.
struct LevelSet {
    Name level;
    std::int64_t percent = 0;
    bool operator==(const LevelSet&) const = default;
};

/// How somebody left the setup screen.
enum class SetupEnd {
    Saved,     ///< the file is written, and the kiosk starts with it
    Unsaved,   ///< it could not be written: the kiosk runs with what was chosen, and asks again at the next start
    TimedOut,  ///< nobody touched it for 10 minutes: nothing was changed
    Cancelled, ///< staff left it: nothing was changed
};
struct SetupFinished {
    SetupEnd how = SetupEnd::Saved;
    Name language; ///< that was chosen, BCP 47
    std::int64_t duration_ms = 0;
    bool operator==(const SetupFinished&) const = default;
};

// A visit.
enum class SessionEnd {
    Idle,    ///< nobody answered the countdown
    Visitor, ///< the visitor chose to finish
    Stopped, ///< the program ended or lost its content
    Staff,   ///< staff opened their panel
};
struct SessionStarted {
    bool operator==(const SessionStarted&) const = default;
};
struct SessionEnded {
    SessionEnd how = SessionEnd::Idle;
    std::int64_t duration_ms = 0; ///< from the first to the last touch
    std::int64_t screens = 0;     ///< screens shown, repeats counted
    std::int64_t roles = 0;       ///< role pages shown, repeats counted
    Name last_screen;             ///< where it ended
    bool operator==(const SessionEnded&) const = default;
};

/// The attract loop ran until somebody touched the glass, or the program ended.
struct AttractEnded {
    std::int64_t duration_ms = 0;
    bool operator==(const AttractEnded&) const = default;
};

/// A visitor left a screen; `screen` is its name in the code ("home", "role", "about").
struct ScreenViewed {
    Name screen;
    std::int64_t dwell_ms = 0;
    bool operator==(const ScreenViewed&) const = default;
};

/// A visitor left a role page.
struct RoleViewed {
    Name role_id;
    std::int64_t dwell_ms = 0;
    bool operator==(const RoleViewed&) const = default;
};
/// A search, when its result list is left: how many roles it found, never what was typed.
struct Searched {
    std::int64_t results = 0;
    bool operator==(const Searched&) const = default;
};

/// A visitor answered the last of the questions that suggest a role.
struct QuestionsFinished {
    std::int64_t questions = 0;
    Name role_id; ///< the best match
    bool operator==(const QuestionsFinished&) const = default;
};
enum class ListChange { Added, Removed };
struct ListChanged {
    ListChange change = ListChange::Added;
    Name role_id;
    std::int64_t size = 0; ///< of the list afterwards
    bool operator==(const ListChanged&) const = default;
};

/// A code to take away was on the glass: of a role, or of the visitor's list.
enum class QrSubject { Role, List };
struct QrShown {
    QrSubject what = QrSubject::Role;
    Name role_id; ///< "list" for a list
    std::int64_t dwell_ms = 0;
    bool operator==(const QrShown&) const = default;
};
struct LanguageChanged {
    Name language; ///< BCP 47
    bool operator==(const LanguageChanged&) const = default;
};

/// `setting` and `value` are names of the code ("text_size", "large").
struct ComfortChanged {
    Name setting;
    Name value;
    bool operator==(const ComfortChanged&) const = default;
};

// The picture.
enum class DisplayPart { Window, Renderer };
struct DisplayLost {
    DisplayPart what = DisplayPart::Renderer;
    bool operator==(const DisplayLost&) const = default;
};
struct DisplayRestored {
    bool operator==(const DisplayRestored&) const = default;
};

/// The attract loop changed its level of detail; 0 is all of it, more is less.
struct FramesDegraded {
    int level = 0;
    bool operator==(const FramesDegraded&) const = default;
};

/// The log could not keep up, and this many events before this one are lost.
struct EventsDropped {
    std::int64_t count = 0;
    bool operator==(const EventsDropped&) const = default;
};

// The way of the log to the collector; written by `kiosk-logs upload`, which has runs of its own.
enum class UploadFault {
    Unreachable, ///< no connection
    Refused,     ///< the collector answered, but did not take it
    Stalled,     ///< connected, and nothing moved
};
struct UploadInterrupted {
    UploadFault why = UploadFault::Unreachable;
    bool operator==(const UploadInterrupted&) const = default;
};
struct UploadResumed {
    std::int64_t after_s = 0; ///< since the interruption
    bool operator==(const UploadResumed&) const = default;
};
/// Entries that the collector does not take, each tried alone, were left behind. They still leave by stick.
struct UploadSkipped {
    std::int64_t entries = 0;
    bool operator==(const UploadSkipped&) const = default;
};

using Event =
    std::variant<Started, Stopped, Crashed, PowerLost, HealthReported, ConfigProblem, ContentShown, ContentRefused,
                 ContentMissing, ContentInstalled, StickRefused, ContentRolledBack, LogsCollected, LogsRefused,
                 StaffOpened, StaffRefused, StaffClosed, LevelSet, AttractEnded, SessionStarted, SessionEnded,
                 ScreenViewed, RoleViewed, Searched, QuestionsFinished, ListChanged, QrShown, LanguageChanged,
                 ComfortChanged, SetupFinished, DisplayLost, DisplayRestored, FramesDegraded, EventsDropped,
                 UploadInterrupted, UploadResumed, UploadSkipped>;

enum class Severity { Error, Warning, Notice, Info };
/// "error", "warning", "notice", "info".
[[nodiscard]] const char* severity_name(Severity severity);

/// One value of an event. `name` is snake_case and static. A value that is not known keeps its type: JSON writes
/// null, the journal has no such field.
struct Field {
    std::string_view name;
    std::variant<std::int64_t, std::string> value;
    bool is_known = true;
    bool operator==(const Field&) const = default;
};

/// An event as writers see it. `name` is snake_case and static, fields are in a fixed order.
struct Record {
    std::string_view name;
    Severity severity = Severity::Info;
    std::vector<Field> fields;
};

[[nodiscard]] Record describe(const Event& event);

/// "role_viewed role_id=economist dwell_ms=1200": one line to read; control characters become spaces.
[[nodiscard]] std::string summary(const Record& record);

/// Where and when an event was logged.
/// `boot_id`, `run` and `seq` together are an event's identity; `kiosk` is a name that people gave and may give again.
struct Stamp {
    std::string kiosk;
    std::string boot_id;
    std::int64_t run = 0;          ///< tells the runs of programs in one boot apart: its start, in us since boot
    std::int64_t monotonic_ms = 0; ///< since boot
    std::int64_t seq = 0;          ///< counts the events of this run, from 1 without a gap
    std::string wall;              ///< ISO 8601 UTC, a hint only; empty where unknown
};

} // namespace platform::logs
