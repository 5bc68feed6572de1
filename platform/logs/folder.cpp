#include "platform/logs/folder.h"
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <new>
#include <sodium.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <system_error>
#include <unistd.h>

namespace platform::logs {
namespace {

constexpr std::size_t kBufferBytes = 64 * 1024;

std::string reason_on_stick(int error) {
    switch (error) {
    case EROFS:
    case EACCES:
    case EPERM:
        return "stick_read_only";
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return "stick_full";
    case ELOOP:
    case ENOTDIR:
    case EEXIST:
    case EXDEV:
        return "not_a_file";
    default:
        return "stick_gone";
    }
}

std::string cure_of(const std::string& reason) {
    if (reason == "stick_read_only")
        return "take a stick that can be written";
    if (reason == "stick_full")
        return "free some space on the stick, or take another one";
    if (reason == "not_a_file")
        return "it must be an ordinary folder: remove it from the stick";
    if (reason == "stick_gone")
        return "plug the stick in again, or take another one";
    if (reason == "no_space")
        return "free some space on the kiosk";
    return "the kiosk's own storage fails: have it looked at";
}

tl::unexpected<Failure> failure(const Place& place, int error, std::string_view what) {
    const bool is_full = error == ENOSPC || error == EDQUOT;
    const std::string reason =
        place.disk == Disk::Stick ? reason_on_stick(error) : (is_full ? "no_space" : "disk_failed");
    return fail(reason, fmt::format("{}: cannot {} ({}); {}", place.path.string(), what,
                                    std::generic_category().message(error), cure_of(reason)));
}

/// Runs one step: `act` returns what a system call returns.
template <typename Act>
Outcome<void> step(const Place& place, std::string_view what, Act act) {
    if (place.before_step) {
        const int error = place.before_step(fmt::format("{} {}", what, place.path.filename().string()));
        if (error != 0)
            return failure(place, error, what);
    }
    int outcome = -1;
    do
        outcome = act();
    while (outcome < 0 && errno == EINTR);
    if (outcome < 0)
        return failure(place, errno, what);
    return {};
}

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(file, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

Outcome<std::string> read_back(int file, const Place& place) {
    // Else the answer would come from memory.
    static_cast<void>(posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED));
    Sha256 sum;
    std::array<char, kBufferBytes> buffer;
    off_t offset = 0;
    while (true) {
        const ssize_t count = pread(file, buffer.data(), buffer.size(), offset);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failure(place, errno, "read back");
        if (count == 0)
            return sum.finish();
        sum.add({buffer.data(), static_cast<std::size_t>(count)});
        offset += count;
    }
}

} // namespace

Descriptor::~Descriptor() {
    if (m_number >= 0)
        ::close(m_number);
}

struct Sha256::State {
    crypto_hash_sha256_state sum{};
};

Sha256::Sha256() : m_state(std::make_unique<State>()) {
    if (sodium_init() < 0)
        throw std::bad_alloc(); // no random source: nothing on this machine works
    crypto_hash_sha256_init(&m_state->sum);
}
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
    crypto_hash_sha256_update(&m_state->sum, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

std::string Sha256::finish() {
    std::array<unsigned char, crypto_hash_sha256_BYTES> sum{};
    crypto_hash_sha256_final(&m_state->sum, sum.data());
    std::string text;
    for (const unsigned char byte : sum)
        text += fmt::format("{:02x}", byte);
    return text;
}

Outcome<void> NewFile::append(std::string_view bytes) {
    m_buffer.append(bytes);
    m_size += bytes.size();
    return m_buffer.size() < kBufferBytes ? Outcome<void>{} : flush();
}

Outcome<void> NewFile::flush() {
    if (m_buffer.empty())
        return {};
    auto outcome = step(m_place, "write", [&] { return write_all(m_file.number(), m_buffer) ? 0 : -1; });
    if (!outcome)
        return outcome;
    m_sum.add(m_buffer);
    m_buffer.clear();
    return {};
}

Outcome<std::string> NewFile::finish() {
    auto outcome = flush();
    if (outcome)
        outcome = step(m_place, "sync", [&] { return fsync(m_file.number()); });
    if (!outcome)
        return tl::unexpected(outcome.error());
    const std::string written = m_sum.finish();
    auto read = read_back(m_file.number(), m_place);
    if (read && *read != written)
        return failure(m_place, EIO, "read back what was written");
    return read;
}

Place Folder::place_of(const std::string& name) const {
    return {m_place.path / name, m_place.disk, m_place.before_step};
}

Outcome<Folder> Folder::open(const std::filesystem::path& path, Disk disk, BeforeStep before_step) {
    Place place{path, disk, std::move(before_step)};
    Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.number() < 0)
        return failure(place, errno, "open the folder");
    return Folder(std::move(folder), std::move(place));
}

Outcome<Folder> Folder::open_child(const std::string& name) const {
    Place place = place_of(name);
    Descriptor child(openat(m_folder.number(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (child.number() < 0)
        return failure(place, errno, "open the folder");
    struct stat here {};
    struct stat there {};
    if (fstat(m_folder.number(), &here) != 0 || fstat(child.number(), &there) != 0)
        return failure(place, errno, "look at the folder");
    if (here.st_dev != there.st_dev)
        return failure(place, EXDEV, "write to a folder of another disk");
    return Folder(std::move(child), std::move(place));
}

Outcome<Folder> Folder::make_or_open(const std::string& name) const {
    auto made = make(name);
    if (!made)
        return tl::unexpected(made.error());
    return *made ? std::move(**made) : open_child(name);
}

std::optional<Folder> Folder::open_existing(const std::string& name) const {
    auto child = open_child(name);
    return child ? std::optional(std::move(*child)) : std::nullopt;
}

std::string Folder::sum_of(const std::string& name, std::uintmax_t most_bytes) const {
    struct stat status {};
    // Looked at first: opening a device or a pipe can do something by itself.
    if (fstatat(m_folder.number(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode))
        return {};
    const Descriptor file(openat(m_folder.number(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (file.number() < 0 || fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)
        || static_cast<std::uintmax_t>(status.st_size) > most_bytes)
        return {};
    return read_back(file.number(), place_of(name)).value_or(std::string());
}

Outcome<std::optional<Folder>> Folder::make(const std::string& name) const {
    bool exists = false;
    auto outcome = step(place_of(name), "make the folder", [&] {
        const int made = mkdirat(m_folder.number(), name.c_str(), 0755);
        exists = made != 0 && errno == EEXIST;
        return exists ? 0 : made;
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (exists)
        return std::optional<Folder>{};
    outcome = sync();
    auto child = outcome ? open_child(name) : tl::unexpected(outcome.error());
    if (!child) {
        remove_folder(name);
        return tl::unexpected(child.error());
    }
    return std::optional<Folder>(std::move(*child));
}

Outcome<NewFile> Folder::create(const std::string& name) const {
    Place place = place_of(name);
    int number = -1;
    auto outcome = step(place, "create", [&] {
        number = openat(m_folder.number(), name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
        return number;
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    return NewFile(Descriptor(number), std::move(place));
}

Outcome<void> Folder::rename(const std::string& from, const std::string& to) const {
    return step(place_of(to), "rename",
                [&] { return renameat(m_folder.number(), from.c_str(), m_folder.number(), to.c_str()); });
}

Outcome<std::string> Folder::put(const std::string& name, std::string_view bytes) const {
    const std::string part = name + ".part";
    auto file = create(part);
    if (!file)
        return tl::unexpected(file.error());
    auto outcome = file->append(bytes);
    if (!outcome)
        return tl::unexpected(outcome.error());
    auto sum = file->finish();
    if (!sum)
        return sum;
    if (outcome = rename(part, name); outcome)
        outcome = sync();
    if (!outcome)
        return tl::unexpected(outcome.error());
    return sum;
}

Outcome<void> Folder::sync() const {
    return step(m_place, "sync the folder", [&] { return fsync(m_folder.number()); });
}

Outcome<void> Folder::sync_disk() const {
    return step(m_place, "sync the disk", [&] { return syncfs(m_folder.number()); });
}

Outcome<Space> Folder::space() const {
    struct statvfs status {};
    if (fstatvfs(m_folder.number(), &status) != 0)
        return failure(m_place, errno, "look at the free space");
    return Space{static_cast<std::uintmax_t>(status.f_bavail) * status.f_frsize,
                 std::max<std::uintmax_t>(status.f_frsize, 1), (status.f_flag & ST_RDONLY) != 0};
}

bool Folder::has(const std::string& name) const {
    struct stat status {};
    return fstatat(m_folder.number(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
}

void Folder::remove_file(const std::string& name) const {
    static_cast<void>(unlinkat(m_folder.number(), name.c_str(), 0));
}

void Folder::remove_folder(const std::string& name) const {
    static_cast<void>(unlinkat(m_folder.number(), name.c_str(), AT_REMOVEDIR));
}

} // namespace platform::logs
