// A real folder that remembers what a cut plug would leave of it: the bytes of a file as of its last sync, the names in
// a folder as of the folder's last sync. The idea is LevelDB's FaultInjectionTestEnv.
#pragma once
#include "db/update/file_system.h"

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace test {

class LossyDisk final : public db::update::FileSystem {
public:
    /// What lies in `root` is taken for synced. All paths given later lie below it.
    explicit LossyDisk(std::filesystem::path root);

    /// Whether a cut plug would lose nothing.
    [[nodiscard]] bool is_synced() const;

    /// What is left after a cut plug, name by name below the root: a file with its bytes, a link, a folder.
    struct Left {
        enum class Kind { File, Folder, Link } kind = Kind::Folder;
        std::string text; ///< bytes of a file, target of a link
        bool operator==(const Left&) const = default;
    };
    using Leftover = std::map<std::filesystem::path, Left>;
    /// Nothing survived but what was synced.
    [[nodiscard]] Leftover without_unsynced() const;
    /// The disk had stored some of the rest already, in any order: each name has one of the values that it had since
    /// the folder's last sync, each file its synced bytes, all of them, a part, or a part and zeros.
    [[nodiscard]] Leftover without_some(std::minstd_rand& random) const;
    /// Makes the folder what is left.
    void lose_all_but(const Leftover& leftover) const;

    db::Result<std::unique_ptr<db::update::WritableFile>> create(const std::filesystem::path& path) override;
    db::Result<void> make_folder(const std::filesystem::path& path) override;
    db::Result<void> make_link(const std::filesystem::path& target, const std::filesystem::path& path) override;
    db::Result<void> rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    db::Result<void> remove(const std::filesystem::path& path) override;
    db::Result<void> sync_folder(const std::filesystem::path& path) override;
    db::Result<std::uintmax_t> free_bytes(const std::filesystem::path& path) override;

private:
    struct Node;
    class File;
    using NodePointer = std::shared_ptr<Node>;
    /// What a name stood for since the last sync of its folder, oldest first; null: nothing.
    using Values = std::vector<NodePointer>;
    struct Node {
        Left::Kind kind = Left::Kind::Folder;
        std::string synced;  ///< of a file
        std::string written; ///< of a file
        std::filesystem::path target;
        std::map<std::string, Values> names; ///< of a folder
    };
    struct Chooser;

    [[nodiscard]] static bool is_synced(const Node& node);
    static NodePointer scan(const std::filesystem::path& path);
    static void choose(const Node& node, const std::filesystem::path& name, Chooser& chooser, Leftover& leftover);
    [[nodiscard]] NodePointer folder(const std::filesystem::path& path) const;
    void set(const std::filesystem::path& path, NodePointer node);
    [[nodiscard]] NodePointer get(const std::filesystem::path& path) const;

    std::filesystem::path m_root;
    NodePointer m_top;
    std::unique_ptr<FileSystem> m_disk = db::update::disk();
};

} // namespace test
