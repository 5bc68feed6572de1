// Where a line of text may end. Pure; takes any bytes.
#pragma once
#include <cstddef>
#include <string_view>

namespace kiosk::ui {

inline constexpr std::string_view kSoftHyphen = "\xc2\xad";

/// A stretch of text, at the end of which a line may end.
struct Piece {
    std::size_t begin = 0;
    std::size_t ink_end = 0;    ///< without the spaces or the soft hyphen at its end
    std::size_t end = 0;        ///< after begin, unless the text ends there
    bool is_hyphenated = false; ///< a line that ends here shows a hyphen
};

/// The piece that begins at `begin`: up to spaces, hyphens or slashes and with them, up to a soft hyphen between
/// letters and with it, or up to a line feed and without it.
[[nodiscard]] Piece piece_at(std::string_view text, std::size_t begin);

/// Where the letter that begins at `begin` ends, with its marks and all that is set as one with it. After `begin`.
[[nodiscard]] std::size_t letter_end(std::string_view text, std::size_t begin);

} // namespace kiosk::ui
