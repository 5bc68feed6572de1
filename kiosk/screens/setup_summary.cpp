#include "kiosk/screens/setup_page.h"

#include <algorithm>
#include <cmath>

namespace kiosk::screens {
namespace {

using model::ActionKind;

constexpr float kMostRowMm = 250;
constexpr ui::ButtonLook kChangeLook{.kind = ui::ButtonKind::OnPaper};

struct RowSizes {
    float pad = 0;
    float button = 0;
    float texts = 0; ///< width
    float label = 0; ///< height
    float between = 0;
    float value = 0;
    float height = 0;
};

RowSizes row_sizes(ui::Frame& frame, const model::SetupStrings& words, const SetupRow& row, float width) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::TextStyle body = frame.style(ui::TextRole::Body);
    RowSizes sizes;
    sizes.pad = metrics.snap(metrics.small() ? 2 : 4);
    sizes.button = ui::button_width(frame, words.change, kChangeLook);
    sizes.texts = width - 4 * sizes.pad - sizes.button;
    sizes.label = frame.text_height(row.label, body, sizes.texts);
    sizes.between = std::round(body.cap_px * 0.8F);
    sizes.value = frame.text_height(row.value, frame.style(ui::TextRole::BodyStrong), sizes.texts);
    const float texts = sizes.label + sizes.between + sizes.value + std::round(body.cap_px * 0.5F);
    sizes.height = std::round(std::max(metrics.snap(metrics.target_mm()), texts) + 2 * sizes.pad);
    return sizes;
}

/// Name and value at the left, the button that leads to the step at the right. Returns whether it was pressed.
bool draw_summary_row(ui::Frame& frame, const Common& common, const SetupRow& row, const model::Rect& rect) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::Theme& theme = frame.theme;
    const RowSizes sizes = row_sizes(frame, common.strings.setup, row, rect.width());
    frame.paint.fill_rounded(rect, metrics.px(4), theme.card);
    if (theme.high_contrast)
        frame.paint.outline(rect, metrics.px(4), theme.edge, metrics.px(0.4F));
    const float target = metrics.snap(metrics.target_mm());
    const float top = std::round(rect.center().y - target / 2);
    const model::Rect place{rect.right - sizes.pad - sizes.button, top, rect.right - sizes.pad, top + target};
    const float left = rect.left + 2 * sizes.pad;
    const float y = std::round(rect.center().y - (sizes.label + sizes.between + sizes.value) / 2);
    frame.text({left, y}, sizes.texts, row.label, frame.style(ui::TextRole::Body), theme.ink_soft);
    frame.text({left, y + sizes.label + sizes.between}, sizes.texts, row.value, frame.style(ui::TextRole::BodyStrong),
               theme.ink);
    return ui::button(frame, a11y::make_id(model::setup_step_name(row.step), a11y::make_id("setup:change:")), place,
                      row.change, common.strings.setup.change, kChangeLook);
}

} // namespace

model::Action draw_setup_summary(ui::Frame& frame, const Common& common, const SetupModel& model) {
    const ui::Metrics& metrics = frame.metrics;
    const model::SetupStrings& words = common.strings.setup;
    const SetupPage page = metrics.small()
                               ? begin_setup(frame, common, model, words.summary_title, {}, SetupTexts::Above)
                               : begin_setup(frame, common, model, words.summary_title, words.summary_text);
    const float gap = metrics.snap(metrics.small() ? 2 : 4);
    const float width = std::min(page.width, metrics.px(kMostRowMm));
    const float left = std::round(page.left + (page.width - width) / 2);
    float row = 0;
    for (const SetupRow& each : model.rows)
        row = std::max(row, row_sizes(frame, words, each, width).height);
    const auto rows = static_cast<float>(model.rows.size());
    row = std::max(row, std::min(std::floor((page.height + gap) / rows) - gap, metrics.snap(30)));
    model::Action action;
    float y = centered(page, rows * (row + gap) - gap);
    for (const SetupRow& each : model.rows) {
        if (draw_summary_row(frame, common, each, {left, y, left + width, y + row}))
            action = model::act(ActionKind::SetupChange, {}, static_cast<int>(each.step));
        y += row + gap;
    }
    const model::Action from_bar = end_setup(frame, common, model, page, y - gap);
    return action ? action : from_bar;
}

} // namespace kiosk::screens
