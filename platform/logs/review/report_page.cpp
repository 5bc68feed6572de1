#include "platform/logs/review/report_page.h"

#include "platform/logs/page/page_parts.h"
#include "platform/logs/review/report_json.h"

#include <sodium.h>

#include <array>
#include <string_view>

namespace platform::logs::review {
namespace {

/// As the content security policy names an inline style or script.
std::string hash_source(std::string_view text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    std::array<char, sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL)> base64{};
    sodium_bin2base64(base64.data(), base64.size(), hash.data(), hash.size(), sodium_base64_VARIANT_ORIGINAL);
    return std::string("'sha256-") + base64.data() + "'";
}

/// JSON that means the same and cannot end the element that holds it.
std::string escaped(std::string_view json) {
    std::string result;
    result.reserve(json.size());
    for (std::size_t i = 0; i < json.size(); ++i) {
        const std::string_view rest = json.substr(i);
        if (rest[0] == '<' || rest[0] == '>' || rest[0] == '&') {
            result += rest[0] == '<' ? "\\u003c" : rest[0] == '>' ? "\\u003e" : "\\u0026";
        } else if (rest.substr(0, 3) == "\u2028" || rest.substr(0, 3) == "\u2029") {
            result += rest.substr(0, 3) == "\u2028" ? "\\u2028" : "\\u2029";
            i += 2;
        } else {
            result += rest[0];
        }
    }
    return result;
}

} // namespace

void write_report_page(const Report& report, std::optional<std::int64_t> generated_wall_ms,
                       const std::function<void(std::string_view)>& write) {
    const std::string_view page = kPageHtml;
    std::size_t position = 0;
    const auto write_until = [&](std::string_view mark) {
        const std::size_t found = page.find(mark, position);
        write(page.substr(position, found - position));
        position = found + mark.size();
    };
    const auto fill = [&](std::string_view mark, std::string_view value) {
        write_until(mark);
        write(value);
    };
    fill("{{style-hash}}", hash_source(kPageCss));
    fill("{{script-hash}}", hash_source(kPageJs));
    fill("{{style}}", kPageCss);
    fill("{{generated}}", generated_wall_ms ? std::to_string(*generated_wall_ms) : "null");
    write_until("{{data}}");
    write_report_json(report, [&](std::string_view piece) { write(escaped(piece)); });
    fill("{{script}}", kPageJs);
    write(page.substr(position));
}

std::string report_page(const Report& report, std::optional<std::int64_t> generated_wall_ms) {
    std::string page;
    write_report_page(report, generated_wall_ms, [&](std::string_view piece) { page += piece; });
    return page;
}

} // namespace platform::logs::review
