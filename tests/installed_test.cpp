// What a kiosk says about its content on the command line.
#include "db/commands/installed.h"

#include "db/commands/report.h"
#include "db/commands/verdict_words.h"
#include "tests/support/command_support.h"
#include "tests/support/database_support.h"

#include <fmt/format.h>
#include <sys/stat.h>

namespace {

using test::Outcome;
using test::roledb;

/// A key, contents of any version on a stick, and a kiosk.
struct Kiosk {
    test::ScratchFolder folder;
    std::string at = folder.path().string() + "/";
    std::string state = "--state " + at + "state --keys " + at + "keys";

    Kiosk() {
        test::write_small_content(folder / "content");
        REQUIRE(roledb("keygen --no-passphrase -o " + at + "staff").status == 0);
        test::fs::create_directories(folder / "keys");
        test::fs::copy(folder / "staff.pub", folder / "keys");
        test::fs::create_directories(folder / "stick");
        make(1);
        test::fs::copy(folder / "roles.db", folder / "factory.db");
    }
    [[nodiscard]] std::string history() const { return "--state " + at + "state"; }
    void make(int version) const {
        const std::string text = test::read(folder / "content/content.toml");
        test::write(folder / "content/content.toml",
                    fmt::format("version = {}{}", version, text.substr(text.find('\n'))));
        test::build(folder / "content", folder / "roles.db");
        const Outcome made = roledb(fmt::format("stick {0}roles.db {0}stick --key {0}staff.key", at));
        REQUIRE_MESSAGE(made.status == 0, made.output);
    }
    [[nodiscard]] Outcome install(const std::string& more = {}) const {
        return roledb(fmt::format("install {0}stick {1} --factory {0}factory.db {2}", at, state, more));
    }
};

} // namespace

TEST_CASE("install says what was installed, and why not") {
    const Kiosk kiosk;
    test::replace(kiosk.folder / "content/en/roles/auditor.md", "title = \"Auditor\"", "title = \"Adviser\"");
    kiosk.make(2);
    const Outcome installed = kiosk.install();
    CHECK_MESSAGE(installed.status == 0, installed.output);
    CHECK(installed.output == "Content 2 is installed. 2 roles: 1 role changed.\nYou can remove the stick.\n");
    const Outcome again = kiosk.install();
    CHECK(again.status == 0);
    CHECK(again.has("Content 2 is shown already.\nNothing had to be changed. You can remove the stick.\n"));
    kiosk.make(1);
    const Outcome older = kiosk.install();
    CHECK(older.status == 1);
    CHECK(older.has("This stick is older than what is shown.\nNothing was changed. Use the newest stick.\n"));
    test::fs::remove_all(kiosk.folder / "stick/kiosk");
    const Outcome empty = kiosk.install();
    CHECK(empty.status == 1);
    CHECK(empty.has("This stick holds nothing for the kiosk."));
    CHECK(roledb("install x").status == 2);
}

TEST_CASE("install reports each step and its end to the program that shows") {
    const Kiosk kiosk;
    kiosk.make(2);
    const std::string report = kiosk.at + "reports/usb1.json";
    REQUIRE(kiosk.install("--stick usb1 --report " + kiosk.at + "reports").status == 0);
    std::string text = test::read(report);
    CHECK(text.find("\"stage\":\"done\"") != std::string::npos);
    CHECK(text.find("\"verdict\":\"installed\"") != std::string::npos);
    CHECK(text.find("\"version\":2") != std::string::npos);
    CHECK(text.find("\"previous\":1") != std::string::npos);
    CHECK(text.find("\"roles\":2") != std::string::npos);
    CHECK(text.find("\"stick\":\"usb1\"") != std::string::npos);
    kiosk.make(1);
    REQUIRE(kiosk.install("--stick usb1 --report " + kiosk.at + "reports").status == 1);
    CHECK(test::read(report).find("\"verdict\":\"older\"") != std::string::npos);
    test::fs::remove_all(kiosk.folder / "stick/kiosk");
    REQUIRE(kiosk.install("--report " + kiosk.at + "reports").status == 1);
    text = test::read(kiosk.folder / "reports/stick.json"); // the folder's own name
    CHECK(text.find("\"stage\":\"done\"") != std::string::npos);
    CHECK(text.find("\"verdict\":\"installed\"") == std::string::npos);
    CHECK(text.find("no_content") == std::string::npos);
    // Where no report can be written, the content is installed all the same.
    kiosk.make(3);
    CHECK(kiosk.install("--report " + kiosk.at + "factory.db").status == 0);
}

TEST_CASE("a stick that asks for the logs is not done with its content alone") {
    const Kiosk kiosk;
    const auto stage_at_the_end = [&](const std::string& options) {
        (void)kiosk.install("--stick sda1 --report " + kiosk.at + "reports " + options);
        const std::string text = test::read(kiosk.folder / "reports/sda1.json");
        const auto begin = text.find("\"stage\":\"") + 9;
        return text.substr(begin, text.find('"', begin) - begin);
    };
    CHECK(stage_at_the_end("--logs-follow") == "done");
    test::write(kiosk.folder / "stick/kiosk/logs.request", "please");
    CHECK(stage_at_the_end("") == "done");
    CHECK(stage_at_the_end("--logs-follow") == "collecting");
}

TEST_CASE("status says what is shown, since when, from which stick, and what was refused") {
    const Kiosk kiosk;
    const Outcome nothing = roledb("status " + kiosk.state);
    CHECK(nothing.status == 0);
    CHECK(nothing.output == "Shown: the factory's content\nNo stick was refused.\n");
    kiosk.make(2);
    REQUIRE(kiosk.install("--stick usb1").status == 0);
    kiosk.make(3);
    REQUIRE(kiosk.install("--stick usb2").status == 0);
    kiosk.make(1);
    REQUIRE(kiosk.install("--stick usb3").status == 1);
    const Outcome words = roledb("status " + kiosk.state);
    CHECK(words.output.starts_with("Shown: content 3\n  installed: "));
    CHECK(words.has("from stick usb2\n"));
    CHECK(words.has(kiosk.at + "state/content/3/roles.db\n"));
    CHECK(words.has("Kept: 3, 2\nRefused last: "));
    CHECK(words.has(
        ", content 1, from stick usb3 (older)\n  This stick is older than what is shown. Nothing was changed. "
        "Use the newest stick.\n"));
    const Outcome json = roledb("status --json " + kiosk.state);
    CHECK(json.output.starts_with("{\"version\":3,\"database\":\"" + kiosk.at + "state/content/3/roles.db\""));
    CHECK(json.has("\"kept\":[3,2],\"verified\":true,\"unverified\":[],\"key_problems\":[],\"since\":{\"kind\":"
                   "\"install\",\"verdict\":\"installed\",\"version\":3,\"previous\":2,"
                   "\"stick\":\"usb2\""));
    CHECK(json.has("\"refused\":{\"kind\":\"install\",\"verdict\":\"older\",\"version\":1"));
    CHECK(std::count(json.output.begin(), json.output.end(), '\n') == 1);
}

TEST_CASE("rollback goes back, says what is shown, and history tells all of it, the newest last") {
    const Kiosk kiosk;
    CHECK(roledb("history " + kiosk.history()).output
          == "Nothing was tried yet: the kiosk shows the content that it came with.\n");
    for (const int version : {2, 3}) {
        kiosk.make(version);
        REQUIRE(kiosk.install("--stick usb1").status == 0);
    }
    const Outcome back = roledb("rollback " + kiosk.state);
    CHECK(back.status == 0);
    CHECK(back.output == "The kiosk shows content 2 now.\n");
    CHECK(roledb("status " + kiosk.state).has("Shown: content 2\n  gone back to: "));
    CHECK(roledb("rollback --json --to factory " + kiosk.state).output == "{\"version\":0}\n");
    CHECK(roledb("status " + kiosk.state).output.starts_with("Shown: the factory's content\n  gone back to: "));
    CHECK(roledb("rollback --json --to 3 " + kiosk.state).output == "{\"version\":3}\n");
    const Outcome none = roledb("rollback --to 9 " + kiosk.state);
    CHECK(none.status == 1);
    CHECK(none.has("3, 2"));
    for (const char* wrong : {"x", "-1", "0", "3x", "99999999999999999999"})
        CHECK(roledb(fmt::format("rollback --to={} {}", wrong, kiosk.state)).has("is no version: give a number"));

    const Outcome history = roledb("history " + kiosk.history());
    std::vector<std::size_t> places;
    for (const char* line :
         {"installed  content 2     before: content 1  (usb1)\n",
          "installed  content 3     before: content 2  (usb1)\n", "went back  content 2     before: content 3\n",
          "went back  factory       before: content 2\n", "went back  content 3     before: the factory's content\n"}) {
        CAPTURE(history.output);
        REQUIRE_MESSAGE(history.has(line), line);
        places.push_back(history.output.find(line));
    }
    CHECK(std::is_sorted(places.begin(), places.end()));
    const Outcome newest = roledb("history --json --limit 1 " + kiosk.history());
    CHECK(newest.output.starts_with("{\"kind\":\"rollback\",\"verdict\":\"installed\",\"version\":3,"));
}

TEST_CASE("status and rollback say what the keys of now do not verify") {
    const Kiosk kiosk;
    for (const int version : {2, 3}) {
        kiosk.make(version);
        REQUIRE(kiosk.install().status == 0);
    }
    CHECK(
        roledb("status " + kiosk.history()).has("Signatures were not verified: give the folder of keys with --keys."));
    test::fs::create_directories(kiosk.folder / "keys/Revoked");
    test::fs::copy(kiosk.folder / "staff.pub", kiosk.folder / "keys/Revoked/staff (1).pub");
    test::write(kiosk.folder / "keys/notes.txt", "the blue one");
    const Outcome words = roledb("status " + kiosk.state);
    CHECK(words.status == 0);
    CHECK(words.output.starts_with(
        "Shown: the factory's content\n  The content that was installed last is damaged or not "
        "trusted; this is what the kiosk came with.\n"));
    CHECK(words.has("Not shown: content 3 (revoked_key)\n  "));
    CHECK(words.has("Not shown: content 2 (revoked_key)\n  "));
    CHECK(words.has("was withdrawn\n"));
    CHECK(words.has("Keys: " + kiosk.at + "keys/notes.txt: this counts as no key"));
    const Outcome back = roledb("rollback --to 2 " + kiosk.state);
    CHECK(back.status == 1);
    CHECK(back.has("version 2 cannot be shown: "));
    CHECK(back.has("was withdrawn"));
    CHECK(roledb("rollback --to 2 " + kiosk.history()).status == 2); // no keys, no way back
    test::write(kiosk.folder / "keys/Revoked/list.doc", "the blue one");
    CHECK(roledb("status " + kiosk.state).has("No stick is taken: " + kiosk.at + "keys/Revoked/list.doc: "));
    const Outcome json = roledb("status --json " + kiosk.state);
    CHECK(json.output.starts_with("{\"version\":0,"));
    CHECK(json.has("\"unverified\":[{\"version\":3,\"verdict\":\"revoked_key\",\"detail\":"));
    CHECK(json.has("\"stops_sticks\":true"));
    const Outcome stopped = kiosk.install();
    CHECK(stopped.status == 1);
    CHECK(stopped.has("A file that should withdraw a key can't be read.\n"));
}

TEST_CASE("a least version is given by the image and by kiosk.toml, and the greater one holds") {
    const Kiosk kiosk;
    kiosk.make(3);
    const Outcome older = kiosk.install("--least-version 5 --least-version 4");
    CHECK(older.status == 1);
    CHECK(older.has("version 3 is older than 5, which is the least that this kiosk takes"));
    CHECK(kiosk.install("--least-version 0 --least-version 3").status == 0);
    CHECK(kiosk.install("--least-version -1").status == 2);
}

TEST_CASE("Names of sticks do not talk to the terminal") {
    CHECK(db::commands::printable("Müllers Stick") == "Müllers Stick");
    CHECK(db::commands::printable("a\033[2Jb\nc\x7f\xc2\x9b"
                                  "31m")
          == "a?[2Jb?c??31m");
    CHECK(db::commands::printable("a\xff\xc3") == "a??");
    const Kiosk kiosk;
    kiosk.make(2);
    REQUIRE(kiosk.install("--stick \"$(printf 'a\\033[2J')\"").status == 0);
    CHECK(roledb("status " + kiosk.state).has("from stick a?[2J"));
    CHECK_FALSE(roledb("history " + kiosk.history()).has("\033"));
}

TEST_CASE("Every verdict has its words and says what to do") {
    for (const auto& verdict : db::update::kVerdictNames) {
        const auto words = db::commands::words_for(verdict.first, 12);
        CAPTURE(verdict.second);
        CHECK(words.what.ends_with("."));
        CHECK(words.cure.ends_with("."));
        CHECK(words.what != "The stick was refused.");
    }
}

TEST_CASE("a request to go back is carried out once, and answered") {
    const Kiosk kiosk;
    for (const int version : {2, 3}) {
        kiosk.make(version);
        REQUIRE(kiosk.install("--stick usb1").status == 0);
    }
    const test::fs::path request = kiosk.folder / "roll-back.json";
    const test::fs::path answer = kiosk.folder / "answers/roll-back.json";
    test::fs::create_directories(kiosk.folder / "answers");
    const std::string command =
        fmt::format("rollback {0} --request {1}roll-back.json --answer {1}answers", kiosk.state, kiosk.at);
    CHECK_MESSAGE(roledb(command).status == 0, "nobody asked, or took it back");
    CHECK_FALSE(test::fs::exists(answer));
    const auto ask = [&](const std::string& id, const std::string& more) {
        test::write(request, fmt::format(R"({{"id":"{}"{}}})", std::string(32, id.front()), more));
        return roledb(command);
    };
    const auto answered = [&](const std::string& id, const std::string& text) {
        CHECK(test::read(answer).find(std::string(32, id.front())) != std::string::npos);
        CHECK_MESSAGE(test::read(answer).find(text) != std::string::npos, test::read(answer));
    };
    CHECK(ask("a", R"(,"version":2)").status == 0);
    answered("a", "\"version\":2}");
    CHECK((test::fs::status(answer).permissions() & test::fs::perms::others_read) != test::fs::perms::none);
    REQUIRE(roledb("rollback --to 3 " + kiosk.state).status == 0);
    CHECK_MESSAGE(ask("a", R"(,"version":2)").status == 0, "the same again");
    CHECK(roledb("status " + kiosk.state).output.starts_with("Shown: content 3\n"));
    CHECK(ask("b", "").status == 0);
    answered("b", "\"version\":0}"); // 2 was left by staff: the one before is the factory's
    CHECK(ask("c", R"(,"version":3)").status == 0);
    answered("c", "\"version\":3}");
    CHECK(ask("d", R"(,"version":9)").status == 1);
    answered("d", "is not kept here");
    CHECK(roledb("status " + kiosk.state).output.starts_with("Shown: content 3\n"));
}

TEST_CASE("Attack: a request to go back that is none changes nothing and is not echoed") {
    const Kiosk kiosk;
    for (const int version : {2, 3}) {
        kiosk.make(version);
        REQUIRE(kiosk.install("--stick usb1").status == 0);
    }
    const test::fs::path request = kiosk.folder / "roll-back.json";
    test::fs::create_directories(kiosk.folder / "answers");
    const std::string command =
        fmt::format("rollback {0} --request {1}roll-back.json --answer {1}answers", kiosk.state, kiosk.at);
    const auto is_refused = [&] {
        const Outcome outcome = roledb(command);
        CHECK(outcome.status == 1);
        CHECK(outcome.has("this is not a request to go back; nothing was changed"));
        CHECK(test::fs::is_empty(kiosk.folder / "answers"));
        CHECK(roledb("status " + kiosk.state).output.starts_with("Shown: content 3\n"));
        test::fs::remove_all(request);
    };
    const std::string good = fmt::format(R"({{"id":"{}","version":2}})", std::string(32, 'a'));
    for (const std::string& text :
         {std::string("{\"id\":\"\\u001b[2J\"}"), good + good, good + std::string(1024, ' '),
          fmt::format(R"({{"id":"{}","version":"2"}})", std::string(32, 'a')), std::string(100'000, '[')}) {
        test::write(request, text);
        is_refused();
    }
    test::write(kiosk.folder / "elsewhere.json", good);
    test::fs::create_symlink(kiosk.folder / "elsewhere.json", request);
    is_refused();
    REQUIRE(mkfifo(request.c_str(), 0666) == 0);
    is_refused();
    test::fs::create_directory(request);
    is_refused();
    CHECK(roledb("rollback --request x " + kiosk.state).status == 2);
    CHECK(roledb("rollback --answer x " + kiosk.state).status == 2);
    CHECK(roledb("rollback --to 2 --request x --answer y " + kiosk.state).status == 2);
}
