// Shapes, text, icons and emblems into one ImDrawList, all faded together. Use from the frame thread.
#pragma once
#include "kiosk/model/geometry.h"
#include "kiosk/ui/pictures.h"
#include "kiosk/ui/text_cache.h"
#include "kiosk/ui/theme.h"

#include <cstdint>
#include <string_view>

struct ImDrawList;

namespace kiosk::ui {

enum class Corners : std::uint8_t { All, Left, Right, Top, Bottom, None };

class Painter {
public:
    Painter(ImDrawList& list, TextCache& text, Pictures& pictures) : m_list(list), m_text(text), m_pictures(pictures) {}

    [[nodiscard]] ImDrawList& list() { return m_list; }
    /// Multiplies the opacity of what follows; returns the value before, to be set again afterwards.
    float set_alpha(float alpha);
    [[nodiscard]] float alpha() const { return m_alpha; }
    /// As ImGui packs colours, with the current opacity.
    [[nodiscard]] std::uint32_t packed(Color color) const;

    void fill(const model::Rect& rect, Color color);
    void fill_rounded(const model::Rect& rect, float radius, Color color, Corners corners = Corners::All);
    void outline(const model::Rect& rect, float radius, Color color, float thickness);
    void circle(model::Point center, float radius, Color color);
    /// From `top` to `bottom`.
    void gradient(const model::Rect& rect, Color top, Color bottom);
    /// From `left` to `right`.
    void gradient_across(const model::Rect& rect, Color left, Color right);
    /// A soft shadow of a rounded rectangle, `spread` pixels wide.
    void shadow(const model::Rect& rect, float radius, float spread, float strength);

    /// Lines broken at `width`; see TextLayout for what its box is.
    [[nodiscard]] TextLayout& layout(std::string_view text, const TextStyle& style, float width) {
        return m_text.layout(text, style, width);
    }
    void text(TextLayout& layout, model::Point position, Color color, Align align, float box_width);
    void icon(Icon icon, const model::Rect& box, Color color);
    /// An emblem by its name in the database: one of the library, or an image of the database ("image:NAME").
    /// `seconds` below 0 holds it still.
    void emblem(std::string_view name, const model::Rect& box, Color color, double seconds);

    /// Clips what follows to `rect` within the clip so far.
    void push_clip(const model::Rect& rect);
    void pop_clip();
    [[nodiscard]] model::Rect clip() const;

private:
    ImDrawList& m_list;
    TextCache& m_text;
    Pictures& m_pictures;
    float m_alpha = 1;
};

} // namespace kiosk::ui
