// Measures frames of the kiosk inside one process: what tests/bench/run cannot see from outside.
#include "tests/bench/figures.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fmt/format.h>
#include <iterator>
#include <string_view>

namespace {

constexpr std::string_view kUsage =
    "usage: bench_frames still | count-attract\n"
    "       bench_frames allocations | draw-calls | response | count-scrolling SIXTY_ROLES.db\n"
    "       bench_frames count-database FILE.db\n";

struct Figures {
    std::string_view name;
    void (*measure)(const std::filesystem::path& database);
};
constexpr Figures kOfADatabase[] = {{"allocations", bench::measure_allocations},
                                    {"draw-calls", bench::measure_draw_calls},
                                    {"response", bench::measure_response},
                                    {"count-scrolling", bench::count_scrolling_frames},
                                    {"count-database", bench::count_database_frames}};

/// False where the arguments are not understood.
bool measure(std::string_view what, const char* file) {
    if (what == "still") {
        bench::measure_still_screens();
        return true;
    }
    if (what == "count-attract") {
        bench::count_attract_frames();
        return true;
    }
    const auto* const figures = std::ranges::find(kOfADatabase, what, &Figures::name);
    if (figures == std::end(kOfADatabase) || file == nullptr)
        return false;
    figures->measure(file);
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
