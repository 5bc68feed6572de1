# Unit tests: one program a layer, one ctest entry a source file.
# A file tests/<name>_test.cpp belongs to the layer in whose folder <name>.h or <name>.cpp lies; install_* belong to db,
# journeys to the app, *_program to the platform, whose kiosk-logs they run.
set(DB_TESTS "")
set(PLATFORM_TESTS "")
set(UI_TESTS "")
set(APP_TESTS "")
file(GLOB TEST_SOURCES CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} tests/*_test.cpp)
foreach(source ${TEST_SOURCES})
    get_filename_component(stem ${source} NAME_WE)
    string(REGEX REPLACE "_test$" "" stem ${stem})
    file(GLOB_RECURSE tested LIST_DIRECTORIES false RELATIVE ${CMAKE_SOURCE_DIR}
        db/${stem}.h db/${stem}.cpp platform/${stem}.h platform/${stem}.cpp kiosk/${stem}.h kiosk/${stem}.cpp)
    if(tested MATCHES "(^|;)db/" OR stem MATCHES "^install_")
        list(APPEND DB_TESTS ${source})
    elseif(tested MATCHES "(^|;)platform/" OR stem MATCHES "_program$")
        list(APPEND PLATFORM_TESTS ${source})
    elseif(tested MATCHES "(^|;)kiosk/(ui|attract|model|a11y)/")
        list(APPEND UI_TESTS ${source})
    else()
        list(APPEND APP_TESTS ${source})
    endif()
endforeach()

# What is tested keeps its preset's options; the tests themselves need no optimiser and no second watchdog, and build in
# a third of the time. A library linked last, so that these options stand behind the others.
add_library(kiosk_unwatched INTERFACE)
if(KIOSK_SANITIZE)
    target_compile_options(kiosk_unwatched INTERFACE -fno-sanitize=undefined)
endif()
add_library(kiosk_test_options INTERFACE)
target_compile_options(kiosk_test_options INTERFACE -O0)
target_link_libraries(kiosk_test_options INTERFACE kiosk_unwatched)

add_library(doctest_main OBJECT tests/support/doctest_main.cpp)
target_link_libraries(doctest_main PUBLIC doctest::doctest PRIVATE kiosk_options kiosk_test_options)

set(KIOSK_UNIT_TEST_OPTIONS "" CACHE STRING "More options of doctest for all unit tests: see image/test-units")

function(kiosk_unit_tests name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK;SOURCES;SUPPORT")
    add_executable(${name} ${arg_SOURCES} ${arg_SUPPORT})
    target_link_libraries(${name} PRIVATE doctest_main ${arg_LINK} kiosk_test_options)
    if(name STREQUAL tests_db)
        target_precompile_headers(${name} PRIVATE <doctest/doctest.h> ${KIOSK_COMMON_HEADERS})
    else()
        target_precompile_headers(${name} REUSE_FROM tests_db)
    endif()
    target_compile_definitions(${name} PRIVATE
        KIOSK_SOURCE_DIR="${CMAKE_SOURCE_DIR}" KIOSK_SHARE_DIR="${KIOSK_SHARE}" KIOSK_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
    # What was freed is watched for the next 32 MiB, not for 256: fresh pages are a fifth of the time.
    foreach(source ${arg_SOURCES})
        get_filename_component(stem ${source} NAME_WE)
        add_test(NAME ${stem} COMMAND ${name} --source-file=*/${stem}.cpp --no-intro --no-version
            ${KIOSK_UNIT_TEST_OPTIONS})
        set_tests_properties(${stem} PROPERTIES TIMEOUT 600 LABELS unit
            ENVIRONMENT "SDL_VIDEODRIVER=dummy;LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0;UBSAN_OPTIONS=print_stacktrace=1;ASAN_OPTIONS=quarantine_size_mb=32")
    endforeach()
endfunction()

file(GLOB APP_TEST_SUPPORT CONFIGURE_DEPENDS tests/support/app/*.cpp)
file(GLOB UPDATE_TEST_SUPPORT CONFIGURE_DEPENDS tests/support/update/*.cpp)
kiosk_unit_tests(tests_db SOURCES ${DB_TESTS} SUPPORT ${UPDATE_TEST_SUPPORT} LINK kiosk_db PkgConfig::SQLITE)
kiosk_unit_tests(tests_platform SOURCES ${PLATFORM_TESTS} LINK kiosk_upload kiosk_platform kiosk_pictures PkgConfig::PICTURES)
kiosk_unit_tests(tests_ui SOURCES ${UI_TESTS} LINK kiosk_ui)
kiosk_unit_tests(tests_app SOURCES ${APP_TESTS} SUPPORT ${APP_TEST_SUPPORT} LINK kiosk_app)
add_dependencies(tests_db roledb bundled_database)
add_dependencies(tests_platform kiosk-logs kiosk-note-exit)
add_dependencies(tests_app kiosk bundled_database bundled_assets)

# Long, and worth most with the sanitizers watching: tests/run leaves it out of the other rounds.
set_tests_properties(monkey_test PROPERTIES LABELS sanitizer)

# The tree itself, which no sanitizer changes. 77: skipped, as on Debian 13, which has no clang-format 14.
if(NOT KIOSK_SANITIZE)
    add_test(NAME layers COMMAND ${CMAKE_SOURCE_DIR}/tests/layers)
    add_test(NAME layers_self_test COMMAND ${CMAKE_SOURCE_DIR}/tests/layers --self-test)
    # All pairs of system call and number. 77: strace may not trace here.
    add_test(NAME kill_everywhere COMMAND ${CMAKE_SOURCE_DIR}/tests/update/kill-everywhere --built ${CMAKE_BINARY_DIR})
    set_tests_properties(kill_everywhere PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 600)
    # 77: Debian 13 ships no ClickHouse.
    add_test(NAME clickhouse COMMAND ${CMAKE_SOURCE_DIR}/tests/clickhouse/run --built ${CMAKE_BINARY_DIR})
    set_tests_properties(clickhouse PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 600)
    add_test(NAME page COMMAND ${CMAKE_SOURCE_DIR}/tests/page/run --built ${CMAKE_BINARY_DIR})
    set_tests_properties(page PROPERTIES TIMEOUT 600)
    # 77: no systemd-analyze here.
    add_test(NAME image_units COMMAND ${CMAKE_SOURCE_DIR}/tests/image/units)
    add_test(NAME image_start_order COMMAND ${CMAKE_SOURCE_DIR}/tests/image/start-order)
    set_tests_properties(image_units image_start_order PROPERTIES SKIP_RETURN_CODE 77)
    add_test(NAME image_scripts COMMAND ${CMAKE_SOURCE_DIR}/tests/image/scripts)
    add_test(NAME image_device_trees COMMAND ${CMAKE_SOURCE_DIR}/tests/image/device_trees)
    add_test(NAME format COMMAND ${CMAKE_SOURCE_DIR}/tests/format)
    set_tests_properties(format PROPERTIES SKIP_RETURN_CODE 77)
endif()

# The longest first, so that all processors are busy to the end in a clean clone, too, where ctest knows no times yet.
set(LONGEST page 90 kill_everywhere 80 monkey_test 70 crawl_test 50 pixels_test 40 install_crash_test 30
    kiosk-logs_test 30 clickhouse 25 read_logs_test 20 collection_state_test 15 signature_test 15 keys_test 15)
while(LONGEST)
    list(POP_FRONT LONGEST name seconds)
    if(TEST ${name})
        set_tests_properties(${name} PROPERTIES COST ${seconds})
    endif()
endwhile()

include(tests/bench/bench.cmake)
include(tests/logs/logs.cmake)
