#include "platform/logs/review/collection.h"
#include "platform/logs/folder.h"
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

namespace platform::logs::review {
namespace {

namespace fs = std::filesystem;

constexpr std::streamsize kMaxSmallFile = 1024 * 1024;

bool is_plain_file(const fs::path& file) {
    std::error_code ignored;
    return fs::symlink_status(file, ignored).type() == fs::file_type::regular;
}

std::string read_small(const fs::path& file) {
    if (!is_plain_file(file))
        return {};
    std::ifstream stream(file, std::ios::binary);
    std::string text(kMaxSmallFile, '\0');
    stream.read(text.data(), kMaxSmallFile);
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

std::string sum_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::vector<char> buffer(256 * 1024);
    Sha256 sum;
    while (stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || stream.gcount() > 0)
        sum.add({buffer.data(), static_cast<std::size_t>(stream.gcount())});
    return sum.finish();
}

bool is_collection(const fs::path& folder) {
    return is_plain_file(folder / "collection.json") || is_plain_file(folder / "events-0001.jsonl");
}

void check_sums(const fs::path& folder, const std::string& sums, const Sinks& sinks) {
    constexpr std::size_t kSumSize = 64;
    std::istringstream lines(sums);
    for (std::string line; std::getline(lines, line);) {
        const bool is_sum = line.size() > kSumSize + 2 && line[kSumSize] == ' ';
        const std::string name = is_sum ? line.substr(kSumSize + 2) : "";
        if (!is_sum || name.find('/') != std::string::npos || name == "..") {
            sinks.problem({(folder / "SHA256SUMS").string(), 0, "a line of it is no checksum"});
            continue;
        }
        const fs::path file = folder / name;
        if (!is_plain_file(file))
            sinks.problem({file.string(), 0, "this file of the collection is missing"});
        else if (sum_of(file) != line.substr(0, kSumSize))
            sinks.problem(
                {file.string(), 0, "this file is not what the kiosk wrote: its checksum in SHA256SUMS differs"});
    }
}

} // namespace

bool is_about_collection(const fs::path& file) {
    const std::string name = file.filename();
    return name == "collection.json" || name == "collected.json" || name == "SHA256SUMS" || name.ends_with(".part");
}

std::string check_collection(const fs::path& folder, const Sinks& sinks) {
    if (!is_collection(folder))
        return {};
    const std::string sums = read_small(folder / "SHA256SUMS");
    if (sums.empty())
        sinks.problem({folder.string(), 0, "this collection is torn: it has no SHA256SUMS"});
    else
        check_sums(folder, sums, sinks);
    return kiosk_of_collection(folder);
}

std::string kiosk_of_collection(const fs::path& folder) {
    if (!is_collection(folder))
        return {};
    const auto about = nlohmann::json::parse(read_small(folder / "collection.json"), nullptr, false);
    if (about.is_object() && about.contains("kiosk") && about["kiosk"].is_string())
        return about["kiosk"].get<std::string>();
    const fs::path kiosk = folder.parent_path();
    return kiosk.parent_path().filename() == "kiosk-logs" ? kiosk.filename().string() : std::string();
}

} // namespace platform::logs::review
