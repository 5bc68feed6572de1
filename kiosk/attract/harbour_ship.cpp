#include "kiosk/attract/harbour_ship.h"

#include "kiosk/attract/harbour_box.h"
#include "kiosk/attract/harbour_motion.h"
#include "kiosk/attract/harbour_water.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::attract {
namespace {

constexpr std::size_t kTints = 64;
constexpr std::array kTiers = {4, 5, 6, 6, 7, 7, 6, 7, 6, 6, 5, 6, 5, 4, 3};
constexpr Rgb kPassingHull = rgb(0x171f49);
constexpr Rgb kBridge = rgb(0xb9a6bd);

/// Fractions of the ship's length from the stern, and of its length upwards from the waterline.
struct Drawing {
    ImDrawList& list;
    float length;

    [[nodiscard]] ImVec2 at(float x, float y) const { return ImVec2(x * length, -y * length); }
    void block(float x0, float y0, float x1, float y1, Rgb color) const {
        list.AddRectFilled(at(x0, y1), at(x1, y0), pack(color));
    }
};

void draw_cargo(const Drawing& ship) {
    const float bay = 0.70f / static_cast<float>(kTiers.size());
    const float tier_height = 0.0172f;
    for (std::size_t i = 0; i < kTiers.size(); ++i)
        for (int tier = 0; tier < kTiers[i]; ++tier) {
            const int pick = static_cast<int>(scatter(static_cast<int>(i) * 11 + tier, 31) * 101);
            const float x = 0.215f + bay * static_cast<float>(i);
            const float y = 0.056f + tier_height * static_cast<float>(tier + 1);
            const ImVec2 size((bay - 0.0022f) * ship.length, (tier_height - 0.0012f) * ship.length);
            const bool top = tier + 1 == kTiers[i];
            draw_box(ship.list, ship.at(x, y), size, mix(box_color(pick), kPlum, 0.24f), top ? 0.7f : 0,
                     BoxFinish::Plain);
        }
}

void draw_bridge(const Drawing& ship) {
    ship.block(0.085f, 0.056f, 0.165f, 0.150f, kBridge);
    ship.block(0.078f, 0.150f, 0.178f, 0.166f, mix(kBridge, kSun, 0.3f));
    ship.block(0.100f, 0.166f, 0.150f, 0.178f, kBridge);
    ship.block(0.082f, 0.1535f, 0.175f, 0.1605f, rgb(0x23305f));
    for (int deck = 0; deck < 4; ++deck)
        for (int window = 0; window < 5; ++window) {
            const float x = 0.093f + 0.0145f * static_cast<float>(window);
            const float y = 0.068f + 0.020f * static_cast<float>(deck);
            const bool lit = (deck * 5 + window * 3) % 4 != 0;
            ship.block(x, y, x + 0.008f, y + 0.008f, lit ? rgb(0xffd08a) : rgb(0x4a4470));
        }
    ship.block(0.040f, 0.056f, 0.072f, 0.135f, rgb(0xb5533f));
    ship.block(0.040f, 0.122f, 0.072f, 0.135f, kNavy);
    ship.list.AddLine(ship.at(0.125f, 0.178f), ship.at(0.125f, 0.215f), pack(kPassingHull),
                      std::max(0.9f, 0.003f * ship.length));
    ship.list.AddLine(ship.at(0.116f, 0.214f), ship.at(0.134f, 0.214f), pack(kPassingHull),
                      std::max(0.9f, 0.002f * ship.length));
}

void draw_hull(const Drawing& ship) {
    const std::array side = {ship.at(0, 0.060f), ship.at(0.90f, 0.060f), ship.at(0.93f, 0), ship.at(0.018f, 0)};
    const std::array bow = {ship.at(0.87f, 0.060f), ship.at(0.905f, 0.084f), ship.at(1.0f, 0.090f), ship.at(0.958f, 0),
                            ship.at(0.87f, 0)};
    for (const auto& piece : {std::span<const ImVec2>(side), std::span<const ImVec2>(bow)})
        ship.list.AddConvexPolyFilled(piece.data(), static_cast<int>(piece.size()), pack(kPassingHull));
}

/// The red below the load line, and the light along the rail.
void draw_trim(const Drawing& ship) {
    const std::array red = {ship.at(0.0155f, 0.009f), ship.at(0.9615f, 0.009f), ship.at(0.958f, -0.001f),
                            ship.at(0.018f, -0.001f)};
    ship.list.AddConvexPolyFilled(red.data(), static_cast<int>(red.size()), pack(rgb(0x8c3b45)));
    ship.list.AddLine(ship.at(0, 0.060f), ship.at(0.87f, 0.060f), pack(rgb(0xc78b86)),
                      std::max(0.8f, 0.002f * ship.length));
    ship.list.AddLine(ship.at(0.905f, 0.084f), ship.at(1.0f, 0.090f), pack(rgb(0xe0a088)),
                      std::max(0.8f, 0.002f * ship.length));
    ship.list.AddLine(ship.at(0.945f, 0.087f), ship.at(0.945f, 0.128f), pack(kPassingHull),
                      std::max(0.9f, 0.003f * ship.length));
}

} // namespace

void Ship::record(const Layout& layout) {
    m_length = layout.ship_length;
    m_waterline = layout.ship_waterline;
    m_width = layout.size.x;
    m_unit = layout.unit;
    m_cargo = ui::Mesh::record([&](ImDrawList& list) {
        const Drawing ship{list, m_length};
        draw_cargo(ship);
        draw_bridge(ship);
        draw_trim(ship);
    });
    m_hull = ui::Mesh::record([&](ImDrawList& list) { draw_hull(Drawing{list, m_length}); });
    for (ui::Mesh* mesh : {&m_cargo, &m_hull})
        mesh->repaint([&](ImVec2, ImU32 color) {
            const Rgb veiled = mix(unpack(color), rgb(0x6d4470), 0.15f);
            return (pack(veiled) & ~IM_COL32_A_MASK) | (color & IM_COL32_A_MASK);
        });
    m_light.clear();
    for (std::size_t i = 0; i < kTints; ++i) {
        const float x = m_width * static_cast<float>(i) / (kTints - 1);
        const float limit = layout.luminance_limit(ImVec2(x, layout.horizon));
        // In the dark the cargo has only the night's violet light, which also keeps text over it readable.
        const float lit = std::clamp((limit - kTextLuminance) / 0.6f, 0.0f, 1.0f);
        m_light.push_back(pack(mix(rgb(0x6b5c8c), rgb(0xfff0e2), std::sqrt(lit))));
    }
}

void Ship::draw(ImDrawList& list, ImVec2 origin, float shift, double seconds) const {
    const float margin = 0.14f * m_length;
    const float along = phase(seconds, kShipSeconds, 0.62);
    const float x = mix(-m_length - margin, m_width + margin, along);
    const float heave = wave(phase(seconds, kCameraSeconds / 8)) * 0.0009f * m_unit;
    const ImVec2 stern(origin.x + x + shift, origin.y + m_waterline + heave);
    draw_reflection(list,
                    {.left = stern.x,
                     .right = stern.x + m_length,
                     .top = stern.y,
                     .height = 0.125f * m_length,
                     .rows = 10,
                     .pieces = 5,
                     .strength = 0.62f},
                    seconds);
    m_hull.draw(list, stern);
    m_cargo.draw_lit(list, stern, ImVec2(1, 1), ui::LightRamp{origin.x, m_width / (kTints - 1), m_light});
}

} // namespace kiosk::attract
