// Measures frames of the kiosk inside one process: what tests/bench/run cannot see from outside.
#include "tests/bench/figures.h"

#include <cstdio>
#include <exception>
#include <fmt/format.h>
#include <string_view>

namespace {

constexpr std::string_view kUsage =
    "usage: bench_frames still | count-attract\n"
    "       bench_frames allocations | draw-calls | response | count-scrolling SIXTY_ROLES.db\n"
    "       bench_frames count-database FILE.db\n";

/// False where the arguments are not understood.
bool measure(std::string_view what, const char* file) {
    if (what == "still")
        bench::measure_still_screens();
    else if (what == "count-attract")
        bench::count_attract_frames();
    else if (file == nullptr)
        return false;
    else if (what == "allocations")
        bench::measure_allocations(file);
    else if (what == "draw-calls")
        bench::measure_draw_calls(file);
    else if (what == "response")
        bench::measure_response(file);
    else if (what == "count-scrolling")
        bench::count_scrolling_frames(file);
    else if (what == "count-database")
        bench::count_database_frames(file);
    else
        return false;
    return true;
}

} // namespace

int main(int argc, char** argv) {
    try {
        if (argc >= 2 && argc <= 3 && measure(argv[1], argv[2]))
            return 0;
        fmt::print(stderr, "{}", kUsage);
        return 2;
    } catch (const std::exception& error) {
        // What follows the first line is a dump of the whole screen.
        const std::string_view what = error.what();
        fmt::print(stderr, "bench_frames: {}\n", what.substr(0, what.find('\n')));
        return 1;
    }
}
