// Fills a draw list's untextured triangles into an image, as a GPU without multisampling would: to test what is seen.
#pragma once
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace test_support {

/// Rows from the top, four bytes a pixel: red, green, blue, 255.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<unsigned char> pixels;

    Image(int w, int h)
        : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h) * 4, 255) {}
    [[nodiscard]] unsigned char* at(int x, int y) {
        return &pixels[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x))
                       * 4];
    }
};

inline void fill_triangle(Image& image, const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
    const double area =
        double(b.pos.x - a.pos.x) * double(c.pos.y - a.pos.y) - double(b.pos.y - a.pos.y) * double(c.pos.x - a.pos.x);
    if (std::fabs(area) < 1e-9)
        return;
    const auto floor_int = [](float v) { return static_cast<int>(std::floor(v)); };
    const int x0 = std::max(0, floor_int(std::min({a.pos.x, b.pos.x, c.pos.x})));
    const int y0 = std::max(0, floor_int(std::min({a.pos.y, b.pos.y, c.pos.y})));
    const int x1 = std::min(image.width - 1, floor_int(std::max({a.pos.x, b.pos.x, c.pos.x})));
    const int y1 = std::min(image.height - 1, floor_int(std::max({a.pos.y, b.pos.y, c.pos.y})));
    const ImDrawVert* const corners[3] = {&a, &b, &c};
    // A pixel on an edge belongs to one side only, whichever way the triangle turns.
    const auto edge = [&](const ImDrawVert& from, const ImDrawVert& to, double px, double py) {
        return (double(to.pos.x - from.pos.x) * (py - double(from.pos.y))
                - double(to.pos.y - from.pos.y) * (px - double(from.pos.x)))
               / area;
    };
    const auto owns = [&](const ImDrawVert& from, const ImDrawVert& to) {
        const double dx = double(to.pos.x - from.pos.x) * (area > 0 ? 1 : -1);
        const double dy = double(to.pos.y - from.pos.y) * (area > 0 ? 1 : -1);
        return dy < 0 || (dy == 0 && dx > 0);
    };
    const bool own_a = owns(b, c), own_b = owns(c, a), own_c = owns(a, b);
    for (int y = y0; y <= y1; ++y)
        for (int x = x0; x <= x1; ++x) {
            const double px = x + 0.5, py = y + 0.5;
            const double weights[3] = {edge(b, c, px, py), edge(c, a, px, py), edge(a, b, px, py)};
            if (weights[0] < 0 || weights[1] < 0 || weights[2] < 0 || (weights[0] == 0 && !own_a)
                || (weights[1] == 0 && !own_b) || (weights[2] == 0 && !own_c))
                continue;
            const auto channel = [&](int shift) {
                double sum = 0;
                for (int i = 0; i < 3; ++i)
                    sum += weights[i] * ((corners[i]->col >> shift) & 0xFF);
                return sum;
            };
            const double alpha = channel(IM_COL32_A_SHIFT) / 255;
            unsigned char* pixel = image.at(x, y);
            const int shifts[3] = {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT};
            for (int i = 0; i < 3; ++i)
                pixel[i] = static_cast<unsigned char>(
                    std::clamp(channel(shifts[i]) * alpha + pixel[i] * (1 - alpha) + 0.5, 0.0, 255.0));
        }
}

/// Draws all of `list`; vertex offsets are honoured, clip rectangles and textures are not.
inline void fill(Image& image, const ImDrawList& list) {
    for (const ImDrawCmd& command : list.CmdBuffer)
        for (unsigned i = 0; i + 2 < command.ElemCount; i += 3) {
            const auto vertex = [&](unsigned corner) -> const ImDrawVert& {
                const unsigned index = list.IdxBuffer[static_cast<int>(command.IdxOffset + i + corner)];
                return list.VtxBuffer[static_cast<int>(command.VtxOffset + index)];
            };
            fill_triangle(image, vertex(0), vertex(1), vertex(2));
        }
}

} // namespace test_support
