// What the kernel tells about the machine.
#pragma once
#include "platform/machine.h"

#include <chrono>
#include <filesystem>
#include <optional>

namespace platform {

/// Use from one thread. Reads some small files of /sys and /proc: quick enough for a frame.
class Health {
public:
    static constexpr std::chrono::milliseconds kFreshFor{5000};

    /// `storage`: a folder on the storage that counts; it need not exist yet. Empty: none is told.
    /// `root`: where sys/ and proc/ lie.
    explicit Health(std::filesystem::path storage, std::filesystem::path root = "/")
        : m_storage(std::move(storage)), m_root(std::move(root)) {}

    /// At most 5 s old. `now`: time since boot; it is the uptime as well.
    [[nodiscard]] MachineHealth read(std::chrono::milliseconds now);

private:
    [[nodiscard]] MachineHealth read_afresh();
    [[nodiscard]] std::optional<double> temperature() const;
    [[nodiscard]] std::optional<bool> undervoltage();

    std::filesystem::path m_storage;
    std::filesystem::path m_root;
    std::optional<std::chrono::milliseconds> m_read_at;
    MachineHealth m_last;
    bool m_seen_undervoltage = false;
};

} // namespace platform
