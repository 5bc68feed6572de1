#include "db/authoring/entities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace db::authoring {
namespace {

using NamedCharacter = std::pair<std::string_view, std::string_view>;

// What word processors and web pages write in English, Spanish and their neighbours.
constexpr std::array kNamedCharacters = {
    NamedCharacter{"amp", "\\&"},  NamedCharacter{"quot", "\\\""}, NamedCharacter{"apos", "\\'"},
    NamedCharacter{"nbsp", " "},   NamedCharacter{"ensp", " "},    NamedCharacter{"emsp", " "},
    NamedCharacter{"thinsp", " "}, NamedCharacter{"ndash", "–"},   NamedCharacter{"mdash", "—"},
    NamedCharacter{"lsquo", "‘"},  NamedCharacter{"rsquo", "’"},   NamedCharacter{"ldquo", "“"},
    NamedCharacter{"rdquo", "”"},  NamedCharacter{"laquo", "«"},   NamedCharacter{"raquo", "»"},
    NamedCharacter{"hellip", "…"}, NamedCharacter{"bull", "•"},    NamedCharacter{"middot", "·"},
    NamedCharacter{"copy", "©"},   NamedCharacter{"reg", "®"},     NamedCharacter{"trade", "™"},
    NamedCharacter{"sect", "§"},   NamedCharacter{"deg", "°"},     NamedCharacter{"euro", "€"},
    NamedCharacter{"pound", "£"},  NamedCharacter{"cent", "¢"},    NamedCharacter{"yen", "¥"},
    NamedCharacter{"times", "×"},  NamedCharacter{"frac12", "½"},  NamedCharacter{"iexcl", "¡"},
    NamedCharacter{"iquest", "¿"}, NamedCharacter{"aacute", "á"},  NamedCharacter{"eacute", "é"},
    NamedCharacter{"iacute", "í"}, NamedCharacter{"oacute", "ó"},  NamedCharacter{"uacute", "ú"},
    NamedCharacter{"ntilde", "ñ"}, NamedCharacter{"uuml", "ü"},    NamedCharacter{"Aacute", "Á"},
    NamedCharacter{"Eacute", "É"}, NamedCharacter{"Iacute", "Í"},  NamedCharacter{"Oacute", "Ó"},
    NamedCharacter{"Uacute", "Ú"}, NamedCharacter{"Ntilde", "Ñ"},  NamedCharacter{"Uuml", "Ü"},
    NamedCharacter{"auml", "ä"},   NamedCharacter{"ouml", "ö"},    NamedCharacter{"Auml", "Ä"},
    NamedCharacter{"Ouml", "Ö"},   NamedCharacter{"szlig", "ß"},   NamedCharacter{"agrave", "à"},
    NamedCharacter{"egrave", "è"}, NamedCharacter{"acirc", "â"},   NamedCharacter{"ecirc", "ê"},
    NamedCharacter{"ccedil", "ç"},
};

std::string utf8(std::uint32_t character) {
    const auto byte = [](std::uint32_t value) { return static_cast<char>(value); };
    const auto next = [&](int shift) { return byte(0x80 | (character >> shift & 0x3f)); };
    if (character < 0x800)
        return {byte(0xc0 | character >> 6), next(0)};
    if (character < 0x10000)
        return {byte(0xe0 | character >> 12), next(6), next(0)};
    return {byte(0xf0 | character >> 18), next(12), next(6), next(0)};
}

std::optional<std::string> numbered(std::string_view digits) {
    const bool is_hexadecimal = digits.starts_with('x') || digits.starts_with('X');
    if (is_hexadecimal)
        digits.remove_prefix(1);
    std::uint32_t character = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), character, is_hexadecimal ? 16 : 10);
    if (error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    if (character == 32 || character == 160)
        return " ";
    if (character == '&' || character == '"' || character == '\'')
        return std::string("\\") + static_cast<char>(character);
    const bool is_surrogate = character >= 0xd800 && character <= 0xdfff;
    if (character <= 0xa0 || character > 0x10ffff || is_surrogate)
        return std::nullopt;
    return utf8(character);
}

} // namespace

std::optional<std::string> markdown_of_entity(std::string_view entity) {
    const std::string_view name = entity.substr(1, entity.size() - 2);
    if (name.starts_with('#'))
        return numbered(name.substr(1));
    const auto* found = std::find_if(kNamedCharacters.begin(), kNamedCharacters.end(),
                                     [&](const NamedCharacter& known) { return known.first == name; });
    if (found == kNamedCharacters.end())
        return std::nullopt;
    return std::string(found->second);
}

} // namespace db::authoring
