// What fingers did in the touch test: of the staff panel, and of the setup screen.
#pragma once
#include "kiosk/model/geometry.h"
#include "kiosk/model/strings.h"
#include "kiosk/screens/staff.h"

#include <array>
#include <optional>
#include <vector>

namespace kiosk {

class TouchTest {
public:
    TouchTest();
    void clear();
    /// A finger is at `at`, on a screen of these sizes.
    void touched(model::Point at, bool pressed, const ui::Metrics& metrics);
    /// Puts it into `shown`, whose dots stay here.
    void show(screens::TouchTestModel& shown, const model::StaffStrings& words) const;

private:
    std::vector<model::Point> m_dots;
    std::array<bool, screens::kTouchRings> m_hit{};
    std::optional<model::Point> m_place_mm;
};

} // namespace kiosk
