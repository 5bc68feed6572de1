#include "db/update/incoming.h"

#include "db/update/descriptor.h"
#include "db/update/file_system.h"
#include "db/update/stick_files.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <vector>

namespace db::update {
namespace {

namespace fs = std::filesystem;

using ProgressFunction = std::function<void(const Progress&)>;

Checked<void> on_disk(const Result<void>& outcome) {
    if (!outcome)
        return refuse_disk(outcome.error());
    return {};
}

Checked<void> check_space(FileSystem& files, const fs::path& folder, std::uintmax_t bytes) {
    const auto free = files.free_bytes(folder.parent_path());
    if (!free)
        return refuse_disk(free.error());
    if (*free < bytes || *free - bytes < kReservedBytes)
        return refuse_disk(
            {ErrorCode::NoSpace,
             fmt::format("{} MiB are needed and {} MiB are free", (bytes + kReservedBytes) >> 20, *free >> 20),
             folder.parent_path().string()});
    return {};
}

Checked<Digest> write_database(FileSystem& files, const fs::path& path, const StickFiles& stick,
                               const ProgressFunction& on_progress) {
    auto file = files.create(path);
    if (!file)
        return refuse_disk(file.error());
    Hasher hasher;
    Progress progress{Stage::Copying, 0, stick.database_bytes()};
    auto outcome = stick.read_database([&](std::string_view bytes) -> Checked<void> {
        if (on_progress)
            on_progress(progress);
        hasher.add(bytes);
        progress.done += bytes.size();
        return on_disk((*file)->append(bytes));
    });
    if (outcome)
        outcome = on_disk((*file)->sync());
    if (!outcome)
        return tl::unexpected(outcome.error());
    return hasher.finish();
}

Checked<void> write_signature(FileSystem& files, const fs::path& path, std::string_view text) {
    auto file = files.create(path);
    if (!file)
        return refuse_disk(file.error());
    auto outcome = (*file)->append(text);
    if (outcome)
        outcome = (*file)->sync();
    return on_disk(outcome);
}

Checked<Digest> read_back(const fs::path& path, std::uintmax_t total, const ProgressFunction& on_progress) {
    const Descriptor file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    std::vector<char> buffer(kPieceBytes);
    Hasher hasher;
    Progress progress{Stage::Verifying, 0, total};
    for (;;) {
        if (on_progress)
            on_progress(progress);
        const ssize_t count = read(file.number(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return refuse_disk(
                {ErrorCode::Io, fmt::format("cannot read the copy back: {}", std::strerror(errno)), path.string()});
        if (count == 0)
            return hasher.finish();
        hasher.add({buffer.data(), static_cast<std::size_t>(count)});
        progress.done += static_cast<std::uintmax_t>(count);
    }
}

} // namespace

Checked<Digest> copy_in(FileSystem& files, const fs::path& folder, const StickFiles& stick, std::string_view signature,
                        const ProgressFunction& on_progress) {
    if (auto space = check_space(files, folder, stick.database_bytes()); !space)
        return tl::unexpected(space.error());
    if (auto made = on_disk(files.make_folder(folder)); !made)
        return tl::unexpected(made.error());
    auto written = write_database(files, folder / "roles.db", stick, on_progress);
    if (!written)
        return written;
    auto outcome = write_signature(files, folder / "roles.db.minisig", signature).and_then([&] {
        return on_disk(files.sync_folder(folder));
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    auto digest = read_back(folder / "roles.db", stick.database_bytes(), on_progress);
    if (digest && *digest != *written)
        return refuse_disk(
            {ErrorCode::Io, "what was written is not what is read back", (folder / "roles.db").string()});
    return digest;
}

} // namespace db::update
