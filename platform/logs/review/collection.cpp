#include "platform/logs/review/collection.h"
#include "platform/logs/folder.h"
#include "platform/logs/review/entry_builder.h"
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <sys/stat.h>
#include <utility>
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

/// Holds SHA256SUMS against the files, each of which is read once, whatever names lead to it: on a stick EVENTS.JSONL
/// and events.jsonl are one file.
class SumsCheck {
public:
    SumsCheck(const fs::path& folder, const Sinks& sinks) : m_folder(folder), m_sinks(sinks) {}
    void take_line(const std::string& line);
    void tell_rest() const;

private:
    void check(const std::string& name, std::string_view wanted);

    const fs::path& m_folder;
    const Sinks& m_sinks;
    std::set<std::string> m_names;
    std::map<std::pair<dev_t, ino_t>, std::string> m_sums;
    std::int64_t m_strange = 0; ///< lines
    std::int64_t m_again = 0;   ///< names that came before
};

void SumsCheck::check(const std::string& name, std::string_view wanted) {
    const fs::path file = m_folder / name;
    struct stat status {};
    if (::lstat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
        return m_sinks.problem({file.string(), 0, "this file of the collection is missing"});
    const auto [sum, is_first] = m_sums.try_emplace({status.st_dev, status.st_ino});
    if (is_first)
        sum->second = sum_of(file);
    if (sum->second != wanted)
        m_sinks.problem(
            {file.string(), 0, "this file is not what the kiosk wrote: its checksum in SHA256SUMS differs"});
}

void SumsCheck::take_line(const std::string& line) {
    constexpr std::size_t kSumSize = 64;
    const bool is_sum = line.size() > kSumSize + 2 && line[kSumSize] == ' ';
    const std::string name = is_sum ? line.substr(kSumSize + 2) : "";
    if (!is_sum || name.find('/') != std::string::npos || name == "..")
        ++m_strange;
    else if (m_names.insert(name).second)
        check(name, std::string_view(line).substr(0, kSumSize));
    else
        ++m_again;
}

void SumsCheck::tell_rest() const {
    const std::string file = (m_folder / "SHA256SUMS").string();
    if (m_strange > 0)
        m_sinks.problem({file, 0,
                         m_strange == 1 ? "a line of it is not a checksum"
                                        : fmt::format("{} lines of it are no checksums", m_strange)});
    if (m_again > 0)
        m_sinks.problem({file, 0,
                         fmt::format("{} of its lines name a file that it has named before; the first of each "
                                     "counts",
                                     m_again)});
}

void check_sums(const fs::path& folder, const std::string& sums, const Sinks& sinks) {
    SumsCheck check(folder, sinks);
    std::istringstream lines(sums);
    for (std::string line; std::getline(lines, line);)
        check.take_line(line);
    check.tell_rest();
}

} // namespace

bool is_about_collection(const fs::path& file) {
    const std::string name = file.filename();
    return name == "collection.json" || name == "collected.json" || name == "SHA256SUMS" || name.ends_with(".part");
}

std::string kiosk_of_certificate(const fs::path& file) {
    std::error_code ignored;
    const fs::path folder = fs::absolute(file, ignored).lexically_normal().parent_path();
    return folder.parent_path().filename() == "by-certificate" ? folder.filename().string() : std::string();
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
    if (about.is_object() && about.contains("kiosk") && about["kiosk"].is_string()
        && about["kiosk"].get_ref<const std::string&>().size() <= kMaxKioskBytes)
        return about["kiosk"].get<std::string>();
    const fs::path kiosk = folder.parent_path();
    return kiosk.parent_path().filename() == "kiosk-logs" ? kiosk.filename().string() : std::string();
}

} // namespace platform::logs::review
