#include "kiosk/attract/harbour_box.h"

#include <initializer_list>

namespace kiosk::attract {
namespace {

/// The corrugated side: one strip that is lit and shaded in turns.
void draw_ribs(ImDrawList& list, ImVec2 corner, ImVec2 size, Rgb color) {
    constexpr unsigned kColumns = 23;
    const float frame = size.y * 0.10f;
    const float step = (size.x - 2 * frame) / (kColumns - 1);
    const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
    const ImU32 lit = pack(color);
    const ImU32 shaded = pack(mix(color, kNight, 0.36f));
    list.PrimReserve(static_cast<int>(kColumns - 1) * 6, static_cast<int>(kColumns) * 2);
    const unsigned first = list._VtxCurrentIdx;
    for (unsigned i = 0; i < kColumns; ++i) {
        const float x = corner.x + frame + step * static_cast<float>(i);
        const ImU32 tone = i % 4 == 1 || i % 4 == 2 ? shaded : lit;
        list.PrimWriteVtx(ImVec2(x, corner.y + frame * 1.3f), uv, tone);
        list.PrimWriteVtx(ImVec2(x, corner.y + size.y - frame), uv, tone);
    }
    for (unsigned i = 0; i + 1 < kColumns; ++i) {
        const unsigned left = first + 2 * i;
        for (const unsigned index : {left, left + 2, left + 3, left, left + 3, left + 1})
            list.PrimWriteIdx(static_cast<ImDrawIdx>(index));
    }
}

} // namespace

void draw_box(ImDrawList& list, ImVec2 corner, ImVec2 size, Rgb color, float light, BoxFinish finish) {
    const ImVec2 far_corner(corner.x + size.x, corner.y + size.y);
    list.AddRectFilled(corner, far_corner, pack(color));
    const float rim = size.y * 0.055f;
    if (finish == BoxFinish::Ribbed) {
        draw_ribs(list, corner, size, color);
        list.AddRectFilled(ImVec2(corner.x, far_corner.y - rim), far_corner, pack(mix(color, kNight, 0.5f)));
    }
    if (light > 0)
        list.AddRectFilled(corner, ImVec2(far_corner.x, corner.y + rim), pack(mix(color, kGold, light)));
}

} // namespace kiosk::attract
