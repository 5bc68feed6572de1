#include "platform/stick_report.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace platform {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxTextBytes = 65536;
constexpr std::size_t kMaxStickBytes = 255; // the longest name of a folder
constexpr std::size_t kMaxNameBytes = 64;
constexpr std::size_t kMaxDetailBytes = 2000;
constexpr std::size_t kMaxFileNameBytes = 120;

constexpr std::array<std::pair<StickStage, std::string_view>, 9> kStageNames{{
    {StickStage::Noticed, "noticed"},
    {StickStage::Looking, "looking"},
    {StickStage::Copying, "copying"},
    {StickStage::Verifying, "verifying"},
    {StickStage::Checking, "checking"},
    {StickStage::Storing, "storing"},
    {StickStage::Collecting, "collecting"},
    {StickStage::Done, "done"},
    {StickStage::Removed, "removed"},
}};

std::string_view stage_name(StickStage stage) {
    for (const auto& [known, name] : kStageNames)
        if (known == stage)
            return name;
    return "noticed";
}

/// The first `bytes` of `text` at most, never half a character.
std::string_view cut(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes)
        return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U)
        --bytes;
    return text.substr(0, bytes);
}

/// Reads members of one object. A member that is missing keeps its value; one of the wrong kind or out of its bounds
/// fails the whole.
class Reader {
public:
    explicit Reader(const Json& object) : m_object(object) {}

    [[nodiscard]] bool has(const char* key) const { return m_object.contains(key); }
    [[nodiscard]] bool failed() const { return m_failed; }

    template <typename Number>
    void number(const char* key, Number& value, std::int64_t least, std::int64_t most) {
        const auto found = m_object.find(key);
        if (found == m_object.end())
            return;
        // Above the largest signed number the library gives an unsigned one, which would wrap.
        const bool fits = found->is_number_integer()
                          && !(found->is_number_unsigned()
                               && found->get<std::uint64_t>() > std::uint64_t(std::numeric_limits<std::int64_t>::max()))
                          && found->get<std::int64_t>() >= least && found->get<std::int64_t>() <= most;
        if (fits)
            value = static_cast<Number>(found->get<std::int64_t>());
        else
            m_failed = true;
    }
    void count(const char* key, std::int64_t& value) {
        number(key, value, 0, std::numeric_limits<std::int64_t>::max());
    }
    void count(const char* key, int& value) { number(key, value, 0, std::numeric_limits<int>::max()); }
    void boolean(const char* key, bool& value) {
        if (const auto found = m_object.find(key); found != m_object.end()) {
            m_failed = m_failed || !found->is_boolean();
            value = found->is_boolean() && found->get<bool>();
        }
    }
    void text(const char* key, std::string& value, std::size_t most_bytes) {
        const auto found = m_object.find(key);
        if (found == m_object.end())
            return;
        if (found->is_string())
            value = cut(found->get_ref<const std::string&>(), most_bytes);
        else
            m_failed = true;
    }
    /// Small letters, digits and "_"; may be empty.
    void name(const char* key, std::string& value) {
        text(key, value, kMaxNameBytes + 1);
        m_failed = m_failed || value.size() > kMaxNameBytes
                   || value.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos;
    }
    void stage(const char* key, StickStage& value) {
        std::string name_of_stage;
        name(key, name_of_stage);
        for (const auto& [known, known_name] : kStageNames)
            if (known_name == name_of_stage) {
                value = known;
                return;
            }
        m_failed = true;
    }

private:
    const Json& m_object;
    bool m_failed = false;
};

/// False where they are no such thing.
bool read_logs(const Json& object, CollectedLogs& logs) {
    if (!object.is_object())
        return false;
    Reader reader(object);
    reader.count("events", logs.events);
    reader.count("bytes", logs.bytes);
    reader.boolean("complete", logs.complete);
    return !reader.failed();
}

/// A name that is safe in any folder: different sticks have different ones, as long as they are not very long.
std::string file_name(std::string_view stick) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string name;
    for (const char letter : stick) {
        const auto byte = static_cast<unsigned char>(letter);
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z')
                           || byte == '-' || byte == '_' || (byte == '.' && !name.empty());
        if (plain)
            name += letter;
        else
            name.append({'%', kHex[byte >> 4U], kHex[byte & 0xFU]});
        if (name.size() >= kMaxFileNameBytes)
            break;
    }
    return name.empty() ? "%" : name;
}

/// Closes itself.
struct Descriptor {
    int number;
    explicit Descriptor(int opened) : number(opened) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (number >= 0)
            close(number);
    }
};

/// A new file; never through a link, and into nothing that lies there already.
bool write_file(const std::filesystem::path& path, std::string_view text) {
    std::error_code failed;
    std::filesystem::remove(path, failed);
    const Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)); // less the umask
    while (file.number >= 0 && !text.empty()) {
        const ssize_t count = write(file.number, text.data(), text.size());
        if (count < 0 && errno != EINTR)
            return false;
        text.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    return file.number >= 0;
}

/// Empty if it is not a plain file: a link is not followed, and a pipe not waited for.
std::string read_file(const std::filesystem::path& path, std::size_t most_bytes) {
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
    struct stat about {};
    std::string text;
    if (file.number < 0 || fstat(file.number, &about) != 0 || !S_ISREG(about.st_mode))
        return text;
    std::array<char, 4096> part;
    while (text.size() <= most_bytes) {
        const ssize_t count = read(file.number, part.data(), part.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        text.append(part.data(), static_cast<std::size_t>(count));
    }
    return text;
}

} // namespace

std::string format_stick_report(const StickReport& report) {
    Json object{{"stick", cut(report.stick, kMaxStickBytes)},
                {"sequence", report.sequence},
                {"stage", stage_name(report.stage)},
                {"percent", std::clamp(report.percent, 0, 100)}};
    if (report.stage == StickStage::Done || report.stage == StickStage::Collecting) {
        object.update({{"verdict", report.verdict},
                       {"detail", cut(report.detail, kMaxDetailBytes)},
                       {"version", report.version},
                       {"previous", report.previous},
                       {"roles", report.roles},
                       {"roles_added", report.roles_added},
                       {"roles_removed", report.roles_removed},
                       {"roles_changed", report.roles_changed},
                       {"other_changed", report.other_changed},
                       {"logs_problem", report.logs_problem}});
        if (report.logs)
            object["logs"] = {
                {"events", report.logs->events}, {"bytes", report.logs->bytes}, {"complete", report.logs->complete}};
    }
    return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::optional<StickReport> parse_stick_report(std::string_view text) {
    if (text.size() > kMaxTextBytes)
        return std::nullopt;
    const Json object = Json::parse(text, nullptr, false);
    if (!object.is_object())
        return std::nullopt;
    Reader reader(object);
    StickReport report;
    if (!reader.has("stick") || !reader.has("sequence") || !reader.has("stage"))
        return std::nullopt;
    reader.text("stick", report.stick, kMaxStickBytes);
    reader.count("sequence", report.sequence);
    reader.stage("stage", report.stage);
    reader.number("percent", report.percent, 0, 100);
    reader.name("verdict", report.verdict);
    reader.text("detail", report.detail, kMaxDetailBytes);
    reader.count("version", report.version);
    reader.count("previous", report.previous);
    reader.count("roles", report.roles);
    reader.count("roles_added", report.roles_added);
    reader.count("roles_removed", report.roles_removed);
    reader.count("roles_changed", report.roles_changed);
    reader.count("other_changed", report.other_changed);
    reader.name("logs_problem", report.logs_problem);
    if (reader.has("logs") && !read_logs(object["logs"], report.logs.emplace()))
        return std::nullopt;
    if (reader.failed() || report.stick.empty())
        return std::nullopt;
    return report;
}

std::optional<StickReport> read_stick_report(const std::filesystem::path& folder, std::string_view stick) {
    return parse_stick_report(read_file(folder / (file_name(stick) + ".json"), kMaxTextBytes));
}

void add_logs_outcome(StickReport& report, std::optional<CollectedLogs> logs, std::string problem,
                      const std::string& detail) {
    report.logs = logs;
    report.logs_problem = std::move(problem);
    if (!detail.empty())
        report.detail += (report.detail.empty() ? "logs: " : "; logs: ") + detail;
}

bool write_stick_report(const std::filesystem::path& folder, const StickReport& report) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    const std::string name = file_name(report.stick) + ".json";
    const std::filesystem::path whole = folder / name;
    // A reader overlooks names that begin with a dot; the process's number keeps two writers apart.
    const std::filesystem::path part = folder / ("." + name + "." + std::to_string(getpid()));
    if (write_file(part, format_stick_report(report))) {
        std::filesystem::rename(part, whole, failed);
        if (!failed)
            return true;
    }
    std::filesystem::remove(part, failed);
    return false;
}

} // namespace platform
