#include "db/files.h"

#include "db/hidden_files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace db {
namespace {

constexpr std::size_t kBufferBytes = 64 * 1024;

/// An open file that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (m_number >= 0)
            close(m_number);
    }
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number;
};

tl::unexpected<Error> io_failure(std::string_view what, const std::filesystem::path& path) {
    return fail(ErrorCode::Io, fmt::format("cannot {}: {}", what, std::strerror(errno)), path.string());
}

// O_NONBLOCK: opening a pipe must not wait for a writer.
Result<Descriptor> open_regular(const std::filesystem::path& path, ErrorCode otherwise) {
    Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.number() < 0 && (errno == ENOENT || errno == ENOTDIR))
        return fail(ErrorCode::NotFound, "there is no such file", path.string());
    if (file.number() < 0)
        return io_failure("open the file", path);
    struct stat status = {};
    if (fstat(file.number(), &status) != 0)
        return io_failure("read the file", path);
    if (!S_ISREG(status.st_mode))
        return fail(otherwise, S_ISDIR(status.st_mode) ? "this is a folder, not a file" : "this is not a file",
                    path.string());
    return file;
}

bool write_all(int file, const char* bytes, std::size_t size) {
    while (size > 0) {
        const ssize_t written = ::write(file, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        size -= static_cast<std::size_t>(written);
    }
    return true;
}

/// Reads until `max_bytes` or the end and hands each piece to `sink`, which returns false to give up.
template <typename Sink>
Result<void> read_pieces(const Descriptor& file, std::uintmax_t max_bytes, const std::filesystem::path& path,
                         Sink sink) {
    std::array<char, kBufferBytes> buffer;
    while (max_bytes > 0) {
        const std::size_t wanted = max_bytes < buffer.size() ? static_cast<std::size_t>(max_bytes) : buffer.size();
        const ssize_t count = read(file.number(), buffer.data(), wanted);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return io_failure("read the file", path);
        if (count == 0)
            break;
        if (auto taken = sink(buffer.data(), static_cast<std::size_t>(count)); !taken)
            return taken;
        max_bytes -= static_cast<std::uintmax_t>(count);
    }
    return {};
}

Result<std::string> read_up_to(const std::filesystem::path& path, std::size_t max_bytes, ErrorCode otherwise) {
    auto file = open_regular(path, otherwise);
    if (!file)
        return tl::unexpected(file.error());
    std::string text;
    auto outcome = read_pieces(*file, max_bytes, path, [&](const char* bytes, std::size_t size) -> Result<void> {
        text.append(bytes, size);
        return {};
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    return text;
}

Result<void> sync(const std::filesystem::path& path, int flags) {
    Descriptor file(open(path.c_str(), flags | O_CLOEXEC));
    if (file.number() < 0 || fsync(file.number()) != 0)
        return io_failure("store safely", path);
    return {};
}

} // namespace

Result<std::string> read_start(const std::filesystem::path& path, std::size_t max_bytes) {
    return read_up_to(path, max_bytes, ErrorCode::NotARolesDatabase);
}

Result<std::string> read_whole(const std::filesystem::path& path, std::size_t max_bytes) {
    auto text = read_up_to(path, max_bytes + 1, ErrorCode::BadContent);
    if (text && text->size() > max_bytes)
        return fail(
            ErrorCode::BadContent,
            fmt::format("the file is larger than {} KiB, which is the most allowed: make it smaller", max_bytes / 1024),
            path.string());
    return text;
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (!is_hidden_file(entry.path().filename().string()))
            files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

Result<void> replace_file(const std::filesystem::path& path,
                          const std::function<Result<void>(const std::filesystem::path&)>& write) {
    const std::filesystem::path beside = path.string() + fmt::format(".new-{}", getpid());
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    Result<void> outcome = write(beside);
    if (outcome)
        outcome = sync(beside, O_RDWR);
    if (outcome && std::rename(beside.c_str(), path.c_str()) != 0)
        outcome = io_failure("write the file", path);
    if (!outcome) {
        std::filesystem::remove(beside, ignored);
        return outcome;
    }
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    return sync(folder, O_RDONLY | O_DIRECTORY);
}

Result<void> write_file(const std::filesystem::path& path, std::string_view bytes) {
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.number() < 0 || !write_all(file.number(), bytes.data(), bytes.size()))
        return io_failure("write the file", path);
    return {};
}

Result<PrivateCopy> PrivateCopy::make(const std::filesystem::path& source, std::uintmax_t max_bytes) {
    auto from = open_regular(source, ErrorCode::NotARolesDatabase);
    if (!from)
        return tl::unexpected(from.error());
    const auto too_large = [&] {
        return fail(ErrorCode::Corrupt,
                    fmt::format("the file is larger than {} MiB, which is the most allowed", max_bytes >> 20),
                    source.string());
    };
    std::error_code error;
    // Before a byte of it is copied; one that grows meanwhile is noticed below.
    if (std::filesystem::file_size(source, error) > max_bytes && !error)
        return too_large();
    std::string name = (std::filesystem::temp_directory_path(error) / "kiosk-XXXXXX").string();
    if (error || !mkdtemp(name.data()))
        return io_failure("make a folder for a temporary copy", name);
    PrivateCopy copy{std::filesystem::path(name)};
    Descriptor to(open(copy.path().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (to.number() < 0)
        return io_failure("make a temporary copy", copy.path());
    std::uintmax_t total = 0;
    auto outcome = read_pieces(*from, max_bytes + 1, source, [&](const char* bytes, std::size_t size) -> Result<void> {
        total += size;
        if (total > max_bytes)
            return too_large();
        if (!write_all(to.number(), bytes, size))
            return io_failure("make a temporary copy", copy.path());
        return {};
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    return copy;
}

PrivateCopy::PrivateCopy(PrivateCopy&& other) noexcept : m_folder(std::exchange(other.m_folder, {})) {}

PrivateCopy::~PrivateCopy() {
    std::error_code ignored;
    if (!m_folder.empty())
        std::filesystem::remove_all(m_folder, ignored);
}

std::filesystem::path PrivateCopy::path() const {
    return m_folder / "roles.db";
}

} // namespace db
