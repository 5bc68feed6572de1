// What became of a stick, as one word that logs, the history and the screen share.
#pragma once
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace db::update {

enum class Verdict {
    Installed,    ///< new content is what the kiosk shows from now on
    AlreadyShown, ///< the stick holds exactly what is shown

    // The stick. Nothing was changed.
    Unreadable,       ///< it could not be opened at all: not FAT or exFAT, or broken
    NoContent,        ///< there is no kiosk/roles.db
    NoSignature,      ///< there is no kiosk/roles.db.minisig
    NotAFile,         ///< one of the two is a link, folder, pipe or device
    TooLarge,         ///< larger than a database or a signature may be
    StickGone,        ///< it could not be read to the end: pulled, or failing
    Changed,          ///< the files changed while they were read
    BadSignatureFile, ///< no signature in minisign's format
    LegacySignature,  ///< minisign's old algorithm "Ed", which hashes nothing
    UnknownKey,       ///< signed with a key that this kiosk does not know
    RevokedKey,       ///< signed with a key that was withdrawn
    WrongSignature,   ///< the database is not the one that was signed
    AlteredManifest,  ///< the trusted comment is not the one that was signed
    BadManifest,      ///< signed, but the trusted comment is no manifest of ours
    WrongProduct,
    WrongChannel,
    WrongSchema, ///< for another version of the program: the kiosk must be updated first
    WrongSize,   ///< the manifest names another size or version than the database has
    Older,       ///< older than what is shown
    SameVersion, ///< the number of what is shown, with other bytes
    WildJump,    ///< a version too far above what is shown
    RolledBack,  ///< this version was rolled back on this kiosk
    BadContent,  ///< signed, but the database breaks a rule of db/README.md

    // Only for a request for the logs.
    BadRequest,   ///< signed, but what it says can't be understood, or is that of an older version
    OtherKiosk,   ///< for a kiosk of another name
    RequestEnded, ///< its content version or its last day is over

    // The kiosk. Nothing was changed.
    NoKeys,     ///< no public key is installed, so that nothing can be verified
    BadKeys,    ///< a file that should withdraw a key is none, so that nothing can be trusted
    NoSpace,    ///< the internal storage is full
    DiskFailed, ///< the internal storage can't be read or written
    Busy,       ///< another installation runs
};

inline constexpr std::array<std::pair<Verdict, std::string_view>, 33> kVerdictNames{{
    {Verdict::Installed, "installed"},
    {Verdict::AlreadyShown, "already_shown"},
    {Verdict::Unreadable, "unreadable"},
    {Verdict::NoContent, "no_content"},
    {Verdict::NoSignature, "no_signature"},
    {Verdict::NotAFile, "not_a_file"},
    {Verdict::TooLarge, "too_large"},
    {Verdict::StickGone, "stick_gone"},
    {Verdict::Changed, "changed"},
    {Verdict::BadSignatureFile, "bad_signature_file"},
    {Verdict::LegacySignature, "legacy_signature"},
    {Verdict::UnknownKey, "unknown_key"},
    {Verdict::RevokedKey, "revoked_key"},
    {Verdict::WrongSignature, "wrong_signature"},
    {Verdict::AlteredManifest, "altered_manifest"},
    {Verdict::BadManifest, "bad_manifest"},
    {Verdict::WrongProduct, "wrong_product"},
    {Verdict::WrongChannel, "wrong_channel"},
    {Verdict::WrongSchema, "wrong_schema"},
    {Verdict::WrongSize, "wrong_size"},
    {Verdict::Older, "older"},
    {Verdict::SameVersion, "same_version"},
    {Verdict::WildJump, "wild_jump"},
    {Verdict::RolledBack, "rolled_back"},
    {Verdict::BadContent, "bad_content"},
    {Verdict::BadRequest, "bad_request"},
    {Verdict::OtherKiosk, "other_kiosk"},
    {Verdict::RequestEnded, "request_ended"},
    {Verdict::NoKeys, "no_keys"},
    {Verdict::BadKeys, "bad_keys"},
    {Verdict::NoSpace, "no_space"},
    {Verdict::DiskFailed, "disk_failed"},
    {Verdict::Busy, "busy"},
}};

/// "installed", "wrong_signature": for logs and files; never changes.
[[nodiscard]] constexpr std::string_view verdict_name(Verdict verdict) {
    for (const auto& [known, name] : kVerdictNames)
        if (known == verdict)
            return name;
    return "invalid";
}

[[nodiscard]] constexpr std::optional<Verdict> verdict_of(std::string_view name) {
    for (const auto& [verdict, known] : kVerdictNames)
        if (known == name)
            return verdict;
    return std::nullopt;
}

} // namespace db::update
