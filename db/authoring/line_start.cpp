#include "db/authoring/line_start.h"

#include "db/markup.h"

#include <cctype>

namespace db::authoring {

std::size_t space_bytes(std::string_view text) {
    return text.starts_with(' ') || text.starts_with('\t') ? 1 : text.starts_with(kHardSpace) ? 2 : 0;
}

std::size_t spaces_bytes(std::string_view text) {
    std::size_t bytes = 0;
    for (std::size_t next = space_bytes(text); next > 0; next = space_bytes(text.substr(bytes)))
        bytes += next;
    return bytes;
}

std::size_t columns(std::string_view spaces) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < spaces.size(); at += space_bytes(spaces.substr(at)))
        count = spaces[at] == '\t' ? count / 4 * 4 + 4 : count + 1;
    return count;
}

std::size_t number_bytes(std::string_view text) {
    const bool has_bracket = text.starts_with('(');
    const std::size_t start = has_bracket ? 1 : 0;
    std::size_t end = start;
    while (end < text.size() && end - start < 4 && std::isalnum(static_cast<unsigned char>(text[end])) != 0)
        ++end;
    const std::string_view name = text.substr(start, end - start);
    const bool is_number = !name.empty() && name.size() <= 3 && has_only(name, "0123456789");
    const bool is_letter = name.size() == 1 || (!name.empty() && (has_only(name, "ivx") || has_only(name, "IVX")));
    const bool ends = end < text.size() && (text[end] == ')' || (text[end] == '.' && is_number && !has_bracket));
    const bool is_mark = (is_number || is_letter) && ends && space_bytes(text.substr(end + 1)) > 0;
    return is_mark ? end + 1 : 0;
}

bool has_only(std::string_view text, std::string_view bytes) {
    return text.find_first_not_of(bytes) == std::string_view::npos;
}

bool begins_word(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    return std::isalpha(first) != 0 || first >= 0x80 || first == '"' || first == '(' || first == '[';
}

std::size_t sure_sign_bytes(std::string_view rest) {
    if (const std::size_t sign = bullet_sign_bytes(rest); sign > 0)
        return sign;
    std::size_t letter = 1;
    while (letter < rest.size() && (static_cast<unsigned char>(rest[letter]) & 0xc0) == 0x80)
        ++letter;
    const std::string_view behind = rest.substr(letter);
    const std::size_t spaces = spaces_bytes(behind);
    const bool is_wide = behind.starts_with('\t') || (rest.front() == 'o' && columns(behind.substr(0, spaces)) > 1);
    const bool is_sign = std::isdigit(static_cast<unsigned char>(rest.front())) == 0 && spaces < behind.size();
    return is_wide && is_sign ? letter : 0;
}

std::size_t dash_sign_bytes(std::string_view rest) {
    if (const std::size_t dash = dash_bytes(rest); dash > 0)
        return dash;
    const bool is_mark = rest.starts_with('-') || rest.starts_with('*');
    const bool is_alone = rest.starts_with('-') || rest.find('*', 1) == std::string_view::npos;
    return is_mark && is_alone && rest.size() > 1 && begins_word(rest.substr(1)) ? 1 : 0;
}

} // namespace db::authoring
