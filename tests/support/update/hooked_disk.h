// A disk of which a test sees every operation before it happens, and may let it fail, pass over it, or cut the plug.
#pragma once
#include "db/update/file_system.h"

#include <functional>
#include <optional>
#include <string>

namespace test {

/// Thrown through the installer where the plug is cut: nothing after it happens.
struct PlugCut {};

struct DiskOperation {
    enum class Kind { Create, Append, SyncFile, MakeFolder, MakeLink, Rename, Remove, SyncFolder, FreeBytes };
    Kind kind = Kind::Create;
    std::filesystem::path path; ///< for Rename the new name
    int index = 0;              ///< since the hook was set
    int sync_index = -1;        ///< among SyncFile and SyncFolder
};

/// "rename to current".
[[nodiscard]] std::string text_of(DiskOperation::Kind kind, const std::filesystem::path& path);

class HookedDisk final : public db::update::FileSystem {
public:
    /// Before an operation: an error lets it fail, false passes over it as if it were done; may throw PlugCut.
    using Hook = std::function<db::Result<bool>(const DiskOperation&)>;

    explicit HookedDisk(FileSystem& disk) : m_disk(disk) {}

    void set_hook(Hook hook) {
        m_hook = std::move(hook);
        m_operations = 0;
        m_syncs = 0;
    }
    [[nodiscard]] int operations() const { return m_operations; }
    [[nodiscard]] int syncs() const { return m_syncs; }

    std::optional<std::uintmax_t> free; ///< instead of what is free
    bool corrupts = false;              ///< what is written is not what is stored

    db::Result<std::unique_ptr<db::update::WritableFile>> create(const std::filesystem::path& path) override;
    db::Result<void> make_folder(const std::filesystem::path& path) override;
    db::Result<void> make_link(const std::filesystem::path& target, const std::filesystem::path& path) override;
    db::Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    db::Result<void> remove(const std::filesystem::path& path) override;
    db::Result<void> sync_folder(const std::filesystem::path& path) override;
    db::Result<std::uintmax_t> free_bytes(const std::filesystem::path& path) override;

private:
    class File;
    db::Result<bool> ask(DiskOperation::Kind kind, const std::filesystem::path& path);
    template <typename Operation>
    db::Result<void> unless_hooked(DiskOperation::Kind kind, const std::filesystem::path& path, Operation operation) {
        const auto goes_on = ask(kind, path);
        if (!goes_on)
            return tl::unexpected(goes_on.error());
        return *goes_on ? operation() : db::Result<void>();
    }

    FileSystem& m_disk;
    Hook m_hook;
    int m_operations = 0;
    int m_syncs = 0;
};

/// The real disk without waiting for it: the plug of the machine that tests stays in.
class QuickDisk final {
public:
    QuickDisk() {
        m_hooked.set_hook([](const DiskOperation& operation) -> db::Result<bool> { return operation.sync_index < 0; });
    }
    [[nodiscard]] db::update::FileSystem& files() { return m_hooked; }

private:
    std::unique_ptr<db::update::FileSystem> m_disk = db::update::disk();
    HookedDisk m_hooked{*m_disk};
};

} // namespace test
