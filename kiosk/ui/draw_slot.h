// One atlas slot as a textured rectangle.
#pragma once
#include "kiosk/model/geometry.h"
#include "kiosk/ui/atlas.h"

#include <cstdint>
#include <imgui.h>

namespace kiosk::ui {

/// Draws `slot`, which must be valid, into `box`, tinted with `color`. Changes the list's texture only if it has to.
inline void draw_slot(ImDrawList& list, const Atlas& atlas, const Slot& slot, const model::Rect& box,
                      std::uint32_t color) {
    const auto texture = reinterpret_cast<ImTextureID>(atlas.texture(slot.page));
    if (list._CmdHeader.TextureId != texture) {
        list._CmdHeader.TextureId = texture;
        list._OnChangedTextureID();
    }
    const model::Rect uv = atlas.uv(slot);
    list.PrimReserve(6, 4);
    list.PrimRectUV({box.left, box.top}, {box.right, box.bottom}, {uv.left, uv.top}, {uv.right, uv.bottom}, color);
}

} // namespace kiosk::ui
