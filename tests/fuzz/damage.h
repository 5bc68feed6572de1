// Breaks a database in the ways that a stick, a disk or an attacker can: in its bytes, or through SQL that keeps the
// form and spoils the content.
#pragma once
#include "tests/fuzz/random.h"

#include <array>
#include <string>
#include <string_view>

namespace fuzz {

enum class Damage {
    BitFlips,
    ByteSets,
    Overwrite,
    Truncate,
    Extend,
    SwapPages,
    CopyPage,
    CopyCell,
    PageHeader,
    CellPointer,
    Varint,
    ChildPointer,
    FileHeader,
    Freelist,
    SchemaText,
    Splice,
    SqlValue,   ///< a hostile value in any column, checks ignored
    SqlRows,    ///< rows added, doubled, removed, moved
    SqlRelaxed, ///< a table without its rules gets what they forbid, then the rules are put back to the letter
    SqlSchema,  ///< views, triggers, tables, indexes, edits of sqlite_schema
    SqlSearch,  ///< the search index's own tables
    SqlPragma,  ///< another journal, encoding, page size, version
};

inline constexpr std::array<std::string_view, 22> kDamageNames = {
    "bit flips",     "byte sets",   "overwritten run", "cut off",      "extended",     "swapped pages",
    "copied page",   "copied cell", "page header",     "cell pointer", "varint",       "child pointer",
    "file header",   "freelist",    "schema text",     "spliced",      "SQL: a value", "SQL: rows",
    "SQL: no rules", "SQL: schema", "SQL: search",     "SQL: pragmas"};

[[nodiscard]] constexpr bool is_sql(Damage damage) {
    return damage >= Damage::SqlValue;
}

/// `bytes` with this damage. `donor` is another database, for splicing. The same seed gives the same bytes with the
/// same version of SQLite.
[[nodiscard]] std::string damaged(std::string_view bytes, std::string_view donor, Damage damage, Random& random);

// The two halves.
[[nodiscard]] std::string damaged_bytes(std::string bytes, std::string_view donor, Damage damage, Random& random);
[[nodiscard]] std::string damaged_by_sql(std::string_view bytes, Damage damage, Random& random);

} // namespace fuzz
