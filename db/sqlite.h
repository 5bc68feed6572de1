// A connection to one SQLite file. Keeps sqlite3.h in sqlite.cpp.
#pragma once
#include "db/result.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

struct sqlite3_stmt;

namespace db {

/// Bytes to bind as a BLOB. Not owned.
struct Blob {
    std::string_view bytes;
};

/// A parameter of a query. Texts are not owned and must outlive the call. std::monostate is NULL.
using Value = std::variant<std::monostate, std::int64_t, std::string_view, Blob>;

/// The current row of a query; valid only inside the callback that receives it.
class Row {
public:
    explicit Row(sqlite3_stmt* statement) : m_statement(statement) {}

    [[nodiscard]] bool is_null(int column) const;
    /// 0 where the column is no integer.
    [[nodiscard]] std::int64_t integer(int column) const;
    /// A copy of a text or blob, byte for byte; may hold invalid UTF-8 and NUL.
    [[nodiscard]] std::string text(int column) const;
    /// The same without a copy: as long as the row is the current one.
    [[nodiscard]] std::string_view text_view(int column) const;

private:
    sqlite3_stmt* m_statement;
};

using RowFunction = std::function<void(const Row&)>;

/// The limits of a connection, in SQLite's order.
struct ConnectionLimits {
    int length = 0; ///< of a text, blob or row, in bytes
    int sql_length = 0;
    int columns = 0;
    int expression_depth = 0;
    int compound_select = 0;
    int vdbe_ops = 0;
    int function_arguments = 0;
    int attached = 0;
    int like_pattern_length = 0;
    int variables = 0;
    int trigger_depth = 0;
    bool operator==(const ConnectionLimits&) const = default;
};

/// How a connection is set, as SQLite itself reports it. For tests and for diagnostics.
struct ConnectionSettings {
    bool read_only = false;
    bool immutable = false;
    bool defensive = false;
    bool trusted_schema = true;
    bool views = true;
    bool triggers = true;
    bool double_quoted_strings_in_schema = true;
    bool double_quoted_strings = true;
    bool writable_schema = true;
    bool load_extension = true;
    bool checkpoint_on_close = true;
    bool cell_size_check = false;
    bool query_only = false;
    std::int64_t mmap_size = -1;
    std::int64_t temp_store = -1; ///< 2 is memory
    ConnectionLimits limits;
    /// SQLite has no way to tell it: this is what set_deadline was last given.
    std::optional<std::chrono::milliseconds> deadline;
};

/// One open file. Move-only; use from one thread at a time. Prepared statements are kept until it closes.
class Connection {
public:
    /// Opens a file that may be hostile, read-only and immutable: nobody may change it meanwhile. Defences as in
    /// db/README.md, "Opening". Reads nothing but the header.
    /// Errors: NotFound; Io.
    [[nodiscard]] static Result<Connection> open_hardened(const std::filesystem::path& path);

    /// Makes a new file for writing, without a journal: the caller throws the file away if anything fails.
    /// Errors: Io.
    [[nodiscard]] static Result<Connection> create(const std::filesystem::path& path);

    /// A plain database in memory.
    [[nodiscard]] static Result<Connection> in_memory();

    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Runs all statements of `sql`, ignoring rows. Errors: Corrupt; Io.
    [[nodiscard]] Result<void> execute(const std::string& sql);

    /// Runs one statement and calls `on_row` for each row.
    /// Errors: Corrupt (also when the deadline passes or the authorizer refuses); Io.
    [[nodiscard]] Result<void> query(std::string_view sql, std::initializer_list<Value> parameters,
                                     const RowFunction& on_row);

    /// The same for statements that give no rows.
    [[nodiscard]] Result<void> run(std::string_view sql, std::initializer_list<Value> parameters);

    /// How long one statement may run from now on; a longer one fails. Without this call there is no limit.
    void set_deadline(std::chrono::milliseconds per_statement);

    [[nodiscard]] ConnectionSettings settings();

    /// Virtual machine steps that `sql` has taken since it was prepared; 0 for a statement that never ran.
    /// For tests that hold the cost of a query.
    [[nodiscard]] std::int64_t steps_taken(std::string_view sql) const;

    /// Virtual machine steps of all statements together, since opening.
    [[nodiscard]] std::int64_t steps_taken() const;

private:
    struct State;
    explicit Connection(std::unique_ptr<State> state);
    [[nodiscard]] Result<sqlite3_stmt*> prepared(std::string_view sql);
    std::unique_ptr<State> m_state;
};

} // namespace db
