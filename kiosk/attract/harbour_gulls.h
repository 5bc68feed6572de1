// Gulls that glide over the harbour and beat their wings now and then.
#pragma once
#include "kiosk/attract/harbour_layout.h"

#include <array>

namespace kiosk::attract {

class Gulls {
public:
    void record(const Layout& layout);
    void draw(ImDrawList& list, ImVec2 origin, double seconds) const;

private:
    static constexpr int kCount = 6;
    struct Gull {
        float start;
        float height;
        float wander;
        float span;
        float sway;
        ImU32 color;
    };

    std::array<Gull, kCount> m_gulls{};
    float m_left = 0;
    float m_width = 0;
};

} // namespace kiosk::attract
