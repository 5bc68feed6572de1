# The programs that tests/bench/run measures with. A sanitizer would be measured instead of the kiosk: not built there.
set(BENCH_PROGRAMS bench_database bench_frames bench_visit bench_window)
if(KIOSK_SANITIZE)
    set(BENCH_EXCLUDED EXCLUDE_FROM_ALL)
endif()

add_executable(bench_database ${BENCH_EXCLUDED} tests/bench/bench_database.cpp)
target_link_libraries(bench_database PRIVATE kiosk_db)

# Counts every heap allocation of the process: only this program brings the counting malloc.
add_executable(bench_frames ${BENCH_EXCLUDED}
    tests/bench/bench_frames.cpp tests/bench/allocation_figures.cpp tests/bench/draw_call_figures.cpp
    tests/bench/instruction_figures.cpp tests/bench/response_figures.cpp tests/bench/frame_meter.cpp
    tests/support/app/ui_driver.cpp tests/support/app/allocations.cpp)
target_link_libraries(bench_frames PRIVATE kiosk_app)

add_executable(bench_visit ${BENCH_EXCLUDED} tests/bench/bench_visit.cpp)
target_link_libraries(bench_visit PRIVATE kiosk_app)

# Knows nothing of the kiosk: what a window with a line of text costs by itself.
add_executable(bench_window ${BENCH_EXCLUDED} tests/bench/bench_window.cpp)
target_link_libraries(bench_window PRIVATE kiosk_options PkgConfig::SDL PkgConfig::SYSTEMD)

foreach(program ${BENCH_PROGRAMS})
    target_compile_definitions(${program} PRIVATE
        KIOSK_SOURCE_DIR="${CMAKE_SOURCE_DIR}" KIOSK_SHARE_DIR="${KIOSK_SHARE}")
endforeach()
