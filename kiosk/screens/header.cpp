#include "kiosk/screens/header.h"

#include "kiosk/attract/banner.h"

#include <algorithm>
#include <cmath>

namespace kiosk::screens {
namespace {
constexpr float kMaxHeightMm = 84;
}

float draw_header(ui::Frame& frame, const model::Rect& screen, float top, std::string_view title, std::string_view line,
                  const HeaderLook& look) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::TextStyle title_style = frame.style(ui::TextRole::TitleStrong);
    const ui::TextStyle line_style = frame.style(ui::TextRole::Body);
    const float margin = metrics.snap(metrics.margin_mm());
    const float width = (screen.width() - 2 * margin) * (metrics.portrait() || metrics.small() ? 0.9F : 0.62F);
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
        attract::draw_banner(frame, *look.harbour, strip, look.seconds);
    if (frame.theme.high_contrast)
        frame.paint.fill({strip.left, strip.bottom - metrics.snap(0.5F), strip.right, strip.bottom}, frame.theme.edge);
    float y = strip.bottom - pad - texts;
    y += frame.text({margin, y}, width, title, title_style, frame.theme.on_accent, a11y::Role::Heading) + gap;
    if (!line.empty())
        frame.text({margin, y}, width, line, line_style, frame.theme.on_accent);
    return height;
}

} // namespace kiosk::screens
