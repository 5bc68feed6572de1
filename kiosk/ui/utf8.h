// Walking over UTF-8. Pure.
#pragma once
#include <cstddef>
#include <string_view>

namespace kiosk::ui {

/// The code point at `offset`, which moves past it. U+FFFD for a malformed byte, which is passed over alone.
[[nodiscard]] inline char32_t next_codepoint(std::string_view text, std::size_t& offset) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char lead = byte(offset++);
    if (lead < 0x80)
        return lead;
    const int more = lead >= 0xf0 && lead < 0xf5   ? 3
                     : lead >= 0xe0 && lead < 0xf0 ? 2
                     : lead >= 0xc2 && lead < 0xe0 ? 1
                                                   : 0;
    if (more == 0 || offset + static_cast<std::size_t>(more) > text.size())
        return 0xfffd;
    char32_t value = lead & (0x3fU >> more);
    for (int index = 0; index < more; ++index) {
        const unsigned char follow = byte(offset + static_cast<std::size_t>(index));
        if ((follow & 0xc0U) != 0x80U)
            return 0xfffd;
        value = (value << 6U) | (follow & 0x3fU);
    }
    // Overlong forms, surrogates and what lies past Unicode (RFC 3629).
    const char32_t least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
    if (value < least || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        return 0xfffd;
    offset += static_cast<std::size_t>(more);
    return value;
}

} // namespace kiosk::ui
