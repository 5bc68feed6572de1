#include "kiosk/attract/harbour.h"

#include "kiosk/attract/harbour_berth.h"
#include "kiosk/attract/harbour_crane.h"
#include "kiosk/attract/harbour_gulls.h"
#include "kiosk/attract/harbour_layout.h"
#include "kiosk/attract/harbour_motion.h"
#include "kiosk/attract/harbour_ship.h"
#include "kiosk/attract/harbour_shore.h"
#include "kiosk/attract/harbour_sky.h"
#include "kiosk/attract/harbour_water.h"

namespace kiosk::attract {

struct Harbour::Scene {
    Layout layout;
    Sky sky;
    Shore shore;
    Water water;
    Ship ship;
    Gulls gulls;
    Crane far_crane;
    Crane middle_crane;
    Crane near_crane;
    Berth far_berth;
    Berth middle_berth;
    Berth near_berth;

    explicit Scene(ImVec2 size) : layout(lay_out(size.x, size.y)) {
        sky.record(layout);
        shore.record(layout);
        water.record(layout);
        ship.record(layout);
        gulls.record(layout);
        far_crane.record(layout, layout.far_crane, BoxFinish::Plain, 2);
        middle_crane.record(layout, layout.middle_crane, BoxFinish::Plain, 0);
        near_crane.record(layout, layout.near_crane, BoxFinish::Ribbed, 0);
        far_berth.record(layout, layout.far_crane, BoxFinish::Plain, 61);
        middle_berth.record(layout, layout.middle_crane, BoxFinish::Plain, 62);
        near_berth.record(layout, layout.near_crane, BoxFinish::Ribbed, 63);
    }

    void draw(ImDrawList& list, ImVec2 origin, double seconds, Detail detail) const {
        const float camera = wave(phase(seconds, kCameraSeconds)) * layout.unit;
        const auto shift = [&](const CraneSpot& spot) { return camera * spot.sway; };
        const bool rich = detail != Detail::Low;
        const BoxFinish finish = detail == Detail::High ? BoxFinish::Ribbed : BoxFinish::Plain;
        sky.draw(list, origin, seconds, rich ? GridFinish::Gradient : GridFinish::Patches);
        shore.draw(list, origin, camera * 0.0010f);
        water.draw(list, origin, seconds, detail);
        far_crane.draw(list, origin, shift(layout.far_crane), seconds, kFarCraneSeconds);
        if (rich)
            far_berth.draw_reflection(list, origin, shift(layout.far_crane), seconds);
        far_berth.draw(list, origin, shift(layout.far_crane), finish);
        ship.draw(list, origin, camera * 0.003f, seconds);
        middle_crane.draw(list, origin, shift(layout.middle_crane), seconds, kMiddleCraneSeconds);
        middle_berth.draw_reflection(list, origin, shift(layout.middle_crane), seconds);
        middle_berth.draw(list, origin, shift(layout.middle_crane), finish);
        gulls.draw(list, origin, seconds);
        near_crane.draw(list, origin, shift(layout.near_crane), seconds, kNearCraneSeconds);
        near_berth.draw(list, origin, shift(layout.near_crane), finish);
    }
};

Harbour::Harbour() = default;
Harbour::~Harbour() = default;
Harbour::Harbour(Harbour&&) noexcept = default;
Harbour& Harbour::operator=(Harbour&&) noexcept = default;

void Harbour::resize(float width, float height) {
    m_scene = std::make_unique<Scene>(ImVec2(width, height));
}

ImVec2 Harbour::text_area() const {
    return m_scene ? m_scene->layout.text_area : ImVec2();
}

void Harbour::draw(ImDrawList& list, ImVec2 origin, double seconds, Detail detail) const {
    if (m_scene)
        m_scene->draw(list, origin, seconds, detail);
}

void Harbour::draw_banner(ImDrawList& list, ImVec2 min, ImVec2 max, double seconds) const {
    const ImVec2 size(max.x - min.x, max.y - min.y);
    if (!m_banner || m_banner->layout.size.x != size.x || m_banner->layout.size.y != size.y)
        m_banner = std::make_unique<Scene>(size);
    list.PushClipRect(min, max, true);
    m_banner->draw(list, min, seconds, Detail::Medium);
    list.PopClipRect();
}

} // namespace kiosk::attract
