// Runs work in a process of its own, so that a crash is counted, and its input kept, instead of ending everything.
#pragma once
#include <functional>
#include <new>
#include <string>
#include <sys/mman.h>
#include <sys/types.h>
#include <type_traits>

namespace fuzz {

/// A plain value that a process shares with its children.
template <typename T>
class Shared {
public:
    static_assert(std::is_trivially_copyable_v<T>);
    Shared()
        : m_value(
            static_cast<T*>(mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))) {
        if (m_value == MAP_FAILED)
            throw std::bad_alloc();
    }
    Shared(const Shared&) = delete;
    Shared& operator=(const Shared&) = delete;
    Shared(Shared&&) = delete;
    Shared& operator=(Shared&&) = delete;
    ~Shared() { munmap(m_value, sizeof(T)); }
    T* operator->() const { return m_value; }
    T& operator*() const { return *m_value; }

private:
    T* m_value;
};

/// Starts a child that does `work` and ends. Its scratch folder is its own.
[[nodiscard]] pid_t start_child(const std::function<void()>& work);

/// Waits for any child; how it ended in words, empty where it ended well.
[[nodiscard]] std::pair<pid_t, std::string> wait_for_child();

/// From now on this process may use so much processor time, then it is ended. 0: no limit.
void limit_processor_seconds(int seconds);

/// Processor time of this process.
[[nodiscard]] double processor_seconds();

/// Forgets the greatest heap so far; then the most that was allocated since, in bytes. Counted only under the address
/// sanitizer: 0 elsewhere.
void forget_peak_heap();
[[nodiscard]] std::size_t peak_heap();

} // namespace fuzz
