#include "kiosk/ui/metrics.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::ui {
namespace {
constexpr float kMmPerInch = 25.4F;
constexpr float kHeldCloserIn = 7.0F;
} // namespace

float guess_diagonal_in(int width_px, int height_px) {
    const int longer = std::max(width_px, height_px);
    const int shorter = std::min(width_px, height_px);
    if (longer <= 1024 && shorter <= 600)
        return 7.0F; // the Pi's own touch display and its kin
    if (longer == 1280 && shorter == 720)
        return 7.0F; // the Pi's Touch Display 2; of monitors and televisions hardly one has this resolution any more
    if (longer <= 1366)
        return longer <= 1280 && shorter <= 800 ? 10.1F : 15.6F;
    if (longer <= 1920)
        return 21.5F;
    return longer <= 2560 ? 27.0F : 32.0F;
}

Metrics::Metrics(const Panel& panel, model::TextSize text_size)
    : m_width_px(static_cast<float>(panel.width_px)), m_height_px(static_cast<float>(panel.height_px)),
      m_px_per_mm(std::hypot(m_width_px, m_height_px) / (std::max(panel.diagonal_in, kHeldCloserIn) * kMmPerInch)),
      m_text_scale(model::text_scale(text_size)), m_small(std::min(m_width_px, m_height_px) / m_px_per_mm < 100.0F) {
    const float shorter_mm = std::min(width_mm(), height_mm());
    const float title_scale = std::sqrt(m_text_scale); // titles are large already
    // Large panels are read from further away.
    m_type.body_mm = std::clamp(shorter_mm * 0.0205F, 4.8F, 7.4F) * m_text_scale;
    m_type.title_mm = std::clamp(shorter_mm * 0.030F, 6.0F, 11.5F) * title_scale;
    m_type.title_mm = std::max(m_type.title_mm, m_type.body_mm * 1.15F);
    m_type.display_mm = std::clamp(shorter_mm * (portrait() ? 0.078F : 0.070F), 7.0F, 28.0F);
}

float Metrics::snap(float mm) const {
    return std::round(px(mm));
}

float Metrics::least_target_mm() const {
    struct Point {
        float shorter_mm;
        float target_mm;
    };
    // Shorter sides of 7, 10.1, 15.6 and 21.5 inches.
    constexpr std::array<Point, 4> kPoints{{{92, 11}, {136, 13}, {194, 16}, {267, 20}}};
    const float shorter_mm = std::min(width_mm(), height_mm());
    if (shorter_mm <= kPoints.front().shorter_mm)
        return kPoints.front().target_mm;
    for (std::size_t index = 1; index < kPoints.size(); ++index) {
        const Point& from = kPoints[index - 1];
        const Point& to = kPoints[index];
        if (shorter_mm <= to.shorter_mm)
            return std::min(target_mm(), std::lerp(from.target_mm, to.target_mm,
                                                   (shorter_mm - from.shorter_mm) / (to.shorter_mm - from.shorter_mm)));
    }
    return kPoints.back().target_mm;
}

float Metrics::margin_mm() const {
    return m_small ? 5.0F : std::clamp(std::min(width_mm(), height_mm()) * 0.07F, 8.0F, 20.0F);
}

} // namespace kiosk::ui
