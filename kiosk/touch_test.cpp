#include "kiosk/touch_test.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace kiosk {
namespace {

constexpr std::size_t kMostDots = 400;
constexpr float kDotStepMm = 2.5F; ///< between the dots of a line that is drawn

} // namespace

TouchTest::TouchTest() {
    m_dots.reserve(kMostDots);
}

void TouchTest::clear() {
    m_dots.clear();
    m_hit = {};
    m_place_mm.reset();
}

void TouchTest::touched(model::Point at, bool pressed, const ui::Metrics& metrics) {
    const float step = metrics.px(kDotStepMm);
    if (!pressed && !m_dots.empty() && std::hypot(at.x - m_dots.back().x, at.y - m_dots.back().y) < step)
        return;
    if (m_dots.size() == kMostDots)
        m_dots.erase(m_dots.begin());
    m_dots.push_back(at);
    m_place_mm = model::Point{at.x / metrics.px_per_mm(), at.y / metrics.px_per_mm()};
    const auto rings = screens::touch_rings(metrics);
    for (std::size_t ring = 0; ring < rings.size(); ++ring)
        m_hit[ring] = m_hit[ring] || (pressed && rings[ring].contains(at));
}

void TouchTest::show(screens::TouchTestModel& shown, const model::StaffStrings& words) const {
    shown.dots = m_dots;
    shown.hit = m_hit;
    shown.all_hit = std::ranges::all_of(m_hit, [](bool hit) { return hit; });
    shown.place.clear();
    if (m_place_mm)
        shown.place = model::filled(words.touch_place, fmt::format("{:.0f}", m_place_mm->x),
                                    fmt::format("{:.0f}", m_place_mm->y));
}

} // namespace kiosk
