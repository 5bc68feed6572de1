# A fair's day made up: tests/logs/fair-day compares the report of it with figures that the maker counted.
add_executable(fair_day tests/logs/fair_day.cpp tests/logs/fair_kiosk.cpp tests/logs/fair_troubles.cpp
    tests/logs/fair_visit.cpp tests/logs/fair_log.cpp tests/logs/fair_figures.cpp tests/logs/fair_expected.cpp)
target_link_libraries(fair_day PRIVATE kiosk_platform kiosk_unwatched)

if(KIOSK_SANITIZE) # which takes memory of its own
    set(FAIR_DAY_OPTIONS --no-memory)
endif()
add_test(NAME fair_day COMMAND ${CMAKE_SOURCE_DIR}/tests/logs/fair-day --small --built ${CMAKE_BINARY_DIR}
    ${FAIR_DAY_OPTIONS})
set_tests_properties(fair_day PROPERTIES TIMEOUT 300)
