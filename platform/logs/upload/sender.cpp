#include "platform/logs/upload/sender.h"
#include <curl/curl.h>
#include <memory>

namespace platform::logs::upload {
namespace {

constexpr long kConnectSeconds = 10;
constexpr long kSilentSeconds = 15;
constexpr long kMostSeconds = 120;

std::size_t ignore(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

Answer answer_of(CURLcode code, CURL* curl) {
    if (code == CURLE_OK) {
        long status = 0;
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
        return status >= 200 && status < 300 ? Answer::Taken : Answer::Refused;
    }
    curl_off_t connected = 0; // for http:// curl gives 0, and then a cut connection is one that never was
    curl_easy_getinfo(curl, CURLINFO_APPCONNECT_TIME_T, &connected);
    if (connected == 0)
        return Answer::Unreachable;
    // systemd-journal-remote closes the connection at an entry that it cannot take.
    return code == CURLE_OPERATION_TIMEDOUT ? Answer::Stalled : Answer::Refused;
}

} // namespace

std::string endpoint_of(const std::string& url) {
    std::string address = url;
    while (address.ends_with('/'))
        address.pop_back();
    const std::size_t scheme = address.find("://");
    const std::size_t host = scheme == std::string::npos ? 0 : scheme + 3;
    const std::size_t bracket = address.find(']', host); // of an IPv6 address
    if (address.find(':', bracket == std::string::npos ? host : bracket) == std::string::npos)
        address += ":19532";
    return address + "/upload";
}

Answer send(const Collector& collector, const std::string& body) {
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> owned(curl_easy_init(), curl_easy_cleanup);
    CURL* curl = owned.get();
    if (curl == nullptr)
        return Answer::Unreachable;
    curl_slist* lines = curl_slist_append(nullptr, "Content-Type: application/vnd.fdo.journal");
    lines = curl_slist_append(lines, "Transfer-Encoding: chunked"); // the collector insists on it
    lines = curl_slist_append(lines, "Expect:");
    const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(lines, curl_slist_free_all);
    curl_easy_setopt(curl, CURLOPT_URL, endpoint_of(collector.url).c_str());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.data());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, kSilentSeconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, kMostSeconds);
    if (!collector.key.empty())
        curl_easy_setopt(curl, CURLOPT_SSLKEY, collector.key.c_str());
    if (!collector.certificate.empty())
        curl_easy_setopt(curl, CURLOPT_SSLCERT, collector.certificate.c_str());
    if (!collector.trust.empty())
        curl_easy_setopt(curl, CURLOPT_CAINFO, collector.trust.c_str());
    return answer_of(curl_easy_perform(curl), curl);
}

} // namespace platform::logs::upload
