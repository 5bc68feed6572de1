#include "kiosk/attract/harbour_shore.h"

#include "kiosk/attract/harbour_motion.h"

#include <cmath>

namespace kiosk::attract {
namespace {

constexpr int kHillPoints = 48;

/// How far `color` stands out from the sky behind the shore at `x`.
ImU32 shore_color(const Layout& layout, float x, float strength) {
    const ImVec2 place(x, layout.horizon - 0.01f * layout.unit);
    const Rgb sky = layout.sky(place, 0.5f);
    // Darker and rosier than the sky, channel by channel: plum laid over gold would turn grey.
    const Rgb land = {sky.red * 0.58f, sky.green * 0.42f, sky.blue * 0.62f};
    const Rgb shade = mix(sky, land, strength);
    return pack(dim(shade, layout.luminance_limit(place)));
}

void draw_hills(ImDrawList& list, const Layout& layout, int ridge) {
    const float step = (layout.size.x + 2 * layout.bleed) / (kHillPoints - 1);
    const float base = 0.010f + 0.012f * static_cast<float>(ridge == 0);
    const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
    list.PrimReserve((kHillPoints - 1) * 12, kHillPoints * 3);
    const unsigned first = list._VtxCurrentIdx;
    for (int i = 0; i < kHillPoints; ++i) {
        const float x = -layout.bleed + step * static_cast<float>(i);
        const float at = x / layout.unit + 3.7f * static_cast<float>(ridge);
        const float rise =
            base + 0.012f * wave(at * 0.55f) + 0.006f * wave(at * 1.31f + 0.3f) + 0.003f * wave(at * 3.1f);
        const float y = layout.horizon - std::max(rise, 0.003f) * layout.unit;
        const ImU32 color = shore_color(layout, x, ridge == 0 ? 0.30f : 0.52f);
        list.PrimWriteVtx(ImVec2(x, y - 0.5f), uv, color & ~IM_COL32_A_MASK);
        list.PrimWriteVtx(ImVec2(x, y + 0.5f), uv, color);
        list.PrimWriteVtx(ImVec2(x, layout.horizon + 1), uv, color);
    }
    for (unsigned i = 0; i + 1 < kHillPoints; ++i)
        for (unsigned rail = 0; rail < 2; ++rail) {
            const unsigned corner = first + i * 3 + rail;
            for (const unsigned index : {corner, corner + 3, corner + 4, corner, corner + 4, corner + 1})
                list.PrimWriteIdx(static_cast<ImDrawIdx>(index));
        }
}

void draw_town(ImDrawList& list, const Layout& layout) {
    constexpr int kHouses = 64;
    // Hardly moving and in the haze: soft edges would double the vertices for nothing.
    list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    for (int i = 0; i < kHouses; ++i) {
        const float x = layout.size.x * (static_cast<float>(i) + scatter(i, 41)) / kHouses;
        const float cluster = std::max(0.0f, 0.35f + 0.65f * wave(x / layout.unit * 0.62f + 0.15f));
        const float height = layout.unit * (0.006f + 0.034f * cluster * scatter(i, 42) * scatter(i, 45));
        const float width = layout.unit * mix(0.010f, 0.026f, scatter(i, 43));
        list.AddRectFilled(ImVec2(x, layout.horizon - height), ImVec2(x + width, layout.horizon + 1),
                           shore_color(layout, x, mix(0.50f, 0.72f, scatter(i, 44))));
    }
}

/// A veil of lit air over the waterline, so that the shore has no hard foot.
void draw_mist(ImDrawList& list, const Layout& layout) {
    const float step = (layout.size.x + 2 * layout.bleed) / (kHillPoints - 1);
    const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
    list.PrimReserve((kHillPoints - 1) * 6, kHillPoints * 2);
    const unsigned first = list._VtxCurrentIdx;
    for (int i = 0; i < kHillPoints; ++i) {
        const float x = -layout.bleed + step * static_cast<float>(i);
        const ImU32 color = pack(layout.sky(ImVec2(x, layout.horizon - 0.02f * layout.unit), 0.8f), 0.55f);
        list.PrimWriteVtx(ImVec2(x, layout.horizon - 0.034f * layout.unit), uv, color & ~IM_COL32_A_MASK);
        list.PrimWriteVtx(ImVec2(x, layout.horizon + 1), uv, color);
    }
    for (unsigned i = 0; i + 1 < kHillPoints; ++i) {
        const unsigned corner = first + i * 2;
        for (const unsigned index : {corner, corner + 2, corner + 3, corner, corner + 3, corner + 1})
            list.PrimWriteIdx(static_cast<ImDrawIdx>(index));
    }
}

} // namespace

void Shore::record(const Layout& layout) {
    m_mesh = ui::Mesh::record([&](ImDrawList& list) {
        draw_hills(list, layout, 0);
        draw_town(list, layout);
        draw_hills(list, layout, 1);
        draw_mist(list, layout);
    });
}

} // namespace kiosk::attract
