// The kiosk where no screen is plugged in: a service waits for one, a person is told.
#include "tests/support/command_support.h"
#include "tests/support/scratch_folder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace {

/// A kiosk without any display driver, which gets a signal when it waits for a screen; then its log.
test::Outcome without_display(const std::string& environment) {
    const test::ScratchFolder folder;
    return test::run(
        fmt::format("cd '{0}'; env {1} SDL_VIDEODRIVER=none-at-all {2}/kiosk --state state --log log.jsonl & "
                    "until grep -qs display_lost log.jsonl || ! kill -0 $! 2>/dev/null; do sleep 0.1; done; "
                    "kill $! 2>/dev/null; wait $!; status=$?; cat log.jsonl; exit $status",
                    folder.path().string(), environment, KIOSK_BIN_DIR));
}

} // namespace

TEST_CASE("a service waits for its screen, says so in the log, and ends when it is asked to") {
    const auto outcome = without_display("NOTIFY_SOCKET=/nonexistent");
    CHECK(outcome.status == 0);
    CHECK(outcome.has("display_lost"));
    CHECK(outcome.has("waiting for one"));
    CHECK(outcome.has(R"("reason":"signal")"));
    CHECK_FALSE(outcome.has("display_restored"));
}

TEST_CASE("a person is told that there is no display") {
    const auto outcome = without_display("-u NOTIFY_SOCKET INVOCATION_ID=test");
    CHECK(outcome.status == 1);
    CHECK(outcome.has("no display can be opened"));
    CHECK_FALSE(outcome.has("display_lost"));
}
