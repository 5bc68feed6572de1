#include "platform/logs/events.h"
#include <concepts>
#include <doctest/doctest.h>
#include <set>
#include <type_traits>
#include <utility>

using namespace platform::logs;

namespace {

std::vector<Event> one_of_each() {
    return {Started{"0.1.0", StartReason::Service, 4},
            Stopped{StopReason::Finished},
            Crashed{CrashKind::Signal, 11},
            PowerLost{},
            HealthReported{.uptime_s = 300,
                           .memory_available_mib = 412,
                           .temperature_c = 51,
                           .undervoltage = true,
                           .disk_free_mib = 9000,
                           .disk_total_mib = 14000,
                           .frames = 900,
                           .late_frames = 2,
                           .touch = std::nullopt,
                           .touches = 17},
            ConfigProblem{"times.idle_s", 3, "must be a number"},
            ContentShown{7, ContentOrigin::Bundled, 6},
            ContentRefused{ContentOrigin::Configured, ContentFault::NewerSchema, "made by a newer version"},
            ContentMissing{},
            ContentInstalled{12, 11, 6, 1, 0, 2},
            StickRefused{"wrong_signature", 13, "not the file that was signed"},
            ContentRolledBack{12, 0},
            LogsCollected{CollectedBy::Request, 1200, 90000, true},
            LogsRefused{CollectedBy::Staff, "stick_full"},
            StaffOpened{},
            StaffRefused{3},
            StaffClosed{42000},
            LevelSet{"brightness", 70},
            AttractEnded{95000},
            SessionStarted{},
            SessionEnded{SessionEnd::Idle, 61000, 4, 2, "role"},
            ScreenViewed{"home", 1500},
            RoleViewed{"economist", 1200},
            Searched{3},
            QuestionsFinished{5, "auditor"},
            ListChanged{ListChange::Added, "auditor", 2},
            QrShown{QrSubject::List, "list", 8000},
            LanguageChanged{"pt-BR"},
            ComfortChanged{"text_size", "large"},
            SetupFinished{SetupEnd::Saved, "es", 81000},
            DisplayLost{DisplayPart::Renderer},
            DisplayRestored{},
            FramesDegraded{2},
            EventsDropped{12},
            UploadInterrupted{UploadFault::Stalled},
            UploadResumed{41},
            UploadSkipped{1}};
}

} // namespace

TEST_CASE("every event has a name and fields of its own") {
    const std::vector<std::string> expected = {
        "started version=0.1.0 reason=service starts=4",
        "stopped reason=finished",
        "crashed how=signal code=11",
        "power_lost",
        ("health uptime_s=300 memory_available_mib=412 temperature_c=51 undervoltage=1 disk_free_mib=9000 "
         "disk_total_mib=14000 frames=900 late_frames=2 touch=? touches=17"),
        "config_problem key=times.idle_s line=3 detail=must be a number",
        "content_shown content_version=7 origin=bundled roles=6",
        "content_refused origin=configured code=newer_schema detail=made by a newer version",
        "content_missing",
        "content_installed version=12 previous=11 roles=6 roles_added=1 roles_removed=0 roles_changed=2",
        "stick_refused verdict=wrong_signature version=13 detail=not the file that was signed",
        "content_rolled_back from=12 to=0",
        "logs_collected by=request events=1200 bytes=90000 complete=1",
        "logs_refused by=staff reason=stick_full",
        "staff_opened",
        "staff_refused attempts=3",
        "staff_closed duration_ms=42000",
        "level_set level=brightness percent=70",
        "attract_ended duration_ms=95000",
        "session_started",
        "session_ended how=idle duration_ms=61000 screens=4 roles=2 last_screen=role",
        "screen_viewed screen=home dwell_ms=1500",
        "role_viewed role_id=economist dwell_ms=1200",
        "searched results=3",
        "questions_finished questions=5 role_id=auditor",
        "list_changed change=added role_id=auditor size=2",
        "qr_shown what=list role_id=list dwell_ms=8000",
        "language_changed language=pt-BR",
        "comfort_changed setting=text_size value=large",
        "setup_finished how=saved language=es duration_ms=81000",
        "display_lost what=renderer",
        "display_restored",
        "frames_degraded level=2",
        "events_dropped count=12",
        "upload_interrupted why=stalled",
        "upload_resumed after_s=41",
        "upload_skipped entries=1",
    };
    const std::vector<Event> events = one_of_each();
    REQUIRE(events.size() == std::variant_size_v<Event>);
    REQUIRE(events.size() == expected.size());
    std::set<std::size_t> kinds;
    for (std::size_t i = 0; i < events.size(); ++i) {
        CHECK(summary(describe(events[i])) == expected[i]);
        kinds.insert(events[i].index());
    }
    CHECK(kinds.size() == std::variant_size_v<Event>);
}

TEST_CASE("no event uses a field name of the stamp, or MESSAGE or PRIORITY of the journal") {
    const std::set<std::string_view> taken = {"event", "kiosk",   "boot_id",      "run",     "seq",
                                              "wall",  "message", "monotonic_ms", "priority"};
    for (const Event& event : one_of_each()) {
        const Record record = describe(event);
        std::set<std::string_view> seen;
        for (const Field& field : record.fields) {
            CHECK_FALSE(taken.contains(field.name));
            CHECK(seen.insert(field.name).second);
        }
    }
}

TEST_CASE("a name takes identifiers") {
    CHECK(Name("economist").text() == "economist");
    CHECK(Name(std::string("zh-Hant_2.1+a:b")).text() == "zh-Hant_2.1+a:b");
    CHECK(Name(std::string_view("x")).text() == "x");
    CHECK(Name(std::string(64, 'a')).text() == std::string(64, 'a'));
}

TEST_CASE("free text cannot pass as a name") {
    CHECK(Name("my name is Ann").text() == "invalid");
    CHECK(Name("ann@example.org").text() == "invalid");
    CHECK(Name("").text() == "invalid");
    CHECK(Name("a\nb").text() == "invalid");
    CHECK(Name("Español").text() == "invalid");
    CHECK(Name(std::string(65, 'a')).text() == "invalid");
    CHECK(Name().text() == "invalid");
}

TEST_CASE("a summary is one line") {
    const Record record = describe(ConfigProblem{"a\nb", 1, "tab\there\r\n\x1b[0m"});
    CHECK(summary(record) == "config_problem key=a b line=1 detail=tab here   [0m");
}

namespace {

constexpr const char* kTyped = "typed by a visitor";

/// Becomes whatever a field of an event is; texts carry the mark.
struct Marked {
    template <typename T>
    requires std::same_as<T, std::string> || std::same_as<T, Name> || std::integral<T> || std::is_enum_v<T>
    operator T() const {
        if constexpr (std::same_as<T, std::string> || std::same_as<T, Name>)
            return T(kTyped);
        else
            return T{};
    }
};

/// An event with as many of its fields marked as it has.
template <typename Struct, typename... Fields>
Struct filled(Fields... fields) {
    if constexpr (requires { Struct{fields..., Marked{}}; })
        return filled<Struct>(fields..., Marked{});
    else
        return Struct{fields...};
}

/// "event.field" of every text that is no name: where a sentence could pass.
template <std::size_t... I>
std::set<std::string> free_texts(std::index_sequence<I...>) {
    std::set<std::string> found;
    for (const Event& event : {Event(filled<std::variant_alternative_t<I, Event>>())...}) {
        const Record record = describe(event);
        for (const Field& field : record.fields) {
            const auto* text = std::get_if<std::string>(&field.value);
            if (text != nullptr && Name(*text).text() != *text)
                found.insert(std::string(record.name).append(".").append(field.name));
        }
    }
    return found;
}

} // namespace

TEST_CASE("only these fields take a sentence, all written by staff or by the program; no visitor's word can pass") {
    const std::set<std::string> allowed = {"config_problem.key", "config_problem.detail", "content_refused.detail",
                                           "stick_refused.detail"};
    CHECK(free_texts(std::make_index_sequence<std::variant_size_v<Event>>()) == allowed);
}
