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
        node->kind = Left::Kind::Link;
        node->target = fs::read_symlink(path);
    } else if (type == fs::file_type::regular) {
        node->kind = Left::Kind::File;
        std::ostringstream text;
        text << std::ifstream(path, std::ios::binary).rdbuf();
        node->synced = node->written = text.str();
    } else {
        for (const auto& entry : fs::directory_iterator(path))
            node->names[entry.path().filename().string()] = {scan(entry.path())};
    }
    return node;
}

void LossyDisk::choose(const Node& node, const fs::path& name, Chooser& chooser, Leftover& leftover) {
    std::string text = node.kind == Left::Kind::File ? chooser.bytes_of(node) : node.target.string();
    leftover.insert_or_assign(name, Left{node.kind, std::move(text)});
    for (const auto& [child_name, values] : node.names) {
        if (const NodePointer& child = values[chooser.below(values.size())])
            choose(*child, name / child_name, chooser, leftover);
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

LossyDisk::Leftover LossyDisk::without_unsynced() const {
    Chooser chooser;
    Leftover leftover;
    choose(*m_top, {}, chooser, leftover);
    return leftover;
}

LossyDisk::Leftover LossyDisk::without_some(std::minstd_rand& random) const {
    Chooser chooser{&random};
    Leftover leftover;
    choose(*m_top, {}, chooser, leftover);
    return leftover;
}

void LossyDisk::lose_all_but(const Leftover& leftover) const {
    fs::remove_all(m_root);
    for (const auto& [name, left] : leftover) {
        const fs::path path = name.empty() ? m_root : m_root / name;
        if (left.kind == Left::Kind::Folder)
            fs::create_directory(path);
        else if (left.kind == Left::Kind::Link)
            fs::create_symlink(left.text, path);
        else
            std::ofstream(path, std::ios::binary) << left.text;
    }
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
    assert(node && node->kind == Left::Kind::Folder);
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
    node->kind = Left::Kind::File;
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
        node->kind = Left::Kind::Link;
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
