// What tests of the logs share: logs to read, and what lies on a stick after a collection.
#pragma once
#include "platform/logs/journal_fields.h"
#include "platform/logs/json_writer.h"
#include "tests/support/command_support.h"
#include "tests/support/scratch_folder.h"

#include <algorithm>
#include <cstdint>
#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <sys/mount.h>
#include <vector>

namespace test {

namespace fs = std::filesystem;

inline constexpr const char* kBoot = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";

inline void write(const fs::path& file, std::string_view text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

inline void append(const fs::path& file, std::string_view text) {
    std::ofstream(file, std::ios::binary | std::ios::app) << text;
}

inline std::string read(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

/// A line of a log file without its end; `seq` tells it from the others.
inline std::string event_line(int seq) {
    using namespace platform::logs;
    return json_line(describe(RoleViewed{"economist", seq * 10}),
                     {"hall-2", kBoot, 1, seq * 1000, seq, "2026-11-24T12:00:00Z"});
}

/// The lines of the events `first` to `last`, each with its end.
inline std::string event_lines(int first, int last) {
    std::string text;
    for (int seq = first; seq <= last; ++seq)
        text += event_line(seq) + "\n";
    return text;
}

inline std::vector<std::string> lines_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

inline std::vector<fs::path> sorted(const fs::path& folder) {
    std::vector<fs::path> paths;
    if (fs::is_directory(folder))
        for (const auto& entry : fs::directory_iterator(folder))
            paths.push_back(entry.path());
    std::ranges::sort(paths);
    return paths;
}

/// The lines of a collection, if it is whole; its sums are held against `sha256sum`.
inline std::vector<std::string> lines_in(const fs::path& collection) {
    if (!fs::exists(collection / "SHA256SUMS"))
        return {};
    const auto sums = run(fmt::format("cd '{}' && sha256sum -c --strict SHA256SUMS", collection.string()));
    CHECK_MESSAGE(sums.status == 0, sums.output);
    std::vector<std::string> lines;
    for (const fs::path& file : sorted(collection)) {
        if (file.extension() == ".jsonl")
            for (std::string& line : lines_of(file))
                lines.push_back(std::move(line));
    }
    return lines;
}

/// `seq` of every event in all whole collections of one kiosk on a stick, in order.
inline std::vector<int> seqs_on(const fs::path& stick, const std::string& kiosk = "hall-2") {
    std::vector<int> seqs;
    for (const fs::path& collection : sorted(stick / "kiosk-logs" / kiosk))
        for (const std::string& line : lines_in(collection))
            seqs.push_back(nlohmann::json::parse(line).at("seq"));
    return seqs;
}

inline std::vector<int> numbers(int first, int last) {
    std::vector<int> all;
    for (int number = first; number <= last; ++number)
        all.push_back(number);
    return all;
}

inline std::vector<int> unique(std::vector<int> seqs) {
    std::ranges::sort(seqs);
    seqs.erase(std::unique(seqs.begin(), seqs.end()), seqs.end());
    return seqs;
}

/// A small disk in memory, where mounting is allowed.
class SmallDisk {
public:
    SmallDisk(fs::path folder, std::size_t kibibytes) : m_folder(std::move(folder)) {
        fs::create_directories(m_folder);
        m_is_mounted =
            mount("tmpfs", m_folder.c_str(), "tmpfs", MS_NOSUID, fmt::format("size={}k", kibibytes).c_str()) == 0;
        if (!m_is_mounted)
            MESSAGE("skipped: mounting is not allowed here");
    }
    ~SmallDisk() {
        if (m_is_mounted)
            umount2(m_folder.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    SmallDisk(SmallDisk&&) = delete;
    SmallDisk& operator=(SmallDisk&&) = delete;
    [[nodiscard]] bool is_mounted() const { return m_is_mounted; }
    [[nodiscard]] bool make_read_only() const {
        return mount(nullptr, m_folder.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) == 0;
    }

private:
    fs::path m_folder;
    bool m_is_mounted = false;
};

/// One entry in the journal's export format (systemd.io/JOURNAL_EXPORT_FORMATS).
struct JournalEntry {
    std::string boot = std::string(32, 'a');
    std::uint64_t realtime_us = 1'795'521'600'000'000; // 2026-11-24T12:00:00Z
    std::uint64_t monotonic_us = 0;
    std::vector<std::string> fields; ///< "NAME=value", the value may be anything

    [[nodiscard]] std::string text() const {
        std::string entry = fmt::format("__REALTIME_TIMESTAMP={}\n__MONOTONIC_TIMESTAMP={}\n_BOOT_ID={}\n", realtime_us,
                                        monotonic_us, boot);
        for (const std::string& field : fields) {
            const std::size_t equals = field.find('=');
            const std::string value = field.substr(equals + 1);
            entry += field.substr(0, equals) + "\n";
            for (std::size_t i = 0; i < 8; ++i)
                entry += static_cast<char>((static_cast<std::uint64_t>(value.size()) >> (8 * i)) & 0xff);
            entry += value + "\n";
        }
        return entry + "\n";
    }
};

/// An event of ours as the journal gets it.
inline JournalEntry journal_event(const platform::logs::Event& event, int seq) {
    using namespace platform::logs;
    return {.monotonic_us = static_cast<std::uint64_t>(seq) * 1'000'000,
            .fields = journal_fields(describe(event), {"hall-2", "", 1, seq * 1000, seq, ""})};
}

/// Adds entries to a journal file, which ends in ".journal", with systemd's own program.
inline void write_journal(const fs::path& file, const std::vector<JournalEntry>& entries) {
    std::string text;
    for (const JournalEntry& entry : entries)
        text += entry.text();
    const fs::path exported = file.string() + ".export";
    write(exported, text);
    const auto outcome = run(fmt::format("/lib/systemd/systemd-journal-remote --output='{}' '{}' && rm '{}'",
                                         file.string(), exported.string(), exported.string()));
    REQUIRE_MESSAGE(outcome.status == 0, outcome.output);
}

} // namespace test
