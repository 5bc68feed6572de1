#include "kiosk/attract/harbour_berth.h"

#include "kiosk/attract/harbour_crane.h"
#include "kiosk/attract/harbour_motion.h"
#include "kiosk/attract/harbour_water.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace kiosk::attract {
namespace {

constexpr float kDeck_m = 3.4f;
constexpr float kWater_m = -4; // of the quay's deck over the water
constexpr float kLandEnd_m = 70;
constexpr Rgb kBerthedHull = rgb(0x101b40);
constexpr Rgb kQuay = rgb(0x0d1736);

/// Boxes piled from `left` on, as high as `tiers` says, from the tier `first` on.
struct Stacks {
    float left = 0;
    float base = 0;
    std::span<const int> tiers;
    int first = 0;
    float visible_to = 0; ///< what begins further right is out of the picture
    int color_index = 0;
};

void draw_stacks(ImDrawList& list, float metre, const Stacks& stacks, BoxFinish finish) {
    const ImVec2 size((kBoxLength_m - 0.22f) * metre, (kBoxHeight_m - 0.12f) * metre);
    for (std::size_t stack = 0; stack < stacks.tiers.size(); ++stack) {
        const float x = stacks.left + kBoxLength_m * static_cast<float>(stack);
        for (int tier = stacks.first; tier < stacks.tiers[stack] && x < stacks.visible_to; ++tier) {
            const int pick = static_cast<int>(stack) * 3 + tier * 4 + stacks.color_index;
            const int below_top = stacks.tiers[stack] - 1 - tier;
            const float shade = below_top == 0 ? 0.10f : 0.16f + 0.08f * static_cast<float>(below_top);
            const float y = stacks.base + kBoxHeight_m * static_cast<float>(tier + 1);
            draw_box(list, ImVec2(x * metre, -y * metre), size, mix(box_color(pick), kNavy, shade),
                     below_top == 0 ? 0.80f : 0, finish);
        }
    }
}

/// What only a hull close by shows: seams, draught marks and the anchor.
void draw_plating(ImDrawList& list, float metre, float bow, float stern) {
    const auto at = [&](float x, float y) { return ImVec2(x * metre, -y * metre); };
    const ImU32 seam = pack(rgb(0x28305c));
    list.AddLine(at(bow + 9, kDeck_m - 2), at(stern, kDeck_m - 2), seam, 0.11f * metre);
    const int seams = static_cast<int>(std::ceil((stern - bow - 12) / 6.4f));
    for (int i = 0; i < seams; ++i) {
        const float x = bow + 12 + 6.4f * static_cast<float>(i);
        list.AddLine(at(x, kDeck_m - 0.3f), at(x, kWater_m), seam, 0.08f * metre);
    }
    for (int mark = 0; mark < 6; ++mark) {
        const float y = kDeck_m - 1.4f - 0.8f * static_cast<float>(mark);
        list.AddLine(at(bow + 7.6f, y), at(bow + 8.3f, y), pack(rgb(0x8d7f9c)), 0.14f * metre);
    }
    const ImU32 iron = pack(rgb(0x090f26));
    list.AddCircleFilled(at(bow + 4.6f, kDeck_m + 0.4f), 0.62f * metre, iron, 20);
    list.AddLine(at(bow + 4.6f, kDeck_m + 0.4f), at(bow + 4.9f, kDeck_m - 1.7f), iron, 0.34f * metre);
    list.PathArcTo(at(bow + 4.85f, kDeck_m - 0.9f), 1.0f * metre, 0.35f, 2.6f, 12);
    list.PathStroke(iron, ImDrawFlags_None, 0.36f * metre);
}

void draw_moored_ship(ImDrawList& list, float metre, float bow, BoxFinish finish, int color_index) {
    const auto at = [&](float x, float y) { return ImVec2(x * metre, -y * metre); };
    constexpr float stern = 10;
    static constexpr std::array kTiers = {1, 2, 3, 3};
    draw_stacks(
        list, metre,
        {.left = bow + 7.5f, .base = kDeck_m, .tiers = kTiers, .visible_to = stern - 2, .color_index = color_index},
        finish);
    // The bow is two convex pieces: the flare with its raised bulwark, and the long side.
    const std::array side = {at(bow + 6, kDeck_m), at(stern, kDeck_m), at(stern, kWater_m), at(bow + 7, kWater_m)};
    const std::array flare = {at(bow, kDeck_m + 2.6f), at(bow + 6.2f, kDeck_m + 2.0f), at(bow + 9, kDeck_m),
                              at(bow + 9, kWater_m), at(bow + 5.6f, kWater_m)};
    list.AddConvexPolyFilled(side.data(), static_cast<int>(side.size()), pack(kBerthedHull));
    list.AddConvexPolyFilled(flare.data(), static_cast<int>(flare.size()), pack(kBerthedHull));
    const ImU32 rim = pack(rgb(0xc98579));
    list.AddLine(at(bow, kDeck_m + 2.6f), at(bow + 6.2f, kDeck_m + 2.0f), rim, std::max(0.8f, 0.16f * metre));
    list.AddLine(at(bow + 6.2f, kDeck_m + 2.0f), at(bow + 9, kDeck_m), rim, std::max(0.8f, 0.16f * metre));
    list.AddLine(at(bow + 9, kDeck_m), at(stern, kDeck_m), pack(rgb(0x5f4a70)), std::max(0.8f, 0.16f * metre));
    if (finish == BoxFinish::Ribbed)
        draw_plating(list, metre, bow, stern);
    // The foremast with its radar and stays.
    const ImVec2 top = at(bow + 5, kDeck_m + 10);
    list.AddLine(at(bow + 5, kDeck_m + 2), top, pack(kBerthedHull), std::max(0.9f, 0.42f * metre));
    list.AddLine(at(bow + 4.1f, kDeck_m + 10), at(bow + 5.9f, kDeck_m + 10), pack(kBerthedHull),
                 std::max(0.8f, 0.3f * metre));
    list.AddLine(top, at(bow + 1.2f, kDeck_m + 2.4f), pack(kBerthedHull), std::max(0.6f, 0.10f * metre));
    list.AddLine(top, at(bow + 8.2f, kDeck_m + 1), pack(kBerthedHull), std::max(0.6f, 0.10f * metre));
}

void draw_quay(ImDrawList& list, float metre, float visible_to, BoxFinish finish, int color_index) {
    static constexpr std::array kBack = {4, 3, 4, 5, 4, 5};
    static constexpr std::array kFront = {3, 3, 2, 3, 3, 4};
    draw_stacks(
        list, metre,
        {.left = 5.5f, .base = 0, .tiers = kBack, .first = 1, .visible_to = visible_to, .color_index = color_index + 5},
        BoxFinish::Plain);
    draw_stacks(list, metre,
                {.left = 3, .base = -0.3f, .tiers = kFront, .visible_to = visible_to, .color_index = color_index + 2},
                finish);
    list.AddRectFilled(ImVec2(-1.6f * metre, 0), ImVec2(kLandEnd_m * metre, -kWater_m * metre), pack(kQuay));
    list.AddRectFilled(ImVec2(-1.9f * metre, -0.25f * metre), ImVec2(kLandEnd_m * metre, 0.35f * metre),
                       pack(rgb(0x3a3563)));
}

} // namespace

void Berth::record(const Layout& layout, const CraneSpot& spot, BoxFinish finish, int color_index) {
    m_spot = spot;
    const float room = spot.water_side < 0 ? layout.size.x - spot.foot.x + layout.bleed : spot.foot.x + layout.bleed;
    const auto record_with = [&](BoxFinish boxes) {
        auto mesh = ui::Mesh::record([&](ImDrawList& list) {
            draw_quay(list, spot.pixels_per_metre, room / spot.pixels_per_metre, boxes, color_index);
            if (layout.composition != Composition::Banner || spot.haze > 0)
                draw_moored_ship(list, spot.pixels_per_metre, -spot.outreach_m - 2, boxes, color_index);
        });
        mesh.repaint([&](ImVec2 local, ImU32 color) {
            const ImVec2 place(spot.foot.x - local.x * spot.water_side, spot.foot.y + local.y);
            const float away = std::fabs(place.x - layout.sun.x) / layout.unit;
            const Rgb warm = mix(unpack(color), kRose, 0.22f * std::exp(-away * 4.0f));
            const float alpha = static_cast<float>(color >> IM_COL32_A_SHIFT) / 255;
            return hazed(layout, pack(warm, alpha), place, spot.haze);
        });
        return mesh;
    };
    m_plain = record_with(BoxFinish::Plain);
    m_ribbed = finish == BoxFinish::Ribbed ? record_with(BoxFinish::Ribbed) : m_plain;
}

void Berth::draw_reflection(ImDrawList& list, ImVec2 origin, float shift, double seconds) const {
    const float metre = m_spot.pixels_per_metre;
    const float foot = origin.x + m_spot.foot.x + shift;
    const float bow = foot + m_spot.water_side * (m_spot.outreach_m - 4) * metre;
    const float land = foot - m_spot.water_side * 40 * metre;
    attract::draw_reflection(list,
                             {.left = std::min(bow, land),
                              .right = std::max(bow, land),
                              .top = origin.y + m_spot.foot.y - kWater_m * metre,
                              .height = 13 * metre,
                              .rows = 8,
                              .pieces = 4,
                              .strength = mix(0.75f, 0.35f, m_spot.haze)},
                             seconds);
}

void Berth::draw(ImDrawList& list, ImVec2 origin, float shift, BoxFinish finish) const {
    const ui::Mesh& mesh = finish == BoxFinish::Ribbed ? m_ribbed : m_plain;
    mesh.draw(list, ImVec2(origin.x + m_spot.foot.x + shift, origin.y + m_spot.foot.y), ImVec2(-m_spot.water_side, 1));
}

} // namespace kiosk::attract
