#include "db/bounds.h"

#include "platform/pictures/picture.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>

namespace db {
namespace {

constexpr std::array<std::string_view, 7> kLibraryEmblems = {"scales",    "ledger", "curve",  "globe",
                                                             "container", "board",  "compass"};

bool is_lower_or_digit(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
}

/// Takes one character off the front; nothing if the bytes are not UTF-8 (overlong forms and surrogates included).
std::optional<char32_t> take_character(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = first < 0x80         ? 1
                               : first >> 5 == 0x6  ? 2
                               : first >> 4 == 0xe  ? 3
                               : first >> 3 == 0x1e ? 4
                                                    : 0;
    if (length == 0 || text.size() < length)
        return std::nullopt;
    constexpr std::array<unsigned, 5> kFirstBits = {0, 0x7f, 0x1f, 0x0f, 0x07};
    constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
    char32_t character = first & kFirstBits[length];
    for (std::size_t index = 1; index < length; ++index) {
        const auto next = static_cast<unsigned char>(text[index]);
        if (next >> 6 != 2)
            return std::nullopt;
        character = character << 6 | (next & 0x3f);
    }
    if (character < kSmallest[length] || character > 0x10ffff || (character >= 0xd800 && character <= 0xdfff))
        return std::nullopt;
    text.remove_prefix(length);
    return character;
}

// Characters that show nothing, or that make text read otherwise than it is stored.
bool is_forbidden(char32_t character) {
    return character < 0x20 || (character >= 0x7f && character <= 0x9f) || character == 0x034f || character == 0x061c
           || character == 0x115f || character == 0x1160 || character == 0x180e || character == 0x200b
           || character == 0x200e || character == 0x200f || (character >= 0x2028 && character <= 0x202e)
           || (character >= 0x2060 && character <= 0x206f) || character == 0x3164 || character == 0xfeff
           || character == 0xffa0 || (character >= 0xfff9 && character <= 0xfffc) || (character & 0xfffe) == 0xfffe
           || (character >= 0xfdd0 && character <= 0xfdef) || character >= 0xe0000;
}

struct CharacterName {
    char32_t character;
    std::string_view name; ///< as Unicode has it
};

constexpr std::string_view kDirection = "the kiosk finds out by the letters which way text runs";
constexpr std::array<CharacterName, 24> kNames{{
    {0x00ad, "SOFT HYPHEN"},
    {0x034f, "COMBINING GRAPHEME JOINER"},
    {0x061c, "ARABIC LETTER MARK"},
    {0x180e, "MONGOLIAN VOWEL SEPARATOR"},
    {0x200b, "ZERO WIDTH SPACE"},
    {0x200c, "ZERO WIDTH NON-JOINER"},
    {0x200d, "ZERO WIDTH JOINER"},
    {0x200e, "LEFT-TO-RIGHT MARK"},
    {0x200f, "RIGHT-TO-LEFT MARK"},
    {0x2028, "LINE SEPARATOR"},
    {0x2029, "PARAGRAPH SEPARATOR"},
    {0x202a, "LEFT-TO-RIGHT EMBEDDING"},
    {0x202b, "RIGHT-TO-LEFT EMBEDDING"},
    {0x202c, "POP DIRECTIONAL FORMATTING"},
    {0x202d, "LEFT-TO-RIGHT OVERRIDE"},
    {0x202e, "RIGHT-TO-LEFT OVERRIDE"},
    {0x2060, "WORD JOINER"},
    {0x2066, "LEFT-TO-RIGHT ISOLATE"},
    {0x2067, "RIGHT-TO-LEFT ISOLATE"},
    {0x2068, "FIRST STRONG ISOLATE"},
    {0x2069, "POP DIRECTIONAL ISOLATE"},
    {0x3164, "HANGUL FILLER"},
    {0xfeff, "ZERO WIDTH NO-BREAK SPACE"},
    {0xfffc, "OBJECT REPLACEMENT CHARACTER"},
}};

bool sets_direction(char32_t character) {
    return character == 0x061c || character == 0x200e || character == 0x200f
           || (character >= 0x202a && character <= 0x202e) || (character >= 0x2066 && character <= 0x2069);
}

/// "U+061C ARABIC LETTER MARK", or the number alone.
std::string named(char32_t character) {
    const auto* found = std::find_if(kNames.begin(), kNames.end(),
                                     [&](const CharacterName& known) { return known.character == character; });
    return fmt::format("U+{:04X}{}{}", static_cast<std::uint32_t>(character), found == kNames.end() ? "" : " ",
                       found == kNames.end() ? "" : found->name);
}

std::string forbidden_problem(char32_t character) {
    if (sets_direction(character))
        return fmt::format("has {}: {}; remove it", named(character), kDirection);
    return fmt::format("has the invisible character {}: remove it", named(character));
}

bool is_space(char32_t character) {
    return character == ' ' || character == 0xa0 || character == '\n';
}

/// U+00AD, U+200C and U+200D shape or break the letters around them, as Persian, Hindi and long words need.
bool works_between_letters(char32_t character) {
    return character == 0xad || character == 0x200c || character == 0x200d;
}

/// `rest` follows `character`, `previous` stands before it.
std::string between_letters_problem(char32_t character, char32_t previous, std::string_view rest) {
    const auto next = rest.empty() ? std::optional<char32_t>(U' ') : take_character(rest);
    const bool has_letters = !is_space(previous) && !works_between_letters(previous) && next && !is_space(*next)
                             && !works_between_letters(*next);
    if (has_letters || !next) // bytes that are not UTF-8 are reported for themselves
        return {};
    return fmt::format("has {} where no letters stand on both sides of it: it does nothing there; remove it",
                       named(character));
}

std::string characters_problem(const TextBound& bound, std::string_view text) {
    std::size_t count = 0;
    char32_t previous = ' ';
    for (std::string_view rest = text; !rest.empty(); ++count) {
        // Most of most texts: an installation holds every character of a large database against this.
        const char byte = rest.front();
        const bool may_be_space = previous != ' ' && previous != '\n';
        if ((byte > ' ' || (byte == ' ' && may_be_space)) && byte < 0x7f) {
            previous = static_cast<char32_t>(byte);
            rest.remove_prefix(1);
            continue;
        }
        if (bound.may_have_paragraphs && rest.starts_with("\n\n")) {
            if (previous == ' ' || previous == '\n' || rest.size() == 2)
                return "has an empty paragraph or a space at the end of one: remove it";
            rest.remove_prefix(2);
            previous = '\n';
            continue;
        }
        const auto character = take_character(rest);
        if (!character)
            return "is not valid UTF-8: save the file as UTF-8";
        if (is_forbidden(*character))
            return forbidden_problem(*character);
        if (works_between_letters(*character)) {
            if (std::string problem = between_letters_problem(*character, previous, rest); !problem.empty())
                return problem;
        }
        const bool is_blank = *character == ' ' || *character == 0xa0;
        if (is_blank && (previous == ' ' || previous == '\n'))
            return "has two spaces together or one at the beginning: leave one out";
        previous = is_blank ? U' ' : *character;
    }
    if (previous == ' ' && count > 0)
        return "ends with a space: remove it";
    if (count > bound.max_characters)
        return fmt::format("has {} characters, {} more than the {} allowed: shorten it", count,
                           count - bound.max_characters, bound.max_characters);
    return {};
}

bool is_leap_year(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

} // namespace

std::string text_problem(const TextBound& bound, std::string_view text) {
    if (text.empty())
        return bound.may_be_empty ? "" : "is empty: write it";
    return characters_problem(bound, text);
}

std::string key_problem(std::string_view key) {
    bool well_formed = !key.empty() && key.front() != '-' && key.back() != '-' && key.find("--") == std::string::npos;
    well_formed = well_formed && std::all_of(key.begin(), key.end(), [](char letter) {
                      return letter == '-' || is_lower_or_digit(letter);
                  });
    if (!well_formed)
        return "may only have the letters a to z, digits and single hyphens between them, as in \"import-specialist\"";
    if (key.size() > kMaxKeyCharacters)
        return fmt::format("has {} characters and only {} are allowed: shorten it", key.size(), kMaxKeyCharacters);
    return {};
}

std::string language_code_problem(std::string_view code) {
    constexpr std::string_view kCure = "is no language code: write one such as \"en\", \"es\" or \"es-MX\"";
    std::size_t part_start = 0;
    if (code.size() > 20)
        return std::string(kCure);
    for (std::size_t part = 0; part_start <= code.size(); ++part) {
        const std::size_t end = std::min(code.find('-', part_start), code.size());
        const std::string_view letters = code.substr(part_start, end - part_start);
        const bool fits =
            part == 0 ? letters.size() == 2 || letters.size() == 3 : letters.size() >= 2 && letters.size() <= 8;
        const bool plain = std::all_of(letters.begin(), letters.end(), [&](char letter) {
            return is_lower_or_digit(letter) || (part > 0 && letter >= 'A' && letter <= 'Z');
        });
        if (!fits || !plain)
            return std::string(kCure);
        part_start = end + 1;
    }
    return {};
}

std::string date_problem(std::string_view date) {
    constexpr std::string_view kCure = "is not a date: write year, month and day as in 2026-11-24";
    if (date.size() != 10)
        return std::string(kCure);
    for (std::size_t index = 0; index < date.size(); ++index) {
        const bool is_hyphen = index == 4 || index == 7;
        if (is_hyphen ? date[index] != '-' : !std::isdigit(static_cast<unsigned char>(date[index])))
            return std::string(kCure);
    }
    auto number = [&](std::size_t start, std::size_t size) {
        int value = 0;
        for (char digit : date.substr(start, size))
            value = value * 10 + (digit - '0');
        return value;
    };
    const int year = number(0, 4);
    const int month = number(5, 2);
    const int day = number(8, 2);
    constexpr std::array<int, 13> kDays = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || year < 2000)
        return std::string(kCure);
    const int days = kDays[static_cast<std::size_t>(month)] + (month == 2 && is_leap_year(year) ? 1 : 0);
    return day < 1 || day > days ? std::string(kCure) : std::string();
}

bool is_library_emblem(std::string_view name) {
    return std::find(kLibraryEmblems.begin(), kLibraryEmblems.end(), name) != kLibraryEmblems.end();
}

std::string library_emblems() {
    return fmt::format("{}", fmt::join(kLibraryEmblems, ", "));
}

std::string_view image_of_emblem(std::string_view emblem) {
    constexpr std::string_view kPrefix = "image:";
    return emblem.starts_with(kPrefix) ? emblem.substr(kPrefix.size()) : std::string_view();
}

std::string image_problem(const Image& image) {
    const std::string_view bytes = image.bytes;
    if (bytes.size() > kMaxImageBytes)
        return fmt::format("is larger than {} MiB: make it smaller", kMaxImageBytes >> 20);
    const auto picture = platform::pictures::examine(image.media_type, bytes);
    return picture ? "" : picture.error().message;
}

std::size_t valid_utf8_bytes(std::string_view text) {
    std::string_view rest = text;
    while (!rest.empty() && take_character(rest)) {
    }
    return text.size() - rest.size();
}

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

} // namespace db
