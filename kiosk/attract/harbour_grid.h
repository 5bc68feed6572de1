// A field of colour that breathes between two states: the sky and the water.
#pragma once
#include <imgui.h>

#include <cstdint>
#include <functional>
#include <vector>

namespace kiosk::attract {

class ColorGrid {
public:
    ColorGrid() = default;
    /// `columns` and `rows` are places of grid lines, moved to whole pixels so that no renderer leaves cracks;
    /// `color(point, dawn)` is asked once for dawn 0 and once for dawn 1. Colours are opaque.
    ColorGrid(const std::vector<float>& columns, const std::vector<float>& rows,
              const std::function<ImU32(ImVec2, float)>& color);

    /// Draws the grid at `offset`, its colours between the two states.
    void draw(ImDrawList& list, ImVec2 offset, float dawn) const;

private:
    /// A place and its two colours, four channels of 16 bits each, so that one multiplication serves all of them.
    struct Point {
        ImVec2 position;
        std::uint64_t calm;
        std::uint64_t glowing;
    };

    std::vector<Point> m_points;
    std::vector<ImDrawIdx> m_indices;
};

} // namespace kiosk::attract
