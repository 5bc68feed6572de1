// A field of colour that breathes between two states: the sky and the water.
#pragma once
#include <imgui.h>

#include <functional>
#include <vector>

namespace kiosk::attract {

class ColorGrid {
public:
    ColorGrid() = default;
    /// `columns` and `rows` are places of grid lines; `color(point, dawn)` is asked once for dawn 0 and once for
    /// dawn 1.
    ColorGrid(const std::vector<float>& columns, const std::vector<float>& rows,
              const std::function<ImU32(ImVec2, float)>& color);

    /// Draws the grid at `offset`, its colours between the two states.
    void draw(ImDrawList& list, ImVec2 offset, float dawn) const;

private:
    std::vector<ImVec2> m_positions;
    std::vector<ImU32> m_calm;
    std::vector<ImU32> m_glowing;
    std::vector<ImDrawIdx> m_indices;
};

} // namespace kiosk::attract
