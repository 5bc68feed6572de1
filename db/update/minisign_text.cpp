#include "db/update/minisign_text.h"

#include "db/bounds.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <sodium.h>

namespace db::update {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool is_control(char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return (value < 0x20 && byte != '\t') || value == 0x7f;
}

// U+0080 to U+009F, which some terminals obey: C2 80 to C2 9F.
bool has_high_control(std::string_view text) {
    for (std::size_t at = text.find('\xc2'); at != std::string_view::npos; at = text.find('\xc2', at + 1)) {
        if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xa0)
            return true;
    }
    return false;
}

} // namespace

void start_sodium() {
    static const bool is_ready = sodium_init() >= 0;
    if (!is_ready) {
        std::fputs("the system gives no random numbers, which keys and signatures need\n", stderr);
        std::abort();
    }
}

tl::unexpected<Error> LineReader::problem(std::string_view what) const {
    return fail(ErrorCode::BadContent, fmt::format("line {} {}", m_number, what));
}

// One CR before the LF goes with it, and the last line may lack its LF: so minisign 0.11 reads them.
Result<std::string_view> LineReader::line() {
    ++m_number;
    if (m_rest.empty())
        return problem("is missing");
    const std::size_t end = m_rest.find('\n');
    std::string_view text = m_rest.substr(0, end);
    m_rest.remove_prefix(end == std::string_view::npos ? m_rest.size() : end + 1);
    if (text.ends_with('\r'))
        text.remove_suffix(1);
    return text;
}

Result<std::string> LineReader::comment(std::string_view prefix, std::size_t max_bytes) {
    const bool is_utf16 = m_number == 0 && (m_rest.starts_with("\xff\xfe") || m_rest.starts_with("\xfe\xff"));
    const bool has_mark = m_number == 0 && m_rest.starts_with(kByteOrderMark);
    const auto text = line();
    if (!text)
        return tl::unexpected(text.error());
    if (is_utf16)
        return problem("is UTF-16; save the file as UTF-8, or copy it again from where it was made");
    if (!text->starts_with(prefix))
        return problem(fmt::format("does not begin with '{}'{}", prefix,
                                   has_mark ? "; an editor put a byte order mark before it: copy the file again from "
                                              "where it was made"
                                            : ""));
    return checked(text->substr(prefix.size()), max_bytes);
}

Result<std::string> LineReader::free_comment(std::string_view prefix, std::size_t max_bytes) {
    if (m_rest.starts_with("\xff\xfe") || m_rest.starts_with("\xfe\xff") || m_rest.empty())
        return comment(prefix, max_bytes); // which says what is wrong
    if (m_rest.starts_with(kByteOrderMark))
        m_rest.remove_prefix(kByteOrderMark.size());
    auto text = line();
    if (!text)
        return tl::unexpected(text.error());
    if (text->starts_with(prefix))
        text->remove_prefix(prefix.size());
    return checked(*text, max_bytes);
}

Result<std::string> LineReader::checked(std::string_view words, std::size_t max_bytes) const {
    if (words.size() > max_bytes)
        return problem(fmt::format("is longer than {} bytes", max_bytes));
    if (valid_utf8_bytes(words) != words.size())
        return problem("is not UTF-8");
    if (std::any_of(words.begin(), words.end(), is_control) || has_high_control(words))
        return problem("has control characters");
    return std::string(words);
}

Result<void> LineReader::bytes(std::span<std::uint8_t> into) {
    const auto text = line();
    if (!text)
        return tl::unexpected(text.error());
    start_sodium();
    std::size_t size = 0;
    const int result = sodium_base642bin(into.data(), into.size(), text->data(), text->size(), nullptr, &size, nullptr,
                                         sodium_base64_VARIANT_ORIGINAL);
    // libsodium also takes the byte 0xaf for '/': only what it would write itself is let in.
    if (result != 0 || size != into.size() || base64_of(into) != *text)
        return problem(fmt::format("is not base64 of {} bytes", into.size()));
    return {};
}

Result<void> LineReader::end() const {
    if (m_rest.find_first_not_of("\r\n") != std::string_view::npos)
        return fail(ErrorCode::BadContent, fmt::format("something follows line {}, which must be the last", m_number));
    return {};
}

std::string base64_of(std::span<const std::uint8_t> bytes) {
    start_sodium();
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back(); // its NUL
    return text;
}

} // namespace db::update
