// A field of colour that breathes between two states: the sky and the water.
#pragma once
#include <imgui.h>

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace kiosk::attract {

/// How a field is filled. A software renderer fills level rectangles of one colour about eight times as fast as
/// triangles with a gradient, so Patches uses these wherever the steps between them cannot be seen.
enum class GridFinish { Gradient, Patches };

class ColorGrid {
public:
    ColorGrid() = default;
    /// `columns` and `rows` are places of grid lines, moved to whole pixels so that no renderer leaves cracks;
    /// `color(point, dawn)` is asked once for dawn 0 and once for dawn 1. Colours are opaque.
    ColorGrid(std::span<const float> columns, std::span<const float> rows,
              const std::function<ImU32(ImVec2, float)>& color);

    /// Draws the grid at `offset`, in whole pixels, its colours between the two states.
    void draw(ImDrawList& list, ImVec2 offset, float dawn, GridFinish finish) const;

private:
    /// Two colours, four channels of 16 bits each, so that one multiplication serves all of them.
    struct Breath {
        std::uint64_t calm = 0;
        std::uint64_t glowing = 0;
    };
    struct Point {
        ImVec2 position;
        Breath color;
    };
    struct Patch {
        ImVec2 min;
        ImVec2 max;
        Breath color;
    };

    [[nodiscard]] static ImU32 at(const Breath& breath, std::uint64_t weight);
    [[nodiscard]] static float difference(const Point& a, const Point& b);
    [[nodiscard]] static Breath blend(const Breath& a, const Breath& b, float t);
    void add_cell(std::size_t corner, std::size_t columns);
    void draw_points(ImDrawList& list, ImVec2 offset, std::uint64_t weight, std::span<const ImDrawIdx> indices) const;
    void draw_patches(ImDrawList& list, ImVec2 offset, std::uint64_t weight) const;

    std::vector<Point> m_points;
    std::vector<ImDrawIdx> m_indices;
    std::vector<Patch> m_patches;
    std::vector<ImDrawIdx> m_steep; ///< the cells that patches would show in
};

} // namespace kiosk::attract
