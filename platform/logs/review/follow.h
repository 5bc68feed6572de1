// Reads logs again and again: each time what was added since.
#pragma once
#include "platform/logs/review/file_readers.h"
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <utility>
#include <vector>

namespace platform::logs::review {

/// Paths as read_logs takes them. A log is known by its file, not by its name, so that one that is renamed away is read
/// to its end; files that appear in a folder, or under the name of one that went, are read from their start. Half lines
/// and half entries wait for their end. Memory grows with the number of files, not with what is in them. Sums of a
/// collection are not held against its files: it may be copied just now. Use from one thread.
class Follower {
public:
    Follower(std::vector<std::filesystem::path> paths, const Sinks& sinks)
        : m_paths(std::move(paths)), m_sinks(sinks) {}

    /// Reads what is there. With `newest` at least so many events of each file, where it holds them; else all.
    /// Errors: "no_log" where a path is not there, before anything is read.
    [[nodiscard]] Outcome<void> start(std::optional<std::size_t> newest);
    /// Reads what came since. A path that is gone may come back.
    void read_on();
    /// Of the file that is being read; for events without a clock.
    [[nodiscard]] std::int64_t written_ms() const { return m_written_ms; }
    [[nodiscard]] std::size_t files() const { return m_files.size(); }

private:
    using Identity = std::pair<dev_t, ino_t>;
    struct File {
        std::uintmax_t bytes = 0; ///< that were read
        std::uintmax_t size = 0;  ///< when it was read last
        std::int64_t lines = 0;
        std::uint64_t entries = 0; ///< of a journal
        std::string cursor;
        std::string kiosk;
        bool is_named = false;
        bool was_met = false; ///< in this look
    };
    void look();
    void look_at_folder(const std::filesystem::path& folder);
    void look_at_rotated(const std::filesystem::path& path);
    void look_at(const std::filesystem::path& path, bool is_named);
    void read(const std::filesystem::path& path, File& file, const struct stat& status);
    void read_journal(const std::filesystem::path& path, File& file);
    void read_stream(const std::filesystem::path& path, File& file);
    [[nodiscard]] std::uintmax_t place_of_newest(int opened, std::uintmax_t size) const;

    std::vector<std::filesystem::path> m_paths;
    const Sinks& m_sinks;
    std::map<Identity, File> m_files;
    std::optional<std::size_t> m_newest;
    bool m_is_start = false;
    std::int64_t m_written_ms = 0;
};

/// A pipe, line by line as it comes.
class PipeFollower {
public:
    PipeFollower(int pipe, std::string name, const Sinks& sinks)
        : m_pipe(pipe), m_name(std::move(name)), m_sinks(sinks) {}
    /// Reads what is there, without waiting for more. False at its end, where half a line is told.
    bool read_on();

private:
    void take(bool is_growing);
    int m_pipe;
    std::string m_name;
    const Sinks& m_sinks;
    std::string m_bytes; ///< not yet a whole line or entry
    std::int64_t m_lines = 0;
    std::optional<FileKind> m_kind;
};

} // namespace platform::logs::review
