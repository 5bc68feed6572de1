#include "db/schema.h"

#include "db/files.h"
#include "db/schema_sql.h"
#include "db/sqlite.h"

#include <fmt/format.h>
#include <map>
#include <string_view>

namespace db {
namespace {

constexpr std::size_t kHeaderBytes = 100;
constexpr std::string_view kMagic{"SQLite format 3\0", 16};

// Offsets of sqlite.org/fileformat2.html, section 1.3.
constexpr std::size_t kWriteVersion = 18;
constexpr std::size_t kReadVersion = 19;
constexpr std::size_t kTextEncoding = 56;
constexpr std::size_t kUserVersion = 60;
constexpr std::size_t kApplicationIdOffset = 68;

std::uint32_t big_endian(std::string_view bytes, std::size_t offset) {
    std::uint32_t value = 0;
    for (std::size_t index = 0; index < 4; ++index)
        value = value << 8 | static_cast<unsigned char>(bytes[offset + index]);
    return value;
}

using Entries = std::map<std::string, std::string>;

Result<Entries> entries_of(Connection& connection) {
    Entries entries;
    auto outcome = connection.query("SELECT type, name, tbl_name, sql FROM sqlite_schema", {}, [&](const Row& row) {
        entries.emplace(row.text(0) + ' ' + row.text(1), row.text(2) + ": " + row.text(3));
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    return entries;
}

} // namespace

std::string schema_sql() {
    return kSchemaSql;
}

Result<void> check_header(const std::filesystem::path& path) {
    auto header = read_start(path, kHeaderBytes);
    if (!header)
        return tl::unexpected(header.error());
    const std::string where = path.string();
    if (header->empty())
        return fail(ErrorCode::NotARolesDatabase, "the file is empty; copy it again from where it came from", where);
    if (header->size() < kMagic.size() || !std::string_view(*header).starts_with(kMagic))
        return fail(ErrorCode::NotARolesDatabase,
                    "this is not a database; give a file that `roledb build` made (usually roles.db)", where);
    if (header->size() < kHeaderBytes)
        return fail(ErrorCode::Corrupt, "the file is cut off; copy it again from where it came from", where);
    if (big_endian(*header, kApplicationIdOffset) != kApplicationId)
        return fail(ErrorCode::NotARolesDatabase,
                    "this is a database of another program; give a file that `roledb build` made (usually roles.db)",
                    where);
    const std::uint32_t version = big_endian(*header, kUserVersion);
    if (version > static_cast<std::uint32_t>(kSchemaVersion))
        return fail(ErrorCode::NewerSchema,
                    fmt::format("the file has format {}, and this program reads format {}; update the kiosk first",
                                version, kSchemaVersion),
                    where);
    if (version != static_cast<std::uint32_t>(kSchemaVersion))
        return fail(
            ErrorCode::Corrupt,
            fmt::format("the file has format {}, which never existed; build it again with `roledb build`", version),
            where);
    if ((*header)[kWriteVersion] != 1 || (*header)[kReadVersion] != 1 || big_endian(*header, kTextEncoding) != 1)
        return fail(ErrorCode::Corrupt,
                    "the file was changed by another program (journal mode or text encoding); build it again with "
                    "`roledb build`",
                    where);
    return {};
}

Result<void> check_schema(Connection& connection) {
    auto memory = Connection::in_memory();
    if (!memory)
        return tl::unexpected(memory.error());
    if (auto made = memory->execute(schema_sql()); !made)
        return made;
    auto ours = entries_of(*memory);
    auto theirs = entries_of(connection);
    if (!ours)
        return tl::unexpected(ours.error());
    if (!theirs)
        return tl::unexpected(theirs.error());
    constexpr std::string_view kCure = "build the file again with `roledb build`";
    for (const auto& [name, sql] : *ours) {
        auto found = theirs->find(name);
        if (found == theirs->end())
            return fail(ErrorCode::Corrupt, fmt::format("the {} is missing; {}", name, kCure));
        if (found->second != sql)
            return fail(ErrorCode::Corrupt, fmt::format("the {} is not defined as it should be; {}", name, kCure));
    }
    for (const auto& [name, sql] : *theirs) {
        if (!ours->contains(name))
            return fail(ErrorCode::Corrupt, fmt::format("the {} does not belong here; {}", name, kCure));
    }
    return {};
}

} // namespace db
