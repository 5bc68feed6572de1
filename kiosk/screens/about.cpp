#include "kiosk/attract/banner.h"
#include "kiosk/screens/navigation_bar.h"
#include "kiosk/screens/screens.h"

#include <algorithm>
#include <cmath>

namespace kiosk::screens {
namespace {
constexpr float kMaxTextMm = 230;     // longer lines are hard to read
constexpr double kBannerSeconds = 95; // another moment than on the home screen
} // namespace

model::Action draw_about(ui::Frame& frame, const Common& common, const AboutModel& model) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::Theme& theme = frame.theme;
    const float margin = metrics.snap(metrics.margin_mm());
    model::Rect screen = metrics.screen();
    frame.paint.fill(screen, theme.paper);
    if (!frame.inert())
        frame.node(a11y::make_id("about"), a11y::Role::Screen, model.organisation.heading, screen);
    const model::Rect bar = screen.cut_bottom(ui::bar_height(metrics));

    const ui::ScrollArea area = frame.begin_scroll("about", screen);
    const float width = std::min(screen.width() - 2 * margin, metrics.px(kMaxTextMm * metrics.text_scale()));
    const ui::TextStyle title = frame.style(ui::TextRole::TitleStrong);
    const ui::TextStyle name = frame.style(ui::TextRole::BodyStrong);
    const float gap = metrics.snap(6);
    const float head_text = frame.text_height(model.organisation.name, name, width) + gap
                            + frame.text_height(model.organisation.heading, title, width);
    const float head = std::round(std::max(head_text + 2 * margin, std::min(screen.height() * 0.34F, metrics.px(84))));
    const model::Rect strip{screen.left, area.top, screen.right, area.top + head};
    if (theme.high_contrast || common.about_harbour == nullptr)
        frame.paint.fill(strip, theme.ground);
    else
        attract::draw_banner(frame, *common.about_harbour, strip, kBannerSeconds);
    float y = strip.bottom - margin - head_text;
    y += frame.text({margin, y}, width, model.organisation.name, name, theme.on_accent) + gap;
    frame.text({margin, y}, width, model.organisation.heading, title, theme.on_accent, a11y::Role::Heading);

    y = strip.bottom + margin;
    y += frame.text({margin, y}, width, model.organisation.introduction, frame.style(ui::TextRole::Body), theme.ink);
    frame.end_scroll(area, y + margin, theme.paper);
    return draw_bar(frame, common, bar, BarPlace::Below);
}

} // namespace kiosk::screens
