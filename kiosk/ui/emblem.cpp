#include "kiosk/ui/emblem.h"

#include "kiosk/ui/emblem_sketch.h"

#include <algorithm>
#include <array>

namespace kiosk::ui {
namespace {

constexpr std::array<std::string_view, 7> kNames = {"scales",    "ledger", "curve",  "globe",
                                                    "container", "board",  "compass"};
constexpr std::array kDrawings = {draw_scales,    draw_ledger, draw_curve,  draw_globe,
                                  draw_container, draw_board,  draw_compass};
static_assert(kNames.size() == kDrawings.size());

} // namespace

std::span<const std::string_view> emblem_names() {
    return kNames;
}

bool is_emblem(std::string_view name) {
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

void draw_emblem(ImDrawList& list, std::string_view name, ImVec2 min, float size, ImU32 color, double seconds) {
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end() || size <= 0)
        return;
    // Lines from the font's texture would blur at these widths and need the texture to be bound.
    const ImDrawListFlags flags = list.Flags;
    list.Flags &= ~ImDrawListFlags_AntiAliasedLinesUseTex;
    EmblemSketch sketch(list, min, size, color);
    kDrawings[static_cast<std::size_t>(found - kNames.begin())](sketch, EmblemTime{seconds});
    list.Flags = flags;
}

} // namespace kiosk::ui
