// What bench_frames measures. Each function prints its figures with report() and may throw test::UiFailure.
#pragma once
#include <filesystem>

namespace bench {

/// Frames and heap allocations in a minute in which nobody touches the glass.
void measure_still_screens();
/// Heap allocations per frame of the attract loop and of scrolling; `sixty_roles` is a database of that many.
void measure_allocations(const std::filesystem::path& sixty_roles);
/// The most draw calls of any frame of a walk through every screen.
void measure_draw_calls(const std::filesystem::path& sixty_roles);
/// Frames from a touch to its answer, and frames that come late: in a visit, and while a stick brings `sixty_roles`.
void measure_response(const std::filesystem::path& sixty_roles);

// Under `valgrind --tool=callgrind --instr-atstart=no --collect-atstart=no`: each frame that is counted ends as one
// dump named after its figure.

/// Frames of the attract loop at each level of detail.
void count_attract_frames();
/// Frames of scrolling.
void count_scrolling_frames(const std::filesystem::path& sixty_roles);
/// What grows with the database where something is wrong: home, opening a role, the role's page.
void count_database_frames(const std::filesystem::path& database);

} // namespace bench
