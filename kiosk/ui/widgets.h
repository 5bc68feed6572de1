// The design system's controls. Each owns its input, emits its accessibility node and draws itself.
#pragma once
#include "db/role.h"
#include "kiosk/ui/frame.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace kiosk::ui {

enum class ButtonKind : std::uint8_t {
    Primary, ///< the one call to action
    OnBar,   ///< quiet, on the navigation bar
    OnPaper, ///< quiet, on a page
};

struct ButtonLook {
    Icon icon = Icon::None;
    bool icon_after = false; ///< behind the label: things that lead on
    bool show_label = true;
    ButtonKind kind = ButtonKind::OnPaper;
    bool enabled = true;
};

/// A pill. `name` is what is read out; it contains `label`. Returns true when clicked.
bool button(Frame& frame, a11y::NodeId id, const model::Rect& rect, std::string_view name, std::string_view label,
            const ButtonLook& look);

/// Width in pixels that a button with its label on one line needs.
[[nodiscard]] float button_width(Frame& frame, std::string_view label, const ButtonLook& look);
/// Height in pixels that it needs where it is `width` wide: more than a target where its label takes several lines.
[[nodiscard]] float button_height(Frame& frame, std::string_view label, const ButtonLook& look, float width);

/// A choice that is on or off, or one of several.
struct TileLook {
    bool checked = false;
    float sample_scale = 0; ///< shows "Aa" at this multiple of the default text size; 0 for none
};
/// Returns true when clicked.
bool tile(Frame& frame, a11y::NodeId id, const model::Rect& rect, std::string_view label, const TileLook& look);
[[nodiscard]] float tile_height(Frame& frame, std::string_view label, float width, const TileLook& look);

enum class CardShape : std::uint8_t {
    Wide, ///< emblem at the left
    Tall, ///< emblem on top
};

/// A role as a card. `text_height` is that of the highest texts in its row (role_card_text_height), so that the titles
/// of a row stand on one line. Returns true when clicked.
bool role_card(Frame& frame, a11y::NodeId id, const model::Rect& rect, const db::RoleCard& role, CardShape shape,
               float text_height);
[[nodiscard]] float role_card_text_height(Frame& frame, float width, const db::RoleCard& role, CardShape shape);
/// The height that the card's texts need at `width`.
[[nodiscard]] float role_card_height(Frame& frame, float width, const db::RoleCard& role, CardShape shape);
/// Whether no word of the title has to be broken at `width`.
[[nodiscard]] bool role_card_keeps_words(Frame& frame, float width, const db::RoleCard& role, CardShape shape);

/// A title with a short accent line under it. Returns its height.
float section_title(Frame& frame, model::Point position, float width, std::string_view text, Color accent);

/// Points with a dot of `accent`. Returns its height.
float bullet_list(Frame& frame, model::Point position, float width, std::span<const std::string> points, Color accent);
[[nodiscard]] float bullet_list_height(Frame& frame, float width, std::span<const std::string> points);

} // namespace kiosk::ui
