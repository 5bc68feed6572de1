#include "tests/support/update/hooked_disk.h"

#include <array>
#include <fmt/format.h>

namespace test {

namespace fs = std::filesystem;
using Kind = DiskOperation::Kind;

std::string text_of(Kind kind, const fs::path& path) {
    constexpr std::array kNames = {"create",    "append", "sync file",   "make folder",  "make link",
                                   "rename to", "remove", "sync folder", "free bytes of"};
    return fmt::format("{} {}", kNames.at(static_cast<std::size_t>(kind)), path.string());
}

class HookedDisk::File final : public db::update::WritableFile {
public:
    File(HookedDisk& disk, std::unique_ptr<WritableFile> file, fs::path path)
        : m_disk(disk), m_file(std::move(file)), m_path(std::move(path)) {}

    db::Result<void> append(std::string_view bytes) override {
        return m_disk.unless_hooked(Kind::Append, m_path, [&] {
            std::string stored(bytes);
            if (m_disk.corrupts && !stored.empty())
                stored[stored.size() / 2] = static_cast<char>(stored[stored.size() / 2] ^ 1);
            return m_file->append(stored);
        });
    }
    db::Result<void> sync() override {
        return m_disk.unless_hooked(Kind::SyncFile, m_path, [&] { return m_file->sync(); });
    }

private:
    HookedDisk& m_disk;
    std::unique_ptr<WritableFile> m_file;
    fs::path m_path;
};

db::Result<bool> HookedDisk::ask(Kind kind, const fs::path& path) {
    DiskOperation operation{kind, path, m_operations++, -1};
    if (kind == Kind::SyncFile || kind == Kind::SyncFolder)
        operation.sync_index = m_syncs++;
    return m_hook ? m_hook(operation) : db::Result<bool>(true);
}

db::Result<std::unique_ptr<db::update::WritableFile>> HookedDisk::create(const fs::path& path) {
    if (const auto goes_on = ask(Kind::Create, path); !goes_on)
        return tl::unexpected(goes_on.error());
    auto file = m_disk.create(path);
    if (!file)
        return file;
    return std::make_unique<File>(*this, std::move(*file), path);
}

db::Result<void> HookedDisk::make_folder(const fs::path& path) {
    return unless_hooked(Kind::MakeFolder, path, [&] { return m_disk.make_folder(path); });
}

db::Result<void> HookedDisk::make_link(const fs::path& target, const fs::path& path) {
    return unless_hooked(Kind::MakeLink, path, [&] { return m_disk.make_link(target, path); });
}

db::Result<void> HookedDisk::rename(const fs::path& from, const fs::path& to) {
    return unless_hooked(Kind::Rename, to, [&] { return m_disk.rename(from, to); });
}

db::Result<void> HookedDisk::remove(const fs::path& path) {
    return unless_hooked(Kind::Remove, path, [&] { return m_disk.remove(path); });
}

db::Result<void> HookedDisk::sync_folder(const fs::path& path) {
    return unless_hooked(Kind::SyncFolder, path, [&] { return m_disk.sync_folder(path); });
}

db::Result<std::uintmax_t> HookedDisk::free_bytes(const fs::path& path) {
    if (const auto goes_on = ask(Kind::FreeBytes, path); !goes_on)
        return tl::unexpected(goes_on.error());
    return free ? db::Result<std::uintmax_t>(*free) : m_disk.free_bytes(path);
}

} // namespace test
