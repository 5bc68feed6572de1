#include "db/sqlite.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <optional>
#include <sqlite3.h>

namespace db {

struct Connection::State {
    using Clock = std::chrono::steady_clock;

    sqlite3* handle = nullptr;
    std::map<std::string, sqlite3_stmt*, std::less<>> statements;
    std::optional<std::chrono::milliseconds> allowed;
    Clock::time_point deadline;

    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    State(State&&) = delete;
    State& operator=(State&&) = delete;
    ~State() {
        for (auto& [sql, statement] : statements)
            sqlite3_finalize(statement);
        sqlite3_close(handle);
    }

    void start_clock() {
        if (allowed)
            deadline = Clock::now() + *allowed;
    }
};

namespace {

// Large enough for the largest image (bounds.h); everything else is far smaller.
constexpr int kLengthLimit = 5 * 1024 * 1024;
constexpr int kStepsBetweenClockReadings = 1000;

// What reading our tables, FTS5 and the checks need; all else is refused.
constexpr std::array kAllowedPragmas = {"application_id",    "user_version",    "integrity_check", "quick_check",
                                        "data_version",      "cell_size_check", "query_only",      "mmap_size",
                                        "foreign_key_check", "temp_store"};
constexpr std::array kAllowedFunctions = {"coalesce", "count", "max",  "min",          "length",
                                          "typeof",   "match", "bm25", "group_concat", "substr"};

template <std::size_t Size>
bool contains(const std::array<const char*, Size>& names, const char* name) {
    return name && std::any_of(names.begin(), names.end(), [&](const char* allowed) {
               return sqlite3_stricmp(allowed, name) == 0;
           });
}

int authorize(void*, int action, const char* first, const char* second, const char*, const char*) {
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return contains(kAllowedFunctions, second) ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_PRAGMA:
        return contains(kAllowedPragmas, first) ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_UPDATE:
        // SQLite asks this while FTS5 declares its columns, and then writes nothing. A real UPDATE of the schema is
        // refused by DEFENSIVE, by query_only and by the file, which is open for reading only.
        return first && std::string_view(first) == "sqlite_master" ? SQLITE_OK : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

ErrorCode code_of(int result) {
    switch (result & 0xff) {
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_NOMEM:
    case SQLITE_READONLY:
    case SQLITE_BUSY:
    case SQLITE_PERM:
        return ErrorCode::Io;
    case SQLITE_NOTADB:
        return ErrorCode::NotARolesDatabase;
    default:
        return ErrorCode::Corrupt;
    }
}

std::string explain(sqlite3* handle, int result) {
    if (result == SQLITE_INTERRUPT)
        return "reading the database took too long; it is damaged or was made to stall the kiosk";
    return sqlite3_errmsg(handle);
}

tl::unexpected<Error> failure(sqlite3* handle, int result) {
    return fail(code_of(result), explain(handle, result));
}

std::string uri_of(const std::filesystem::path& path, std::string_view query) {
    std::string uri = "file:";
    for (char byte : path.string()) {
        if (byte == '%' || byte == '?' || byte == '#') {
            constexpr std::string_view kDigits = "0123456789abcdef";
            uri += '%';
            uri += kDigits[static_cast<unsigned char>(byte) >> 4];
            uri += kDigits[static_cast<unsigned char>(byte) & 15];
        } else {
            uri += byte;
        }
    }
    return uri.append(query);
}

void set_limits(sqlite3* handle) {
    constexpr std::array<std::array<int, 2>, 11> kLimits = {{{SQLITE_LIMIT_LENGTH, kLengthLimit},
                                                             {SQLITE_LIMIT_SQL_LENGTH, 100'000},
                                                             {SQLITE_LIMIT_COLUMN, 100},
                                                             {SQLITE_LIMIT_EXPR_DEPTH, 20},
                                                             {SQLITE_LIMIT_COMPOUND_SELECT, 3},
                                                             {SQLITE_LIMIT_VDBE_OP, 25'000},
                                                             {SQLITE_LIMIT_FUNCTION_ARG, 8},
                                                             {SQLITE_LIMIT_ATTACHED, 0},
                                                             {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
                                                             {SQLITE_LIMIT_VARIABLE_NUMBER, 10},
                                                             {SQLITE_LIMIT_TRIGGER_DEPTH, 10}}};
    for (const auto& [limit, value] : kLimits)
        sqlite3_limit(handle, limit, value);
}

ConnectionLimits limits_of(sqlite3* handle) {
    auto limit = [&](int which) { return sqlite3_limit(handle, which, -1); };
    return {limit(SQLITE_LIMIT_LENGTH),
            limit(SQLITE_LIMIT_SQL_LENGTH),
            limit(SQLITE_LIMIT_COLUMN),
            limit(SQLITE_LIMIT_EXPR_DEPTH),
            limit(SQLITE_LIMIT_COMPOUND_SELECT),
            limit(SQLITE_LIMIT_VDBE_OP),
            limit(SQLITE_LIMIT_FUNCTION_ARG),
            limit(SQLITE_LIMIT_ATTACHED),
            limit(SQLITE_LIMIT_LIKE_PATTERN_LENGTH),
            limit(SQLITE_LIMIT_VARIABLE_NUMBER),
            limit(SQLITE_LIMIT_TRIGGER_DEPTH)};
}

// The order matters: the settings come before the first byte of the schema is read.
int harden(sqlite3* handle) {
    constexpr std::array<std::array<int, 2>, 9> kSettings = {{{SQLITE_DBCONFIG_DEFENSIVE, 1},
                                                              {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
                                                              {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
                                                              {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
                                                              {SQLITE_DBCONFIG_DQS_DDL, 0},
                                                              {SQLITE_DBCONFIG_DQS_DML, 0},
                                                              {SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0},
                                                              {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
                                                              {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1}}};
    for (const auto& [setting, value] : kSettings) {
        if (int result = sqlite3_db_config(handle, setting, value, nullptr); result != SQLITE_OK)
            return result;
    }
    set_limits(handle);
    constexpr const char* kPragmas = "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA query_only = ON;"
                                     "PRAGMA temp_store = MEMORY;";
    if (int result = sqlite3_exec(handle, kPragmas, nullptr, nullptr, nullptr); result != SQLITE_OK)
        return result;
    return sqlite3_set_authorizer(handle, authorize, nullptr);
}

int bind(sqlite3_stmt* statement, int index, const Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return sqlite3_bind_int64(statement, index, *number);
    if (const auto* text = std::get_if<std::string_view>(&value))
        return sqlite3_bind_text64(statement, index, text->data() ? text->data() : "", text->size(), SQLITE_STATIC,
                                   SQLITE_UTF8);
    if (const auto* blob = std::get_if<Blob>(&value))
        return sqlite3_bind_blob64(statement, index, blob->bytes.data() ? blob->bytes.data() : "", blob->bytes.size(),
                                   SQLITE_STATIC);
    return sqlite3_bind_null(statement, index);
}

bool is_on(sqlite3* handle, int setting) {
    int value = 0;
    sqlite3_db_config(handle, setting, -1, &value);
    return value != 0;
}

} // namespace

bool Row::is_null(int column) const {
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

std::int64_t Row::integer(int column) const {
    return sqlite3_column_type(m_statement, column) == SQLITE_INTEGER ? sqlite3_column_int64(m_statement, column) : 0;
}

std::string Row::text(int column) const {
    return std::string(text_view(column));
}

std::string_view Row::text_view(int column) const {
    const void* bytes = sqlite3_column_blob(m_statement, column);
    const int size = sqlite3_column_bytes(m_statement, column);
    return bytes ? std::string_view(static_cast<const char*>(bytes), static_cast<std::size_t>(size))
                 : std::string_view();
}

Connection::Connection(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Result<Connection> Connection::open_hardened(const std::filesystem::path& path) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return fail(ErrorCode::NotFound, "there is no such file", path.string());
    auto state = std::make_unique<State>();
    const std::string uri = uri_of(std::filesystem::absolute(path, ignored), "?mode=ro&immutable=1");
    constexpr int kFlags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
    int result = sqlite3_open_v2(uri.c_str(), &state->handle, kFlags, nullptr);
    if (result == SQLITE_OK)
        result = harden(state->handle);
    if (result != SQLITE_OK)
        return fail(code_of(result), explain(state->handle, result), path.string());
    sqlite3_extended_result_codes(state->handle, 1);
    return Connection(std::move(state));
}

Result<Connection> Connection::create(const std::filesystem::path& path) {
    auto state = std::make_unique<State>();
    constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    const int result = sqlite3_open_v2(path.c_str(), &state->handle, kFlags, nullptr);
    if (result != SQLITE_OK)
        return fail(ErrorCode::Io, explain(state->handle, result), path.string());
    Connection connection(std::move(state));
    auto prepared =
        connection.execute("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE;"
                           "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;");
    if (!prepared)
        return fail(ErrorCode::Io, prepared.error().message, path.string());
    return connection;
}

Result<Connection> Connection::in_memory() {
    return create(":memory:");
}

Result<void> Connection::execute(const std::string& sql) {
    m_state->start_clock();
    if (int result = sqlite3_exec(m_state->handle, sql.c_str(), nullptr, nullptr, nullptr); result != SQLITE_OK)
        return failure(m_state->handle, result);
    return {};
}

Result<sqlite3_stmt*> Connection::prepared(std::string_view sql) {
    if (auto found = m_state->statements.find(sql); found != m_state->statements.end())
        return found->second;
    sqlite3_stmt* statement = nullptr;
    const int result = sqlite3_prepare_v3(m_state->handle, sql.data(), static_cast<int>(sql.size()),
                                          SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (result != SQLITE_OK)
        return failure(m_state->handle, result);
    m_state->statements.emplace(sql, statement);
    return statement;
}

Result<void> Connection::query(std::string_view sql, std::initializer_list<Value> parameters,
                               const RowFunction& on_row) {
    m_state->start_clock();
    auto found = prepared(sql);
    if (!found)
        return tl::unexpected(found.error());
    sqlite3_stmt* statement = *found;
    assert(!sqlite3_stmt_busy(statement) && "a query may not run itself from its own callback");
    int result = SQLITE_OK;
    int index = 0;
    for (const Value& value : parameters) {
        result = bind(statement, ++index, value);
        if (result != SQLITE_OK)
            break;
    }
    while (result == SQLITE_OK || result == SQLITE_ROW) {
        result = sqlite3_step(statement);
        if (result == SQLITE_ROW)
            on_row(Row(statement));
    }
    Result<void> outcome;
    if (result != SQLITE_DONE)
        outcome = failure(m_state->handle, result);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return outcome;
}

Result<void> Connection::run(std::string_view sql, std::initializer_list<Value> parameters) {
    return query(sql, parameters, [](const Row&) {});
}

void Connection::set_deadline(std::chrono::milliseconds per_statement) {
    m_state->allowed = per_statement;
    auto is_late = [](void* state) { return State::Clock::now() >= static_cast<State*>(state)->deadline ? 1 : 0; };
    sqlite3_progress_handler(m_state->handle, kStepsBetweenClockReadings, is_late, m_state.get());
}

ConnectionSettings Connection::settings() {
    sqlite3* handle = m_state->handle;
    ConnectionSettings settings;
    settings.read_only = sqlite3_db_readonly(handle, "main") == 1;
    settings.immutable = sqlite3_uri_boolean(sqlite3_db_filename(handle, "main"), "immutable", 0) != 0;
    settings.defensive = is_on(handle, SQLITE_DBCONFIG_DEFENSIVE);
    settings.trusted_schema = is_on(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA);
    settings.views = is_on(handle, SQLITE_DBCONFIG_ENABLE_VIEW);
    settings.triggers = is_on(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER);
    settings.double_quoted_strings_in_schema = is_on(handle, SQLITE_DBCONFIG_DQS_DDL);
    settings.double_quoted_strings = is_on(handle, SQLITE_DBCONFIG_DQS_DML);
    settings.writable_schema = is_on(handle, SQLITE_DBCONFIG_WRITABLE_SCHEMA);
    settings.load_extension = is_on(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION);
    settings.checkpoint_on_close = !is_on(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE);
    auto read = [&](std::string_view pragma) {
        std::int64_t value = -1;
        auto outcome = query(pragma, {}, [&](const Row& row) { value = row.integer(0); });
        return outcome ? value : -1;
    };
    settings.cell_size_check = read("PRAGMA cell_size_check") == 1;
    settings.query_only = read("PRAGMA query_only") == 1;
    settings.mmap_size = read("PRAGMA mmap_size");
    settings.temp_store = read("PRAGMA temp_store");
    settings.limits = limits_of(handle);
    settings.deadline = m_state->allowed;
    return settings;
}

std::int64_t Connection::steps_taken(std::string_view sql) const {
    auto found = m_state->statements.find(sql);
    return found == m_state->statements.end() ? 0 : sqlite3_stmt_status(found->second, SQLITE_STMTSTATUS_VM_STEP, 0);
}

std::int64_t Connection::steps_taken() const {
    std::int64_t steps = 0;
    for (const auto& [sql, statement] : m_state->statements)
        steps += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 0);
    return steps;
}

} // namespace db
