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

struct HeaderSizes {
    float width;
    float pad;
    float gap;
    float texts;
    float height;
    bool narrow;
};

HeaderSizes sizes_of(ui::Frame& frame, const model::Rect& screen, std::string_view title, std::string_view line,
                     const HeaderLook& look) {
    const ui::Metrics& metrics = frame.metrics;
    HeaderSizes sizes{};
    sizes.narrow = metrics.portrait() || metrics.small();
    sizes.width = (screen.width() - 2 * metrics.snap(metrics.margin_mm())) * (sizes.narrow ? 0.9F : 0.6F);
    sizes.pad = metrics.snap(metrics.small() ? 5 : std::clamp(metrics.height_mm() * 0.055F, 7.0F, 18.0F));
    sizes.gap = metrics.snap(metrics.type().body_mm * 1.3F);
    sizes.texts =
        frame.text_height(title, frame.style(ui::TextRole::TitleStrong), sizes.width)
        + (line.empty() ? 0 : sizes.gap + frame.text_height(line, frame.style(ui::TextRole::Body), sizes.width));
    const float wanted = std::min(screen.height() * look.height_share, metrics.px(kMaxHeightMm));
    sizes.height = std::round(std::max(sizes.texts + 2 * sizes.pad, wanted));
    return sizes;
}

} // namespace

float header_height(ui::Frame& frame, const model::Rect& screen, std::string_view title, std::string_view line,
                    const HeaderLook& look) {
    return sizes_of(frame, screen, title, line, look).height;
}

float draw_header(ui::Frame& frame, const model::Rect& screen, float top, std::string_view title, std::string_view line,
                  const HeaderLook& look) {
    const ui::Metrics& metrics = frame.metrics;
    const HeaderSizes sizes = sizes_of(frame, screen, title, line, look);
    const model::Rect strip{screen.left, top, screen.right, top + sizes.height};
    if (frame.theme.high_contrast || look.harbour == nullptr)
        frame.paint.fill(strip, frame.theme.ground);
    else
        draw_scenery(frame, *look.harbour, strip, look.seconds, sizes.narrow ? sizes.width : 0);
    if (frame.theme.high_contrast)
        frame.paint.fill({strip.left, strip.bottom - metrics.snap(0.5F), strip.right, strip.bottom}, frame.theme.edge);
    const float margin = metrics.snap(metrics.margin_mm());
    float y = strip.bottom - sizes.pad - sizes.texts;
    y += frame.text({margin, y}, sizes.width, title, frame.style(ui::TextRole::TitleStrong), frame.theme.on_accent,
                    a11y::Role::Heading)
         + sizes.gap;
    if (!line.empty())
        frame.text({margin, y}, sizes.width, line, frame.style(ui::TextRole::Body), frame.theme.on_accent);
    return sizes.height;
}

} // namespace kiosk::screens
