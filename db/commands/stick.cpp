#include "db/commands/stick.h"

#include "db/commands/report.h"
#include "db/commands/terminal.h"
#include "db/files.h"
#include "db/update/file_system.h"
#include "db/update/make_stick.h"
#include "db/update/stick_target.h"

#include <array>
#include <cstdio>
#include <ctime>
#include <fmt/format.h>

namespace db::commands {
namespace {

namespace fs = std::filesystem;
using update::CheckedDatabase;

std::string signature_name(std::string_view file) {
    return fmt::format("{}{}", file, update::kSignatureEnding);
}

/// Reports what is wrong with the database.
std::optional<CheckedDatabase> check_or_report(const fs::path& database, const std::string& channel) {
    std::vector<Error> problems;
    ProgressLine progress;
    progress.show("Checking the database");
    auto checked = update::check_to_sign(database, channel, problems);
    progress.show("");
    if (checked)
        return *checked;
    if (problems.empty())
        report(checked.error());
    else
        report(problems, "mend them and build the database again. Nothing was signed.");
    return std::nullopt;
}

std::string in_words(const CheckedDatabase& checked) {
    return fmt::format("content {}, {}, {} bytes, for channel {}", checked.manifest.version,
                       counted(checked.roles, "role", "roles"), checked.manifest.size, checked.manifest.channel);
}

Result<std::optional<update::PublicKey>> load_public_key(const fs::path& path) {
    if (path.empty())
        return std::nullopt;
    const auto text = read_whole(path, update::kMaxKeyFileBytes);
    if (!text)
        return tl::unexpected(text.error());
    const auto key = update::parse_public_key(*text);
    if (!key)
        return fail(ErrorCode::BadContent,
                    fmt::format("this is not a public key: {}; give the file that ends in .pub", key.error().message),
                    path.string());
    return *key;
}

/// The signature for the stick: made now, or read from beside the database.
Result<std::string> signature_for(const StickOptions& options, const CheckedDatabase& checked) {
    if (options.key) {
        const auto key = open_key(*options.key);
        if (!key)
            return tl::unexpected(key.error());
        return update::sign_database(*key, checked);
    }
    const fs::path path = signature_name(options.database.string());
    auto text = read_whole(path, update::kMaxSignatureFileBytes);
    if (!text && text.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound,
                    "the database is not signed yet: sign it with `roledb sign`, or give the key with --key",
                    path.string());
    return text;
}

/// A signature that is there already says for which kiosks the content is.
std::string channel_of(const std::string& signature, const std::string& otherwise) {
    const auto parsed = update::parse_signature(signature);
    if (!parsed)
        return otherwise;
    const auto manifest = update::parse_manifest(parsed->trusted_comment);
    return manifest ? manifest->channel : otherwise;
}

/// Reports every failure; true if all lies on the stick.
bool write_or_report(const fs::path& mount, const std::vector<update::StickFile>& files) {
    Result<void> outcome;
    {
        ProgressLine progress;
        const auto disk = update::disk();
        outcome = update::write_stick(*disk, mount, files, [&](const update::StickProgress& now) {
            progress.show(now.is_reading_back ? "Reading the stick back" : "Writing to the stick", now.done, now.total);
        });
    }
    if (!outcome)
        report(outcome.error());
    return outcome.has_value();
}

/// Nothing is promised of a folder: no kiosk reads it. Returns the exit status, 0.
int tell_folder(const fs::path& folder) {
    fmt::print(
        "{} is an ordinary folder of this computer, not a stick: copy the folder {} in it to the root of a stick "
        "(FAT32 or exFAT), as it is.\n",
        printable(folder.string()), update::kStickFolder);
    return 0;
}

/// With an id of its own and an end. Errors: BadConfig.
Result<update::RequestTerms> completed(update::RequestTerms terms) {
    const auto now_s = static_cast<std::int64_t>(std::time(nullptr));
    terms.id = update::make_request_id();
    if (!terms.until_version && terms.until_date.empty())
        terms.until_date = update::day_after(now_s, kUsualRequestDays);
    if (auto outcome = update::check_terms(terms); !outcome)
        return tl::unexpected(outcome.error());
    if (!terms.until_date.empty() && update::is_over(terms.until_date, now_s))
        return fail(ErrorCode::BadConfig,
                    fmt::format("the day {} is over by the clock of this computer: give a later one with --until-date",
                                terms.until_date));
    return terms;
}

std::string end_in_words(const update::RequestTerms& terms) {
    std::string words = "It ends";
    if (!terms.until_date.empty())
        words += fmt::format(" after {} (on kiosks that know the date)", terms.until_date);
    if (terms.until_version)
        words += fmt::format("{} where content newer than {} is shown", terms.until_date.empty() ? "" : ", and",
                             *terms.until_version);
    return words + ".";
}

} // namespace

int sign(const SignOptions& options) {
    const fs::path output =
        options.output.empty() ? fs::path(signature_name(options.database.string())) : options.output;
    const std::array inputs{options.database, options.key.path, options.key.passphrase_file};
    if (auto may = may_write({output, "-o", inputs, options.force}, kSignatureKind); !may)
        return report(may.error());
    const auto checked = check_or_report(options.database, options.channel);
    if (!checked)
        return 1;
    const auto key = open_key(options.key);
    if (!key)
        return report(key.error());
    if (auto outcome = write_file(output, update::sign_database(*key, *checked)); !outcome)
        return report(outcome.error());
    fmt::print("{}: {}\n", options.database.string(), in_words(*checked));
    fmt::print("Signed with key {}. The signature lies at {}\n", update::text_of(key->public_key().id),
               output.string());
    return 0;
}

int make_stick(const StickOptions& options) {
    const auto target = update::find_stick_target(options.mount);
    if (!target)
        return report(target.error());
    const auto public_key = load_public_key(options.public_key);
    if (!public_key)
        return report(public_key.error());
    auto checked = check_or_report(options.database, options.channel);
    if (!checked)
        return 1;
    const auto signature = signature_for(options, *checked);
    if (!signature)
        return report(signature.error());
    if (!options.key)
        checked->manifest.channel = channel_of(*signature, options.channel);
    if (auto outcome = update::check_signature(*signature, *checked, *public_key ? &**public_key : nullptr); !outcome)
        return report({outcome.error().code, outcome.error().message, signature_name(options.database.string())});
    const update::StickFile database{
        std::string(update::kStickDatabase),
        update::StickFile::Copy{options.database, checked->digest, checked->manifest.size}};
    if (!write_or_report(options.mount, {database, {signature_name(update::kStickDatabase), *signature}}))
        return 1;
    fmt::print("{}: {}\n", options.database.string(), in_words(*checked));
    fmt::print("It is {} and was read back without a fault.\n",
               *target == update::StickTarget::Stick ? "on the stick" : "in the folder");
    if (!options.key && !*public_key)
        fmt::print("The signature itself was not verified: that needs the public key, with --pub.\n");
    if (*target == update::StickTarget::Folder)
        return tell_folder(options.mount);
    fmt::print("A kiosk of this channel that knows the key and shows older content will say: Content {} is installed. "
               "{}.\n",
               checked->manifest.version, counted(checked->roles, "role", "roles"));
    fmt::print("You can remove the stick (eject it first).\n");
    return 0;
}

int request_logs(const RequestOptions& options) {
    const auto target = update::find_stick_target(options.mount);
    if (!target)
        return report(target.error());
    const auto terms = completed(options.terms);
    if (!terms)
        return report(terms.error());
    const auto key = open_key(options.key);
    if (!key)
        return report(key.error());
    const auto request = update::sign_logs_request(*key, options.channel, *terms);
    if (!request)
        return report(request.error());
    if (!write_or_report(options.mount, {{std::string(update::kStickRequest), request->text},
                                         {signature_name(update::kStickRequest), request->signature}}))
        return 1;
    fmt::print("The stick asks {} for {}. Signed with key {}.\n",
               terms->kiosk.empty() ? fmt::format("kiosks of channel {}", options.channel)
                                    : fmt::format("the kiosk {} (channel {})", terms->kiosk, options.channel),
               terms->kiosk.empty() ? "their logs" : "its logs", update::text_of(key->public_key().id));
    fmt::print("{}\n", end_in_words(*terms));
    if (*target == update::StickTarget::Folder)
        return tell_folder(options.mount);
    fmt::print("A kiosk that knows the key will say: The logs are on the stick.\n");
    fmt::print("You can remove the stick (eject it first).\n");
    return 0;
}

} // namespace db::commands
