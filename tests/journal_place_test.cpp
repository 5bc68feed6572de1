#include "platform/logs/journal_place.h"
#include "platform/logs/log_source.h"
#include "platform/logs/upload/unsent.h"
#include "tests/support/log_support.h"

#include <sys/wait.h>

using namespace platform::logs;
using test::JournalEntry;
using test::run;
using test::write_journal;
using test::fs::path;

namespace {

constexpr const char* kSerial = "R58N123ABCD"; // of a phone

/// What the kernel says of a phone, and what a program of another unit says that looks like an event.
std::vector<JournalEntry> words_of_the_machine() {
    JournalEntry kernel;
    kernel.fields = {"_TRANSPORT=kernel", "PRIORITY=6", "SYSLOG_IDENTIFIER=kernel",
                     std::string("MESSAGE=usb 1-1.2: SerialNumber: ") + kSerial};
    JournalEntry other = test::journal_event(RoleViewed{kSerial, 5}, 1);
    other.boot = kernel.boot;
    return {kernel, other};
}

/// The journals of a machine, as they lie in /var/log/journal.
struct Journals {
    test::ScratchFolder folder;
    std::string id = std::string(31, '1') + "2";
    JournalPlace place{folder.path(), "kiosk"};

    Journals() {
        add("", words_of_the_machine());
        add(".other", words_of_the_machine());
        add(".kiosk2", words_of_the_machine());
        add(".kiosk", {test::journal_event(SessionStarted{}, 2), test::journal_event(RoleViewed{"economist", 5}, 3)});
    }
    void add(const std::string& suffix, const std::vector<JournalEntry>& entries) const {
        test::fs::create_directories(folder.path() / (id + suffix));
        write_journal(folder.path() / (id + suffix) / "system.journal", entries);
    }
};

std::string text_of_source(const JournalPlace& place) {
    auto source = read_journal(place, "");
    REQUIRE_MESSAGE(source.has_value(), source.error().detail);
    std::string text;
    for (LogLine line; source->next(line).value();)
        text += line.text + "\n";
    return text;
}

} // namespace

TEST_CASE_FIXTURE(Journals, "Attack: the serial number of a plugged phone, to be collected") {
    const std::string text = text_of_source(place);
    CHECK(text.find("session_started") != std::string::npos);
    CHECK(text.find("economist") != std::string::npos);
    CHECK(text.find(kSerial) == std::string::npos);
    CHECK(text_of_source({folder.path(), ""}).find(kSerial) != std::string::npos); // the test would see it
    const path stick = folder.path() / "stick";
    test::fs::create_directories(stick);
    const auto collected =
        run(fmt::format("{}/kiosk-logs collect '{}' --state '{}' --name hall-2 --staff --json "
                        "--journal '{}' --namespace kiosk",
                        KIOSK_BIN_DIR, stick.string(), (folder.path() / "state").string(), folder.path().string()));
    CHECK_MESSAGE(collected.output.starts_with("{\"events\":2,"), collected.output);
    CHECK(test::seqs_on(stick) == std::vector{2, 3});
    CHECK(run(fmt::format("grep -r {} '{}'", kSerial, stick.string())).status == 1);
}

TEST_CASE_FIXTURE(Journals, "Attack: the serial number of a plugged phone, to be uploaded") {
    std::string body;
    std::string after;
    while (true) {
        const auto slice = upload::read_unsent(place, after, 1);
        REQUIRE_MESSAGE(slice.has_value(), slice.error().detail);
        if (slice->entries == 0)
            break;
        body += slice->body;
        after = slice->last;
    }
    CHECK(body.find("ROLE_ID=economist") != std::string::npos);
    CHECK(body.find(kSerial) == std::string::npos);
    const auto behind = upload::look_behind(place, after);
    REQUIRE(behind.has_value());
    CHECK(*behind == upload::Behind::Nothing); // though the machine has more to say
    const auto whole = upload::read_unsent({folder.path(), ""}, "", 100);
    REQUIRE(whole.has_value());
    CHECK(whole->body.find(kSerial) != std::string::npos);
}

TEST_CASE_FIXTURE(Journals, "a namespace that is not there is no other's journal") {
    for (const char* name : {"missing", "kios", "iosk", "journal"}) {
        const JournalPlace none{folder.path(), name};
        CHECK_FALSE(folder_of(none).empty()); // else systemd's uploader would send the machine's own
        CHECK_FALSE(test::fs::exists(folder_of(none)));
        CHECK_FALSE(read_journal(none, "").has_value());
        CHECK_FALSE(upload::look_behind(none, "").has_value());
        CHECK_FALSE(upload::read_unsent(none, "", 1).has_value());
    }
    CHECK(text_of(place) == folder.path().string() + " (namespace kiosk)");
    CHECK(text_of(JournalPlace{}) == "the system's journal");
}

TEST_CASE_FIXTURE(Journals, "the folder of a namespace") {
    CHECK(folder_of(place) == folder.path() / (id + ".kiosk"));
    CHECK(folder_of({folder.path(), ""}) == folder.path());
    CHECK(folder_of({}).empty());
    CHECK(folder_of({"", "kiosk"}).string().starts_with("/var/log/journal/"));
    CHECK(folder_of({"", "kiosk"}).string().ends_with(".kiosk"));
    for (const char* good : {"kiosk", "K", "a.b_c-1"})
        CHECK(is_namespace(good));
    for (const std::string& bad : {std::string(), std::string("."), std::string(".."), std::string("a/b"),
                                   std::string("-a"), std::string("*"), std::string("+kiosk"), std::string(65, 'a')})
        CHECK_FALSE(is_namespace(bad));
}

TEST_CASE_FIXTURE(Journals, "of the machine's own journal only the namespace is read") {
    const std::string machine = run("cat /etc/machine-id").output.substr(0, 32);
    for (const char* suffix : {"", ".other", ".kiosk2", ".kiosk"})
        if (machine.size() == 32)
            test::fs::rename(folder.path() / (id + suffix), folder.path() / (machine + suffix));
    const path stick = folder.path() / "stick";
    test::fs::create_directories(stick);
    const std::string in_place = fmt::format("mount --bind '{}' /var/log/journal && exec", folder.path().string());
    if (run(fmt::format("unshare -rm sh -c \"{} true\"", in_place)).status != 0) {
        MESSAGE("skipped: mounting is not allowed here, or there is no /var/log/journal");
        return;
    }
    const auto collected =
        run(fmt::format("unshare -rm sh -c \"{} {}/kiosk-logs collect '{}' --state '{}' --name hall-2 --staff --json "
                        "--journal --namespace kiosk\"",
                        in_place, KIOSK_BIN_DIR, stick.string(), (folder.path() / "state").string()));
    CHECK_MESSAGE(collected.output.starts_with("{\"events\":2,"), collected.output);
    CHECK(test::seqs_on(stick) == std::vector{2, 3});
}
