#include "db/markup.h"

#include <algorithm>
#include <array>
#include <string>

namespace db {
namespace {

// The last five are of Word's Symbol and Wingdings fonts, which number their signs among the private characters.
constexpr std::array<std::string_view, 33> kBulletSigns = {"•",
                                                           "·",
                                                           "∙",
                                                           "⋅",
                                                           "‧",
                                                           "・",
                                                           "●",
                                                           "○",
                                                           "◉",
                                                           "◌",
                                                           "⚫",
                                                           "⚪",
                                                           "■",
                                                           "□",
                                                           "▪",
                                                           "▫",
                                                           "◦",
                                                           "‣",
                                                           "⁃",
                                                           "⦁",
                                                           "►",
                                                           "▶",
                                                           "▸",
                                                           "➢",
                                                           "➤",
                                                           "❖",
                                                           "◆",
                                                           "✓",
                                                           "\xef\x82\xb7",
                                                           "\xef\x82\xa7",
                                                           "\xef\x83\x98",
                                                           "\xef\x83\xbc",
                                                           "\xef\x81\xb6"};
constexpr std::array<std::string_view, 6> kDashes = {"–", "—", "‒", "―", "−", "--"};

bool is_letter(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool is_word(char byte) {
    return is_letter(byte) || (byte >= '0' && byte <= '9') || (byte & 0x80) != 0;
}

template <std::size_t N>
std::size_t bytes_of_one(const std::array<std::string_view, N>& signs, std::string_view text) {
    for (const std::string_view sign : signs) {
        if (text.starts_with(sign))
            return sign.size();
    }
    return 0;
}

/// <b>, </b>, <br/>, <!DOCTYPE...>, <?xml...>; one that never ends goes on to the end of the line.
std::size_t tag_bytes(std::string_view rest) {
    const bool is_sign = rest.size() > 1 && (rest[1] == '/' || rest[1] == '!' || rest[1] == '?');
    const std::size_t name = is_sign ? 2 : 1;
    const bool is_tag = rest.size() > name && (is_letter(rest[name]) || (is_sign && rest[1] != '/'));
    if (!is_tag)
        return 0;
    const std::size_t line = std::min(rest.find('\n'), rest.size());
    const std::size_t end = rest.substr(0, line).find('>');
    return end == std::string_view::npos ? line : end + 1;
}

std::size_t entity_bytes(std::string_view rest) {
    std::size_t end = 1;
    const bool is_number = rest.size() > 1 && rest[1] == '#';
    if (is_number)
        ++end;
    const std::size_t first = end;
    while (end < rest.size() && end < 32 && is_word(rest[end]) && (rest[end] & 0x80) == 0)
        ++end;
    const bool is_entity = end > first && end < rest.size() && rest[end] == ';' && (is_number || is_letter(rest[1]));
    return is_entity ? end + 1 : 0;
}

/// *words*, _words_ and `words`: no space inside next to the sign, no letter outside next to it.
std::size_t pair_bytes(std::string_view text, std::size_t at) {
    const char sign = text[at];
    if (at > 0 && (is_word(text[at - 1]) || text[at - 1] == sign))
        return 0;
    if (at + 1 >= text.size() || text[at + 1] == ' ' || text[at + 1] == sign)
        return 0;
    for (std::size_t end = text.find(sign, at + 1); end != std::string_view::npos; end = text.find(sign, end + 1)) {
        const bool is_open_behind = end + 1 == text.size() || !is_word(text[end + 1]);
        if (text[end - 1] != ' ' && is_open_behind)
            return end + 1 - at;
    }
    return 0;
}

std::size_t box_bytes(std::string_view rest) {
    for (const std::string_view box : {"[ ]", "[x]", "[X]", "[]", "[\xc2\xa0]"}) {
        if (rest.starts_with(box))
            return box.size();
    }
    return 0;
}

Markup bracket_at(std::string_view rest, std::size_t at) {
    if (const std::size_t size = box_bytes(rest); size > 0)
        return {MarkupKind::Box, at, size};
    if (rest.starts_with("[^"))
        return {MarkupKind::Footnote, at, std::min(rest.find(']'), rest.size() - 1) + 1};
    return {MarkupKind::Link, at, rest.starts_with("[[") ? 2u : 0u};
}

/// Size 0 where nothing begins at `at`.
Markup markup_at(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    switch (rest.front()) {
    case '<':
        if (rest.starts_with("<!--"))
            return {MarkupKind::Comment, at, 4};
        return {MarkupKind::Tag, at, tag_bytes(rest)};
    case '-':
        return {MarkupKind::Comment, at, rest.starts_with("-->") ? 3u : 0u};
    case '&':
        return {MarkupKind::Entity, at, entity_bytes(rest)};
    case '*':
    case '_':
        if (rest.size() > 1 && rest[1] == rest[0])
            return {MarkupKind::Emphasis, at, std::min(rest.find_first_not_of(rest[0]), rest.size())};
        return {MarkupKind::Emphasis, at, pair_bytes(text, at)};
    case '~':
        return {MarkupKind::Strike, at,
                rest.starts_with("~~") ? std::min(rest.find_first_not_of('~'), rest.size()) : 0u};
    case '[':
        return bracket_at(rest, at);
    case ']':
        return {MarkupKind::Link, at,
                rest.starts_with("](") || rest.starts_with("][") || rest.starts_with("]]") ? 2u : 0u};
    case '`':
        return {MarkupKind::Code, at, pair_bytes(text, at)};
    default:
        return {};
    }
}

} // namespace

std::optional<Markup> find_markup(std::string_view text, std::size_t from) {
    for (std::size_t at = text.find_first_of("<-&*_~[]`", from); at != std::string_view::npos;
         at = text.find_first_of("<-&*_~[]`", at + 1)) {
        if (const Markup found = markup_at(text, at); found.size > 0)
            return found;
    }
    return std::nullopt;
}

std::optional<Markup> find_block_markup(std::string_view text) {
    const std::size_t marks = std::min(text.find_first_not_of('#'), text.size());
    std::size_t size = marks > 1 || text.starts_with("# ") ? marks : bullet_sign_bytes(text);
    const auto is_followed_by_space = [&](std::size_t bytes) {
        const std::string_view rest = text.substr(bytes);
        return rest.starts_with(' ') || rest.starts_with("\xc2\xa0");
    };
    if (const std::size_t dash = dash_bytes(text); size == 0 && dash > 0 && is_followed_by_space(dash))
        size = dash;
    if (size == 0 && !text.empty() && std::string_view("-*+>|").find(text.front()) != std::string_view::npos
        && is_followed_by_space(1))
        size = 1;
    return size > 0 ? std::optional(Markup{MarkupKind::Block, 0, size}) : std::nullopt;
}

std::string_view markup_cure(MarkupKind kind) {
    switch (kind) {
    case MarkupKind::Comment:
        return "a comment is not whole: it begins with <!-- and ends with -->";
    case MarkupKind::Tag:
        return "HTML is not shown: remove what stands between < and >, with both signs";
    case MarkupKind::Entity:
        return "the sign is not shown: write the character itself";
    case MarkupKind::Emphasis:
        return "emphasis is not shown: remove the '*' or '_'";
    case MarkupKind::Strike:
        return "words that are struck out are not shown so: remove them with their '~~'";
    case MarkupKind::Box:
        return "a box to tick is not shown: remove the brackets";
    case MarkupKind::Footnote:
        return "footnotes are not shown: remove the mark, and write the note as words of the text";
    case MarkupKind::Link:
        return "links and pictures in the text are not shown: write the words only";
    case MarkupKind::Code:
        return "code is not shown: remove the '`'";
    case MarkupKind::Block:
        return "a heading, a quotation or a bullet cannot stand here: remove the sign at the beginning";
    }
    return {};
}

std::size_t bullet_sign_bytes(std::string_view text) {
    return bytes_of_one(kBulletSigns, text);
}

std::size_t dash_bytes(std::string_view text) {
    return bytes_of_one(kDashes, text);
}

} // namespace db
