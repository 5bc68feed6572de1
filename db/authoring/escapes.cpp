#include "db/authoring/escapes.h"

#include "db/markup.h"

#include <cctype>

namespace db::authoring {

std::string without_escapes(std::string_view text) {
    std::string masked(text);
    for (std::size_t at = 0; at + 1 < masked.size(); ++at) {
        if (masked[at] == '\\' && std::ispunct(static_cast<unsigned char>(masked[at + 1])) != 0) {
            masked[at] = masked[at + 1] = '\x01';
            ++at;
        }
    }
    return masked;
}

bool is_escaped_sign(std::string_view text) {
    if (!text.starts_with('\\') || text.starts_with("\\-"))
        return false;
    return bullet_sign_bytes(text.substr(1)) + dash_bytes(text.substr(1)) > 0;
}

std::string unescaped(std::string_view text) {
    std::string plain;
    if (is_escaped_sign(text))
        text.remove_prefix(1);
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool is_escape =
            text[at] == '\\' && at + 1 < text.size() && std::ispunct(static_cast<unsigned char>(text[at + 1])) != 0;
        plain += text[is_escape ? ++at : at];
    }
    return plain;
}

} // namespace db::authoring
