// Which of the folders in a folder were plugged in, changed and pulled out since the last look.
#pragma once
#include <array>
#include <cstdint>
#include <ctime>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace platform {

/// What a look found, by the names of the folders.
struct ShelfChanges {
    std::vector<std::string> plugged_in; ///< new, or with other signatures
    std::vector<std::string> removed;
};

/// Use from one thread.
class StickShelf {
public:
    explicit StickShelf(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// Names that begin with a dot are overlooked.
    [[nodiscard]] ShelfChanges look();
    [[nodiscard]] bool holds(const std::string& name) const { return m_sticks.contains(name); }
    [[nodiscard]] std::filesystem::path path_of(const std::string& name) const { return m_folder / name; }
    /// The one that was plugged in last and is still there.
    [[nodiscard]] std::optional<std::string> newest() const;

private:
    /// Of one signature file; all 0 where it is missing.
    struct Mark {
        std::uint64_t inode = 0;
        std::int64_t size = 0;
        std::int64_t seconds = 0;
        std::int64_t nanoseconds = 0;
        bool operator==(const Mark&) const = default;
    };
    using Marks = std::array<Mark, 2>;
    struct Stick {
        Marks marks;
        std::uint64_t turn = 0; ///< grows with each that is plugged in
    };
    [[nodiscard]] static Mark mark_of(const std::filesystem::path& file);
    [[nodiscard]] static Marks marks_of(const std::filesystem::path& stick);

    std::filesystem::path m_folder;
    std::map<std::string, Stick> m_sticks;
    std::uint64_t m_turns = 0;
};

} // namespace platform
