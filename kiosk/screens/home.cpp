#include "kiosk/attract/banner.h"
#include "kiosk/screens/navigation_bar.h"
#include "kiosk/screens/screens.h"

#include <algorithm>
#include <cmath>

namespace kiosk::screens {
namespace {

using ui::TextRole;

constexpr float kMinCellMm = 84;
constexpr float kGapMm = 6;
constexpr int kMaxColumns = 4;
constexpr double kBannerSeconds = 40; // a still picture of the harbour at a good moment

struct Grid {
    int columns = 1;
    int rows = 1;
    float cell_width = 0;
    float row_height = 0;
    ui::CardShape shape = ui::CardShape::Wide;
};

int column_count(const ui::Frame& frame, float width, int roles) {
    const float cell = frame.metrics.px(kMinCellMm * std::sqrt(frame.metrics.text_scale()));
    const float gap = frame.metrics.px(kGapMm);
    const int most = std::clamp(static_cast<int>((width + gap) / (cell + gap)), 1, kMaxColumns);
    int best = 1;
    int best_empty = roles;
    for (int columns = most; columns >= 1; --columns) {
        const int rows = (roles + columns - 1) / columns;
        const int empty = rows * columns - roles;
        if (empty < best_empty && columns * 2 > most) {
            best = columns;
            best_empty = empty;
        }
    }
    return std::max(1, std::min(best_empty == roles ? most : best, std::max(1, roles)));
}

Grid plan_grid(ui::Frame& frame, const model::Rect& area, std::span<const db::RoleCard> roles, float head_height) {
    const ui::Metrics& metrics = frame.metrics;
    const float gap = metrics.snap(kGapMm);
    Grid grid;
    grid.columns = column_count(frame, area.width(), static_cast<int>(roles.size()));
    grid.rows = (static_cast<int>(roles.size()) + grid.columns - 1) / grid.columns;
    grid.cell_width = std::floor((area.width() - gap * static_cast<float>(grid.columns - 1)) / static_cast<float>(grid.columns));
    // What is left when every row is shown at once; rows grow into it.
    const float room = (area.height() - head_height - gap * static_cast<float>(grid.rows + 1)) / static_cast<float>(grid.rows);
    const auto needed = [&](ui::CardShape shape) {
        float height = 0;
        for (const db::RoleCard& role : roles)
            height = std::max(height, ui::role_card_height(frame, grid.cell_width, role, shape));
        return height;
    };
    const float wide = std::max(needed(ui::CardShape::Wide), metrics.px(metrics.small() ? 26 : 34));
    const float tall = needed(ui::CardShape::Tall);
    grid.shape = grid.columns > 1 && tall <= room && room > wide * 1.35F ? ui::CardShape::Tall : ui::CardShape::Wide;
    const float least = grid.shape == ui::CardShape::Tall ? tall : wide;
    const float most = grid.shape == ui::CardShape::Tall ? grid.cell_width * 1.15F : std::max(least, grid.cell_width * 0.62F);
    grid.row_height = std::floor(std::clamp(room, least, std::max(least, most)));
    return grid;
}

/// The harbour as a strip with the title over it. Returns its height.
float draw_head(ui::Frame& frame, const Common& common, const model::Rect& screen, float top, float margin) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::TextStyle title = frame.style(TextRole::TitleStrong);
    const ui::TextStyle body = frame.style(TextRole::Body);
    const float width = (screen.width() - 2 * margin) * (metrics.portrait() || metrics.small() ? 1.0F : 0.66F);
    const float pad = metrics.snap(metrics.small() ? 5 : 9);
    const float gap = metrics.snap(5);
    const float title_height = frame.text_height(common.strings.home_title, title, width);
    const float height = pad + title_height + gap + frame.text_height(common.strings.home_text, body, width) + pad;
    const model::Rect strip{screen.left, top, screen.right, top + std::round(height)};
    if (frame.theme.high_contrast || common.harbour == nullptr)
        frame.paint.fill(strip, frame.theme.ground);
    else
        attract::draw_banner(frame, *common.harbour, strip, kBannerSeconds);
    float y = top + pad;
    y += frame.text({margin, y}, width, common.strings.home_title, title, frame.theme.on_accent, a11y::Role::Heading) + gap;
    frame.text({margin, y}, width, common.strings.home_text, body, frame.theme.on_accent);
    return strip.height();
}

/// Under the cards, where there are more pages than one. Returns its height.
float draw_pager(ui::Frame& frame, const Common& common, const HomeModel& model, const model::Rect& row, model::Action& action) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::TextStyle body = frame.style(TextRole::Body);
    const ui::ButtonLook previous{.icon = ui::Icon::Previous};
    const ui::ButtonLook next{.icon = ui::Icon::Next, .icon_after = true};
    const float height = metrics.snap(metrics.target_mm());
    const float half = (row.width() - metrics.px(kGapMm)) / 2;
    float top = row.top;
    frame.text({row.left, top}, row.width(), model.page_text, body, frame.theme.ink_soft, a11y::Role::Status, ui::Align::Center);
    top += frame.text_height(model.page_text, body, row.width()) + metrics.snap(kGapMm);
    if (model.page > 0
        && ui::button(frame, a11y::make_id("page:previous"), {row.left, top, row.left + half, top + height},
                      common.strings.previous_page, common.strings.previous_page, previous))
        action = model::act(model::ActionKind::ShowPage, {}, model.page - 1);
    if (model.page + 1 < model.page_count
        && ui::button(frame, a11y::make_id("page:next"), {row.right - half, top, row.right, top + height},
                      common.strings.next_page, common.strings.next_page, next))
        action = model::act(model::ActionKind::ShowPage, {}, model.page + 1);
    return top + height - row.top;
}

} // namespace

model::Action draw_home(ui::Frame& frame, const Common& common, const HomeModel& model) {
    model::Action action;
    const ui::Metrics& metrics = frame.metrics;
    const float margin = metrics.snap(metrics.margin_mm());
    const float gap = metrics.snap(kGapMm);
    model::Rect screen = metrics.screen();
    frame.paint.fill(screen, frame.theme.paper);
    if (!frame.inert())
        frame.node(a11y::make_id("home"), a11y::Role::Screen, common.strings.home_title, screen);
    const model::Rect bar = screen.cut_bottom(ui::bar_height(metrics));

    const ui::ScrollArea area = frame.begin_scroll("home", screen);
    float y = area.top;
    const float head = draw_head(frame, common, screen, y, margin);
    y += head + gap;
    if (model.roles.empty()) {
        const ui::TextStyle title = frame.style(TextRole::Title);
        y += gap * 3;
        y += frame.text({margin, y}, screen.width() - 2 * margin, common.strings.no_roles_yet, title, frame.theme.ink,
                        a11y::Role::Text, ui::Align::Center);
    } else {
        const model::Rect cells{screen.left + margin, screen.top, screen.right - margin, screen.bottom};
        const Grid grid = plan_grid(frame, cells, model.roles, head);
        const auto key = a11y::make_id("role:");
        for (std::size_t index = 0; index < model.roles.size(); ++index) {
            const auto column = static_cast<float>(index % static_cast<std::size_t>(grid.columns));
            const auto row = static_cast<float>(index / static_cast<std::size_t>(grid.columns));
            const float left = cells.left + column * (grid.cell_width + gap);
            const float top = y + row * (grid.row_height + gap);
            const model::Rect cell{left, top, left + grid.cell_width, top + grid.row_height};
            if (ui::role_card(frame, a11y::make_id(model.roles[index].id, key), cell, model.roles[index], grid.shape))
                action = model::open_role(model.roles[index].id, cell);
        }
        y += static_cast<float>(grid.rows) * (grid.row_height + gap);
        if (model.page_count > 1)
            y += draw_pager(frame, common, model, {cells.left, y, cells.right, y}, action) + gap;
    }
    frame.end_scroll(area, y, frame.theme.paper);

    if (model::Action from_bar = draw_bar(frame, common, bar, BarPlace::Home))
        action = std::move(from_bar);
    return action;
}

} // namespace kiosk::screens
