#include "tests/support/update/lossy_disk.h"

#include <algorithm>
#include <cassert>
#include <fstream>
#include <sstream>

namespace test {

namespace fs = std::filesystem;

struct LossyDisk::Chooser {
    std::minstd_rand* random = nullptr; ///< null: only what was synced

    std::size_t below(std::size_t count) { return random ? (*random)() % count : 0; }

    std::string bytes_of(const Node& file) {
        if (!random || file.synced == file.written)
            return file.synced;
        const std::size_t part = below(file.written.size() + 1);
        switch (below(4)) {
        case 0:
            return file.synced;
        case 1:
            return file.written;
        case 2:
            return file.written.substr(0, part);
        default:
            return file.written.substr(0, part) + std::string(file.written.size() - part, '\0');
        }
    }
};

class LossyDisk::File final : public db::update::WritableFile {
public:
    File(std::unique_ptr<WritableFile> file, NodePointer node) : m_file(std::move(file)), m_node(std::move(node)) {}

    db::Result<void> append(std::string_view bytes) override {
        m_node->written.append(bytes);
        return m_file->append(bytes);
    }
    /// The real disk is not asked: tests run often, and its plug stays in.
    db::Result<void> sync() override {
        m_node->synced = m_node->written;
        return {};
    }

private:
    std::unique_ptr<WritableFile> m_file;
    NodePointer m_node;
};

LossyDisk::LossyDisk(fs::path root) : m_root(std::move(root)), m_top(scan(m_root)) {}

LossyDisk::NodePointer LossyDisk::scan(const fs::path& path) {
    auto node = std::make_shared<Node>();
    const auto type = fs::symlink_status(path).type();
    if (type == fs::file_type::symlink) {
        node->kind = Node::Kind::Link;
        node->target = fs::read_symlink(path);
    } else if (type == fs::file_type::regular) {
        node->kind = Node::Kind::File;
        std::ostringstream text;
        text << std::ifstream(path, std::ios::binary).rdbuf();
        node->synced = node->written = text.str();
    } else {
        for (const auto& entry : fs::directory_iterator(path))
            node->names[entry.path().filename().string()] = {scan(entry.path())};
    }
    return node;
}

void LossyDisk::restore(const Node& node, const fs::path& path, Chooser& chooser) {
    if (node.kind == Node::Kind::Link) {
        fs::create_symlink(node.target, path);
    } else if (node.kind == Node::Kind::File) {
        std::ofstream(path, std::ios::binary) << chooser.bytes_of(node);
    } else {
        fs::create_directory(path);
        for (const auto& [name, values] : node.names) {
            if (const NodePointer& child = values[chooser.below(values.size())])
                restore(*child, path / name, chooser);
        }
    }
}

bool LossyDisk::is_synced(const Node& node) {
    return node.synced == node.written && std::all_of(node.names.begin(), node.names.end(), [](const auto& name) {
               const Values& values = name.second;
               return values.size() == 1 && (!values[0] || is_synced(*values[0]));
           });
}

bool LossyDisk::is_synced() const {
    return is_synced(*m_top);
}

void LossyDisk::restore_root(Chooser& chooser) const {
    fs::remove_all(m_root);
    restore(*m_top, m_root, chooser);
}

void LossyDisk::lose_unsynced() const {
    Chooser chooser;
    restore_root(chooser);
}

void LossyDisk::lose_some(std::minstd_rand& random) const {
    Chooser chooser{&random};
    restore_root(chooser);
}

LossyDisk::NodePointer LossyDisk::get(const fs::path& path) const {
    NodePointer node = m_top;
    for (const fs::path& name : path.lexically_relative(m_root)) {
        if (name == ".")
            continue;
        const auto found = node->names.find(name.string());
        if (found == node->names.end() || !found->second.back())
            return nullptr;
        node = found->second.back();
    }
    return node;
}

LossyDisk::NodePointer LossyDisk::folder(const fs::path& path) const {
    NodePointer node = get(path);
    assert(node && node->kind == Node::Kind::Folder);
    return node;
}

void LossyDisk::set(const fs::path& path, NodePointer node) {
    Values& values = folder(path.parent_path())->names[path.filename().string()];
    if (values.empty())
        values.push_back(nullptr);
    values.push_back(std::move(node));
}

db::Result<std::unique_ptr<db::update::WritableFile>> LossyDisk::create(const fs::path& path) {
    auto file = m_disk->create(path);
    if (!file)
        return file;
    auto node = std::make_shared<Node>();
    node->kind = Node::Kind::File;
    set(path, node);
    return std::make_unique<File>(std::move(*file), node);
}

db::Result<void> LossyDisk::make_folder(const fs::path& path) {
    auto outcome = m_disk->make_folder(path);
    if (outcome && !get(path))
        set(path, std::make_shared<Node>());
    return outcome;
}

db::Result<void> LossyDisk::make_link(const fs::path& target, const fs::path& path) {
    auto outcome = m_disk->make_link(target, path);
    if (outcome) {
        auto node = std::make_shared<Node>();
        node->kind = Node::Kind::Link;
        node->target = target;
        set(path, std::move(node));
    }
    return outcome;
}

db::Result<void> LossyDisk::rename(const fs::path& from, const fs::path& to) {
    auto outcome = m_disk->rename(from, to);
    if (outcome) {
        set(to, get(from));
        set(from, nullptr);
    }
    return outcome;
}

db::Result<void> LossyDisk::remove(const fs::path& path) {
    auto outcome = m_disk->remove(path);
    const NodePointer node = get(path);
    if (!outcome || !node)
        return outcome;
    // What was in it goes one by one, so that any part of it may survive.
    const auto empty = [](const auto& self, Node& folder) -> void {
        for (auto& [name, values] : folder.names) {
            if (values.back())
                self(self, *values.back());
            values.push_back(nullptr);
        }
    };
    empty(empty, *node);
    set(path, nullptr);
    return outcome;
}

db::Result<void> LossyDisk::sync_folder(const fs::path& path) {
    for (auto& [name, values] : folder(path)->names)
        values.erase(values.begin(), values.end() - 1);
    return {};
}

db::Result<std::uintmax_t> LossyDisk::free_bytes(const fs::path& path) {
    return m_disk->free_bytes(path);
}

} // namespace test
