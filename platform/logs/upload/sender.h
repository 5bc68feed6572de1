// Sends entries to the collector over HTTPS, as systemd-journal-upload does.
#pragma once
#include "platform/logs/upload/answer.h"
#include <string>

namespace platform::logs::upload {

/// The collector and the papers of this kiosk, PEM files; empty for http://.
struct Collector {
    std::string url; ///< https://HOST[:PORT]; port 19532 where none is named
    std::string key;
    std::string certificate;
    std::string trust; ///< certificate of the authority that signed the collector's
};

/// Where systemd-journal-upload sends to, too: port 19532 where the URL has none, and the path /upload.
[[nodiscard]] std::string endpoint_of(const std::string& url);

/// Sends a body in the journal's export format and waits for the answer: at most 10 s for a connection, and at most
/// 15 s without a byte.
[[nodiscard]] Answer send(const Collector& collector, const std::string& body);

} // namespace platform::logs::upload
