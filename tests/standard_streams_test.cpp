#include "platform/base/standard_streams.h"

#include <array>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

/// In a child: closes what `closed` names, opens the streams, then a file of its own. The child's exit status tells the
/// number of that file, or 100 where a stream leads nowhere.
int first_file_after(const std::string& closed) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        for (const char stream : closed)
            close(stream - '0');
        platform::open_standard_streams();
        for (int stream = 0; stream <= 2; ++stream) {
            struct stat status = {};
            if (fstat(stream, &status) != 0)
                _exit(100);
        }
        _exit(open("/dev/zero", O_RDONLY));
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    return WEXITSTATUS(status);
}

} // namespace

TEST_CASE("whatever is closed at the start, no file takes the place of a standard stream") {
    for (const char* closed : {"", "0", "1", "2", "01", "02", "12", "012"}) {
        CAPTURE(closed);
        const int file = first_file_after(closed);
        CHECK(file > 2);
        CHECK(file < 100);
    }
}

TEST_CASE("the programs do as they are asked when they are started without any stream") {
    for (const char* program : {"kiosk", "roledb", "kiosk-logs"}) {
        const std::string command = std::string(KIOSK_BIN_DIR "/") + program + " --version 0<&- 1>&- 2>&-";
        CAPTURE(command);
        CHECK(std::system(command.c_str()) == 0); // NOLINT(cert-env33-c): a shell closes the streams
    }
}
