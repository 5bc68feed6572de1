#include "db/update/stick_files.h"

#include "db/bounds.h"
#include "db/update/pulled_out.h"
#include "db/update/signature.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <vector>

namespace db::update {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Refusal> gone(const fs::path& path, int number) {
    return refuse(Verdict::StickGone,
                  fmt::format("{}: cannot read it to the end: {}; leave the stick in until the kiosk says that it is "
                              "done, and try another stick if this happens again",
                              path.string(), std::strerror(number)));
}

tl::unexpected<Refusal> not_a_file(const fs::path& path) {
    return refuse(Verdict::NotAFile,
                  fmt::format("{}: this is a link, a folder, a pipe or a device, not a file; make the stick again with "
                              "`roledb stick`",
                              path.string()));
}

tl::unexpected<Refusal> changed(const fs::path& path) {
    return refuse(Verdict::Changed, fmt::format("{}: the file changed while it was read; write the stick to the end, "
                                                "eject it, and plug it in again",
                                                path.string()));
}

bool same_state(const struct stat& one, const struct stat& other) {
    return one.st_size == other.st_size && one.st_mtim.tv_sec == other.st_mtim.tv_sec
           && one.st_mtim.tv_nsec == other.st_mtim.tv_nsec && one.st_ctim.tv_sec == other.st_ctim.tv_sec
           && one.st_ctim.tv_nsec == other.st_ctim.tv_nsec && one.st_ino == other.st_ino;
}

std::string_view name_for_staff(Verdict missing) {
    return missing == Verdict::NoSignature ? "the signature is missing" : "there is no content on this stick";
}

} // namespace

Checked<StickFiles::File> StickFiles::open_file(const Descriptor& folder, const fs::path& path, Verdict missing,
                                                std::uintmax_t max_bytes) {
    const fs::path name = path.filename();
    struct stat status = {};
    // Looked at first: opening a device or a pipe can do something by itself.
    const bool is_there = fstatat(folder.number(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
    if (is_there && !S_ISREG(status.st_mode))
        return not_a_file(path);
    File file;
    file.path = path;
    if (is_there)
        file.descriptor = Descriptor(
            openat(folder.number(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!file.descriptor.is_open()) {
        if (errno == ENOENT)
            return refuse(missing, fmt::format("{}: {}; make the stick with `roledb stick`", path.string(),
                                               name_for_staff(missing)));
        return errno == ELOOP || errno == ENXIO ? not_a_file(path) : gone(path, errno);
    }
    if (fstat(file.descriptor.number(), &file.before) != 0)
        return gone(path, errno);
    if (!S_ISREG(file.before.st_mode))
        return not_a_file(path);
    if (static_cast<std::uintmax_t>(file.before.st_size) > max_bytes)
        return refuse(Verdict::TooLarge,
                      fmt::format("{}: the file has {} bytes, and {} is the most allowed; make the stick again with "
                                  "`roledb stick`",
                                  path.string(), file.before.st_size, max_bytes));
    return file;
}

Checked<StickFiles> StickFiles::open(const fs::path& source) {
    auto files = open_both(source);
    if (!files && means_pulled_out(files.error(), source))
        return gone(source / "kiosk", ENODEV);
    return files;
}

Checked<StickFiles> StickFiles::open_both(const fs::path& source) {
    const Descriptor top(::open(source.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!top.is_open())
        return gone(source, errno);
    const fs::path path = source / "kiosk";
    const Descriptor folder(openat(top.number(), "kiosk", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder.is_open() && errno == ENOENT)
        return refuse(Verdict::NoContent, fmt::format("{}: there is no content on this stick; make the stick with "
                                                      "`roledb stick`",
                                                      (path / "roles.db").string()));
    if (!folder.is_open())
        return errno == ENOTDIR || errno == ELOOP ? not_a_file(path) : gone(path, errno);
    auto database = open_file(folder, path / "roles.db", Verdict::NoContent, kMaxDatabaseBytes);
    if (!database)
        return tl::unexpected(database.error());
    auto signature = open_file(folder, path / "roles.db.minisig", Verdict::NoSignature, kMaxSignatureFileBytes);
    if (!signature)
        return tl::unexpected(signature.error());
    return StickFiles(std::move(*database), std::move(*signature));
}

Checked<void> StickFiles::read(const File& file, const std::function<Checked<void>(std::string_view)>& sink) {
    std::vector<char> buffer(kPieceBytes);
    auto left = static_cast<std::uintmax_t>(file.before.st_size);
    for (;;) {
        // One byte more than is left, so that a file that grew shows.
        const std::size_t wanted = static_cast<std::size_t>(std::min<std::uintmax_t>(buffer.size(), left + 1));
        const ssize_t count = ::read(file.descriptor.number(), buffer.data(), wanted);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return gone(file.path, errno);
        if (count == 0)
            break;
        if (static_cast<std::uintmax_t>(count) > left)
            return changed(file.path);
        left -= static_cast<std::uintmax_t>(count);
        if (auto taken = sink({buffer.data(), static_cast<std::size_t>(count)}); !taken)
            return taken;
    }
    struct stat after = {};
    if (fstat(file.descriptor.number(), &after) != 0)
        return gone(file.path, errno);
    if (left > 0 || !same_state(file.before, after))
        return changed(file.path);
    return {};
}

Checked<std::string> StickFiles::read_signature() const {
    std::string text;
    auto outcome = read(m_signature, [&](std::string_view bytes) -> Checked<void> {
        text.append(bytes);
        return {};
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    return text;
}

Checked<void> StickFiles::read_database(const std::function<Checked<void>(std::string_view)>& sink) const {
    return read(m_database, sink);
}

} // namespace db::update
