#include "kiosk/ui/word_breaks.h"

#include "kiosk/ui/utf8.h"
#include "platform/base/letters.h"

namespace kiosk::ui {
namespace {

bool is_joint(char character) {
    return character == '-' || character == '/';
}

/// Whether the soft hyphen at `at`, with letters before it, has one after it.
bool stands_before_a_letter(std::string_view text, std::size_t at) {
    const std::string_view after = text.substr(at + kSoftHyphen.size());
    return !after.empty() && after.front() != '\n' && after.front() != ' ' && !is_joint(after.front())
           && !after.starts_with(kSoftHyphen);
}

} // namespace

Piece piece_at(std::string_view text, std::size_t begin) {
    Piece piece{begin, begin, begin, false};
    std::size_t at = begin;
    bool has_ink = false;
    while (at < text.size() && text[at] != '\n' && text[at] != ' ' && !(has_ink && is_joint(text[at]))) {
        if (!text.substr(at).starts_with(kSoftHyphen)) {
            has_ink = true; // a minus, too, so that it stays with its number
            ++at;
            continue;
        }
        if (has_ink && stands_before_a_letter(text, at))
            return {begin, at, at + kSoftHyphen.size(), true};
        at += kSoftHyphen.size();
    }
    while (at < text.size() && is_joint(text[at]))
        ++at;
    while (at < text.size() && text[at] == ' ')
        ++at;
    piece.end = piece.ink_end = at;
    while (piece.ink_end > begin && text[piece.ink_end - 1] == ' ')
        --piece.ink_end;
    return piece;
}

std::size_t letter_end(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    char32_t last = next_codepoint(text, end);
    while (end < text.size()) {
        std::size_t after = end;
        const char32_t next = next_codepoint(text, after);
        if (!platform::clings_to_previous(next) && !platform::joins_next(last))
            break;
        if (next == ' ' || next == '\n')
            break;
        last = next;
        end = after;
    }
    return end;
}

} // namespace kiosk::ui
