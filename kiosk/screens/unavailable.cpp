#include "kiosk/attract/banner.h"
#include "kiosk/screens/screens.h"

#include <cmath>

namespace kiosk::screens {
namespace {
constexpr double kWanderSeconds = 97; // one round of the slow drift that spares the panel
} // namespace

void draw_unavailable(ui::Frame& frame, const Common& common) {
    const ui::Metrics& metrics = frame.metrics;
    const model::Rect screen = metrics.screen();
    frame.paint.fill(screen, frame.theme.ground);
    if (common.harbour != nullptr)
        attract::draw_backdrop(frame, *common.harbour);
    frame.node(a11y::make_id("unavailable"), a11y::Role::Screen, common.strings.unavailable_title, screen);
    const float margin = metrics.snap(metrics.margin_mm() + 4);
    const float width = metrics.portrait() ? screen.width() - 2 * margin : screen.width() * 0.56F - margin;
    const ui::TextStyle title = frame.style(ui::TextRole::TitleStrong);
    const ui::TextStyle body = frame.style(ui::TextRole::Body);
    const float gap = metrics.snap(7);
    const float height = frame.text_height(common.strings.unavailable_title, title, width) + gap
                         + frame.text_height(common.strings.unavailable_text, body, width);
    const double angle = static_cast<double>(frame.input.now.count()) / 1000.0 / kWanderSeconds * 2 * 3.14159265;
    const auto drift = static_cast<float>(std::sin(angle)) * metrics.px(3);
    const float top = metrics.portrait() ? screen.height() * 0.16F : (screen.height() - height) * 0.4F;
    float y = std::round(top + drift);
    y += frame.text({margin, y}, width, common.strings.unavailable_title, title, frame.theme.on_accent,
                    a11y::Role::Heading)
         + gap;
    frame.text({margin, y}, width, common.strings.unavailable_text, body, frame.theme.on_accent, a11y::Role::Status);
}

} // namespace kiosk::screens
