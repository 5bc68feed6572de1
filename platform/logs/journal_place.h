// Which of systemd's journals is read: all of it that is not of one namespace stays unread.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct sd_journal;

namespace platform::logs {

struct JournalPlace {
    std::filesystem::path folder; ///< empty: this machine's journal
    std::string name_space;       ///< LogNamespace= of the units whose words are read; empty: of those without one
    bool operator==(const JournalPlace&) const = default;
};

/// 1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-', the first a letter or digit: so no name leads out of a folder.
[[nodiscard]] bool is_namespace(std::string_view name);

/// The files of the place as one folder: of a namespace its subfolder <machine id>.<namespace>, this machine's or, in a
/// folder without it, the last by name. Empty only for this machine's journal without a namespace; it may not be there.
[[nodiscard]] std::filesystem::path folder_of(const JournalPlace& place);

struct CloseJournal {
    void operator()(sd_journal* journal) const;
};
using OpenJournal = std::unique_ptr<sd_journal, CloseJournal>;

/// Opens it. A negative number is an error of the system.
[[nodiscard]] int open_journal(const JournalPlace& place, OpenJournal& journal);

/// For messages: "the system's journal", or the folder, and the namespace.
[[nodiscard]] std::string text_of(const JournalPlace& place);

} // namespace platform::logs
