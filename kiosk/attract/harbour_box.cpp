#include "kiosk/attract/harbour_box.h"

namespace kiosk::attract {

void draw_box(ImDrawList& list, ImVec2 corner, ImVec2 size, Rgb color, float light, BoxFinish finish) {
    const ImVec2 far_corner(corner.x + size.x, corner.y + size.y);
    list.AddRectFilled(corner, far_corner, pack(color));
    const float rim = size.y * 0.055f;
    if (finish == BoxFinish::Ribbed) {
        const float frame = size.y * 0.09f;
        const int ribs = 11;
        const float step = (size.x - 2 * frame) / static_cast<float>(ribs);
        const ImU32 shade = pack(mix(color, kNight, 0.34f));
        for (int i = 0; i < ribs; ++i) {
            const float x = corner.x + frame + step * (static_cast<float>(i) + 0.30f);
            list.AddRectFilled(ImVec2(x, corner.y + frame * 1.3f), ImVec2(x + step * 0.42f, far_corner.y - frame),
                               shade);
        }
        list.AddRectFilled(ImVec2(corner.x, far_corner.y - rim), far_corner, pack(mix(color, kNight, 0.5f)));
    }
    if (light > 0)
        list.AddRectFilled(corner, ImVec2(far_corner.x, corner.y + rim), pack(mix(color, kGold, light)));
}

} // namespace kiosk::attract
