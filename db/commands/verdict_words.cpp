#include "db/commands/verdict_words.h"

#include <fmt/format.h>

namespace db::commands {

using update::Verdict;

// One switch without a default, so that the compiler names a verdict without words.
VerdictWords words_for(Verdict verdict, std::int64_t version) {
    switch (verdict) {
    case Verdict::Installed:
        return {fmt::format("Content {} is installed.", version), "You can remove the stick."};
    case Verdict::AlreadyShown:
        return {fmt::format("Content {} is shown already.", version),
                "Nothing had to be changed. You can remove the stick."};
    case Verdict::Unreadable:
        return {"This stick cannot be read by the kiosk.",
                "Nothing was changed. Use a stick that is formatted as FAT32 or exFAT."};
    case Verdict::NoContent:
        return {"This stick holds nothing for the kiosk.",
                "Nothing was changed. Use the stick that was made for the kiosk."};
    case Verdict::NoSignature:
        return {"The content on this stick is not signed.",
                "Nothing was changed. Sign it with `roledb sign`, and make the stick again."};
    case Verdict::NotAFile:
        return {"This stick holds a link or a folder in place of the content.",
                "Nothing was changed. Make the stick again with `roledb stick`."};
    case Verdict::TooLarge:
        return {"The content on this stick is too large.",
                "Nothing was changed. Make it smaller, and make the stick again."};
    case Verdict::StickGone:
        return {"The stick could not be read to its end.",
                "Nothing was changed. Put it in again and wait for the answer, or use another one."};
    case Verdict::Changed:
        return {"The files on the stick changed while they were read.",
                "Nothing was changed on the kiosk. Use another stick."};
    case Verdict::BadSignatureFile:
        return {"The signature on this stick can't be read.",
                "Nothing was changed. Sign the content again with `roledb sign`, and make the stick again."};
    case Verdict::LegacySignature:
        return {"The signature is of an old kind that is not safe.",
                "Nothing was changed. Sign the content again with `roledb sign`, or with minisign without -l."};
    case Verdict::UnknownKey:
        return {"This kiosk does not know who signed the content.",
                "Nothing was changed. Sign it with a key whose public half lies in the kiosk's folder of keys."};
    case Verdict::RevokedKey:
        return {"The key that signed this content was withdrawn.",
                "Nothing was changed. Sign it again with the new key."};
    case Verdict::WrongSignature:
        return {"The content is not the one that was signed.",
                "Nothing was changed. Do not use this stick. Ask for a new one."};
    case Verdict::AlteredManifest:
        return {"The label of the content was altered after signing.",
                "Nothing was changed. Do not use this stick. Ask for a new one."};
    case Verdict::BadManifest:
        return {"The label of the content can't be understood.",
                "Nothing was changed. Sign the content again with `roledb sign`, and make the stick again."};
    case Verdict::WrongProduct:
        return {"This content is for another product.",
                "Nothing was changed. Use the stick that was made for the kiosk."};
    case Verdict::WrongChannel:
        return {"This content is for other kiosks.",
                "Nothing was changed. Use the stick that was made for this kiosk, or sign with its --channel."};
    case Verdict::WrongSchema:
        return {"This content is for another version of the program.",
                "Nothing was changed. Ask for content for this version, or update the kiosk first."};
    case Verdict::WrongSize:
        return {"The content does not fit its label.",
                "Nothing was changed. Make the stick again with `roledb stick`, and remove it only when it says so."};
    case Verdict::Older:
        return {"This stick is older than what is shown.", "Nothing was changed. Use the newest stick."};
    case Verdict::SameVersion:
        return {fmt::format("Another content {} is shown already.", version),
                "Nothing was changed. Give the new content a higher number, and make the stick again."};
    case Verdict::WildJump:
        return {"The number of this content is far too high.",
                "Nothing was changed. Check the number, and make the stick again."};
    case Verdict::RolledBack:
        return {fmt::format("Staff went back from content {} on this kiosk.", version),
                "Nothing was changed. Use newer content, or choose it with `roledb rollback --to`."};
    case Verdict::BadContent:
        return {"The content on this stick breaks a rule.",
                "Nothing was changed. Mend what `roledb check` lists, and make the stick again."};
    case Verdict::BadRequest:
        return {"The request for the logs is damaged or out of date: make it again.",
                "Nothing was changed. Make the stick again with `roledb request-logs`."};
    case Verdict::OtherKiosk:
        return {"The request for the logs is for another kiosk.",
                "Nothing was changed. Put it into that kiosk, or make one for this with `roledb request-logs`."};
    case Verdict::RequestEnded:
        return {"The request for the logs has ended: make it again.",
                "Nothing was changed. Make the stick again with `roledb request-logs`."};
    case Verdict::NoKeys:
        return {"This kiosk has no key to check content with.",
                "Nothing was changed. Put the public key (.pub) into the kiosk's folder of keys."};
    case Verdict::BadKeys:
        return {"A file that should withdraw a key can't be read.",
                "Nothing was changed. Mend or remove that file in the kiosk's folder of keys; until then it takes no "
                "stick."};
    case Verdict::NoSpace:
        return {"The storage of the kiosk is full.",
                "Nothing was changed. Make room on it, and put the stick in again."};
    case Verdict::DiskFailed:
        return {"The storage of the kiosk does not work.",
                "Nothing was changed. Restart the kiosk. If it stays so, replace its card."};
    case Verdict::Busy:
        return {"Another stick is being read.", "Wait until it is done, then put this one in again."};
    }
    return {"The stick was refused.", "Nothing was changed."};
}

} // namespace db::commands
