// A stick that asks for the kiosk's logs: kiosk/logs.request and kiosk/logs.request.minisig, signed by the same keys as
// content. request_terms.h has what it says.
#pragma once
#include "db/update/manifest.h"
#include "db/update/refusal.h"
#include "db/update/request_terms.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace db::update {

inline constexpr std::size_t kMaxLogsRequestBytes = 4 * 1024;

/// The kiosk that a request meets.
struct RequestedKiosk {
    std::filesystem::path keys; ///< as in key_ring.h
    std::string channel{kDefaultChannel};
    std::string name;
    /// The version of the content that is shown; empty where that is not known. Asked only by a request that ends with
    /// a version; may be missing.
    std::function<std::optional<std::int64_t>()> shown_version;
    std::optional<std::int64_t> now_s; ///< since 1970; empty where the clock can't be trusted: then no day is ever over
};

/// Success: the stick in `source` may take the logs, on these terms. Follows no link, opens no pipe or device, reads
/// each file once and to the bound at most; what the request says is read only after its signature was verified.
/// Refuses: NoContent (there is no request); NoSignature; NotAFile; TooLarge; StickGone; NoKeys; BadSignatureFile;
/// LegacySignature; UnknownKey; RevokedKey; WrongSignature; AlteredManifest; BadManifest (also a signature of content);
/// WrongProduct; WrongChannel; WrongSize; BadRequest (also one of an older `roledb`, which has neither id nor end);
/// OtherKiosk; RequestEnded (also where it ends with a version and it is not known which one is shown).
[[nodiscard]] Checked<RequestTerms> check_logs_request(const std::filesystem::path& source,
                                                       const RequestedKiosk& kiosk);

} // namespace db::update
