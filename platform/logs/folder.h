// Folders on a disk that somebody else may have prepared: no name in them is followed through a link, and what is
// written there is synced and read back.
#pragma once
#include "platform/logs/failure.h"
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace platform::logs {

/// Whose disk it is decides the reason that a failure gets.
enum class Disk { Stick, Kiosk };

/// For tests: called with its name before each step that changes a disk or makes a change safe. Not 0: the step fails
/// with this errno instead. Throwing stands for a cut plug: nothing is tidied up.
using BeforeStep = std::function<int(std::string_view step)>;

class Descriptor {
public:
    explicit Descriptor(int number = -1) : m_number(number) {}
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(m_number, other.m_number);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number;
};

/// SHA-256 of bytes that come piece by piece.
class Sha256 {
public:
    Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    ~Sha256();
    void add(std::string_view bytes);
    /// 64 lower-case hexadecimal digits. Ends the sum.
    [[nodiscard]] std::string finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

struct Place {
    std::filesystem::path path; ///< for messages; nothing is opened by it
    Disk disk = Disk::Stick;
    BeforeStep before_step; ///< may be empty
};

/// A file being written. The destructor closes it and removes nothing.
class NewFile {
public:
    NewFile(Descriptor file, Place place) : m_file(std::move(file)), m_place(std::move(place)) {}
    [[nodiscard]] Outcome<void> append(std::string_view bytes);
    /// Syncs, then reads back from the disk what was written. Returns its SHA-256. Errors: "stick_gone" or
    /// "disk_failed" where other bytes come back.
    [[nodiscard]] Outcome<std::string> finish();
    [[nodiscard]] std::uintmax_t size() const { return m_size; }

private:
    [[nodiscard]] Outcome<void> flush();
    Descriptor m_file;
    Place m_place;
    Sha256 m_sum;
    std::string m_buffer;
    std::uintmax_t m_size = 0; ///< with what is still in the buffer
};

struct Space {
    std::uintmax_t free_bytes = 0;
    std::uintmax_t block_bytes = 1; ///< a file takes whole blocks
    bool is_read_only = false;
};

/// An open folder. All errors name the path; the reasons follow from errno and `Disk`. Use from one thread.
class Folder {
public:
    /// `path` itself comes from our own side and may hold links.
    [[nodiscard]] static Outcome<Folder> open(const std::filesystem::path& path, Disk disk, BeforeStep before_step);

    /// The folder `name` in this one, made where it is missing. Errors: "not_a_file" for a link, a file, another disk.
    [[nodiscard]] Outcome<Folder> make_or_open(const std::string& name) const;
    /// The folder `name` in this one as it lies there; empty where there is none, or a link, a file, another disk.
    [[nodiscard]] std::optional<Folder> open_existing(const std::string& name) const;
    /// A folder that was not there before; empty where something has this name already.
    [[nodiscard]] Outcome<std::optional<Folder>> make(const std::string& name) const;
    /// A file that was not there before.
    [[nodiscard]] Outcome<NewFile> create(const std::string& name) const;
    [[nodiscard]] Outcome<void> rename(const std::string& from, const std::string& to) const;
    /// Puts a file in place of `name`, whole or not at all, synced and read back. Returns its SHA-256. The name ending
    /// in ".part" must be free.
    [[nodiscard]] Outcome<std::string> put(const std::string& name, std::string_view bytes) const;
    [[nodiscard]] Outcome<void> sync() const;      ///< the names in this folder
    [[nodiscard]] Outcome<void> sync_disk() const; ///< all that was written to this disk
    [[nodiscard]] Outcome<Space> space() const;
    [[nodiscard]] bool has(const std::string& name) const; ///< a file, a folder, a link, anything
    /// SHA-256 of a file, read from the disk; empty where it is not a plain file of at most `most_bytes`, or can't be
    /// read.
    [[nodiscard]] std::string sum_of(const std::string& name, std::uintmax_t most_bytes) const;
    void remove_file(const std::string& name) const; ///< where that is possible
    void remove_folder(const std::string& name) const;
    [[nodiscard]] const std::filesystem::path& path() const { return m_place.path; }
    [[nodiscard]] int descriptor() const { return m_folder.number(); }

private:
    Folder(Descriptor folder, Place place) : m_folder(std::move(folder)), m_place(std::move(place)) {}
    [[nodiscard]] Outcome<Folder> open_child(const std::string& name) const;
    [[nodiscard]] Place place_of(const std::string& name) const;
    Descriptor m_folder;
    Place m_place;
};

} // namespace platform::logs
