// The two files of a stick, read as what they are: bytes from a stranger on a device that may go at any instant.
#pragma once
#include "db/update/descriptor.h"
#include "db/update/refusal.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <sys/stat.h>

namespace db::update {

inline constexpr std::size_t kPieceBytes = 256 * 1024; ///< read at a time, between looks at the stop signal

/// kiosk/roles.db and its signature, open for reading. Links are never followed, pipes and devices never opened.
class StickFiles {
public:
    /// `source` is where the stick is mounted. Refuses: NoContent; NoSignature; NotAFile; TooLarge; StickGone.
    [[nodiscard]] static Checked<StickFiles> open(const std::filesystem::path& source);

    [[nodiscard]] std::uintmax_t database_bytes() const {
        return static_cast<std::uintmax_t>(m_database.before.st_size);
    }

    /// The whole signature file. Refuses: StickGone; Changed.
    [[nodiscard]] Checked<std::string> read_signature() const;

    /// Hands the database to `sink` piece by piece: exactly database_bytes(), or a refusal. Refuses: StickGone;
    /// Changed; what `sink` refuses.
    [[nodiscard]] Checked<void> read_database(const std::function<Checked<void>(std::string_view)>& sink) const;

private:
    struct File {
        Descriptor descriptor{-1};
        struct stat before = {};
        std::filesystem::path path;
    };
    [[nodiscard]] static Checked<StickFiles> open_both(const std::filesystem::path& source);
    StickFiles(File database, File signature) : m_database(std::move(database)), m_signature(std::move(signature)) {}
    [[nodiscard]] static Checked<File> open_file(const Descriptor& folder, const std::filesystem::path& path,
                                                 Verdict missing, std::uintmax_t max_bytes);
    [[nodiscard]] static Checked<void> read(const File& file,
                                            const std::function<Checked<void>(std::string_view)>& sink);

    File m_database;
    File m_signature;
};

} // namespace db::update
