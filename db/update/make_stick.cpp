#include "db/update/make_stick.h"

#include "db/bounds.h"
#include "db/check.h"
#include "db/files.h"
#include "db/schema.h"
#include "db/update/descriptor.h"
#include "db/update/file_system.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace db::update {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxListedProblems = 1000;
constexpr std::size_t kWriteBytes = 1024 * 1024;
constexpr std::int64_t kSpareBytes = 512 * 1024; // folders, and clusters of up to 64 KiB

using PieceFunction = std::function<Result<void>(std::string_view)>;
using CountFunction = std::function<void(std::int64_t)>;

Result<void> check_channel(std::string_view channel) {
    Manifest manifest;
    manifest.channel = channel;
    if (parse_manifest(format_manifest(manifest)) != manifest)
        return fail(ErrorCode::BadConfig, fmt::format("'{}' is no name of a channel: use 1 to 64 of a-z, 0-9 and "
                                                      "hyphens, such as '{}'",
                                                      channel, kDefaultChannel));
    return {};
}

Result<void> read_in_pieces(const fs::path& path, const PieceFunction& on_piece) {
    const auto failure = [&] {
        return fail(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
                    fmt::format("cannot read the file: {}", std::strerror(errno)), path.string());
    };
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!file.is_open())
        return failure();
    // From the stick itself, not from memory. Only pages that were synced are given up.
    (void)posix_fadvise(file.number(), 0, 0, POSIX_FADV_DONTNEED);
    std::vector<char> buffer(kWriteBytes);
    while (true) {
        const ssize_t count = read(file.number(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failure();
        if (count == 0)
            return {};
        if (auto outcome = on_piece({buffer.data(), static_cast<std::size_t>(count)}); !outcome)
            return outcome;
    }
}

std::int64_t size_of(const StickFile& file) {
    const auto* copy = std::get_if<StickFile::Copy>(&file.bytes);
    return copy ? copy->size : static_cast<std::int64_t>(std::get<std::string>(file.bytes).size());
}

Digest digest_of_bytes(std::string_view bytes) {
    Hasher hasher;
    hasher.add(bytes);
    return hasher.finish();
}

std::string in_mebibytes(std::int64_t bytes) {
    return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / (1024 * 1024));
}

/// Says what staff can do about an error of the stick.
Error with_cure(Error error) {
    if (error.code == ErrorCode::Io)
        error.message += "; was the stick pulled out? Plug it in and run this again, or use another stick";
    return error;
}

class StickWriter {
public:
    StickWriter(FileSystem& files, const fs::path& mount, const std::vector<StickFile>& stick,
                const std::function<void(const StickProgress&)>& on_progress)
        : m_files(files), m_mount(mount), m_folder(mount / kStickFolder), m_stick(stick), m_on_progress(on_progress) {
        for (const StickFile& file : stick)
            m_progress.total += size_of(file);
    }

    Result<void> run() {
        if (auto outcome = check_mount(); !outcome)
            return outcome;
        if (auto outcome = write_all(); !outcome) {
            for (const StickFile& file : m_stick)
                (void)m_files.remove(part_of(file));
            return tl::unexpected(with_cure(outcome.error()));
        }
        m_progress.is_reading_back = true;
        m_progress.done = 0;
        for (const StickFile& file : m_stick) {
            if (auto outcome = read_back(file); !outcome) {
                // Without its signature nothing is installed.
                (void)m_files.remove(m_folder / m_stick.back().name);
                (void)m_files.sync_folder(m_folder);
                return outcome;
            }
        }
        return {};
    }

private:
    fs::path part_of(const StickFile& file) const { return m_folder / fmt::format(".{}.part", file.name); }

    void count(std::size_t bytes) {
        m_progress.done += static_cast<std::int64_t>(bytes);
        if (m_on_progress)
            m_on_progress(m_progress);
    }

    Result<void> check_mount() const {
        std::error_code error;
        const auto status = fs::status(m_mount, error);
        if (!fs::exists(status))
            return fail(ErrorCode::NotFound,
                        "there is no such folder: plug the stick in, open it once, and give the "
                        "folder in which it appears",
                        m_mount.string());
        if (!fs::is_directory(status))
            return fail(ErrorCode::NotFound, "this is not a folder: give the folder in which the stick appears",
                        m_mount.string());
        struct statvfs system = {};
        if (statvfs(m_mount.c_str(), &system) == 0 && (system.f_flag & ST_RDONLY) != 0)
            return fail(ErrorCode::Io,
                        "the stick can only be read: move the small switch on its side, or use another "
                        "stick",
                        m_mount.string());
        return {};
    }

    Result<void> check_room() const {
        const auto room = m_files.free_bytes(m_folder);
        if (!room)
            return tl::unexpected(room.error());
        const std::int64_t needed = m_progress.total + kSpareBytes;
        if (*room < static_cast<std::uintmax_t>(needed))
            return fail(ErrorCode::NoSpace,
                        fmt::format("the stick is full: {} are needed and {} are free; delete something on it, or use "
                                    "another stick",
                                    in_mebibytes(needed), in_mebibytes(static_cast<std::int64_t>(*room))),
                        m_mount.string());
        return {};
    }

    Result<void> write_all() {
        if (auto outcome = m_files.make_folder(m_folder); !outcome)
            return outcome;
        for (const StickFile& file : m_stick) {
            if (auto outcome = m_files.remove(part_of(file)); !outcome)
                return outcome;
        }
        if (auto outcome = check_room(); !outcome)
            return outcome;
        for (const StickFile& file : m_stick) {
            if (auto outcome = write(file); !outcome)
                return outcome;
        }
        // An old signature goes first, so that it never lies beside a database that it is not for.
        if (auto outcome = m_files.remove(m_folder / m_stick.back().name); !outcome)
            return outcome;
        if (auto outcome = m_files.sync_folder(m_folder); !outcome)
            return outcome;
        for (const StickFile& file : m_stick) {
            if (auto outcome = m_files.rename(part_of(file), m_folder / file.name); !outcome)
                return outcome;
            if (auto outcome = m_files.sync_folder(m_folder); !outcome)
                return outcome;
        }
        return m_files.sync_folder(m_mount);
    }

    Result<void> write(const StickFile& file) {
        auto to = m_files.create(part_of(file));
        if (!to)
            return tl::unexpected(to.error());
        const auto append = [&](std::string_view piece) -> Result<void> {
            auto outcome = (*to)->append(piece);
            count(piece.size());
            return outcome;
        };
        if (const auto* copy = std::get_if<StickFile::Copy>(&file.bytes)) {
            Hasher hasher;
            auto outcome = read_in_pieces(copy->source, [&](std::string_view piece) {
                hasher.add(piece);
                return append(piece);
            });
            if (!outcome)
                return outcome;
            if (hasher.finish() != copy->digest)
                return fail(ErrorCode::Corrupt, "the file changed while it was copied; run this again",
                            copy->source.string());
        } else if (auto outcome = append(std::get<std::string>(file.bytes)); !outcome) {
            return outcome;
        }
        return (*to)->sync();
    }

    Result<void> read_back(const StickFile& file) {
        const fs::path path = m_folder / file.name;
        Hasher hasher;
        auto outcome = read_in_pieces(path, [&](std::string_view piece) -> Result<void> {
            hasher.add(piece);
            count(piece.size());
            return {};
        });
        const auto* copy = std::get_if<StickFile::Copy>(&file.bytes);
        const Digest expected = copy ? copy->digest : digest_of_bytes(std::get<std::string>(file.bytes));
        if (outcome && hasher.finish() == expected)
            return {};
        return fail(ErrorCode::Io,
                    fmt::format("what lies on the stick is not what was written{}: the stick is worn or fake; use "
                                "another one",
                                outcome ? "" : " (" + outcome.error().message + ")"),
                    path.string());
    }

    FileSystem& m_files;
    fs::path m_mount;
    fs::path m_folder;
    const std::vector<StickFile>& m_stick;
    const std::function<void(const StickProgress&)>& m_on_progress;
    StickProgress m_progress;
};

} // namespace

Result<CheckedDatabase> check_to_sign(const fs::path& database, std::string_view channel,
                                      std::vector<Error>& problems) {
    if (auto outcome = check_channel(channel); !outcome)
        return tl::unexpected(outcome.error());
    const auto digest = digest_of(database);
    if (!digest)
        return tl::unexpected(digest.error());
    auto connection = open_checked(database, Trust::Foreign);
    if (!connection)
        return tl::unexpected(connection.error());
    problems = find_problems(*connection, kMaxListedProblems);
    if (!problems.empty())
        return fail(ErrorCode::Corrupt, "the database has problems; build it again with `roledb build`",
                    database.string());
    CheckedDatabase checked;
    checked.digest = *digest;
    checked.manifest.channel = channel;
    checked.manifest.schema = kSchemaVersion;
    auto outcome = connection->query("SELECT content_version FROM settings", {},
                                     [&](const Row& row) { checked.manifest.version = row.integer(0); });
    if (outcome)
        outcome = connection->query("SELECT count(*) FROM roles", {},
                                    [&](const Row& row) { checked.roles = row.integer(0); });
    if (!outcome)
        return tl::unexpected(outcome.error());
    // What was checked was a copy: is it still what lies there?
    Hasher hasher;
    outcome = read_in_pieces(database, [&](std::string_view piece) -> Result<void> {
        hasher.add(piece);
        checked.manifest.size += static_cast<std::int64_t>(piece.size());
        return {};
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (hasher.finish() != checked.digest)
        return fail(ErrorCode::Io, "the file changed while it was checked; run this again", database.string());
    return checked;
}

std::string sign_database(const SecretKey& key, const CheckedDatabase& database) {
    return key.sign(database.digest, format_manifest(database.manifest), "signature of the careers kiosk's content");
}

Result<void> check_signature(std::string_view signature, const CheckedDatabase& database, const PublicKey* key) {
    constexpr std::string_view kAgain = "sign the database again with `roledb sign`";
    const auto parsed = parse_signature(signature);
    if (!parsed)
        return fail(ErrorCode::BadContent, fmt::format("this is no signature: {}; {}", parsed.error().message, kAgain));
    if (parsed->is_legacy)
        return fail(ErrorCode::BadContent, fmt::format("the signature is of an old kind that is not safe; {}", kAgain));
    const auto manifest = parse_manifest(parsed->trusted_comment);
    if (!manifest)
        return fail(ErrorCode::BadContent, fmt::format("{}; {}", manifest.error().message, kAgain));
    if (*manifest != database.manifest)
        return fail(ErrorCode::BadContent,
                    fmt::format("the signature is for '{}', but the database is '{}'; {}", format_manifest(*manifest),
                                format_manifest(database.manifest), kAgain));
    if (!key)
        return {};
    if (parsed->key != key->id)
        return fail(ErrorCode::BadContent,
                    fmt::format("the signature was made with key {}, not with key {}; give the public key that lies on "
                                "the kiosk, or {}",
                                text_of(parsed->key), text_of(key->id), kAgain));
    if (!signs(*key, *parsed, database.digest) || !signs_comment(*key, *parsed))
        return fail(ErrorCode::BadContent, fmt::format("the signature is not of this database; {}", kAgain));
    return {};
}

Result<LogsRequest> sign_logs_request(const SecretKey& key, std::string_view channel, const RequestTerms& terms) {
    if (auto outcome = check_channel(channel); !outcome)
        return tl::unexpected(outcome.error());
    if (auto outcome = check_terms(terms); !outcome)
        return tl::unexpected(outcome.error());
    const std::string text = format_terms(terms);
    Manifest manifest;
    manifest.subject = Subject::LogsRequest;
    manifest.channel = channel;
    manifest.size = static_cast<std::int64_t>(text.size());
    return LogsRequest{text, key.sign(digest_of_bytes(text), format_manifest(manifest),
                                      "signature of a request for the careers kiosk's logs")};
}

Result<void> write_stick(FileSystem& files, const fs::path& mount, const std::vector<StickFile>& stick,
                         const std::function<void(const StickProgress&)>& on_progress) {
    return StickWriter(files, mount, stick, on_progress).run();
}

} // namespace db::update
