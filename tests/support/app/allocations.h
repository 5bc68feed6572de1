// Counts heap allocations, whoever makes them: our code, ImGui, SDL, FreeType.
#pragma once
#include "tests/support/sanitized.h"
#include <cstddef>
#include <cstdint>
#include <string>

namespace test {

/// False under a sanitizer, which brings its own malloc: then nothing is counted.
inline constexpr bool kCountsAllocations = !kIsSanitized;

/// Counts the allocations of this thread while it lives. One at a time.
class AllocationCounter {
public:
    AllocationCounter();
    AllocationCounter(const AllocationCounter&) = delete;
    AllocationCounter& operator=(const AllocationCounter&) = delete;
    AllocationCounter(AllocationCounter&&) = delete;
    AllocationCounter& operator=(AllocationCounter&&) = delete;
    ~AllocationCounter();

    [[nodiscard]] std::int64_t count() const;
    /// Where the first few came from, for addr2line; empty if there were none.
    [[nodiscard]] std::string origins() const;
};

/// What is allocated while this lives does not count.
class AllocationPause {
public:
    AllocationPause();
    AllocationPause(const AllocationPause&) = delete;
    AllocationPause& operator=(const AllocationPause&) = delete;
    AllocationPause(AllocationPause&&) = delete;
    AllocationPause& operator=(AllocationPause&&) = delete;
    ~AllocationPause();

private:
    bool m_was_on;
};

/// Bytes that the heap holds now for the whole program.
[[nodiscard]] std::size_t live_heap_bytes();

} // namespace test
