// The navigation bar: buttons in one row, or in more where the panel is narrow.
#pragma once
#include "kiosk/ui/widgets.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace kiosk::ui {

/// Most buttons of a screen of today: a role between two others.
inline constexpr int kBarItems = 7;

enum class BarSide : std::uint8_t { Left, Center, Right };

/// One button of the navigation bar. Where space is short, labels go first, those of the lowest `keep_label` at first.
struct BarItem {
    a11y::NodeId id = a11y::kNoNode;
    std::string_view name;
    std::string_view label;
    ButtonLook look;
    BarSide side = BarSide::Left;
    int keep_label = 0;
};

/// Of all screens of a kiosk: where kBarItems buttons don't fit side by side, there are two rows of them or more.
[[nodiscard]] float bar_height(const Metrics& metrics);
/// The navigation bar at the bottom of every screen. Where room ends, labels go first, then the buttons come closer and
/// shrink to the smallest target of the panel, then they take another row, in their order. Returns the index of the
/// item clicked. At most 12 items.
std::optional<std::size_t> bar(Frame& frame, const model::Rect& rect, std::span<const BarItem> items);

/// What became of a bar with something of the screen's own in its middle.
struct BarResult {
    std::optional<std::size_t> clicked;
    float left_end = 0; ///< of the buttons at the left, if there are any
    float right_begin = 0;
};
/// The same in one row; labels go before the buttons come closer than `middle` pixels. Call with no item in the middle.
BarResult bar(Frame& frame, const model::Rect& rect, std::span<const BarItem> items, float middle);

} // namespace kiosk::ui
