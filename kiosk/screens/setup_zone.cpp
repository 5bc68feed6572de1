#include "kiosk/screens/setup_page.h"

#include <cmath>

namespace kiosk::screens {
namespace {

using model::ActionKind;

constexpr float kRegionMm = 62;
constexpr float kCityMm = 84;

/// What is chosen, and what the clocks say there. For one frame.
class ChosenZone {
public:
    ChosenZone(ui::Frame& frame, const SetupModel& model, float width)
        : m_frame(frame), m_model(model), m_pad(frame.metrics.snap(frame.metrics.small() ? 4 : 6)),
          m_width(width - 2 * m_pad), m_between(std::round(frame.style(ui::TextRole::Body).cap_px)) {
        m_zone = frame.text_height(model.zone, frame.style(ui::TextRole::BodyStrong), m_width);
        m_height =
            std::round(m_zone + m_between + frame.text_height(model.zone_time, frame.style(ui::TextRole::Body), m_width)
                       + 2 * m_pad);
    }
    [[nodiscard]] float height() const { return m_height; }
    void draw(model::Point at) const {
        const ui::Theme& theme = m_frame.theme;
        const model::Rect card{at.x, at.y, at.x + m_width + 2 * m_pad, at.y + m_height};
        const float radius = m_frame.metrics.px(5);
        m_frame.paint.fill_rounded(card, radius, theme.card);
        if (theme.high_contrast)
            m_frame.paint.outline(card, radius, theme.edge, m_frame.metrics.px(0.4F));
        const float y = card.top + m_pad;
        m_frame.text({card.left + m_pad, y}, m_width, m_model.zone, m_frame.style(ui::TextRole::BodyStrong), theme.ink,
                     a11y::Role::Status);
        m_frame.text({card.left + m_pad, y + m_zone + m_between}, m_width, m_model.zone_time,
                     m_frame.style(ui::TextRole::Body), theme.ink_soft, a11y::Role::Status);
    }

private:
    ui::Frame& m_frame;
    const SetupModel& m_model;
    float m_pad;
    float m_width;
    float m_between;
    float m_zone = 0;
    float m_height = 0;
};

/// The cities of one region.
model::Action draw_cities(ui::Frame& frame, const Common& common, const SetupModel& model) {
    const model::SetupStrings& words = common.strings.setup;
    const SetupPage page = begin_setup(frame, common, model, words.zone_title, words.city_text);
    const SetupTiles tiles(frame, page.width, model.cities, kCityMm);
    const SetupChoice* chosen = tiles.draw({page.left, page.top}, "setup:city:");
    const model::Action from_bar = end_setup(frame, common, model, page, page.top + tiles.height());
    return chosen != nullptr ? model::act(ActionKind::SetupZone, chosen->id) : from_bar;
}

} // namespace

model::Action draw_setup_zone(ui::Frame& frame, const Common& common, const SetupModel& model) {
    if (!model.cities.empty())
        return draw_cities(frame, common, model);
    const model::SetupStrings& words = common.strings.setup;
    const SetupPage page =
        begin_setup(frame, common, model, words.zone_title, model.regions.empty() ? words.no_zones : words.zone_text);
    const float gap = frame.metrics.snap(frame.metrics.small() ? 3 : 8);
    const ChosenZone zone(frame, model, page.width);
    const SetupTiles tiles(frame, page.width, model.regions, kRegionMm);
    const float height = zone.height() + (model.regions.empty() ? 0 : gap + tiles.height());
    const float top = centered(page, height);
    zone.draw({page.left, top});
    const SetupChoice* chosen = tiles.draw({page.left, top + zone.height() + gap}, "setup:region:");
    const model::Action from_bar = end_setup(frame, common, model, page, top + height);
    return chosen != nullptr ? model::act(ActionKind::SetupRegion, chosen->id) : from_bar;
}

} // namespace kiosk::screens
