#include "kiosk/screens/navigation_bar.h"
#include "kiosk/screens/screens.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::screens {
namespace {

using ui::TextRole;

constexpr float kColumnGapMm = 14;
constexpr float kSectionGapMm = 14;
constexpr float kTitleGapMm = 8;
constexpr float kMinEmblemMm = 18;
constexpr float kMaxEmblemMm = 50;
constexpr float kMinTwoColumnsMm = 84; // of one column, at the default text size

std::string_view first_paragraph(std::string_view text) {
    return text.substr(0, std::min(text.find(kParagraph), text.size()));
}

std::string_view after_first_paragraph(std::string_view text) {
    const std::size_t end = text.find(kParagraph);
    return end == std::string_view::npos ? std::string_view{} : text.substr(end + kParagraph.size());
}

/// Emblem, title and description on the role's accent. A panel holds the first paragraph, a strip all of them.
struct Summary {
    enum class Form { Panel, Strip, WideStrip } form = Form::Panel;
    float emblem = 0;
    float gap = 0;
    float width = 0;
    float text_left = 0;
    float title_width = 0;
    float title_height = 0;
    float text_height = 0;
    std::string_view text;

    /// For a panel of `room` pixels height: the emblem takes what the texts leave.
    static Summary panel(ui::Frame& frame, const db::RoleDetail& role, float width, float room) {
        Summary plan = measured(frame, role, first_paragraph(role.description), width, width);
        plan.emblem = std::round(std::clamp(room - plan.gap * 2 - plan.title_height - plan.text_height,
                                            frame.metrics.px(kMinEmblemMm), frame.metrics.px(kMaxEmblemMm)));
        return plan;
    }
    /// Emblem and title at the left as in a panel, the text beside them from `text_left` on.
    static Summary wide_strip(ui::Frame& frame, const db::RoleDetail& role, float title_width, float text_left,
                              float width) {
        Summary plan = measured(frame, role, role.description, width, title_width);
        plan.form = Form::WideStrip;
        plan.text_left = text_left;
        plan.emblem = frame.metrics.snap(32);
        return plan;
    }
    /// Title and emblem share a line.
    static Summary strip(ui::Frame& frame, const db::RoleDetail& role, float width) {
        const ui::Metrics& metrics = frame.metrics;
        const float emblem = metrics.snap(metrics.small() ? 16 : 26);
        Summary plan = measured(frame, role, role.description, width, width - emblem - metrics.snap(7));
        plan.form = Form::Strip;
        plan.emblem = emblem;
        return plan;
    }
    [[nodiscard]] float height() const {
        switch (form) {
        case Form::Panel:
            return emblem + gap + title_height + gap + text_height;
        case Form::WideStrip:
            return std::max(emblem + gap + title_height, text_height);
        case Form::Strip:
            break;
        }
        return std::max(emblem, title_height) + gap + text_height;
    }
    void draw(ui::Frame& frame, const db::RoleDetail& role, model::Point at) const {
        const ui::Theme& theme = frame.theme;
        const double seconds = frame.inert() ? -1 : frame.emblem_seconds();
        const bool one_line = form == Form::Strip;
        const float row = std::max(emblem, title_height);
        const float emblem_top = one_line ? std::round(at.y + (row - emblem) / 2) : at.y;
        frame.paint.emblem(role.card.emblem, {at.x, emblem_top, at.x + emblem, emblem_top + emblem}, theme.on_accent,
                           seconds);
        const model::Point title{one_line ? at.x + width - title_width : at.x,
                                 one_line ? std::round(at.y + (row - title_height) / 2) : at.y + emblem + gap};
        frame.text(title, title_width, role.card.title, title_style(frame, role, title_width), theme.on_accent,
                   a11y::Role::Heading);
        const model::Point at_text =
            form == Form::WideStrip ? model::Point{text_left, at.y} : model::Point{at.x, at.y + height() - text_height};
        frame.text(at_text, width, text, frame.style(TextRole::Body), theme.on_accent);
    }

private:
    static ui::TextStyle title_style(ui::Frame& frame, const db::RoleDetail& role, float width) {
        return frame.style_that_keeps_words(frame.style(ui::TextRole::TitleStrong), role.card.title, width);
    }
    static Summary measured(ui::Frame& frame, const db::RoleDetail& role, std::string_view description, float width,
                            float title_width) {
        Summary plan;
        plan.text = description;
        plan.gap = frame.metrics.snap(frame.metrics.type().body_mm * 1.7F);
        plan.width = width;
        plan.title_width = title_width;
        plan.title_height = frame.text_height(role.card.title, title_style(frame, role, title_width), title_width);
        plan.text_height = frame.text_height(description, frame.style(TextRole::Body), width);
        return plan;
    }
};

/// Both lists, side by side where there is room. Returns the height.
float draw_lists(ui::Frame& frame, const db::RoleDetail& role, model::Point at, float width) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::Color accent = frame.theme.high_contrast ? frame.theme.call : ui::rgb(role.card.accent_rgb);
    const float column_gap = metrics.snap(kColumnGapMm);
    const float half = std::floor((width - column_gap) / 2);
    const bool two_columns = half >= metrics.px(kMinTwoColumnsMm * frame.metrics.text_scale());
    const float list_width = two_columns ? half : width;
    // Side by side, both titles take the height of the higher one, so that the lists begin on one line.
    const auto title_height = [&](std::string_view title) {
        return frame.text_height(title, frame.style(TextRole::Title), list_width);
    };
    const float both = std::max(title_height(role.assignments_heading), title_height(role.skills_heading));
    const auto section = [&](model::Point top_left, float section_width, std::string_view title,
                             std::span<const std::string> points) {
        float y = top_left.y + (two_columns ? both - title_height(title) : 0);
        y += ui::section_title(frame, {top_left.x, y}, section_width, title, accent) + metrics.snap(kTitleGapMm);
        y += ui::bullet_list(frame, {top_left.x, y}, section_width, points, accent);
        return y - top_left.y;
    };
    const float first = section(at, list_width, role.assignments_heading, role.assignments);
    if (two_columns)
        return std::max(first, section({at.x + half + column_gap, at.y}, half, role.skills_heading, role.skills));
    const float gap = metrics.snap(kSectionGapMm);
    return first + gap + section({at.x, at.y + first + gap}, width, role.skills_heading, role.skills);
}

struct RelatedGrid {
    int columns = 1;
    float cell = 0;
    ui::CardShape shape = ui::CardShape::Wide;
};

/// As many columns as leave no cell empty and every title's words whole; a card with the emblem above has more room.
RelatedGrid related_grid(ui::Frame& frame, std::span<const db::RoleCard> roles, float width, float gap) {
    const float least = frame.metrics.px(84 * std::sqrt(frame.metrics.text_scale()));
    const int most = std::clamp(static_cast<int>((width + gap) / (least + gap)), 1, 3);
    const int count = static_cast<int>(roles.size());
    for (int columns = std::min(most, count); columns > 1; --columns) {
        if (count % columns != 0)
            continue;
        const float cell = std::floor((width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
        for (const auto shape : {ui::CardShape::Wide, ui::CardShape::Tall})
            if (std::ranges::all_of(roles, [&](const db::RoleCard& role) {
                    return ui::role_card_keeps_words(frame, cell, role, shape);
                }))
                return {columns, cell, shape};
    }
    return {1, width, ui::CardShape::Wide};
}

/// Cards of roles that share tags. Returns the height.
float draw_related(ui::Frame& frame, const Common& common, const db::RoleDetail& role, model::Point at, float width,
                   model::Action& action) {
    const ui::Metrics& metrics = frame.metrics;
    if (role.related.empty())
        return 0;
    const float gap = metrics.snap(6);
    float y = at.y + metrics.snap(kSectionGapMm);
    const ui::Color accent = frame.theme.high_contrast ? frame.theme.call : ui::rgb(role.card.accent_rgb);
    y += ui::section_title(frame, {at.x, y}, width, common.strings.related, accent) + metrics.snap(kTitleGapMm);
    const RelatedGrid grid = related_grid(frame, role.related, width, gap);
    const auto columns = static_cast<std::size_t>(grid.columns);
    float height = metrics.px(metrics.small() ? 24 : 30);
    float texts = 0;
    for (const db::RoleCard& other : role.related) {
        height = std::max(height, ui::role_card_height(frame, grid.cell, other, grid.shape));
        texts = std::max(texts, ui::role_card_text_height(frame, grid.cell, other, grid.shape));
    }
    height = std::ceil(height);
    const auto key = a11y::make_id("related:");
    for (std::size_t index = 0; index < role.related.size(); ++index) {
        const float left = at.x + static_cast<float>(index % columns) * (grid.cell + gap);
        const float top = y + static_cast<float>(index / columns) * (height + gap);
        const model::Rect rect{left, top, left + grid.cell, top + height};
        if (ui::role_card(frame, a11y::make_id(role.related[index].id, key), rect, role.related[index], grid.shape,
                          texts))
            action = model::open_role(role.related[index].id, rect);
    }
    const auto rows = static_cast<float>((role.related.size() + columns - 1) / columns);
    return y + rows * height + (rows - 1) * gap - at.y;
}

model::Action draw_role_bar(ui::Frame& frame, const Common& common, const RoleModel& model, const model::Rect& rect) {
    std::array<BarExtra, 2> extras{};
    std::size_t count = 0;
    if (model.role.previous)
        extras[count++] = {{a11y::make_id("bar:previous"),
                            model.previous_name,
                            model.role.previous->title,
                            {.icon = ui::Icon::Previous, .kind = ui::ButtonKind::OnBar},
                            ui::BarSide::Center,
                            1},
                           model::ActionKind::ReplaceRole,
                           model.role.previous->id};
    if (model.role.next)
        extras[count++] = {{a11y::make_id("bar:next"),
                            model.next_name,
                            model.role.next->title,
                            {.icon = ui::Icon::Next, .icon_after = true, .kind = ui::ButtonKind::OnBar},
                            ui::BarSide::Center,
                            2},
                           model::ActionKind::ReplaceRole,
                           model.role.next->id};
    return draw_bar(frame, common, rect, BarPlace::Below, {extras.data(), count});
}

} // namespace

model::Action draw_role(ui::Frame& frame, const Common& common, const RoleModel& model) {
    model::Action action;
    const ui::Metrics& metrics = frame.metrics;
    const db::RoleDetail& role = model.role;
    const ui::Color accent = frame.theme.accent_ground(role.card.accent_rgb);
    const float margin = metrics.snap(metrics.margin_mm());
    model::Rect screen = metrics.screen();
    frame.paint.fill(screen, frame.theme.paper);
    if (!frame.inert())
        frame.node(a11y::make_id(role.card.id, a11y::make_id("screen:")), a11y::Role::Screen, role.card.title, screen);
    const model::Rect bar = screen.cut_bottom(ui::bar_height(metrics));

    // The summary stands beside the lists where it fits there whole, else above them and scrolls along.
    const float panel_width = metrics.snap(std::clamp(metrics.width_mm() * 0.33F, 80.0F, 170.0F));
    const Summary beside =
        Summary::panel(frame, role, panel_width - margin - metrics.snap(10), screen.height() - 2 * margin);
    const bool has_panel = !metrics.portrait() && metrics.width_mm() * 0.67F > 150 * metrics.text_scale()
                           && beside.height() + 2 * margin <= screen.height();
    if (has_panel) {
        const model::Rect panel = screen.cut_left(panel_width);
        frame.paint.gradient(panel, accent, ui::mix(accent, frame.theme.ground, 0.35F));
        if (frame.theme.high_contrast)
            frame.paint.fill({panel.right - metrics.snap(0.7F), panel.top, panel.right, panel.bottom},
                             frame.theme.edge);
        const float spare = panel.height() - beside.height() - 2 * margin;
        beside.draw(frame, role, {panel.left + margin, std::round(panel.top + margin + spare * 0.3F)});
    }
    const ui::ScrollArea area = frame.begin_scroll(role.card.id, screen);
    float y = area.top;
    if (!has_panel) {
        const float most = metrics.px(kMaxLineMm * metrics.text_scale());
        const float text_left = panel_width + metrics.snap(14);
        const bool wide = !metrics.portrait() && metrics.width_mm() > 300 * metrics.text_scale();
        const Summary above = wide ? Summary::wide_strip(frame, role, panel_width - margin, text_left,
                                                         std::min(screen.right - margin - text_left, most))
                                   : Summary::strip(frame, role, std::min(screen.width() - 2 * margin, most));
        const float height = above.height() + 2 * margin;
        frame.paint.gradient({screen.left, y, screen.right, y + height}, accent,
                             ui::mix(accent, frame.theme.ground, 0.25F));
        above.draw(frame, role, {screen.left + margin, y + margin});
        y += height;
    }
    const float left = screen.left + (has_panel ? metrics.snap(14) : margin);
    const float width = screen.right - margin - left;
    y += margin;
    if (const std::string_view rest = after_first_paragraph(role.description); has_panel && !rest.empty())
        y += frame.text({left, y}, std::min(width, metrics.px(kMaxLineMm * metrics.text_scale())), rest,
                        frame.style(TextRole::Body), frame.theme.ink)
             + metrics.snap(kSectionGapMm);
    y += draw_lists(frame, role, {left, y}, width);
    y += draw_related(frame, common, role, {left, y}, width, action);
    y += margin;
    frame.end_scroll(area, y);

    if (model::Action from_bar = draw_role_bar(frame, common, model, bar))
        action = std::move(from_bar);
    return action;
}

} // namespace kiosk::screens
