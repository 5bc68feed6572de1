// A stick that asks for the kiosk's logs: kiosk/logs.request and kiosk/logs.request.minisig, signed by the same keys as
// content. What the file says does not matter; that it is signed as a request for logs does.
#pragma once
#include "db/update/refusal.h"

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace db::update {

inline constexpr std::size_t kMaxLogsRequestBytes = 4 * 1024;

/// Success: the stick in `source` may take the logs. `keys` as in key_ring.h. Follows no link, opens no pipe or device,
/// reads each file once and to the bound at most. Refuses: NoContent (there is no request); NoSignature; NotAFile;
/// TooLarge; StickGone; NoKeys; BadSignatureFile; LegacySignature; UnknownKey; RevokedKey; WrongSignature;
/// AlteredManifest; BadManifest (also a signature of content); WrongProduct; WrongChannel; WrongSize.
[[nodiscard]] Checked<void> check_logs_request(const std::filesystem::path& source, const std::filesystem::path& keys,
                                               std::string_view channel);

} // namespace db::update
