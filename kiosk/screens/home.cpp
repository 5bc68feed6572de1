#include "kiosk/screens/header.h"
#include "kiosk/screens/navigation_bar.h"

#include <algorithm>
#include <cmath>

namespace kiosk::screens {
namespace {

using ui::TextRole;

constexpr float kCompactMm = 160; // of height
constexpr float kMinCellMm = 84;
constexpr float kCardGapMm = 6;
constexpr int kMaxColumns = 4;
constexpr double kBannerSeconds = 40; // a still picture of the harbour at a good moment

struct Grid {
    int columns = 1;
    int rows = 1;
    float cell_width = 0;
    float row_height = 0; ///< of every row, or 0: each row is as high as it needs
    float spare = 0;      ///< that each row is given beyond its need
    ui::CardShape shape = ui::CardShape::Wide;
    float height = 0; ///< of all rows, with the gaps around them
    bool keeps_words = true;
};

/// How many columns leave the fewest cells empty, of those that are wide enough for a card.
int column_count(int most, int roles) {
    int best = most;
    int best_empty = roles;
    for (int columns = most; columns >= 1 && columns * 2 > most; --columns) {
        const int empty = (roles + columns - 1) / columns * columns - roles;
        if (empty < best_empty) {
            best = columns;
            best_empty = empty;
        }
    }
    return std::clamp(best, 1, std::max(1, roles));
}

float least_height(const ui::Metrics& metrics) {
    return metrics.px(metrics.small() ? 24 : 30);
}

float row_height(ui::Frame& frame, const Grid& grid, std::span<const db::RoleCard> roles, int row) {
    if (grid.row_height > 0)
        return grid.row_height;
    float height = least_height(frame.metrics);
    const auto columns = static_cast<std::size_t>(grid.columns);
    const std::size_t first = static_cast<std::size_t>(row) * columns;
    for (std::size_t index = first; index < std::min(first + columns, roles.size()); ++index)
        height = std::max(height, ui::role_card_height(frame, grid.cell_width, roles[index], grid.shape));
    return std::ceil(height) + grid.spare;
}

/// The grid with this many columns. `room` is the height of the viewport that the cards may fill without scrolling.
Grid grid_of(ui::Frame& frame, float width, float room, std::span<const db::RoleCard> roles, int columns) {
    const ui::Metrics& metrics = frame.metrics;
    const float gap = metrics.snap(kCardGapMm);
    Grid grid;
    grid.columns = columns;
    grid.rows = (static_cast<int>(roles.size()) + columns - 1) / columns;
    grid.cell_width = std::floor((width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
    const float row_room = (room - gap * static_cast<float>(grid.rows + 1)) / static_cast<float>(grid.rows);
    const auto height_of = [&](ui::CardShape shape) {
        float height = least_height(metrics);
        for (const db::RoleCard& role : roles)
            height = std::max(height, ui::role_card_height(frame, grid.cell_width, role, shape));
        return height;
    };
    const auto keeps_words = [&](ui::CardShape shape) {
        return std::all_of(roles.begin(), roles.end(), [&](const db::RoleCard& role) {
            return ui::role_card_keeps_words(frame, grid.cell_width, role, shape);
        });
    };
    const float wide = height_of(ui::CardShape::Wide);
    const float tall = height_of(ui::CardShape::Tall);
    const bool wide_words = keeps_words(ui::CardShape::Wide);
    const bool tall_fits = columns > 1 && tall <= row_room;
    grid.shape = tall_fits && (!wide_words || row_room > wide * 1.35F) ? ui::CardShape::Tall : ui::CardShape::Wide;
    grid.keeps_words = grid.shape == ui::CardShape::Tall ? keeps_words(ui::CardShape::Tall) : wide_words;
    const float least = grid.shape == ui::CardShape::Tall ? tall : wide;
    const float most = grid.shape == ui::CardShape::Tall ? grid.cell_width * 1.2F : grid.cell_width * 0.7F;
    grid.row_height = least > row_room ? 0 : std::floor(std::clamp(row_room, least, std::max(least, most)));
    grid.height = gap;
    for (int row = 0; row < grid.rows; ++row)
        grid.height += row_height(frame, grid, roles, row) + gap;
    return grid;
}

Grid plan_grid(ui::Frame& frame, float width, float room, std::span<const db::RoleCard> roles) {
    const float cell = frame.metrics.px(kMinCellMm * std::sqrt(frame.metrics.text_scale()));
    const float gap = frame.metrics.px(kCardGapMm);
    const int most = std::clamp(static_cast<int>((width + gap) / (cell + gap)), 1, kMaxColumns);
    int columns = column_count(most, static_cast<int>(roles.size()));
    Grid grid = grid_of(frame, width, room, roles, columns);
    while (!grid.keeps_words && columns > 1)
        grid = grid_of(frame, width, room, roles, --columns);
    return grid;
}

/// Under the cards, where there are more pages than one. Returns its height.
float draw_pager(ui::Frame& frame, const Common& common, const HomeModel& model, const model::Rect& row,
                 model::Action& action) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::TextStyle body = frame.style(TextRole::Body);
    const ui::ButtonLook previous{.icon = ui::Icon::Previous};
    const ui::ButtonLook next{.icon = ui::Icon::Next, .icon_after = true};
    const float height = metrics.snap(metrics.target_mm());
    const float gap = metrics.snap(kCardGapMm);
    const bool both = model.page > 0 && model.page + 1 < model.page_count;
    // Side by side where each label keeps to one line, else one under the other.
    const float half = std::floor((row.width() - gap) / 2);
    const bool stacked = ui::button_width(frame, common.strings.previous_page, previous) > half
                         || ui::button_width(frame, common.strings.next_page, next) > half;
    const float width = stacked ? row.width() : half;
    float top = row.top;
    frame.text({row.left, top}, row.width(), model.page_text, body, frame.theme.ink_soft, a11y::Role::Status,
               ui::Align::Center);
    top += frame.text_height(model.page_text, body, row.width()) + gap;
    if (model.page > 0
        && ui::button(frame, a11y::make_id("page:previous"), {row.left, top, row.left + width, top + height},
                      common.strings.previous_page, common.strings.previous_page, previous))
        action = model::act(model::ActionKind::ShowPage, {}, model.page - 1);
    top += stacked && both ? height + gap : 0;
    if (model.page + 1 < model.page_count
        && ui::button(frame, a11y::make_id("page:next"), {row.right - width, top, row.right, top + height},
                      common.strings.next_page, common.strings.next_page, next))
        action = model::act(model::ActionKind::ShowPage, {}, model.page + 1);
    return top + height - row.top;
}

/// Draws the cards below `y` and moves it to their end.
model::Action draw_cards(ui::Frame& frame, const HomeModel& model, const Grid& grid, float left, float& y) {
    model::Action action;
    const float gap = frame.metrics.snap(kCardGapMm);
    const auto key = a11y::make_id("role:");
    const auto columns = static_cast<std::size_t>(grid.columns);
    float height = 0;
    float texts = 0;
    for (std::size_t index = 0; index < model.roles.size(); ++index) {
        const std::size_t column = index % columns;
        if (column == 0) {
            y += index == 0 ? 0 : height + gap;
            height = row_height(frame, grid, model.roles, static_cast<int>(index / columns));
            texts = 0;
            for (std::size_t other = index; other < std::min(index + columns, model.roles.size()); ++other)
                texts =
                    std::max(texts, ui::role_card_text_height(frame, grid.cell_width, model.roles[other], grid.shape));
        }
        const float x = left + static_cast<float>(column) * (grid.cell_width + gap);
        const model::Rect cell{x, y, x + grid.cell_width, y + height};
        if (ui::role_card(frame, a11y::make_id(model.roles[index].id, key), cell, model.roles[index], grid.shape,
                          texts))
            action = model::open_role(model.roles[index].id, cell);
    }
    y += height + gap;
    return action;
}

} // namespace

model::Action draw_home(ui::Frame& frame, const Common& common, const HomeModel& model) {
    model::Action action;
    const ui::Metrics& metrics = frame.metrics;
    const float margin = metrics.snap(metrics.margin_mm());
    const float gap = metrics.snap(kCardGapMm);
    model::Rect screen = metrics.screen();
    frame.paint.fill(screen, frame.theme.paper);
    if (!frame.inert())
        frame.node(a11y::make_id("home"), a11y::Role::Screen, common.strings.home_title, screen);
    const model::Rect bar = screen.cut_bottom(ui::bar_height(metrics));

    const ui::ScrollArea area = frame.begin_scroll("screen:home", screen);
    float y = area.top;
    const model::Rect cells{screen.left + margin, screen.top, screen.right - margin, screen.bottom};
    const HeaderLook look{common.harbour, kBannerSeconds, 0};
    // The line under the title goes where cards need the room: they matter more than words about them.
    std::string_view line = metrics.height_mm() < kCompactMm ? std::string_view{} : common.strings.home_text;
    Grid grid;
    float head = header_height(frame, screen, common.strings.home_title, line, look);
    if (!model.roles.empty()) {
        grid = plan_grid(frame, cells.width(), cells.height() - head, model.roles);
        const float compact = header_height(frame, screen, common.strings.home_title, {}, look);
        if (grid.height > cells.height() - head && grid.height <= cells.height() - compact) {
            line = {};
            head = compact;
        }
    }
    draw_header(frame, screen, y, common.strings.home_title, line, look);
    y += head + gap;
    if (model.roles.empty()) {
        const ui::TextStyle title = frame.style(TextRole::Title);
        y += gap * 3;
        y += frame.text({margin, y}, screen.width() - 2 * margin, common.strings.no_roles_yet, title, frame.theme.ink,
                        a11y::Role::Text, ui::Align::Center);
    } else {
        const float room = cells.height() - head - grid.height;
        if (grid.row_height == 0 && model.page_count == 1 && room > 0)
            grid.spare = std::floor(room / static_cast<float>(grid.rows));
        if (model::Action opened = draw_cards(frame, model, grid, cells.left, y))
            action = std::move(opened);
        if (model.page_count > 1)
            y += draw_pager(frame, common, model, {cells.left, y, cells.right, y}, action) + gap;
    }
    frame.end_scroll(area, y);

    if (model::Action from_bar = draw_bar(frame, common, bar, BarPlace::Home))
        action = std::move(from_bar);
    return action;
}

} // namespace kiosk::screens
