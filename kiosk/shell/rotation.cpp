#include "kiosk/shell/rotation.h"

#include <algorithm>
#include <imgui.h>

namespace kiosk::shell {

model::Point to_upright(const Mounting& mounting, model::Point point) {
    const auto width = static_cast<float>(mounting.width_px);
    const auto height = static_cast<float>(mounting.height_px);
    switch (mounting.degrees) {
    case 90:
        return {point.y, width - point.x};
    case 180:
        return {width - point.x, height - point.y};
    case 270:
        return {height - point.y, point.x};
    default:
        return point;
    }
}

model::Point to_panel(const Mounting& mounting, model::Point point) {
    const auto width = static_cast<float>(mounting.width_px);
    const auto height = static_cast<float>(mounting.height_px);
    switch (mounting.degrees) {
    case 90:
        return {width - point.y, point.x};
    case 180:
        return {width - point.x, height - point.y};
    case 270:
        return {point.y, height - point.x};
    default:
        return point;
    }
}

void rotate(const Mounting& mounting, ImDrawData& data) {
    if (mounting.degrees == 0)
        return;
    for (ImDrawList* list : data.CmdLists) {
        for (ImDrawVert& vertex : list->VtxBuffer) {
            const model::Point turned = to_panel(mounting, {vertex.pos.x, vertex.pos.y});
            vertex.pos = {turned.x, turned.y};
        }
        for (ImDrawCmd& command : list->CmdBuffer) {
            const model::Point first = to_panel(mounting, {command.ClipRect.x, command.ClipRect.y});
            const model::Point second = to_panel(mounting, {command.ClipRect.z, command.ClipRect.w});
            command.ClipRect = {std::min(first.x, second.x), std::min(first.y, second.y), std::max(first.x, second.x),
                                std::max(first.y, second.y)};
        }
    }
    data.DisplaySize = {static_cast<float>(mounting.width_px), static_cast<float>(mounting.height_px)};
}

} // namespace kiosk::shell
