#include "kiosk/attract/harbour_crane_frame.h"

#include <algorithm>
#include <cmath>

namespace kiosk::attract {
namespace {

constexpr float kBoomHeight_m = 3.2f;
constexpr float kPortal_m = 16;
constexpr float kBackreach_m = 17;

/// Draws in metres, y upwards.
class Steel {
public:
    Steel(ImDrawList& list, float metre) : m_list(list), m_metre(metre) {}

    void beam(ImVec2 from, ImVec2 to, float width_m, Rgb color) {
        const float width = std::max(width_m * m_metre, 0.9f);
        m_list.AddLine(at(from), at(to), pack(color), width);
    }
    void block(ImVec2 low, ImVec2 high, Rgb color) {
        m_list.AddRectFilled(ImVec2(low.x * m_metre, -high.y * m_metre), ImVec2(high.x * m_metre, -low.y * m_metre),
                             pack(color));
    }
    void leg(float x_low, float x_high, float y_low, float y_high, float width_low, float width_high, Rgb color) {
        m_list.AddQuadFilled(at(ImVec2(x_low - width_low / 2, y_low)), at(ImVec2(x_high - width_high / 2, y_high)),
                             at(ImVec2(x_high + width_high / 2, y_high)), at(ImVec2(x_low + width_low / 2, y_low)),
                             pack(color));
    }

private:
    [[nodiscard]] ImVec2 at(ImVec2 place) const { return ImVec2(place.x * m_metre, -place.y * m_metre); }

    ImDrawList& m_list;
    float m_metre;
};

constexpr Rgb kSteel = rgb(0x0d1736);
constexpr Rgb kSteelBehind = rgb(0x171e45);
constexpr Rgb kEdge = rgb(0xb06a78);

void draw_legs(Steel& steel, bool fine) {
    steel.beam(ImVec2(0, kPortal_m), ImVec2(kGauge_m, kGirder_m - 2), 0.8f, kSteelBehind);
    steel.beam(ImVec2(kGauge_m, kPortal_m), ImVec2(0, kGirder_m - 2), 0.8f, kSteelBehind);
    steel.leg(-0.6f, 0.6f, 0, kGirder_m, 2.5f, 1.9f, kSteel);
    steel.leg(kGauge_m + 0.6f, kGauge_m - 0.6f, 0, kGirder_m, 2.5f, 1.9f, kSteel);
    steel.beam(ImVec2(-2, 2.6f), ImVec2(kGauge_m + 2, 2.6f), 1.9f, kSteel);
    steel.beam(ImVec2(0, kPortal_m), ImVec2(kGauge_m, kPortal_m), 1.9f, kSteel);
    steel.beam(ImVec2(0, kGirder_m - 2), ImVec2(kGauge_m, kGirder_m - 2), 1.3f, kSteel);
    for (const float x : {-0.6f, kGauge_m + 0.6f})
        steel.block(ImVec2(x - 3.2f, 0), ImVec2(x + 3.2f, 1.3f), kSteel);
    if (!fine)
        return;
    // Stairs up the landward leg, and the sun on the seaward edges.
    for (int flight = 0; flight < 8; ++flight) {
        const float y = 3 + 4.6f * static_cast<float>(flight);
        const float left = kGauge_m + 1.9f;
        const bool out = flight % 2 == 0;
        steel.beam(ImVec2(out ? left : left + 3.4f, y), ImVec2(out ? left + 3.4f : left, y + 4.6f), 0.35f, kSteel);
        steel.beam(ImVec2(left - 0.4f, y + 4.6f), ImVec2(left + 3.8f, y + 4.6f), 0.28f, kSteel);
    }
    steel.beam(ImVec2(-1.75f, 4), ImVec2(-0.3f, kGirder_m), 0.16f, kEdge);
    steel.beam(ImVec2(kGauge_m - 0.55f, 4), ImVec2(kGauge_m - 1.45f, kGirder_m), 0.16f, kEdge);
}

void draw_boom(Steel& steel, float outreach_m, bool fine) {
    const float end = kGauge_m + kBackreach_m;
    const float top = kGirder_m + kBoomHeight_m;
    if (fine) {
        const float panel = 3.0f;
        const int panels = static_cast<int>((outreach_m + end) / panel);
        for (int i = 0; i < panels; ++i) {
            const float x = -outreach_m + panel * static_cast<float>(i);
            const bool rising = i % 2 == 0;
            steel.beam(ImVec2(x, rising ? kGirder_m + 0.4f : top - 0.3f),
                       ImVec2(x + panel, rising ? top - 0.3f : kGirder_m + 0.4f), 0.42f, kSteel);
        }
        steel.beam(ImVec2(-outreach_m, top), ImVec2(end, top), 0.75f, kSteel);
        steel.beam(ImVec2(-outreach_m, kGirder_m + 0.5f), ImVec2(end, kGirder_m + 0.5f), 1.15f, kSteel);
        steel.beam(ImVec2(-outreach_m, kGirder_m), ImVec2(-outreach_m, top + 0.3f), 0.8f, kSteel);
        steel.beam(ImVec2(-outreach_m, kGirder_m - 0.1f), ImVec2(end, kGirder_m - 0.1f), 0.14f, kEdge);
        steel.beam(ImVec2(-outreach_m, top + 1.5f), ImVec2(0, top + 1.5f), 0.14f, kSteel);
        const int posts = static_cast<int>(std::ceil(outreach_m / 3));
        for (int i = 0; i < posts; ++i) {
            const float x = 3 * static_cast<float>(i) - outreach_m;
            steel.beam(ImVec2(x, top), ImVec2(x, top + 1.5f), 0.14f, kSteel);
        }
    } else {
        steel.block(ImVec2(-outreach_m, kGirder_m), ImVec2(end, kGirder_m + 2.4f), kSteel);
    }
}

void draw_pylon(Steel& steel, float outreach_m, bool fine) {
    const float top = kGirder_m + kBoomHeight_m;
    const ImVec2 apex(kApexX_m, kApexY_m);
    steel.leg(0.6f, kApexX_m, kGirder_m, kApexY_m, 1.9f, 1.3f, kSteel);
    steel.beam(apex, ImVec2(kGauge_m - 0.6f, top), 1.1f, kSteel);
    const float stay = fine ? 0.36f : 0.6f;
    steel.beam(apex, ImVec2(-outreach_m * 0.47f, top), stay, kSteel);
    steel.beam(apex, ImVec2(-outreach_m * 0.95f, top), stay, kSteel);
    steel.beam(apex, ImVec2(kGauge_m + kBackreach_m * 0.85f, top), stay, kSteel);
    if (fine) {
        steel.beam(ImVec2(kApexX_m, kApexY_m - 0.9f), ImVec2(-outreach_m * 0.95f + 2, top), stay, kSteel);
        steel.beam(ImVec2(0.9f, 54), ImVec2(10.6f, 55), 0.6f, kSteel);
        steel.beam(ImVec2(-0.25f, kGirder_m + 4), ImVec2(kApexX_m - 0.6f, kApexY_m), 0.16f, kEdge);
    }
    steel.block(ImVec2(kApexX_m - 1.4f, kApexY_m - 0.6f), ImVec2(kApexX_m + 1.4f, kApexY_m + 0.5f), kSteel);
}

} // namespace

void draw_crane_frame(ImDrawList& list, const CraneSpot& spot, BoxFinish finish) {
    const bool fine = finish == BoxFinish::Ribbed;
    Steel steel(list, spot.pixels_per_metre);
    draw_legs(steel, fine);
    draw_boom(steel, spot.outreach_m, fine);
    draw_pylon(steel, spot.outreach_m, fine);
    const float deck = kGirder_m + kBoomHeight_m;
    steel.block(ImVec2(kGauge_m - 6, deck), ImVec2(kGauge_m + 8, deck + 5.2f), kSteel);
    steel.block(ImVec2(kGauge_m - 6.6f, deck + 5.0f), ImVec2(kGauge_m + 8.6f, deck + 5.7f), kSteel);
}

void draw_trolley(ImDrawList& list, float pixels_per_metre) {
    Steel steel(list, pixels_per_metre);
    steel.block(ImVec2(-3.0f, -1.4f), ImVec2(3.0f, 0.1f), kSteel);
    steel.block(ImVec2(-5.6f, -3.8f), ImVec2(-3.2f, -0.6f), kSteel);
    steel.block(ImVec2(-5.3f, -3.0f), ImVec2(-3.5f, -1.6f), rgb(0xf3b77c));
}

void draw_spreader(ImDrawList& list, float pixels_per_metre) {
    Steel steel(list, pixels_per_metre);
    steel.block(ImVec2(-4.2f, 0), ImVec2(4.2f, 0.55f), rgb(0xd79a3c));
    steel.block(ImVec2(-3.2f, 0.5f), ImVec2(3.2f, 1.0f), kSteel);
}

} // namespace kiosk::attract
