# Hostile bytes. fuzz_replay and broken_databases are built with the address sanitizer and run by tests/run; preset fuzz
# builds them too, and with clang a libFuzzer program a target. tests/fuzz/run uses both.
option(KIOSK_LIBFUZZER "Build the libFuzzer programs; needs clang" OFF)
if(NOT KIOSK_SANITIZE MATCHES address)
    return()
endif()
if(KIOSK_LIBFUZZER)
    # clang warns of other things than the compiler that the tree is kept clean for.
    target_compile_options(kiosk_options INTERFACE -fsanitize=fuzzer-no-link -Wno-error)
endif()

add_library(fuzz_targets STATIC
    tests/fuzz/child.cpp tests/fuzz/damage_bytes.cpp tests/fuzz/damage_sql.cpp tests/fuzz/database_reading.cpp
    tests/fuzz/sample_content.cpp tests/fuzz/scratch.cpp tests/fuzz/target.cpp tests/fuzz/target_database.cpp
    tests/fuzz/target_lines.cpp tests/fuzz/target_logs.cpp tests/fuzz/target_stick.cpp tests/fuzz/target_text.cpp tests/fuzz/target_update.cpp)
target_link_libraries(fuzz_targets PUBLIC kiosk_db kiosk_platform kiosk_ui PRIVATE PkgConfig::SQLITE PkgConfig::SYSTEMD)
target_compile_definitions(fuzz_targets PRIVATE KIOSK_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
    $<$<BOOL:${KIOSK_LIBFUZZER}>:KIOSK_LIBFUZZER>)
if(NOT KIOSK_LIBFUZZER) # what is tried is watched; what tries is not, and compiles in half the time
    target_link_libraries(fuzz_targets PUBLIC kiosk_unwatched)
endif()

foreach(program fuzz_replay broken_databases)
    add_executable(${program} tests/fuzz/${program}.cpp)
    target_link_libraries(${program} PRIVATE fuzz_targets)
    target_compile_definitions(${program} PRIVATE KIOSK_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
endforeach()

if(KIOSK_LIBFUZZER)
    foreach(target signature public_key secret_key manifest key_ring stick_report markdown role_file toml content database
            lines json_lines journal_export journal_file)
        add_executable(fuzz_${target} tests/fuzz/libfuzzer_entry.cpp)
        target_link_libraries(fuzz_${target} PRIVATE fuzz_targets)
        target_compile_definitions(fuzz_${target} PRIVATE KIOSK_FUZZ_TARGET="${target}")
        target_link_options(fuzz_${target} PRIVATE -fsanitize=fuzzer)
        list(APPEND FUZZ_PROGRAMS fuzz_${target})
    endforeach()
    add_custom_target(fuzz_programs DEPENDS ${FUZZ_PROGRAMS} fuzz_replay broken_databases)
    return()
endif()

set(FUZZ_ENVIRONMENT "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/lsan.supp:print_suppressions=0"
    "UBSAN_OPTIONS=print_stacktrace=1")
add_test(NAME fuzz_replay COMMAND fuzz_replay --milliseconds 1000 --found ${CMAKE_BINARY_DIR}/fuzz-found)
add_test(NAME broken_databases COMMAND broken_databases --variants 2000 --found ${CMAKE_BINARY_DIR}/fuzz-found)
set_tests_properties(fuzz_replay broken_databases PROPERTIES LABELS sanitizer TIMEOUT 600 ENVIRONMENT "${FUZZ_ENVIRONMENT}")
