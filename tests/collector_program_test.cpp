// The scripts of the collector that need neither root nor a network; tests/carrying/run has the rest.
#include "tests/support/log_support.h"

using test::run;
using test::fs::path;

namespace {

constexpr const char* kCollector = KIOSK_SOURCE_DIR "/platform/logs/collector";

test::Outcome setup(const path& etc, const std::string& options) {
    return run(fmt::format("KIOSK_COLLECTOR_ETC='{}' '{}/setup' {}", etc.string(), kCollector, options));
}

/// `hours` old.
void write_old(const path& file, int mebibytes, int hours) {
    test::write(file, std::string(static_cast<std::size_t>(mebibytes) << 20, 'x'));
    test::fs::last_write_time(file, test::fs::file_time_type::clock::now() - std::chrono::hours(hours));
}

} // namespace

TEST_CASE("a kiosk is added with no address that would send its log in clear, and with no name that leads elsewhere") {
    const test::ScratchFolder folder;
    const auto clear = setup(folder.path(), "add-kiosk hall-2 http://logs.example:19532");
    CHECK(clear.status == 1);
    CHECK(clear.has("write https://logs.example:19532"));
    for (const char* name : {"../hall", "a/b", ".hidden", "-x", "'a b'", "''", "a:b"}) {
        CHECK_MESSAGE(setup(folder.path(), fmt::format("add-kiosk {} https://logs.example", name)).status == 1, name);
        CHECK_MESSAGE(setup(folder.path(), fmt::format("remove-kiosk {}", name)).status == 1, name);
    }
    const auto unknown = setup(folder.path(), "remove-kiosk hall-9");
    CHECK(unknown.status == 1);
    CHECK(unknown.has("there is no kiosk 'hall-9' here"));
    CHECK(test::fs::is_empty(folder.path()));
}

TEST_CASE("of a kiosk over its quota the oldest files go, of no other kiosk, and never the one that is written") {
    const test::ScratchFolder folder;
    write_old(folder.path() / "hall-2/kiosk.journal", 2, 9);
    write_old(folder.path() / "hall-2/kiosk@1.journal", 2, 3);
    write_old(folder.path() / "hall-2/kiosk@2.journal~", 2, 2);
    write_old(folder.path() / "hall-2/kiosk@3.journal", 2, 1);
    write_old(folder.path() / "hall-3/kiosk@1.journal", 3, 99);
    write_old(folder.path() / "hall-4/notes.txt", 9, 99);
    const auto done = run(fmt::format("'{}/quota' --once '{}' 5", kCollector, folder.path().string()));
    CHECK_MESSAGE(done.status == 0, done.output);
    CHECK(test::sorted(folder.path() / "hall-2")
          == std::vector<path>{folder.path() / "hall-2/kiosk.journal", folder.path() / "hall-2/kiosk@2.journal~",
                               folder.path() / "hall-2/kiosk@3.journal"});
    CHECK(test::fs::exists(folder.path() / "hall-3/kiosk@1.journal"));
    CHECK(test::fs::exists(folder.path() / "hall-4/notes.txt"));
    CHECK(run(fmt::format("'{}/quota' --once '{}' 0", kCollector, folder.path().string())).status == 2);
    CHECK(run(fmt::format("'{}/quota' '{}'", kCollector, folder.path().string())).status == 2);
}

TEST_CASE("a certificate leads to no socket but that of its kiosk, and to none once it is removed") {
    const test::ScratchFolder folder;
    test::write(folder.path() / "bin/socat", "#!/bin/sh\necho \"$@\"\n");
    test::fs::permissions(folder.path() / "bin/socat", test::fs::perms::owner_all);
    test::write(folder.path() / "etc/admitted/hall-2.pem", "pem");
    const auto route = [&](const std::string& name) {
        return run(
            fmt::format("PATH='{0}/bin':$PATH KIOSK_COLLECTOR_ETC='{0}/etc' KIOSK_COLLECTOR_SOCKETS='{0}/sockets' "
                        "SSL_CLIENT_DN='{1}' '{2}/route' 2>&1",
                        folder.path().string(), name, kCollector));
    };
    for (const char* name : {"/CN=hall-2", "CN=hall-2"}) {
        const auto led = route(name);
        CHECK(led.status == 0);
        CHECK(led.output
              == fmt::format("-t 1 STDIO UNIX-CONNECT:{}/hall-2.socket\n", (folder.path() / "sockets").string()));
    }
    for (const char* name : {"/CN=hall-3", "/CN=../admitted/hall-2", "/CN=", "", "/CN=.hall-2", "/CN=hall-2,fork",
                             "/CN=hall-2/CN=", "/CN=hall 2", "/CN=-hall-2"}) {
        const auto refused = route(name);
        CHECK_MESSAGE(refused.status == 1, name);
        CHECK(refused.output.empty());
    }
    test::fs::remove(folder.path() / "etc/admitted/hall-2.pem");
    CHECK(route("/CN=hall-2").status == 1);
}
