#include "db/update/logs_request.h"

#include "db/update/descriptor.h"
#include "db/update/key_ring.h"
#include "db/update/manifest.h"
#include "db/update/proof.h"
#include "db/update/pulled_out.h"
#include "db/update/signature.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

namespace db::update {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCure = "make the request again with `roledb request-logs`";

tl::unexpected<Refusal> refuse_file(Verdict verdict, const fs::path& path, std::string_view why) {
    return refuse(verdict, fmt::format("{}: {}; {}", path.string(), why, kCure));
}

tl::unexpected<Refusal> request_is_gone(const fs::path& path, int error) {
    return refuse(Verdict::StickGone,
                  fmt::format("{}: cannot read it: {}; plug the stick in again, or take another one", path.string(),
                              std::strerror(error)));
}

tl::unexpected<Refusal> request_is_no_file(const fs::path& path) {
    return refuse_file(Verdict::NotAFile, path, "this is a link, a folder, a pipe or a device, not a file");
}

Checked<std::string> read_bounded(const Descriptor& file, const fs::path& path, std::size_t max_bytes) {
    std::string text;
    std::array<char, 4096> buffer;
    while (text.size() <= max_bytes) {
        const ssize_t count = ::read(file.number(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return request_is_gone(path, errno);
        if (count == 0)
            return text;
        text.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return refuse_file(Verdict::TooLarge, path, fmt::format("the file is larger than {} bytes", max_bytes));
}

Checked<std::string> read_file(const Descriptor& folder, const fs::path& path, std::size_t max_bytes, Verdict missing) {
    const std::string name = path.filename().string();
    struct stat status = {};
    // Looked at first: opening a device or a pipe can do something by itself.
    if (fstatat(folder.number(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? refuse_file(missing, path, "there is no such file") : request_is_gone(path, errno);
    if (!S_ISREG(status.st_mode))
        return request_is_no_file(path);
    const Descriptor file(
        openat(folder.number(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (!file.is_open())
        return errno == ELOOP || errno == ENXIO ? request_is_no_file(path) : request_is_gone(path, errno);
    if (fstat(file.number(), &status) != 0)
        return request_is_gone(path, errno);
    if (!S_ISREG(status.st_mode))
        return request_is_no_file(path);
    return read_bounded(file, path, max_bytes);
}

struct Request {
    std::string text;
    std::string signature;
};

Checked<Request> read_both(const fs::path& source) {
    const fs::path path = source / "kiosk";
    const Descriptor top(::open(source.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!top.is_open())
        return request_is_gone(source, errno);
    const Descriptor folder(openat(top.number(), "kiosk", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder.is_open() && errno == ENOENT)
        return refuse_file(Verdict::NoContent, path / "logs.request", "there is no such file");
    if (!folder.is_open())
        return errno == ENOTDIR || errno == ELOOP ? request_is_no_file(path) : request_is_gone(path, errno);
    auto text = read_file(folder, path / "logs.request", kMaxLogsRequestBytes, Verdict::NoContent);
    if (!text)
        return tl::unexpected(text.error());
    auto signature = read_file(folder, path / "logs.request.minisig", kMaxSignatureFileBytes, Verdict::NoSignature);
    if (!signature)
        return tl::unexpected(signature.error());
    return Request{std::move(*text), std::move(*signature)};
}

Checked<Request> read_request(const fs::path& source) {
    auto request = read_both(source);
    if (!request && means_pulled_out(request.error(), source))
        return request_is_gone(source / "kiosk", ENODEV);
    return request;
}

Checked<void> check_manifest(std::string_view comment, std::size_t bytes, std::string_view channel,
                             const fs::path& path) {
    const auto manifest = parse_manifest(comment);
    if (!manifest)
        return refuse_file(Verdict::BadManifest, path, manifest.error().text());
    if (manifest->product != kProduct)
        return refuse_file(Verdict::WrongProduct, path,
                           fmt::format("it is for '{}', and this kiosk is a '{}'", manifest->product, kProduct));
    if (manifest->subject != Subject::LogsRequest)
        return refuse_file(Verdict::BadManifest, path, "this is the signature of content, not of a request for logs");
    if (manifest->channel != channel)
        return refuse_file(
            Verdict::WrongChannel, path,
            fmt::format("it is for the channel '{}', and this kiosk is on '{}'", manifest->channel, channel));
    if (manifest->size < 0 || static_cast<std::uint64_t>(manifest->size) != bytes)
        return refuse_file(Verdict::WrongSize, path,
                           fmt::format("it was signed for {} bytes, and the request has {}", manifest->size, bytes));
    return {};
}

/// Whether this kiosk, now, is one that the request is for.
Checked<void> check_terms_hold(const RequestTerms& terms, const RequestedKiosk& kiosk, const fs::path& path) {
    if (!terms.kiosk.empty() && terms.kiosk != kiosk.name)
        return refuse_file(Verdict::OtherKiosk, path,
                           fmt::format("it is for the kiosk '{}', and this one is '{}'", terms.kiosk, kiosk.name));
    if (!terms.until_date.empty() && kiosk.now_s && is_over(terms.until_date, *kiosk.now_s))
        return refuse_file(Verdict::RequestEnded, path, fmt::format("it ended with the day {}", terms.until_date));
    if (!terms.until_version)
        return {};
    const auto shown = kiosk.shown_version ? kiosk.shown_version() : std::nullopt;
    if (!shown)
        return refuse_file(Verdict::RequestEnded, path,
                           fmt::format("it ends with content {}, and it is not known which content this kiosk shows",
                                       *terms.until_version));
    if (*shown > *terms.until_version)
        return refuse_file(
            Verdict::RequestEnded, path,
            fmt::format("it ended with content {}, and this kiosk shows {}", *terms.until_version, *shown));
    return {};
}

} // namespace

Checked<RequestTerms> check_logs_request(const fs::path& source, const RequestedKiosk& kiosk) {
    const auto request = read_request(source);
    if (!request)
        return tl::unexpected(request.error());
    const fs::path path = source / "kiosk" / "logs.request.minisig";
    const auto ring = load_to_verify(kiosk.keys);
    if (!ring)
        return tl::unexpected(ring.error());
    const auto signature = parse_signature(request->signature);
    if (!signature)
        return refuse_file(Verdict::BadSignatureFile, path, signature.error().text());
    Hasher hasher;
    hasher.add(request->text);
    if (const auto found = verify(*ring, *signature, hasher.finish()); found.verdict != Verdict::Installed)
        return refuse_file(found.verdict, path, why_not(found.verdict, *signature));
    const auto manifest = check_manifest(signature->trusted_comment, request->text.size(), kiosk.channel, path);
    if (!manifest)
        return tl::unexpected(manifest.error());
    const fs::path text = source / "kiosk" / "logs.request";
    auto terms = parse_terms(request->text);
    if (!terms)
        return refuse_file(Verdict::BadRequest, text, terms.error().message);
    if (const auto outcome = check_terms_hold(*terms, kiosk, text); !outcome)
        return tl::unexpected(outcome.error());
    return std::move(*terms);
}

} // namespace db::update
