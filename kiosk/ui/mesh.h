// Geometry that is drawn once and then copied into a draw list in every frame, at a fraction of the cost of drawing it.
#pragma once
#include <imgui.h>

#include <cstdint>
#include <span>
#include <vector>

namespace kiosk::ui {

/// Tints along the x axis of the screen, as light falls on whatever passes there: `tints[i]` holds from
/// `left + i * step` on. Outside of the range the first and last tints go on.
struct LightRamp {
    float left = 0;
    float step = 1;
    std::span<const ImU32> tints;
};

/// Recorded triangles without texture. Copying one vertex takes about ten instructions, and drawing never allocates
/// once the list's buffers have grown. Holds up to 65,535 vertices. Needs an ImGui context to record and to draw.
class Mesh {
public:
    Mesh() = default;

    /// Records what `draw` puts on the list that it is given. That list is anti-aliased and uses no line texture;
    /// `draw` must not use text, images or clip rectangles.
    template <typename Draw>
    [[nodiscard]] static Mesh record(Draw&& draw) {
        ImDrawList scratch(ImGui::GetDrawListSharedData());
        begin_recording(scratch);
        draw(scratch);
        return Mesh(scratch);
    }

    /// Gives each vertex the colour `paint(position, colour)`, to lay light or haze over the whole.
    template <typename Paint>
    void repaint(Paint&& paint) {
        for (Vertex& vertex : m_vertices)
            vertex.color = paint(vertex.position, vertex.color);
    }

    /// Copies the triangles, each position times `scale` plus `offset`, each colour times `tint`.
    void draw(ImDrawList& list, ImVec2 offset, ImVec2 scale, ImU32 tint = IM_COL32_WHITE) const;
    void draw(ImDrawList& list, ImVec2 offset, float scale = 1, ImU32 tint = IM_COL32_WHITE) const;
    /// As above, tinted by the ramp. A run of vertices of one colour gets one tint, that of the first one's place:
    /// a box stays a box of one colour. The tints' alpha is ignored.
    void draw_lit(ImDrawList& list, ImVec2 offset, ImVec2 scale, const LightRamp& ramp) const;
    /// As above; each vertex takes its colour from the ramp, and of its own colour only the alpha counts.
    void draw_stencil(ImDrawList& list, ImVec2 offset, ImVec2 scale, const LightRamp& ramp) const;

    [[nodiscard]] int vertex_count() const { return static_cast<int>(m_vertices.size()); }
    [[nodiscard]] int index_count() const { return static_cast<int>(m_indices.size()); }

private:
    struct Vertex {
        ImVec2 position;
        ImU32 color;
    };

    explicit Mesh(const ImDrawList& recorded);
    static void begin_recording(ImDrawList& scratch);
    template <typename Color>
    void copy(ImDrawList& list, ImVec2 offset, ImVec2 scale, Color&& color) const;

    std::vector<Vertex> m_vertices;
    std::vector<ImDrawIdx> m_indices;
};

/// Appends `indices`, each plus the number of the list's next vertex. Space for them must have been reserved.
void write_indices(ImDrawList& list, std::span<const ImDrawIdx> indices);

/// `color` times `tint`, channel by channel, as a renderer would do it.
[[nodiscard]] ImU32 multiply(ImU32 color, ImU32 tint);

} // namespace kiosk::ui
