#include "kiosk/last_words.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <optional>
#include <sys/wait.h>
#include <unistd.h>

namespace {

/// What a child that calls exit(7) says, and the status that it ends with.
struct End {
    int status = 0;
    bool spoke = false;
};

End end_of_child(bool still_open) {
    int ends[2] = {};
    REQUIRE(pipe(ends) == 0);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::optional<kiosk::LastWords> words(std::in_place, [&] { (void)!write(ends[1], "x", 1); });
        if (!still_open)
            words.reset();
        if (still_open)
            std::exit(7); // NOLINT(concurrency-mt-unsafe): as Xlib does
        _exit(7);
    }
    close(ends[1]);
    char letter = 0;
    End end;
    end.spoke = read(ends[0], &letter, 1) == 1;
    close(ends[0]);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    end.status = WEXITSTATUS(status);
    return end;
}

} // namespace

TEST_CASE("a program that a library ends says its last words and ends with 1") {
    const End end = end_of_child(true);
    CHECK(end.spoke);
    CHECK(end.status == 1);
}

TEST_CASE("a program that ends by itself says nothing more") {
    const End end = end_of_child(false);
    CHECK_FALSE(end.spoke);
    CHECK(end.status == 7);
}
