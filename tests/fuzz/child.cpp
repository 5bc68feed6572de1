#include "tests/fuzz/child.h"

#include "tests/fuzz/target.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fmt/format.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define KIOSK_COUNTS_HEAP
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KIOSK_COUNTS_HEAP
#endif
#endif
#ifdef KIOSK_COUNTS_HEAP
// Of <sanitizer/allocator_interface.h>, which gcc does not install.
extern "C" {
int __sanitizer_install_malloc_and_free_hooks(void (*on_malloc)(const volatile void*, std::size_t),
                                              void (*on_free)(const volatile void*));
std::size_t __sanitizer_get_allocated_size(const volatile void* memory);
}
#endif

namespace fuzz {
namespace {

// One thread each process: the hooks below need no lock.
std::size_t heap_now = 0;
std::size_t heap_before = 0;
std::size_t heap_peak = 0;

#ifdef KIOSK_COUNTS_HEAP
void on_malloc(const volatile void*, std::size_t size) {
    heap_now += size;
    heap_peak = std::max(heap_peak, heap_now);
}
void on_free(const volatile void* memory) {
    heap_now -= std::min(heap_now, memory ? __sanitizer_get_allocated_size(memory) : 0);
}
const int hooks = __sanitizer_install_malloc_and_free_hooks(on_malloc, on_free);
#endif

} // namespace

pid_t start_child(const std::function<void()>& work) {
    std::fflush(nullptr);
    const pid_t child = fork();
    require(child >= 0, "no process can be started");
    if (child > 0)
        return child;
    work();
    std::fflush(nullptr);
    _exit(0);
}

std::pair<pid_t, std::string> wait_for_child() {
    int status = 0;
    pid_t child = -1;
    do
        child = wait(&status);
    while (child < 0 && errno == EINTR);
    if (WIFEXITED(status))
        return {child, WEXITSTATUS(status) == 0 ? "" : fmt::format("it ended with status {}", WEXITSTATUS(status))};
    if (WTERMSIG(status) == SIGPROF)
        return {child, "it took too long"};
    return {child, fmt::format("signal {}", strsignal(WTERMSIG(status)))};
}

void limit_processor_seconds(int seconds) {
    itimerval timer = {};
    timer.it_value.tv_sec = seconds;
    setitimer(ITIMER_PROF, &timer, nullptr);
}

double processor_seconds() {
    timespec now = {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void forget_peak_heap() {
    heap_before = heap_now;
    heap_peak = heap_now;
}

std::size_t peak_heap() {
    return heap_peak - heap_before;
}

} // namespace fuzz
