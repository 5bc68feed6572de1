// The command line of kiosk-logs upload, with a script in the place of systemd's uploader.
#include "tests/support/log_support.h"
#include "tests/support/wait_until.h"

#include <csignal>
#include <fcntl.h>

using test::run;
using test::fs::path;

namespace {

constexpr const char* kUploadProgram = KIOSK_BIN_DIR "/kiosk-logs";

struct Upload {
    test::ScratchFolder folder;
    path journal = folder.path() / "journal", state = folder.path() / "state", uploader = folder.path() / "uploader";

    Upload() {
        test::fs::create_directories(journal);
        test::write_journal(journal / "a.journal", {test::journal_event(platform::logs::SessionStarted{}, 1)});
        test::write(folder.path() / "pem", "pem");
        test::write(uploader, "#!/bin/sh\necho \"$@\" >> \"$0.part\"\nmv \"$0.part\" \"$0.calls\"\nexec sleep 60\n");
        test::fs::permissions(uploader, test::fs::perms::owner_all);
    }
    [[nodiscard]] std::string command(const std::string& options) const {
        return fmt::format(
            "{} upload --url https://127.0.0.1:9 --state '{}' --name hall-2 --journal '{}' --uploader '{}' {}",
            kUploadProgram, state.string(), journal.string(), uploader.string(), options);
    }
    [[nodiscard]] path calls() const { return uploader.string() + ".calls"; }
};

} // namespace

TEST_CASE("upload explains itself, and a wrong command line is told and changes nothing") {
    const Upload upload;
    const auto help = run(std::string(kUploadProgram) + " upload --help");
    CHECK(help.status == 0);
    for (const char* word : {"--url", "--state", "--name", "--journal", "--namespace", "--key", "--cert", "--trust",
                             "--uploader", "Example:"})
        CHECK_MESSAGE(help.has(word), word);
    const std::string state = "--state '" + upload.state.string() + "' --name a";
    for (const std::string& options :
         {state, state + " --url ftp://x", state + " --url http://", state + " --url https://",
          state + " --url x:19532", std::string("--url https://x --name a"),
          "--url https://x --state '" + upload.state.string() + "'", state + " --url https://x --key /missing.pem",
          state + " --url https://x --namespace ../x", state + " --url https://x --trust /",
          state + " --url https://x --cert /missing.pem"}) {
        const auto outcome = run(fmt::format("timeout 20 {} upload {}", kUploadProgram, options));
        CHECK_MESSAGE((outcome.status > 1 && outcome.status != 124), options);
        CHECK_FALSE(outcome.output.empty());
    }
    CHECK_FALSE(test::fs::exists(upload.state));
}

TEST_CASE("upload gives the uploader what it was told, keeps a second one out, and ends with SIGTERM") {
    const Upload upload;
    const std::string pem = (upload.folder.path() / "pem").string();
    const std::string errors = (upload.folder.path() / "errors").string();
    const std::string command =
        "exec " + upload.command(fmt::format("--key '{0}' --cert '{0}' --trust '{0}' 2>'{1}'", pem, errors));
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
        _exit(127);
    }
    CHECK(test::wait_until([&] { return test::fs::exists(upload.calls()); }));
    CHECK(test::read(upload.calls())
          == fmt::format(
              "--url=https://127.0.0.1:9 --save-state={} --follow --directory={} --key={} --cert={} --trust={}\n",
              (upload.state / "upload.state").string(), upload.journal.string(), pem, pem, pem));
    const auto second = run("timeout 20 " + upload.command(""));
    CHECK(second.status == 1);
    CHECK(second.has("another upload runs on this kiosk; stop it first (busy)"));
    kill(child, SIGTERM);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("Attack: what the machine says of itself reaches systemd's uploader") {
    const Upload upload;
    const path kiosk = upload.journal / (std::string(32, '1') + ".kiosk");
    test::fs::create_directories(kiosk);
    test::fs::rename(upload.journal / "a.journal", kiosk / "system.journal");
    const std::string command = "exec " + upload.command("--namespace kiosk 2>/dev/null");
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
        _exit(127);
    }
    CHECK(test::wait_until([&] { return test::fs::exists(upload.calls()); }));
    CHECK(test::read(upload.calls()).find(" --directory=" + kiosk.string() + "\n") != std::string::npos);
    kill(child, SIGTERM);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    const auto none = run("timeout 20 " + upload.command("--namespace other"));
    CHECK(none.status == 1);
    CHECK(none.has("(namespace other): cannot read the journal"));
}

TEST_CASE("upload tells which journal or folder it can't use") {
    const Upload upload;
    const auto no_journal =
        run(fmt::format("timeout 20 {} upload --url https://x --state '{}' --name a --journal /missing", kUploadProgram,
                        upload.state.string()));
    CHECK(no_journal.status == 1);
    CHECK(no_journal.has("/missing: cannot read the journal"));
    const auto no_state =
        run(fmt::format("timeout 20 {} upload --url https://x --state /dev/null/state --name a", kUploadProgram));
    CHECK(no_state.status == 1);
    CHECK(no_state.has("/dev/null/state/upload.lock: cannot be opened"));
}

TEST_CASE("upload sends nothing in clear by a slip") {
    const Upload upload;
    const std::string pem = (upload.folder.path() / "pem").string();
    const auto outcome = [&](const std::string& options) {
        return run(fmt::format("timeout 20 {} upload --state '{}' --name a --journal /missing {}", kUploadProgram,
                               upload.state.string(), options));
    };
    for (const char* file : {"--key", "--cert", "--trust"}) {
        for (const char* host : {"logs.example:19532", "127.0.0.1", "[::1]:19532"}) {
            const auto refused = outcome(fmt::format("--url http://{} {} '{}'", host, file, pem));
            CHECK((refused.status > 1 && refused.status != 124));
            CHECK(refused.has(fmt::format("write https://{}", host)));
        }
    }
    for (const char* host : {"logs.example", "logs.example:19532", "127.0.0.1.example", "localhost.example:80",
                             "10.0.0.1", "[::2]", "127.0.0.1@logs.example", "127.0.0.1:1@logs.example"}) {
        const auto refused = outcome(fmt::format("--url http://{}", host));
        CHECK_MESSAGE((refused.status > 1 && refused.status != 124), host);
        CHECK(refused.has("everybody on the way could read the logs"));
    }
    CHECK_FALSE(test::fs::exists(upload.state));
    for (const char* host : {"127.0.0.1", "127.0.0.1:19532", "localhost/", "[::1]:9"})
        CHECK_MESSAGE(outcome(fmt::format("--url http://{}", host)).has("cannot read the journal"), host);
}
