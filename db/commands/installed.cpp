#include "db/commands/installed.h"

#include "db/commands/report.h"
#include "db/commands/verdict_words.h"
#include "db/update/content_state.h"
#include "db/update/file_system.h"
#include "db/update/key_ring.h"
#include "db/update/proof.h"
#include "db/update/state_folder.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>

namespace db::commands {
namespace {

using Json = nlohmann::ordered_json;
using update::HistoryEntry;
using update::HistoryKind;
using update::Verdict;

constexpr std::string_view kFactory = "factory";

bool changed_content(const HistoryEntry& entry) {
    return entry.kind == HistoryKind::RollBack || entry.verdict == Verdict::Installed;
}

bool was_refused(const HistoryEntry& entry) {
    return entry.kind == HistoryKind::Install && entry.verdict != Verdict::Installed
           && entry.verdict != Verdict::AlreadyShown;
}

std::string content_name(std::int64_t version) {
    return version > 0 ? fmt::format("content {}", version) : "the factory's content";
}

std::string time_of(const HistoryEntry& entry) {
    return entry.wall.empty() ? "clock not set" : printable(entry.wall);
}

std::string stick_of(const HistoryEntry& entry) {
    return entry.stick.empty() ? "" : "from stick " + printable(entry.stick);
}

Json json_of(const HistoryEntry& entry) {
    return Json{{"kind", entry.kind == HistoryKind::Install ? "install" : "rollback"},
                {"verdict", update::verdict_name(entry.verdict)},
                {"version", entry.version},
                {"previous", entry.previous},
                {"stick", entry.stick},
                {"wall", entry.wall},
                {"detail", entry.detail}};
}

void print_json(const Json& json) {
    fmt::print("{}\n", json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

/// A kept version that the keys of now do not verify.
struct Unverified {
    std::int64_t version = 0;
    update::Refusal why;
};

/// What `status` says.
struct Status {
    std::int64_t shown = 0;
    std::filesystem::path database;
    bool is_fallback = false; ///< the current one can't be shown, so that an older one is
    std::vector<std::int64_t> kept;
    bool has_keys = false; ///< signatures were verified
    std::vector<Unverified> unverified;
    std::vector<update::KeyProblem> key_problems;
    std::optional<HistoryEntry> since;
    std::optional<HistoryEntry> refused;
};

/// Fills in what the keys of now say. Errors: those of KeyRing.
Result<void> verify_all(Status& status, const std::filesystem::path& state, const std::filesystem::path& keys) {
    const auto ring = update::KeyRing::load(keys);
    if (!ring)
        return tl::unexpected(ring.error());
    status.has_keys = true;
    status.key_problems = ring->problems;
    for (const update::InstalledContent& content : update::kept_content(state)) {
        if (auto proof = update::verify_kept(*ring, content.database.parent_path()); !proof)
            status.unverified.push_back({content.version, std::move(proof.error())});
    }
    return {};
}

Result<Status> find_status(const std::filesystem::path& state, const std::filesystem::path& keys) {
    Status status;
    if (!keys.empty()) {
        if (auto verified = verify_all(status, state, keys); !verified)
            return tl::unexpected(verified.error());
    }
    const auto current = update::current_version(state);
    for (const update::InstalledContent& content : update::content_to_try(state)) {
        const bool is_good = std::none_of(status.unverified.begin(), status.unverified.end(),
                                          [&](const Unverified& bad) { return bad.version == content.version; });
        if (!is_good)
            continue;
        status.shown = content.version;
        status.database = content.database;
        break;
    }
    status.is_fallback = current && status.shown != *current;
    for (const update::InstalledContent& content : update::kept_content(state))
        status.kept.push_back(content.version);
    const auto entries = update::read_history(state, std::numeric_limits<std::size_t>::max());
    if (!entries)
        return tl::unexpected(entries.error());
    for (const HistoryEntry& entry : *entries) {
        if (changed_content(entry))
            status.since = entry;
        if (was_refused(entry))
            status.refused = entry;
    }
    if (status.since && status.since->version != status.shown)
        status.since.reset();
    return status;
}

/// What a person has to know of keys and signatures.
void print_trust(const Status& status) {
    if (!status.has_keys && !status.kept.empty())
        fmt::print("Signatures were not verified: give the folder of keys with --keys.\n");
    for (const Unverified& bad : status.unverified)
        fmt::print("Not shown: content {} ({})\n  {}\n", bad.version, update::verdict_name(bad.why.verdict),
                   printable(bad.why.detail));
    for (const update::KeyProblem& problem : status.key_problems)
        fmt::print("{}: {}\n", problem.stops_sticks ? "No stick is taken" : "Keys", printable(problem.text()));
}

void print_words(const Status& status) {
    fmt::print("Shown: {}\n", content_name(status.shown));
    if (status.is_fallback)
        fmt::print("  The content that was installed last is damaged or not trusted; this is {}.\n",
                   status.shown > 0 ? "an older one" : "what the kiosk came with");
    if (status.since) {
        const bool is_install = status.since->kind == HistoryKind::Install;
        fmt::print("  {}: {}{}{}\n", is_install ? "installed" : "gone back to", time_of(*status.since),
                   status.since->stick.empty() ? "" : ", ", stick_of(*status.since));
    }
    if (!status.database.empty())
        fmt::print("  {}\n", status.database.string());
    if (!status.kept.empty())
        fmt::print("Kept: {}\n", fmt::join(status.kept, ", "));
    print_trust(status);
    if (!status.refused) {
        fmt::print("No stick was refused.\n");
        return;
    }
    const HistoryEntry& refused = *status.refused;
    const VerdictWords words = words_for(refused.verdict, refused.version);
    fmt::print("Refused last: {}{}{}{}{}\n  {} {}\n", time_of(refused),
               refused.version > 0 ? fmt::format(", content {}", refused.version) : "",
               refused.stick.empty() ? "" : ", ", stick_of(refused),
               fmt::format(" ({})", update::verdict_name(refused.verdict)), words.what, words.cure);
    if (!refused.detail.empty())
        fmt::print("  {}\n", printable(refused.detail));
}

std::string line_of(const HistoryEntry& entry) {
    const std::string what = entry.kind == HistoryKind::RollBack   ? "went back"
                             : entry.verdict == Verdict::Installed ? "installed"
                             : was_refused(entry)                  ? "refused"
                                                                   : "no change";
    std::string line = fmt::format("{:<20}  {:<9}  {:<12}", time_of(entry), what,
                                   entry.version > 0                     ? fmt::format("content {}", entry.version)
                                   : entry.kind == HistoryKind::RollBack ? "factory"
                                                                         : "unknown");
    if (changed_content(entry))
        line += "  before: " + content_name(entry.previous);
    else
        line += "  " + words_for(entry.verdict, entry.version).what;
    if (!entry.stick.empty())
        line += fmt::format("  ({})", printable(entry.stick));
    return line;
}

Result<std::optional<std::int64_t>> version_of(const std::string& text) {
    if (text.empty())
        return std::nullopt;
    if (text == kFactory)
        return 0;
    std::int64_t version = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    if (error != std::errc() || end != text.data() + text.size() || version < 1)
        return fail(ErrorCode::BadConfig,
                    fmt::format("'{}' is no version: give a number that `roledb status` lists, or '{}'",
                                printable(text), kFactory));
    return version;
}

} // namespace

int status(const std::filesystem::path& state, const std::filesystem::path& keys, Form form) {
    const auto found = find_status(state, keys);
    if (!found)
        return report(found.error());
    if (form == Form::Words) {
        print_words(*found);
        return 0;
    }
    Json unverified = Json::array();
    for (const Unverified& bad : found->unverified)
        unverified.push_back(
            {{"version", bad.version}, {"verdict", update::verdict_name(bad.why.verdict)}, {"detail", bad.why.detail}});
    Json problems = Json::array();
    for (const update::KeyProblem& problem : found->key_problems)
        problems.push_back(
            {{"file", problem.file.string()}, {"why", problem.why}, {"stops_sticks", problem.stops_sticks}});
    print_json(Json{{"version", found->shown},
                    {"database", found->database.string()},
                    {"is_fallback", found->is_fallback},
                    {"kept", found->kept},
                    {"verified", found->has_keys},
                    {"unverified", unverified},
                    {"key_problems", problems},
                    {"since", found->since ? json_of(*found->since) : Json()},
                    {"refused", found->refused ? json_of(*found->refused) : Json()}});
    return 0;
}

int history(const std::filesystem::path& state, std::size_t limit, Form form) {
    const auto entries = update::read_history(state, limit);
    if (!entries)
        return report(entries.error());
    for (const HistoryEntry& entry : *entries) {
        if (form == Form::Json)
            print_json(json_of(entry));
        else
            fmt::print("{}\n", line_of(entry));
    }
    if (entries->empty() && form == Form::Words)
        fmt::print("Nothing was tried yet: the kiosk shows the content that it came with.\n");
    return 0;
}

int roll_back(update::RollBackOptions options, const std::string& version, Form form) {
    const auto wanted = version_of(version);
    if (!wanted)
        return report(wanted.error());
    options.version = *wanted;
    const auto files = update::disk();
    const auto shown = update::roll_back(*files, options);
    if (!shown)
        return report(shown.error());
    if (form == Form::Json)
        print_json(Json{{"version", *shown}});
    else
        fmt::print("The kiosk shows {} now.\n", content_name(*shown));
    return 0;
}

} // namespace db::commands
