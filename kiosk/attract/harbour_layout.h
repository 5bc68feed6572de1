// Where things stand in the harbour for a given size of the picture. All lengths are pixels unless named otherwise.
#pragma once
#include "kiosk/attract/harbour_palette.h"

#include <imgui.h>

namespace kiosk::attract {

/// Landscape leaves the left to text, portrait the top; a banner is a strip several times as wide as high.
enum class Composition { Landscape, Portrait, Banner };

/// A container crane, seen from the side. Its own coordinates are metres, x towards the land, y upwards from the quay.
struct CraneSpot {
    ImVec2 foot; ///< where the waterside leg meets the quay
    float pixels_per_metre = 1;
    float outreach_m = 34; ///< how far the boom reaches over the water
    float water_side = -1; ///< -1: the water lies left of the crane, 1: right
    float haze = 0;        ///< 0 near and dark, 1 as light as the sky behind
    float sway = 0;        ///< how far the camera's sway moves it, in units
};

struct Layout {
    Composition composition = Composition::Landscape;
    ImVec2 size;
    float unit = 1;  ///< the picture's measure: its height in landscape, most of its width in portrait
    float bleed = 0; ///< sky and water reach this far over the edges, so that the picture may be shifted a little
    float horizon = 0;
    ImVec2 sun; ///< its centre when it stands half out of the water
    float sun_radius = 0;
    CraneSpot far_crane;
    CraneSpot middle_crane;
    CraneSpot near_crane;
    float ship_waterline = 0;
    float ship_length = 0;
    ImVec2 text_area; ///< text stands within (0, 0) to this corner

    /// How bright the picture may be at `point`: `kTextLuminance` where text stands, rising to no limit away from it.
    [[nodiscard]] float luminance_limit(ImVec2 point) const;
    /// The sky's colour at `point`, dawn between 0 (calm) and 1 (glowing); below the horizon that of its mirror image.
    [[nodiscard]] Rgb sky(ImVec2 point, float dawn) const;
};

/// Sizes below 1 count as 1.
[[nodiscard]] Layout lay_out(float width, float height);

} // namespace kiosk::attract
