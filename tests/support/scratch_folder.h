// A folder of a test's own, gone with everything in it at the end.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/statvfs.h>
#include <system_error>
#include <unistd.h>

namespace test {

/// In memory where there is room, and programs may run from there: what is tested syncs thousands of times.
inline std::filesystem::path scratch_root() {
    constexpr const char* kMemory = "/dev/shm";
    constexpr unsigned long kNeededMiB = 1024;
    struct statvfs status {};
    const bool is_fit = std::getenv("TMPDIR") == nullptr && access(kMemory, W_OK) == 0 && statvfs(kMemory, &status) == 0
                        && (status.f_flag & ST_NOEXEC) == 0
                        && status.f_bavail / 1024 * status.f_frsize / 1024 >= kNeededMiB;
    return is_fit ? std::filesystem::path(kMemory) : std::filesystem::temp_directory_path();
}

class ScratchFolder {
public:
    ScratchFolder() {
        std::string name = (scratch_root() / "kiosk-test-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr)
            throw std::runtime_error("no temporary folder " + name);
        m_path = name;
    }
    ~ScratchFolder() {
        std::error_code failed;
        std::filesystem::remove_all(m_path, failed);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ScratchFolder(ScratchFolder&&) = delete;
    ScratchFolder& operator=(ScratchFolder&&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

} // namespace test
