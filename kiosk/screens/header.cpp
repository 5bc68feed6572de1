#include "kiosk/screens/header.h"

#include "kiosk/attract/banner.h"

#include <algorithm>
#include <cmath>

namespace kiosk::screens {
namespace {
constexpr float kMaxHeightMm = 84;

/// The harbour keeps its left 60% dark enough for white text; where texts go further, so does the dark.
void draw_scenery(ui::Frame& frame, const attract::Harbour& harbour, const model::Rect& strip, double seconds,
                  float text_width) {
    attract::draw_banner(frame, harbour, strip, seconds);
    if (text_width <= 0)
        return;
    const ui::Color dark = frame.theme.ground;
    const float solid = strip.left + text_width * 0.55F;
    frame.paint.fill({strip.left, strip.top, solid, strip.bottom}, ui::with_alpha(dark, 0.74F));
    frame.paint.gradient_across({solid, strip.top, strip.right, strip.bottom}, ui::with_alpha(dark, 0.74F),
                                ui::with_alpha(dark, 0.35F));
}

} // namespace

float draw_header(ui::Frame& frame, const model::Rect& screen, float top, std::string_view title, std::string_view line,
                  const HeaderLook& look) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::TextStyle title_style = frame.style(ui::TextRole::TitleStrong);
    const ui::TextStyle line_style = frame.style(ui::TextRole::Body);
    const float margin = metrics.snap(metrics.margin_mm());
    const bool narrow = metrics.portrait() || metrics.small();
    const float width = (screen.width() - 2 * margin) * (narrow ? 0.9F : 0.6F);
    const float pad = metrics.snap(metrics.small() ? 5 : std::clamp(metrics.height_mm() * 0.055F, 7.0F, 18.0F));
    const float gap = metrics.snap(metrics.type().body_mm * 1.3F);
    const float texts = frame.text_height(title, title_style, width)
                        + (line.empty() ? 0 : gap + frame.text_height(line, line_style, width));
    const float wanted = std::min(screen.height() * look.height_share, metrics.px(kMaxHeightMm));
    const float height = std::round(std::max(texts + 2 * pad, wanted));
    const model::Rect strip{screen.left, top, screen.right, top + height};
    if (frame.theme.high_contrast || look.harbour == nullptr)
        frame.paint.fill(strip, frame.theme.ground);
    else
        draw_scenery(frame, *look.harbour, strip, look.seconds, narrow ? width : 0);
    if (frame.theme.high_contrast)
        frame.paint.fill({strip.left, strip.bottom - metrics.snap(0.5F), strip.right, strip.bottom}, frame.theme.edge);
    float y = strip.bottom - pad - texts;
    y += frame.text({margin, y}, width, title, title_style, frame.theme.on_accent, a11y::Role::Heading) + gap;
    if (!line.empty())
        frame.text({margin, y}, width, line, line_style, frame.theme.on_accent);
    return height;
}

} // namespace kiosk::screens
