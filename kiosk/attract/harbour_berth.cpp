#include "kiosk/attract/harbour_berth.h"

#include "kiosk/attract/harbour_crane.h"
#include "kiosk/attract/harbour_motion.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::attract {
namespace {

constexpr float kBoxLength_m = 8.6f;
constexpr float kBoxHeight_m = 2.9f;
constexpr float kDeck_m = 3.4f;
constexpr float kWater_m = -4; // of the quay's deck over the water
constexpr float kLandEnd_m = 70;
constexpr Rgb kHull = rgb(0x101b40);
constexpr Rgb kQuay = rgb(0x0d1736);

/// Boxes piled from `left` on, as high as `tiers` says.
void draw_stacks(ImDrawList& list, float metre, float left, float base, std::span<const int> tiers, BoxFinish finish,
                 int color_index) {
    const ImVec2 size((kBoxLength_m - 0.22f) * metre, (kBoxHeight_m - 0.12f) * metre);
    for (std::size_t stack = 0; stack < tiers.size(); ++stack)
        for (int tier = 0; tier < tiers[stack]; ++tier) {
            const int pick = static_cast<int>(scatter(static_cast<int>(stack) * 7 + tier, color_index) * 97);
            const bool top = tier + 1 == tiers[stack];
            const Rgb color =
                mix(box_color(pick), kNavy, top ? 0.30f : 0.38f + 0.06f * static_cast<float>(tiers[stack] - tier));
            const float x = left + kBoxLength_m * static_cast<float>(stack);
            const float y = base + kBoxHeight_m * static_cast<float>(tier + 1);
            draw_box(list, ImVec2(x * metre, -y * metre), size, color, top ? 0.80f : 0.16f, finish);
        }
}

void draw_moored_ship(ImDrawList& list, float metre, float bow, BoxFinish finish, int color_index) {
    const auto at = [&](float x, float y) { return ImVec2(x * metre, -y * metre); };
    static constexpr std::array kTiers = {1, 2, 3, 3};
    draw_stacks(list, metre, bow + 7.5f, kDeck_m, kTiers, finish, color_index);
    const float stern = -1.2f;
    // The bow is two convex pieces: the flare with its raised bulwark, and the long side.
    const std::array side = {at(bow + 6, kDeck_m), at(stern, kDeck_m), at(stern, kWater_m), at(bow + 7, kWater_m)};
    const std::array flare = {at(bow, kDeck_m + 2.6f), at(bow + 6.2f, kDeck_m + 2.0f), at(bow + 9, kDeck_m),
                              at(bow + 9, kWater_m), at(bow + 5.6f, kWater_m)};
    list.AddConvexPolyFilled(side.data(), static_cast<int>(side.size()), pack(kHull));
    list.AddConvexPolyFilled(flare.data(), static_cast<int>(flare.size()), pack(kHull));
    const ImU32 rim = pack(rgb(0xc98579));
    list.AddLine(at(bow, kDeck_m + 2.6f), at(bow + 6.2f, kDeck_m + 2.0f), rim, std::max(0.8f, 0.16f * metre));
    list.AddLine(at(bow + 6.2f, kDeck_m + 2.0f), at(bow + 9, kDeck_m), rim, std::max(0.8f, 0.16f * metre));
    list.AddLine(at(bow + 9, kDeck_m), at(stern, kDeck_m), pack(rgb(0x5f4a70)), std::max(0.8f, 0.16f * metre));
    list.AddLine(at(bow + 5, kDeck_m + 2), at(bow + 5, kDeck_m + 9.5f), pack(kHull), std::max(0.9f, 0.4f * metre));
    list.AddLine(at(bow + 3.8f, kDeck_m + 7.6f), at(bow + 6.2f, kDeck_m + 7.6f), pack(kHull),
                 std::max(0.8f, 0.25f * metre));
}

void draw_quay(ImDrawList& list, float metre, BoxFinish finish, int color_index) {
    static constexpr std::array kBack = {4, 3, 4, 5, 4, 5};
    static constexpr std::array kFront = {2, 3, 2, 3, 3, 4};
    draw_stacks(list, metre, 5.5f, 0, kBack, BoxFinish::Plain, color_index + 5);
    draw_stacks(list, metre, 3.0f, -0.3f, kFront, finish, color_index + 2);
    list.AddRectFilled(ImVec2(-1.6f * metre, 0), ImVec2(kLandEnd_m * metre, -kWater_m * metre), pack(kQuay));
    list.AddRectFilled(ImVec2(-1.9f * metre, -0.25f * metre), ImVec2(kLandEnd_m * metre, 0.35f * metre),
                       pack(rgb(0x3a3563)));
}

} // namespace

void Berth::record(const Layout& layout, const CraneSpot& spot, BoxFinish finish, int color_index) {
    m_spot = spot;
    m_mesh = ui::Mesh::record([&](ImDrawList& list) {
        draw_quay(list, spot.pixels_per_metre, finish, color_index);
        draw_moored_ship(list, spot.pixels_per_metre, -spot.outreach_m - 2, finish, color_index);
    });
    m_mesh.repaint([&](ImVec2 local, ImU32 color) {
        const ImVec2 place(spot.foot.x - local.x * spot.water_side, spot.foot.y + local.y);
        const float away = std::fabs(place.x - layout.sun.x) / layout.unit;
        const Rgb warm = mix(unpack(color), kCoral, 0.16f * std::exp(-away * 4.0f));
        return (pack(hazed(layout, warm, place, spot.haze)) & ~IM_COL32_A_MASK) | (color & IM_COL32_A_MASK);
    });
}

void Berth::draw(ImDrawList& list, ImVec2 origin, float shift) const {
    m_mesh.draw(list, ImVec2(origin.x + m_spot.foot.x + shift, origin.y + m_spot.foot.y),
                ImVec2(-m_spot.water_side, 1));
}

} // namespace kiosk::attract
