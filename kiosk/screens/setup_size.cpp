#include "kiosk/screens/setup_page.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kiosk::screens {
namespace {

using model::ActionKind;

// ISO/IEC 7810 ID-1, which bank cards have.
constexpr float kCardLongMm = 85.60F;
constexpr float kCardShortMm = 53.98F;
constexpr float kCardRadiusMm = 3.18F;
constexpr float kSizeTileMm = 38;
constexpr float kLeastControlsMm = 82;
constexpr float kMostControlsMm = 180;

/// The outline in real size, if the size is right. The inner edge of its line is the card's.
void draw_card_outline(ui::Frame& frame, const model::Rect& card, std::string_view text, bool is_full) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::Theme& theme = frame.theme;
    const float radius = metrics.px(kCardRadiusMm);
    frame.paint.fill_rounded(card, radius, theme.card);
    const float line = std::max(2.0F, metrics.px(0.7F));
    frame.paint.outline(card.shrunk(-line / 2, -line / 2), radius, theme.ink, line);
    const float pad = metrics.px(6);
    const ui::TextStyle body = frame.style(ui::TextRole::Body);
    const float width = card.width() - 2 * pad;
    const float height = frame.text_height(text, body, width);
    if (is_full) {
        frame.text({card.left + pad, std::round(card.center().y - height / 2)}, width, text, body, theme.ink);
        return;
    }
    const float chip = metrics.px(17);
    frame.paint.fill_rounded(
        {card.left + pad, card.top + chip, card.left + pad + metrics.px(11), card.top + chip + metrics.px(9)},
        metrics.px(1.6F), theme.call);
    frame.text({card.left + pad, std::round(card.bottom - pad - height)}, width, text, body, theme.ink_soft);
}

/// The card upright where it is too narrow for it to lie.
model::Point card_size(const ui::Metrics& metrics, float width) {
    const float longer = std::round(metrics.px(kCardLongMm));
    const float shorter = std::round(metrics.px(kCardShortMm));
    return longer > width ? model::Point{shorter, longer} : model::Point{longer, shorter};
}

/// The number with its two buttons: between them, or above where that is too narrow. For one frame.
class SizeSteps {
public:
    SizeSteps(ui::Frame& frame, const SetupModel& model, float width)
        : m_frame(frame), m_model(model), m_width(width), m_target(frame.metrics.snap(frame.metrics.target_mm())),
          m_style(frame.style(ui::TextRole::TitleStrong)), m_gap(frame.metrics.snap(4)) {
        m_one_line = frame.text_width(model.diagonal_text, m_style) <= width - 2 * (m_target + m_gap);
        m_text = frame.text_height(model.diagonal_text, m_style, width);
    }
    [[nodiscard]] float height() const { return m_one_line ? m_target : m_text + m_gap + m_target; }

    [[nodiscard]] model::Action draw(const model::SetupStrings& words, model::Point at) const {
        model::Action action;
        const float row = m_one_line ? at.y : at.y + m_text + m_gap;
        const float text = m_one_line ? std::round(at.y + (m_target - m_text) / 2) : at.y;
        m_frame.text({at.x, text}, m_width, m_model.diagonal_text, m_style, m_frame.theme.ink, a11y::Role::Status,
                     ui::Align::Center);
        const float inset = m_one_line ? 0 : std::max(0.0F, std::round((m_width - 2 * m_target - 2 * m_gap) / 2));
        const model::Rect less{at.x + inset, row, at.x + inset + m_target, row + m_target};
        const model::Rect more{at.x + m_width - inset - m_target, row, at.x + m_width - inset, row + m_target};
        if (ui::button(m_frame, a11y::make_id("setup:smaller"), less, words.smaller, {},
                       {.icon = ui::Icon::Minus, .enabled = m_model.diagonal > model::kLeastDiagonal}))
            action = model::act(ActionKind::SetupSize, {}, m_model.diagonal - 1);
        if (ui::button(m_frame, a11y::make_id("setup:larger"), more, words.larger, {},
                       {.icon = ui::Icon::Plus, .enabled = m_model.diagonal < model::kMostDiagonal}))
            action = model::act(ActionKind::SetupSize, {}, m_model.diagonal + 1);
        return action;
    }

private:
    ui::Frame& m_frame;
    const SetupModel& m_model;
    float m_width;
    float m_target;
    ui::TextStyle m_style;
    float m_gap;
    float m_text = 0;
    bool m_one_line = false;
};

model::Action size_of_tile(const SetupChoice* chosen, const model::Action& otherwise) {
    if (chosen == nullptr)
        return otherwise;
    int tenths = 0;
    std::from_chars(chosen->id.data(), chosen->id.data() + chosen->id.size(), tenths);
    return model::act(ActionKind::SetupSize, {}, tenths);
}

/// A small panel is hardly larger than the card: what has to be read stands in it and beside it, the rest below.
model::Action draw_small(ui::Frame& frame, const Common& common, const SetupModel& model) {
    const ui::Metrics& metrics = frame.metrics;
    const model::SetupStrings& words = common.strings.setup;
    const SetupPage page = begin_setup(frame, common, model, words.size_title, {}, SetupTexts::None);
    const model::Point card = card_size(metrics, page.width);
    const float top = page.area.top + metrics.snap(4);
    draw_card_outline(frame, {page.left, top, page.left + card.x, top + card.y}, words.size_text, true);
    const float left = page.left + card.x + metrics.snap(5);
    const float width = page.left + page.width - left;
    const ui::TextStyle title = frame.style(ui::TextRole::TitleStrong);
    const float title_height =
        frame.text({left, top + metrics.px(1)}, width, words.size_title, title, frame.theme.ink, a11y::Role::Heading)
        + metrics.snap(5);
    const SizeSteps steps(frame, model, width);
    const model::Action stepped =
        steps.draw(words, {left, std::max(top + card.y - steps.height(), top + title_height)});
    const float below = top + std::max(card.y, title_height + steps.height()) + metrics.snap(6);
    const SetupTiles tiles(frame, page.width, model.diagonals, kSizeTileMm);
    const SetupChoice* chosen = tiles.draw({page.left, below}, "setup:size:");
    const model::Action from_bar = end_setup(frame, common, model, page, below + tiles.height());
    return size_of_tile(chosen, stepped ? stepped : from_bar);
}

} // namespace

model::Action draw_setup_size(ui::Frame& frame, const Common& common, const SetupModel& model) {
    const ui::Metrics& metrics = frame.metrics;
    const model::SetupStrings& words = common.strings.setup;
    if (metrics.small() && !metrics.portrait())
        return draw_small(frame, common, model);
    const SetupPage page = begin_setup(frame, common, model, words.size_title, words.size_text);
    const float gap = metrics.snap(metrics.small() ? 4 : 8);
    const model::Point card = card_size(metrics, page.width);
    const float beside = page.width - card.x - metrics.snap(14);
    const bool is_beside = beside >= metrics.px(kLeastControlsMm);
    const float width = is_beside ? std::min(beside, metrics.px(kMostControlsMm)) : page.width;
    const SizeSteps steps(frame, model, width);
    const SetupTiles tiles(frame, width, model.diagonals, kSizeTileMm);
    const float controls = steps.height() + gap + tiles.height();
    const float height = is_beside ? std::max(card.y, controls) : card.y + gap + controls;
    const float group = is_beside ? card.x + metrics.snap(14) + width : card.x;
    const float top = centered(page, height);
    const float left = std::round(page.left + (page.width - group) / 2);
    const float card_top = is_beside ? std::round(top + (height - card.y) / 2) : top;
    draw_card_outline(frame, {left, card_top, left + card.x, card_top + card.y}, words.card, false);
    const model::Point at = is_beside ? model::Point{left + group - width, std::round(top + (height - controls) / 2)}
                                      : model::Point{page.left, top + card.y + gap};
    const model::Action stepped = steps.draw(words, at);
    const SetupChoice* chosen = tiles.draw({at.x, at.y + steps.height() + gap}, "setup:size:");
    const model::Action from_bar = end_setup(frame, common, model, page, top + height);
    return size_of_tile(chosen, stepped ? stepped : from_bar);
}

} // namespace kiosk::screens
