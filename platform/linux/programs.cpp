#include "platform/linux/programs.h"

#include <nlohmann/json.hpp>

namespace platform::programs {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxAnswerBytes = 65536;
constexpr std::size_t kMaxDetailBytes = 2000;

/// "--name=value", so that a value that begins with "-" stays a value; nothing where it is empty.
void add(CommandLine& line, std::string_view name, const std::string& value) {
    if (!value.empty())
        line.push_back(std::string(name) + "=" + value);
}

Json parse_object(std::string_view text) {
    Json object = text.size() <= kMaxAnswerBytes ? Json::parse(text, nullptr, false) : Json();
    return object.is_object() ? object : Json::object();
}

/// A count of 0 or more; empty where the member is missing or something else.
std::optional<std::int64_t> count_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_number_integer())
        return std::nullopt;
    const auto value = found->get<std::int64_t>(); // a larger unsigned number wraps to a negative one
    return value >= 0 ? std::optional(value) : std::nullopt;
}

std::string text_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || !found->is_string() || found->get_ref<const std::string&>().size() > kMaxDetailBytes)
        return {};
    return found->get<std::string>();
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= 64
           && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

} // namespace

CommandLine install(const LinuxOptions& options, const std::filesystem::path& stick,
                    const std::filesystem::path& reports) {
    CommandLine line{options.programs / "roledb", "install", stick};
    add(line, "--state", options.state);
    add(line, "--keys", options.keys);
    add(line, "--factory", options.factory);
    add(line, "--channel", options.channel);
    add(line, "--stick", stick.filename());
    add(line, "--report", reports);
    return line;
}

CommandLine collect(const LinuxOptions& options, const std::filesystem::path& stick, Asked asked) {
    CommandLine line{options.programs / "kiosk-logs", "collect", stick};
    add(line, "--state", options.state);
    add(line, "--name", options.kiosk_name.empty() ? "kiosk" : options.kiosk_name);
    if (options.log_file.empty())
        line.emplace_back("--journal");
    else
        add(line, "--log", options.log_file);
    if (asked == Asked::ByStaff) {
        line.emplace_back("--staff");
    } else {
        add(line, "--keys", options.keys);
        add(line, "--channel", options.channel);
        add(line, "--content", options.state);
        add(line, "--factory", options.factory);
    }
    line.emplace_back("--json");
    return line;
}

CommandLine roll_back(const LinuxOptions& options, std::optional<std::int64_t> version) {
    CommandLine line{options.programs / "roledb", "rollback"};
    add(line, "--state", options.state);
    add(line, "--keys", options.keys);
    if (version)
        add(line, "--to", *version == 0 ? "factory" : std::to_string(*version));
    line.emplace_back("--json");
    return line;
}

std::optional<CollectAnswer> parse_collect(std::string_view text) {
    const Json object = parse_object(text);
    CollectAnswer answer;
    answer.detail = text_of(object, "detail");
    if (std::string reason = text_of(object, "reason"); is_name(reason)) {
        answer.reason = std::move(reason);
        return answer;
    }
    const auto events = count_of(object, "events");
    const auto bytes = count_of(object, "bytes");
    const auto complete = object.find("complete");
    if (!events || !bytes || complete == object.end() || !complete->is_boolean())
        return std::nullopt;
    answer.logs = CollectedLogs{*events, *bytes, complete->get<bool>()};
    return answer;
}

std::optional<std::int64_t> parse_roll_back(std::string_view text) {
    return count_of(parse_object(text), "version");
}

} // namespace platform::programs
