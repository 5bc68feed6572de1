#include "tests/support/app/allocations.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <execinfo.h>
#include <malloc.h>
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
// GCC brings the sanitizers' allocator without its header.
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#endif

namespace {

constexpr int kOrigins = 6;
constexpr int kDepth = 24;

struct Origin {
    std::array<void*, kDepth> frames;
    int depth;
};

struct Counts {
    bool on;
    std::int64_t count;
    std::array<Origin, kOrigins> origins;
};
constinit thread_local Counts counts{};

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
void note() {
    if (!counts.on)
        return;
    counts.on = false; // backtrace() may allocate
    if (counts.count < kOrigins) {
        Origin& origin = counts.origins[static_cast<std::size_t>(counts.count)];
        origin.depth = backtrace(origin.frames.data(), kDepth);
    }
    ++counts.count;
    counts.on = true;
}
#endif

} // namespace

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// glibc lets a program bring its own malloc; its own stays behind these names.
extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier)
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
// NOLINTEND(bugprone-reserved-identifier)

void* malloc(std::size_t size) noexcept {
    note();
    return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) noexcept {
    note();
    return __libc_calloc(count, size);
}
void* realloc(void* memory, std::size_t size) noexcept {
    note();
    return __libc_realloc(memory, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
    note();
    return __libc_memalign(alignment, size);
}
int posix_memalign(void** memory, std::size_t alignment, std::size_t size) noexcept {
    note();
    *memory = __libc_memalign(alignment, size);
    return *memory == nullptr ? ENOMEM : 0;
}
}
#endif

namespace test {

AllocationCounter::AllocationCounter() {
    std::array<void*, 2> frames{};
    (void)backtrace(frames.data(), 2); // the first call loads a library
    counts = {};
    counts.on = true;
}

AllocationCounter::~AllocationCounter() {
    counts.on = false;
}

std::int64_t AllocationCounter::count() const {
    return counts.count;
}

std::string AllocationCounter::origins() const {
    const bool was_on = counts.on;
    counts.on = false;
    std::string out;
    for (int index = 0; index < kOrigins && index < counts.count; ++index) {
        const Origin& origin = counts.origins[static_cast<std::size_t>(index)];
        char** names = backtrace_symbols(origin.frames.data(), origin.depth);
        out += "allocation:\n";
        for (int frame = 2; names != nullptr && frame < origin.depth; ++frame)
            out += std::string("  ") + names[frame] + "\n";
        std::free(names);
    }
    counts.on = was_on;
    return out;
}

AllocationPause::AllocationPause() : m_was_on(counts.on) {
    counts.on = false;
}

AllocationPause::~AllocationPause() {
    counts.on = m_was_on;
}

std::size_t live_heap_bytes() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return __sanitizer_get_current_allocated_bytes();
#else
    return mallinfo2().uordblks + mallinfo2().hblkhd;
#endif
}

} // namespace test
