#include "db/update/manifest.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <limits>

namespace db::update {
namespace {

constexpr std::size_t kMaxNameBytes = 64;
constexpr std::string_view kContent = "content";
constexpr std::string_view kLogsRequest = "logs-request";

tl::unexpected<Error> problem(std::string_view part, std::string_view what) {
    return fail(ErrorCode::BadContent, fmt::format("the {} of the signature {}", part, what));
}

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= kMaxNameBytes && std::all_of(text.begin(), text.end(), [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '-';
    });
}

/// Takes the text apart at single spaces, and keeps the first problem.
class PartReader {
public:
    explicit PartReader(std::string_view text) : m_rest(text) {}

    std::string name(std::string_view part, std::string_view key = {}) {
        const std::string_view text = value(part, key);
        if (outcome && !is_name(text))
            outcome = problem(part, "is not 1 to 64 of a-z, 0-9 and hyphens");
        return std::string(text);
    }

    std::int64_t number(std::string_view part, std::int64_t max) {
        const std::string_view text = value(part, part);
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool is_whole = error == std::errc() && end == text.data() + text.size();
        const bool is_plain = text == "0" || (!text.empty() && text[0] >= '1' && text[0] <= '9');
        if (outcome && (!is_whole || !is_plain || number > max))
            outcome = problem(part, "is not a plain number");
        return number;
    }

    void end() {
        if (outcome && !m_is_at_end)
            outcome = fail(ErrorCode::BadContent, "something follows the last part of what the signature says");
    }

    Result<void> outcome;

private:
    std::string_view value(std::string_view part, std::string_view key) {
        if (outcome && m_is_at_end)
            outcome = problem(part, "is missing");
        if (!outcome)
            return {};
        const std::size_t space = m_rest.find(' ');
        std::string_view word = m_rest.substr(0, space);
        m_is_at_end = space == std::string_view::npos;
        m_rest.remove_prefix(m_is_at_end ? m_rest.size() : space + 1);
        if (key.empty())
            return word;
        if (!word.starts_with(key) || !word.substr(key.size()).starts_with('=')) {
            outcome = problem(part, "is missing");
            return {};
        }
        return word.substr(key.size() + 1);
    }

    std::string_view m_rest;
    bool m_is_at_end = false;
};

} // namespace

std::string format_manifest(const Manifest& manifest) {
    return fmt::format("{} {} channel={} version={} schema={} size={}", manifest.product,
                       manifest.subject == Subject::Content ? kContent : kLogsRequest, manifest.channel,
                       manifest.version, manifest.schema, manifest.size);
}

Result<Manifest> parse_manifest(std::string_view text) {
    constexpr std::int64_t kMaxNumber = std::numeric_limits<std::int64_t>::max();
    PartReader parts(text);
    Manifest manifest;
    manifest.product = parts.name("product");
    const std::string subject = parts.name("subject");
    manifest.subject = subject == kLogsRequest ? Subject::LogsRequest : Subject::Content;
    if (parts.outcome && subject != kContent && subject != kLogsRequest)
        parts.outcome = problem("subject", "is neither 'content' nor 'logs-request'");
    manifest.channel = parts.name("channel", "channel");
    manifest.version = parts.number("version", kMaxNumber);
    manifest.schema = static_cast<int>(parts.number("schema", std::numeric_limits<int>::max()));
    manifest.size = parts.number("size", kMaxNumber);
    parts.end();
    if (!parts.outcome)
        return tl::unexpected(parts.outcome.error());
    return manifest;
}

} // namespace db::update
