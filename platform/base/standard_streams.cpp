#include "platform/base/standard_streams.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace platform {

void open_standard_streams() {
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
        if (fcntl(stream, F_GETFD) != -1 || errno != EBADF)
            continue;
        // The lowest number that is free, which is this one.
        if (open("/dev/null", stream == STDIN_FILENO ? O_RDONLY : O_WRONLY) != stream)
            return;
    }
}

} // namespace platform
