// Runs another program and waits for it, with limits on everything.
#pragma once
#include "platform/linux/background_thread.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace platform {

struct ChildLimits {
    std::chrono::milliseconds deadline = std::chrono::minutes(10);
    std::chrono::milliseconds grace = std::chrono::seconds(2); ///< from SIGTERM to SIGKILL
    std::chrono::milliseconds tick{100};                       ///< how often `go_on` is asked
    std::size_t output_bytes = 65536; ///< of stdout and of stderr each; the program may write more, it is thrown away
};

enum class ChildEnd {
    Exited,     ///< `exit_code` holds
    Crashed,    ///< by a signal that was not ours
    NotStarted, ///< `problem` says why
    TimedOut,   ///< killed at the deadline
    Stopped,    ///< killed because it was asked for
};

struct ChildResult {
    ChildEnd end = ChildEnd::NotStarted;
    int exit_code = 0;
    std::string output;  ///< what it wrote to stdout
    std::string errors;  ///< and to stderr
    std::string problem; ///< for staff, in English: program, what happened; empty where it exited with 0
};

/// Runs `arguments` (first the path of the program, no search) in a process group of its own, with stdin from /dev/null
/// and without our descriptors, signal handling and notify socket. Blocks until it has ended; nothing of its group is
/// left then. `go_on` is asked now and then from the calling thread; where it says false or `stop` is raised, the group
/// gets SIGTERM, and after the grace SIGKILL.
[[nodiscard]] ChildResult run_child(const std::vector<std::string>& arguments, const ChildLimits& limits,
                                    const StopSignal& stop, const std::function<bool()>& go_on = {});

} // namespace platform
