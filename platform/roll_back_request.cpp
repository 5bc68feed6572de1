#include "platform/roll_back_request.h"

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sys/random.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace platform {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kRollBackName = "roll-back.json";
constexpr std::size_t kMostRequestBytes = 1024;
constexpr std::size_t kMostAnswerBytes = 4096;
constexpr std::size_t kMostProblemBytes = 600; // six times that, as JSON may need, still fits
constexpr std::size_t kIdDigits = 32;
constexpr std::string_view kIdLetters = "0123456789abcdef";

bool is_id(std::string_view text) {
    return text.size() == kIdDigits && text.find_first_not_of(kIdLetters) == std::string_view::npos;
}

/// An object with an id and, at most, a member of each of these names. Empty: it is something else.
std::optional<Json> parse_members(std::string_view text, std::size_t most_bytes,
                                  std::initializer_list<std::string_view> others) {
    if (text.size() > most_bytes)
        return std::nullopt;
    Json object = Json::parse(text, nullptr, false);
    if (!object.is_object() || !object.contains("id") || !object["id"].is_string()
        || !is_id(object["id"].get_ref<const std::string&>()))
        return std::nullopt;
    for (const auto& [name, value] : object.items())
        if (name != "id" && std::ranges::find(others, name) == others.end())
            return std::nullopt;
    return object;
}

/// The version of `object`, which has one. Empty: it is none.
std::optional<std::int64_t> version_of(const Json& object) {
    const Json& version = object["version"];
    if (!version.is_number_integer())
        return std::nullopt;
    const auto value = version.get<std::int64_t>(); // a larger unsigned number wraps to a negative one
    return value >= 0 ? std::optional(value) : std::nullopt;
}

/// Empty: there is no such file, or it is none.
std::optional<std::string> read_regular(const fs::path& path, std::size_t most_bytes) {
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (file < 0)
        return std::nullopt;
    struct stat about {};
    std::string text(most_bytes + 1, '\0');
    std::size_t size = 0;
    bool is_read = fstat(file, &about) == 0 && S_ISREG(about.st_mode);
    while (is_read && size < text.size()) {
        const ssize_t count = read(file, text.data() + size, text.size() - size);
        if (count == 0)
            break;
        is_read = count > 0;
        size += is_read ? static_cast<std::size_t>(count) : 0;
    }
    close(file);
    if (!is_read || size > most_bytes)
        return std::nullopt;
    text.resize(size);
    return text;
}

bool write_whole(const fs::path& folder, const std::string& text) {
    const fs::path whole = roll_back_file(folder);
    const fs::path part = folder / ("." + std::string(kRollBackName) + ".new");
    std::error_code failed;
    fs::remove(part, failed); // what a program left that was killed
    std::ofstream file(part, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    using fs::perms;
    const perms readable = perms::owner_read | perms::owner_write | perms::group_read | perms::others_read;
    if (!file.fail())
        fs::permissions(part, readable, failed);
    if (!file.fail() && !failed)
        fs::rename(part, whole, failed);
    if (!file.fail() && !failed)
        return true;
    fs::remove(part, failed);
    return false;
}

} // namespace

std::string new_request_id() {
    std::array<unsigned char, kIdDigits / 2> bytes{};
    if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        return {};
    std::string id;
    for (const unsigned char byte : bytes)
        id += {kIdLetters[byte >> 4U], kIdLetters[byte & 0xfU]};
    return id;
}

std::string format_roll_back_request(const RollBackRequest& request) {
    Json object{{"id", request.id}};
    if (request.version)
        object["version"] = *request.version;
    return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string format_roll_back_answer(const RollBackAnswer& answer) {
    Json object{{"id", answer.id}};
    if (answer.problem.empty())
        object["version"] = answer.version;
    else
        object["problem"] = answer.problem.substr(0, kMostProblemBytes);
    return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::optional<RollBackRequest> parse_roll_back_request(std::string_view text) {
    const auto object = parse_members(text, kMostRequestBytes, {"version"});
    if (!object)
        return std::nullopt;
    RollBackRequest request{(*object)["id"].get<std::string>(), std::nullopt};
    if (!object->contains("version"))
        return request;
    request.version = version_of(*object);
    return request.version ? std::optional(request) : std::nullopt;
}

std::optional<RollBackAnswer> parse_roll_back_answer(std::string_view text) {
    const auto object = parse_members(text, kMostAnswerBytes, {"version", "problem"});
    if (!object || object->contains("version") == object->contains("problem"))
        return std::nullopt;
    RollBackAnswer answer{(*object)["id"].get<std::string>(), 0, {}};
    if (object->contains("version")) {
        const auto version = version_of(*object);
        answer.version = version.value_or(0);
        return version ? std::optional(answer) : std::nullopt;
    }
    const Json& problem = (*object)["problem"];
    if (!problem.is_string() || problem.get_ref<const std::string&>().empty())
        return std::nullopt;
    answer.problem = problem.get<std::string>();
    return answer;
}

fs::path roll_back_file(const fs::path& folder) {
    return folder / kRollBackName;
}

std::optional<RollBackRequest> read_roll_back_request(const fs::path& file) {
    const auto text = read_regular(file, kMostRequestBytes);
    return text ? parse_roll_back_request(*text) : std::nullopt;
}

std::optional<RollBackAnswer> read_roll_back_answer(const fs::path& file) {
    const auto text = read_regular(file, kMostAnswerBytes);
    return text ? parse_roll_back_answer(*text) : std::nullopt;
}

bool write_roll_back_request(const fs::path& folder, const RollBackRequest& request) {
    return write_whole(folder, format_roll_back_request(request));
}

bool write_roll_back_answer(const fs::path& folder, const RollBackAnswer& answer) {
    return write_whole(folder, format_roll_back_answer(answer));
}

} // namespace platform
