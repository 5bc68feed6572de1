#include "kiosk/ui/text_order.h"

#include "kiosk/ui/utf8.h"

#include <algorithm>
#include <fribidi.h>
#include <numeric>

namespace kiosk::ui {
namespace {

/// The blocks of scripts that run from right to left (Unicode, DerivedBidiClass.txt).
bool may_run_from_right(char32_t code) {
    return (code >= 0x590 && code < 0x900) || (code >= 0xfb1d && code < 0xfe00) || (code >= 0xfe70 && code < 0xff00)
           || (code >= 0x10800 && code < 0x11000) || (code >= 0x1e800 && code < 0x1f000);
}

bool has_right_to_left(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        if (static_cast<unsigned char>(text[offset]) < 0x80)
            ++offset;
        else if (may_run_from_right(next_codepoint(text, offset)))
            return true;
    }
    return false;
}

void find_levels_of_paragraph(std::string_view text, std::size_t begin, std::size_t end, std::vector<Level>& levels) {
    std::vector<FriBidiChar> codes;
    std::vector<std::size_t> offsets;
    const std::string_view paragraph = text.substr(0, end);
    for (std::size_t offset = begin; offset < end;) {
        offsets.push_back(offset);
        codes.push_back(next_codepoint(paragraph, offset));
    }
    const auto count = static_cast<FriBidiStrIndex>(codes.size());
    std::vector<FriBidiCharType> types(codes.size());
    std::vector<FriBidiBracketType> brackets(codes.size());
    std::vector<FriBidiLevel> found(codes.size());
    fribidi_get_bidi_types(codes.data(), count, types.data());
    fribidi_get_bracket_types(codes.data(), count, types.data(), brackets.data());
    FriBidiParType direction = FRIBIDI_PAR_ON; // by the first letter, else from left to right
    if (fribidi_get_par_embedding_levels_ex(types.data(), brackets.data(), count, &direction, found.data()) == 0)
        return; // no memory
    offsets.push_back(end);
    for (std::size_t index = 0; index < codes.size(); ++index)
        std::fill(levels.begin() + static_cast<std::ptrdiff_t>(offsets[index]),
                  levels.begin() + static_cast<std::ptrdiff_t>(offsets[index + 1]), found[index]);
}

} // namespace

void find_levels(std::string_view text, std::vector<Level>& levels) {
    levels.clear();
    if (!has_right_to_left(text))
        return;
    levels.resize(text.size(), 0);
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        if (end > begin)
            find_levels_of_paragraph(text, begin, end, levels);
        begin = end + 1;
    }
}

void order_from_left(std::span<const Level> pieces, std::vector<std::size_t>& order) {
    order.resize(pieces.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (pieces.empty())
        return;
    // Rule L2: from the deepest level to the first odd one, turn each stretch of that level or deeper.
    for (Level level = *std::max_element(pieces.begin(), pieces.end()); level > 0; --level)
        for (std::size_t begin = 0; begin < order.size(); ++begin) {
            std::size_t end = begin;
            while (end < order.size() && pieces[order[end]] >= level)
                ++end;
            std::reverse(order.begin() + static_cast<std::ptrdiff_t>(begin),
                         order.begin() + static_cast<std::ptrdiff_t>(end));
            begin = std::max(begin, end);
        }
}

} // namespace kiosk::ui
