#include "kiosk/screens/header.h"
#include "kiosk/screens/staff.h"
#include "kiosk/ui/bar.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::screens {
namespace {

using model::ActionKind;

constexpr std::array<std::string_view, 10> kDigits{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
constexpr int kColumns = 3;
constexpr int kRows = 4;
constexpr float kMaxCellMm = 30;
constexpr float kMaxHelpMm = 130;

float field_mm(const ui::Metrics& metrics) {
    return metrics.small() ? 13 : 16;
}

struct Pad {
    float cell_width;
    float cell_height;
    float gap;
    [[nodiscard]] float width() const { return kColumns * cell_width + (kColumns - 1) * gap; }
    [[nodiscard]] float height() const { return kRows * cell_height + (kRows - 1) * gap; }
};

Pad pad_in(const ui::Metrics& metrics, const model::Rect& room) {
    Pad pad{};
    pad.gap = metrics.snap(metrics.small() ? 2 : 4);
    const float least = metrics.snap(metrics.target_mm());
    const float most = metrics.snap(kMaxCellMm);
    pad.cell_height = std::clamp(std::floor((room.height() - (kRows - 1) * pad.gap) / kRows), least, most);
    pad.cell_width =
        std::clamp(std::floor((room.width() - (kColumns - 1) * pad.gap) / kColumns), least, std::round(most * 1.3F));
    return pad;
}

/// Where the pad and the texts beside or above it stand.
struct Layout {
    model::Rect bar;
    model::Rect room;
    Pad pad;
    model::Point pad_at;
    float left;
    float width;
    bool side_by_side;
};

Layout layout_of(const ui::Metrics& metrics) {
    Layout layout{};
    model::Rect screen = metrics.screen();
    layout.bar = screen.cut_bottom(ui::bar_height(metrics));
    const float margin = metrics.snap(metrics.small() ? 5 : metrics.margin_mm());
    layout.room = screen.shrunk(margin, metrics.small() ? metrics.snap(2) : margin);
    layout.side_by_side = !metrics.portrait();
    // The pad stands at the right, or low on the glass: where a hand rests.
    model::Rect for_pad = layout.room;
    if (layout.side_by_side)
        for_pad.left = layout.room.center().x;
    else
        for_pad.top = layout.room.center().y - metrics.px(10);
    layout.pad = pad_in(metrics, for_pad);
    // Both as one group in the middle.
    const float between = metrics.snap(metrics.small() ? 6 : 24);
    const float pad_width = layout.pad.width();
    layout.width =
        layout.side_by_side ? std::min(layout.room.width() - pad_width - between, metrics.px(kMaxHelpMm)) : pad_width;
    const float group = layout.side_by_side ? layout.width + between + pad_width : pad_width;
    layout.left = std::round(layout.room.center().x - group / 2);
    layout.pad_at = {layout.left + group - pad_width, std::round(for_pad.center().y - layout.pad.height() / 2)};
    return layout;
}

/// 1 to 9, then Erase, 0, Enter.
model::Action draw_pad(ui::Frame& frame, const Common& common, const PinModel& model, const Pad& pad, model::Point at) {
    model::Action action;
    const auto key = a11y::make_id("pin:");
    for (int index = 0; index < kColumns * kRows; ++index) {
        const float left = at.x + static_cast<float>(index % kColumns) * (pad.cell_width + pad.gap);
        const float top = at.y + static_cast<float>(index / kColumns) * (pad.cell_height + pad.gap);
        const model::Rect cell{left, top, left + pad.cell_width, top + pad.cell_height};
        const bool can_use_digits = model.is_open && model.digits > 0;
        if (index == 9) {
            if (ui::button(frame, a11y::make_id("erase", key), cell, common.strings.staff.pin_erase, {},
                           {.icon = ui::Icon::Erase, .enabled = can_use_digits}))
                action = model::act(ActionKind::PinErase);
        } else if (index == 11) {
            if (ui::button(frame, a11y::make_id("enter", key), cell, common.strings.staff.pin_enter, {},
                           {.icon = ui::Icon::Check,
                            .kind = ui::ButtonKind::Primary,
                            .enabled = model.is_open && model.is_complete}))
                action = model::act(ActionKind::PinEnter);
        } else {
            const int digit = index == 10 ? 0 : index + 1;
            const std::string_view label = kDigits[static_cast<std::size_t>(digit)];
            if (ui::button(frame, a11y::make_id(label, key), cell, label, label, {.enabled = model.is_open}))
                action = model::act(ActionKind::PinDigit, {}, digit);
        }
    }
    return action;
}

/// The field with a dot for each digit. Returns its height.
float draw_dots(ui::Frame& frame, const PinModel& model, model::Point at, float width) {
    const ui::Metrics& metrics = frame.metrics;
    const float height = metrics.snap(field_mm(metrics));
    const model::Rect field{at.x, at.y, at.x + width, at.y + height};
    const float radius = metrics.px(4);
    frame.paint.fill_rounded(field, radius, frame.theme.card);
    frame.paint.outline(field, radius,
                        frame.theme.high_contrast ? frame.theme.edge : ui::with_alpha(frame.theme.ink, 0.45F),
                        metrics.px(0.5F));
    if (!frame.inert())
        frame.node(a11y::make_id("pin:digits"), a11y::Role::Status, model.digits_text, field);
    const float step = std::min(metrics.px(6.5F), (width - metrics.px(10)) / 12);
    const float first = field.center().x - step * (static_cast<float>(model.digits) - 1) / 2;
    for (std::size_t digit = 0; digit < model.digits; ++digit)
        frame.paint.circle({first + step * static_cast<float>(digit), field.center().y},
                           std::min(metrics.px(1.9F), step * 0.32F), frame.theme.ink);
    return height;
}

/// What is being asked, the dots, and what came of it. Scrolls where the largest text leaves it no room.
void draw_texts(ui::Frame& frame, const model::StaffStrings& words, const PinModel& model, const Layout& layout) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::TextStyle title = frame.style(ui::TextRole::TitleStrong);
    const ui::TextStyle body = frame.style(ui::TextRole::Body);
    const float gap = metrics.snap(metrics.type().body_mm * 1.5F);
    const float below = std::round(body.cap_px * 0.5F);
    const float edge = metrics.snap(0.5F);
    const float left = layout.left;
    const float width = layout.width;
    const float reserve = std::round(2 * body.line_height * body.cap_px); // so that nothing moves when a note comes
    const float needed = frame.text_height(words.pin_title, title, width) + gap + metrics.snap(field_mm(metrics)) + gap
                         + std::max(reserve, note_height(frame, width, model.note)) + below;
    const float line = frame.text_height(words.pin_text, body, width) + gap;
    const float bottom = layout.side_by_side ? layout.bar.top : layout.pad_at.y - metrics.snap(6);
    const model::Rect view{left - edge, layout.room.top, left + width + edge, bottom};
    const bool with_line = needed + line <= view.height();
    const float height = needed + (with_line ? line : 0);
    const ui::ScrollArea area = frame.begin_scroll("screen:staff_pin", view);
    float y = area.top;
    if (height < view.height())
        y += layout.side_by_side ? std::round((layout.room.height() - std::min(height, layout.room.height())) / 2)
                                 : std::round(view.height() - height);
    y += frame.text({left, y}, width, words.pin_title, title, frame.theme.ink, a11y::Role::Heading) + gap;
    if (with_line)
        y += frame.text({left, y}, width, words.pin_text, body, frame.theme.ink_soft) + gap;
    y += draw_dots(frame, model, {left, y}, width) + gap;
    y += draw_note(frame, {left, y}, width, model.note);
    frame.end_scroll(area, y + below);
}

} // namespace

float pin_pad_left(const ui::Metrics& metrics) {
    const Layout layout = layout_of(metrics);
    return layout.side_by_side ? layout.pad_at.x : metrics.screen().right;
}

model::Action draw_pin(ui::Frame& frame, const Common& common, const PinModel& model) {
    const Layout layout = layout_of(frame.metrics);
    const model::StaffStrings& words = common.strings.staff;
    const model::Rect screen = frame.metrics.screen();
    frame.paint.fill(screen, frame.theme.paper);
    if (!frame.inert())
        frame.node(a11y::make_id("staff_pin"), a11y::Role::Screen, words.pin_title,
                   {screen.left, screen.top, screen.right, layout.bar.top});
    draw_texts(frame, words, model, layout);
    model::Action action = draw_pad(frame, common, model, layout.pad, layout.pad_at);
    if (model::Action from_bar = draw_staff_bar(frame, common, layout.bar, words.close))
        action = std::move(from_bar);
    return action;
}

} // namespace kiosk::screens
