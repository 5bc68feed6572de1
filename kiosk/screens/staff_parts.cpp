// What the screens of staff share.
#include "kiosk/screens/staff.h"
#include "kiosk/ui/bar.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::screens {
namespace {

constexpr float kSignMm = 6;

ui::Icon sign_of(StaffNote::Kind kind) {
    switch (kind) {
    case StaffNote::Kind::Good:
        return ui::Icon::Check;
    case StaffNote::Kind::Attention:
        return ui::Icon::Attention;
    case StaffNote::Kind::Working:
        break;
    }
    return ui::Icon::History;
}

} // namespace

const db::Language* next_language(const Common& common) {
    if (common.languages.size() < 2)
        return nullptr;
    for (std::size_t index = 0; index < common.languages.size(); ++index)
        if (common.languages[index].code == common.settings.language)
            return &common.languages[(index + 1) % common.languages.size()];
    return &common.languages.front();
}

model::Action draw_staff_bar(ui::Frame& frame, const Common& common, const model::Rect& rect, std::string_view close) {
    std::array<ui::BarItem, 3> items{};
    std::size_t count = 0;
    const auto add = [&](std::string_view key, std::string_view label, ui::Icon icon, ui::BarSide side, int keep) {
        items[count] = {a11y::make_id(key), label, label, {.icon = icon, .kind = ui::ButtonKind::OnBar}, side, keep};
        return count++;
    };
    const std::size_t leave = add("staff:close", close, ui::Icon::Close, ui::BarSide::Left, 3);
    const a11y::ScrollNode* area = frame.scrollable();
    std::size_t more = items.size();
    if (area != nullptr) {
        const bool at_end = area->offset >= area->max_offset - 1;
        more = add("bar:more", at_end ? common.strings.back_to_top : common.strings.more_below,
                   at_end ? ui::Icon::Up : ui::Icon::Down, ui::BarSide::Right, 1);
    }
    const db::Language* other = next_language(common);
    std::size_t language = items.size();
    if (other != nullptr)
        language = add("bar:language", other->name, ui::Icon::Language, ui::BarSide::Right, 2);
    const std::optional<std::size_t> clicked = ui::bar(frame, rect, {items.data(), count});
    if (clicked == leave)
        return model::act(model::ActionKind::StaffClose);
    if (clicked == language)
        return model::act(model::ActionKind::SetLanguage, other->code);
    if (clicked == more)
        frame.page_down(area->id);
    return {};
}

float note_height(ui::Frame& frame, float width, const StaffNote& note) {
    const float indent = frame.metrics.px(kSignMm + 3);
    return note.text.empty() ? 0
                             : std::max(frame.metrics.px(kSignMm),
                                        frame.text_height(note.text, frame.style(ui::TextRole::Body), width - indent));
}

float draw_note(ui::Frame& frame, model::Point at, float width, const StaffNote& note) {
    if (note.text.empty())
        return 0;
    const ui::TextStyle style = frame.style(ui::TextRole::Body);
    const float sign = frame.metrics.px(kSignMm);
    const float middle = at.y + style.cap_px / 2;
    const ui::Color color = frame.theme.high_contrast || note.kind == StaffNote::Kind::Working ? frame.theme.ink
                            : note.kind == StaffNote::Kind::Good                               ? ui::rgb(0x14603a)
                                                                                               : ui::rgb(0x96300f);
    frame.paint.icon(sign_of(note.kind),
                     {at.x, std::round(middle - sign / 2), at.x + sign, std::round(middle + sign / 2)}, color);
    const float indent = frame.metrics.px(kSignMm + 3);
    frame.text({at.x + indent, at.y}, width - indent, note.text, style, color, a11y::Role::Status);
    return note_height(frame, width, note);
}

model::Action draw_question(ui::Frame& frame, const Common& common, const QuestionModel& model) {
    model::Action action;
    const ui::Metrics& metrics = frame.metrics;
    const ui::Theme& theme = frame.theme;
    const model::Rect screen = metrics.screen();
    frame.paint.fill(screen, ui::with_alpha(theme.ground, 0.72F));
    const float pad = metrics.snap(metrics.small() ? 5 : 12);
    const float gap = metrics.snap(metrics.type().body_mm * 1.6F);
    const float width = std::min(screen.width() - 2 * pad, metrics.px(170 * std::sqrt(metrics.text_scale())));
    const float inner = width - 2 * pad;
    const ui::TextStyle title = frame.style(ui::TextRole::TitleStrong);
    const ui::TextStyle body = frame.style(ui::TextRole::Body);
    const float target = metrics.snap(metrics.target_mm());
    const ui::ButtonLook no_look{.kind = ui::ButtonKind::OnBar};
    const ui::ButtonLook yes_look{.kind = ui::ButtonKind::Primary};
    const std::string_view no_label = model.no.empty() ? common.strings.staff.cancel : model.no;
    const float no_width = ui::button_width(frame, no_label, no_look);
    const float yes_width = ui::button_width(frame, model.yes, yes_look);
    const bool stacked = no_width + yes_width + gap > inner;
    const float buttons = stacked ? 2 * target + metrics.snap(4) : target;
    const float below = std::round(body.cap_px * 0.5F); // what of the last line hangs below its baseline
    const float texts =
        frame.text_height(model.title, title, inner) + gap + frame.text_height(model.text, body, inner) + below;
    const float most = screen.height() - metrics.px(6);
    const float height = std::round(std::min(most, 2 * pad + texts + gap - below + buttons));
    const float left = std::round((screen.width() - width) / 2);
    const float top = std::round((screen.height() - height) / 2);
    model::Rect dialog{left, top, left + width, top + height};
    const float radius = metrics.px(6);
    if (!frame.inert())
        frame.node(a11y::make_id("question"), a11y::Role::Dialog, model.title, dialog);
    frame.paint.shadow(dialog, radius, metrics.px(8), 0.4F);
    frame.paint.fill_rounded(dialog, radius, theme.card);
    if (theme.high_contrast)
        frame.paint.outline(dialog, radius, theme.edge, metrics.px(0.8F));

    dialog = dialog.shrunk(pad, pad);
    model::Rect row = dialog.cut_bottom(buttons);
    dialog.cut_bottom(gap - below);
    // Texts scroll where the largest size leaves them no room.
    const ui::ScrollArea area = frame.begin_scroll("question", dialog);
    float y = area.top;
    y += frame.text({dialog.left, y}, inner, model.title, title, theme.ink, a11y::Role::Heading) + gap;
    y += frame.text({dialog.left, y}, inner, model.text, body, theme.ink_soft) + below;
    frame.end_scroll(area, y);

    const model::Rect no =
        stacked ? row.cut_bottom(target) : model::Rect{row.left, row.top, row.left + no_width, row.bottom};
    const model::Rect yes =
        stacked ? row.cut_top(target) : model::Rect{row.right - yes_width, row.top, row.right, row.bottom};
    if (ui::button(frame, a11y::make_id("question:no"), no, no_label, no_label, no_look))
        action = model::act(model::ActionKind::Cancel);
    if (ui::button(frame, a11y::make_id("question:yes"), yes, model.yes, model.yes, yes_look))
        action = model::act(model::ActionKind::Confirm);
    return action;
}

} // namespace kiosk::screens
