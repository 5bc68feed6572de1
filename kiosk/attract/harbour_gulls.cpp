#include "kiosk/attract/harbour_gulls.h"

#include "kiosk/attract/harbour_brush.h"
#include "kiosk/attract/harbour_motion.h"

namespace kiosk::attract {
namespace {

constexpr int kWingPoints = 5;

/// One bird, both wings in one ribbon: `lift` is how high the wing tips stand, in half spans; `bank` tilts it.
void draw_gull(ImDrawList& list, ImVec2 body, float half_span, float lift, float bank, ImU32 color) {
    constexpr int kPoints = 2 * kWingPoints - 1;
    std::array<ImVec2, kPoints> upper;
    std::array<ImVec2, kPoints> lower;
    for (int i = 0; i < kPoints; ++i) {
        const float side = static_cast<float>(i - (kWingPoints - 1)) / (kWingPoints - 1);
        const float out = std::fabs(side);
        // The wrist stands highest; the hand falls off to the tip.
        const float arch = lift * (1.9f * out - 1.05f * out * out) - 0.10f * out * out;
        const float x = body.x + side * half_span;
        const float y = body.y - half_span * (arch + bank * side);
        const float thick = half_span * 0.085f * (1 - out) * (1 - out * 0.4f)
                            + half_span * 0.05f * (out < 0.1f ? 1.0f : 0.35f * (1 - out));
        upper[static_cast<std::size_t>(i)] = ImVec2(x, y - thick);
        lower[static_cast<std::size_t>(i)] = ImVec2(x, y + thick);
    }
    draw_ribbon(list, upper, lower, color);
}

} // namespace

void Gulls::record(const Layout& layout) {
    const bool portrait = layout.composition == Composition::Portrait;
    m_left = portrait ? 0 : layout.size.x * 0.44f;
    m_width = layout.size.x - m_left;
    for (int i = 0; i < kCount; ++i) {
        const float near = scatter(i, 51);
        Gull& gull = m_gulls[static_cast<std::size_t>(i)];
        gull.start = static_cast<float>(i) * 0.055f + scatter(i, 52) * 0.05f + (i > 4 ? 0.45f : 0);
        gull.height = layout.horizon - layout.unit * mix(0.16f, 0.36f, scatter(i, 53));
        gull.wander = layout.unit * mix(0.012f, 0.035f, scatter(i, 54));
        gull.span = layout.unit * mix(0.013f, 0.026f, near);
        gull.sway = scatter(i, 55);
        gull.color = pack(mix(rgb(0x3a2b5c), kNight, near), 0.95f);
    }
}

void Gulls::draw(ImDrawList& list, ImVec2 origin, double seconds) const {
    for (const Gull& gull : m_gulls) {
        const float margin = 4 * gull.span;
        const float along = phase(seconds, kGullSeconds, gull.start);
        const float drift = wave(phase(seconds, kGullSeconds / 5, gull.sway));
        const float x = mix(m_left + m_width + margin, -margin, along) + drift * gull.wander;
        const float y = gull.height + wave(phase(seconds, kGullSeconds / 7, gull.sway * 2)) * gull.wander;
        // Beats come in groups; between them the wings rest in a shallow glide.
        const float effort = ease(0.15f, 0.75f, wave(phase(seconds, kGullSeconds / 11, gull.sway * 5)));
        const float beat = wave(phase(seconds, kGullSeconds / 150, gull.sway));
        const float lift = mix(0.34f, 0.24f + 0.42f * beat, effort);
        draw_gull(list, ImVec2(origin.x + x, origin.y + y - beat * effort * gull.span * 0.10f), gull.span, lift,
                  0.10f * wave(phase(seconds, kGullSeconds / 5, gull.sway + 0.25f)), gull.color);
    }
}

} // namespace kiosk::attract
