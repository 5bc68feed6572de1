#include "kiosk/screens/setup.h"

#include "kiosk/attract/banner.h"
#include "kiosk/screens/setup_page.h"
#include "kiosk/ui/bar.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::screens {
namespace {

using model::ActionKind;
using model::SetupStep;

constexpr float kPanelMm = 150;
constexpr float kLeastPanelMm = 66;
constexpr double kSetupSeconds = 40; // of the harbour: the same moment as on other screens

/// What is said about a step. Empty texts are left out.
struct Texts {
    std::string_view title;
    std::string_view text;
    std::string_view fixed;
    a11y::Role role = a11y::Role::Text; ///< of the text

    [[nodiscard]] float height(ui::Frame& frame, float width) const {
        const float gap = gap_of(frame);
        float sum = frame.text_height(title, frame.style(ui::TextRole::TitleStrong), width);
        for (const std::string_view line : {text, fixed})
            if (!line.empty())
                sum += gap + frame.text_height(line, frame.style(ui::TextRole::Body), width);
        return sum;
    }
    [[nodiscard]] static float gap_of(const ui::Frame& frame) {
        return frame.metrics.snap(frame.metrics.type().body_mm * 1.3F);
    }
};

/// The dark part with the texts, and the rest.
struct Parts {
    model::Rect panel;
    model::Rect room;
    model::Rect bar;
    float pad = 0;
    bool beside = false;
};

Parts parts_of(ui::Frame& frame, const Texts& texts, SetupTexts place) {
    const ui::Metrics& metrics = frame.metrics;
    Parts parts;
    model::Rect screen = metrics.screen();
    parts.bar = screen.cut_bottom(ui::bar_height(metrics));
    parts.pad = metrics.snap(metrics.small() ? 5 : metrics.margin_mm());
    parts.beside = place == SetupTexts::Beside && !metrics.portrait();
    if (parts.beside) {
        const float width = metrics.small() ? 62 : std::clamp(metrics.width_mm() * 0.33F, kLeastPanelMm, kPanelMm);
        parts.panel = screen.cut_left(metrics.snap(width));
    } else if (place != SetupTexts::None) {
        const float most = metrics.portrait() ? metrics.height_mm() * 0.05F : 9.0F;
        const float around = metrics.snap(metrics.small() ? 4 : std::max(8.0F, most));
        parts.panel = screen.cut_top(std::round(texts.height(frame, screen.width() - 2 * parts.pad) + 2 * around));
    }
    parts.room = screen;
    return parts;
}

void draw_texts(ui::Frame& frame, const Common& common, const Parts& parts, Texts texts) {
    if (parts.panel.empty())
        return;
    const ui::Theme& theme = frame.theme;
    if (theme.high_contrast || common.harbour == nullptr) {
        frame.paint.fill(parts.panel, theme.ground);
    } else {
        attract::draw_banner(frame, *common.harbour, parts.panel, kSetupSeconds);
        frame.paint.fill(parts.panel, ui::with_alpha(theme.ground, 0.80F));
    }
    const ui::TextStyle body = frame.style(ui::TextRole::Body);
    const float gap = Texts::gap_of(frame);
    const float width = parts.panel.width() - 2 * parts.pad;
    const float left = parts.panel.left + parts.pad;
    // On a small panel the summary says it alone.
    if (parts.beside && texts.height(frame, width) > parts.panel.height() - 2 * frame.metrics.px(4))
        texts.fixed = {};
    const float spare = std::max(0.0F, parts.panel.height() - texts.height(frame, width));
    float y = std::round(parts.panel.top + (parts.beside ? std::min(spare / 2, parts.pad * 1.3F) : spare / 2));
    y += frame.text({left, y}, width, texts.title, frame.style(ui::TextRole::TitleStrong), theme.on_accent,
                    a11y::Role::Heading)
         + gap;
    if (!texts.text.empty())
        y += frame.text({left, y}, width, texts.text, body, theme.on_accent, texts.role) + gap;
    if (!texts.fixed.empty())
        frame.text({left, y}, width, texts.fixed, body, theme.call, a11y::Role::Status);
}

/// "2 of 6" and a mark a step, in the middle of the bar between its buttons.
void draw_progress(ui::Frame& frame, const SetupModel& model, const model::Rect& bar, float left, float right) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::TextStyle body = frame.style(ui::TextRole::Body);
    const float text = std::ceil(frame.text_width(model.progress, body));
    const float mark = metrics.snap(5);
    const float gap = metrics.snap(1.6F);
    const float marks = model::kSetupSteps * mark + (model::kSetupSteps - 1) * gap;
    const float room = right - left - 2 * metrics.px(4);
    const bool with_marks = !metrics.small() && marks <= room;
    const float height = body.cap_px + (with_marks ? metrics.snap(4) + metrics.snap(1.6F) : 0);
    const float middle = std::clamp(bar.center().x, left + metrics.px(4) + std::max(text, with_marks ? marks : 0) / 2,
                                    right - metrics.px(4) - std::max(text, with_marks ? marks : 0) / 2);
    const float top = std::round(bar.center().y - height / 2);
    frame.text({std::round(middle - text / 2), top}, text, model.progress, body, frame.theme.on_bar,
               a11y::Role::Status);
    if (!with_marks)
        return;
    const float y = top + body.cap_px + metrics.snap(4);
    for (int step = 0; step < model::kSetupSteps; ++step) {
        const float x = std::round(middle - marks / 2) + static_cast<float>(step) * (mark + gap);
        frame.paint.fill_rounded({x, y, x + mark, y + metrics.snap(1.6F)}, metrics.px(0.8F),
                                 step < model.number ? frame.theme.call : ui::with_alpha(frame.theme.on_bar, 0.35F));
    }
}

/// What the two buttons of the bar say and do.
struct Leads {
    ui::BarItem on;
    model::ActionKind on_does = ActionKind::SetupNext;
    ui::BarItem back;
    model::ActionKind back_does = ActionKind::None; ///< None: there is no such button
};

Leads leads_of(const Common& common, const SetupModel& model, bool next_enabled) {
    const model::SetupStrings& words = common.strings.setup;
    Leads leads;
    const auto lead_on = [&](std::string_view label, ui::Icon icon, bool after) {
        leads.on = {setup_next(),
                    label,
                    label,
                    {.icon = icon, .icon_after = after, .kind = ui::ButtonKind::Primary, .enabled = next_enabled},
                    ui::BarSide::Right,
                    9};
    };
    const auto lead_back = [&](std::string_view label, ui::Icon icon, ActionKind does) {
        leads.back = {a11y::make_id("setup:back"), label, label, {.icon = icon, .kind = ui::ButtonKind::OnBar},
                      ui::BarSide::Left,           5};
        leads.back_does = does;
    };
    lead_on(words.next, ui::Icon::Next, true);
    if (model.step == SetupStep::Summary)
        lead_on(model.is_saving ? words.saving : words.start, ui::Icon::Check, false);
    else if (model.leads_to_summary)
        lead_on(common.strings.staff.done, ui::Icon::Check, false);
    if (model.is_trial) {
        lead_on(words.keep, ui::Icon::Check, false);
        leads.on_does = ActionKind::SetupKeep;
        lead_back(words.turn_back, ui::Icon::Restart, ActionKind::SetupTurnBack);
    } else if (model.can_go_back) {
        lead_back(common.strings.back, ui::Icon::Back, ActionKind::SetupBack);
        leads.back.look.enabled = !model.is_saving;
    } else if (model.can_leave) {
        lead_back(common.strings.staff.close, ui::Icon::Close, ActionKind::SetupLeave);
    }
    return leads;
}

model::Action draw_setup_bar(ui::Frame& frame, const Common& common, const SetupModel& model, const model::Rect& rect,
                             bool next_enabled) {
    const Leads leads = leads_of(common, model, next_enabled && !model.is_saving);
    std::array<ui::BarItem, 3> items{};
    std::size_t count = 0;
    if (leads.back_does != ActionKind::None)
        items[count++] = leads.back;
    const a11y::ScrollNode* area = frame.scrollable();
    std::size_t more = items.size();
    if (area != nullptr) {
        const bool at_end = area->offset >= area->max_offset - 1;
        const std::string_view label = at_end ? common.strings.back_to_top : common.strings.more_below;
        more = count;
        items[count++] = {a11y::make_id("bar:more"),
                          label,
                          label,
                          {.icon = at_end ? ui::Icon::Up : ui::Icon::Down, .kind = ui::ButtonKind::OnBar},
                          ui::BarSide::Right,
                          1};
    }
    items[count++] = leads.on;
    const float reserved = frame.text_width(model.progress, frame.style(ui::TextRole::Body));
    const ui::BarResult result = ui::bar(frame, rect, {items.data(), count}, reserved);
    if (!model.progress.empty())
        draw_progress(frame, model, rect, result.left_end, result.right_begin);
    if (!result.clicked)
        return {};
    if (*result.clicked == more)
        frame.page_down(area->id);
    else if (*result.clicked + 1 == count)
        return model::act(leads.on_does);
    else
        return model::act(leads.back_does);
    return {};
}

} // namespace

a11y::NodeId setup_next() {
    return a11y::make_id("setup:next");
}

SetupPage begin_setup(ui::Frame& frame, const Common& common, const SetupModel& model, std::string_view title,
                      std::string_view text, SetupTexts place) {
    const ui::Metrics& metrics = frame.metrics;
    const Texts texts{title, text, model.is_fixed ? std::string_view(common.strings.setup.fixed) : std::string_view(),
                      model.is_trial ? a11y::Role::Status : a11y::Role::Text};
    const Parts parts = parts_of(frame, texts, place);
    frame.paint.fill(metrics.screen(), frame.theme.paper);
    if (!frame.inert())
        frame.node(a11y::make_id("setup"), a11y::Role::Screen, title, metrics.screen());
    draw_texts(frame, common, parts, texts);
    SetupPage page;
    page.bar = parts.bar;
    page.room = parts.room;
    page.area = frame.begin_scroll(model.cities.empty() ? "setup" : "setup:cities", parts.room);
    page.margin = metrics.snap(metrics.small() ? 5 : metrics.margin_mm());
    page.left = parts.room.left + page.margin;
    page.width = parts.room.width() - 2 * page.margin;
    page.top = page.area.top + page.margin;
    page.height = parts.room.height() - 2 * page.margin;
    return page;
}

float centered(const SetupPage& page, float height) {
    return page.top + std::round(std::max(0.0F, page.height - height) * 0.45F);
}

model::Action end_setup(ui::Frame& frame, const Common& common, const SetupModel& model, const SetupPage& page,
                        float bottom, bool next_enabled) {
    frame.end_scroll(page.area, bottom + page.margin);
    return draw_setup_bar(frame, common, model, page.bar, next_enabled);
}

SetupTiles::SetupTiles(ui::Frame& frame, float width, std::span<const SetupChoice> choices, float least_mm)
    : m_frame(frame), m_choices(choices), m_gap(frame.metrics.snap(frame.metrics.small() ? 3 : 4)) {
    const float least = frame.metrics.px(least_mm * frame.metrics.text_scale());
    m_columns = std::clamp(static_cast<int>((width + m_gap) / (least + m_gap)), 1,
                           std::max(1, static_cast<int>(choices.size())));
    const auto columns = static_cast<float>(m_columns);
    m_cell = std::floor((width - m_gap * (columns - 1)) / columns);
}

float SetupTiles::row_height(std::size_t row) const {
    const auto columns = static_cast<std::size_t>(m_columns);
    float height = 0;
    for (std::size_t index = row * columns; index < std::min((row + 1) * columns, m_choices.size()); ++index)
        height = std::max(height, ui::tile_height(m_frame, m_choices[index].label, m_cell, {}));
    return height;
}

float SetupTiles::height() const {
    float sum = -m_gap;
    for (std::size_t row = 0; row * static_cast<std::size_t>(m_columns) < m_choices.size(); ++row)
        sum += row_height(row) + m_gap;
    return sum;
}

const SetupChoice* SetupTiles::draw(model::Point at, std::string_view scope) const {
    const SetupChoice* chosen = nullptr;
    const a11y::NodeId key = a11y::make_id(scope);
    const auto columns = static_cast<std::size_t>(m_columns);
    float y = at.y;
    for (std::size_t row = 0; row * columns < m_choices.size(); ++row) {
        const float height = row_height(row);
        for (std::size_t column = 0; column < columns && row * columns + column < m_choices.size(); ++column) {
            const SetupChoice& choice = m_choices[row * columns + column];
            const float left = at.x + static_cast<float>(column) * (m_cell + m_gap);
            if (ui::tile(m_frame, a11y::make_id(choice.id, key), {left, y, left + m_cell, y + height}, choice.label,
                         {choice.chosen, 0}))
                chosen = &choice;
        }
        y += height + m_gap;
    }
    return chosen;
}

model::Action draw_setup(ui::Frame& frame, const Common& common, const SetupModel& model) {
    switch (model.step) {
    case SetupStep::Language:
        return draw_setup_language(frame, common, model);
    case SetupStep::Rotation:
        return draw_setup_rotation(frame, common, model);
    case SetupStep::Size:
        return draw_setup_size(frame, common, model);
    case SetupStep::Touch:
        return draw_touch_test(frame, common, model.touch);
    case SetupStep::TimeZone:
        return draw_setup_zone(frame, common, model);
    case SetupStep::Name:
        return draw_setup_name(frame, common, model);
    case SetupStep::Summary:
        return draw_setup_summary(frame, common, model);
    }
    return {};
}

} // namespace kiosk::screens
