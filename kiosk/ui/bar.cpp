#include "kiosk/ui/bar.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kiosk::ui {
namespace {

constexpr float kBarPadMm = 3.0F;
constexpr float kTightMm = 1.0F; ///< between buttons, where room ends
constexpr float kTightMarginMm = 2.0F;
constexpr std::size_t kMaxBarItems = 12;

/// The buttons of one row, and how much room each gets.
struct Row {
    std::span<const BarItem> items;
    std::array<float, kMaxBarItems> widths{};
    std::array<bool, kMaxBarItems> labelled{};
    float gap = 0;
    float group_gap = 0;
    float margin = 0;

    [[nodiscard]] float groups() const {
        std::array<bool, 3> there{};
        for (const BarItem& item : items)
            there[static_cast<std::size_t>(item.side)] = true;
        return static_cast<float>(std::count(there.begin(), there.end(), true));
    }
    [[nodiscard]] float total(float middle) const {
        float sum = 2 * margin + (middle > 0 ? middle + group_gap : 0) + (groups() - 1) * group_gap
                    + gap * (static_cast<float>(items.size()) - groups());
        for (std::size_t index = 0; index < items.size(); ++index)
            sum += widths[index];
        return sum;
    }
    /// The label that goes next; the number of items where none is left.
    [[nodiscard]] std::size_t least_label() const {
        std::size_t least = items.size();
        for (std::size_t index = 0; index < items.size(); ++index)
            if (labelled[index] && items[index].look.icon != Icon::None
                && (least == items.size() || items[index].keep_label < items[least].keep_label))
                least = index;
        return least;
    }
};

int buttons_in_a_row(const Metrics& metrics) {
    const float room = metrics.screen().width() - 2 * metrics.snap(kTightMarginMm) + metrics.snap(kTightMm);
    return std::max(1, static_cast<int>(room / (metrics.snap(metrics.least_target_mm()) + metrics.snap(kTightMm))));
}

int rows_of(int items, const Metrics& metrics) {
    const int in_a_row = buttons_in_a_row(metrics);
    return (items + in_a_row - 1) / in_a_row;
}

/// Buttons without labels come closer, and shrink if they must. Those that keep a label keep their width.
void tighten(Row& row, const Metrics& metrics, float room, float middle) {
    row.gap = row.group_gap = metrics.snap(kTightMm);
    row.margin = metrics.snap(kTightMarginMm);
    float over = row.total(middle) - room;
    const auto small = static_cast<float>(
        std::count(row.labelled.begin(), row.labelled.begin() + static_cast<std::ptrdiff_t>(row.items.size()), false));
    if (over <= 0 || small == 0)
        return;
    const float least = metrics.snap(metrics.least_target_mm());
    for (std::size_t index = 0; index < row.items.size(); ++index)
        if (!row.labelled[index])
            row.widths[index] = std::max(least, std::floor(row.widths[index] - over / small));
}

Row plan(Frame& frame, std::span<const BarItem> items, float room, float middle) {
    const Metrics& metrics = frame.metrics;
    Row row;
    row.items = items;
    row.gap = metrics.snap(metrics.small() ? 2 : 4);
    row.group_gap = metrics.snap(metrics.small() ? 3 : 14);
    row.margin = metrics.snap(metrics.small() ? 3 : metrics.margin_mm());
    for (std::size_t index = 0; index < items.size(); ++index) {
        row.labelled[index] = items[index].look.show_label;
        row.widths[index] = button_width(frame, items[index].label, items[index].look);
    }
    while (row.total(middle) > room) {
        const std::size_t least = row.least_label();
        if (least == items.size())
            break;
        row.labelled[least] = false;
        ButtonLook look = items[least].look;
        look.show_label = false;
        row.widths[least] = button_width(frame, {}, look);
    }
    if (row.total(middle) > room)
        tighten(row, metrics, room, middle);
    return row;
}

BarResult draw_row(Frame& frame, const model::Rect& rect, const Row& row) {
    std::array<float, 3> group_width{};
    for (std::size_t index = 0; index < row.items.size(); ++index) {
        float& width = group_width[static_cast<std::size_t>(row.items[index].side)];
        width += row.widths[index] + (width > 0 ? row.gap : 0);
    }
    const float left_end = rect.left + row.margin + (group_width[0] > 0 ? group_width[0] + row.group_gap : 0);
    const float right_begin = rect.right - row.margin - group_width[2];
    std::array<float, 3> x{rect.left + row.margin,
                           std::max(left_end, std::min(rect.center().x - group_width[1] / 2,
                                                       right_begin - row.group_gap - group_width[1])),
                           right_begin};
    BarResult result{std::nullopt, rect.left + row.margin + group_width[0], right_begin};
    for (std::size_t index = 0; index < row.items.size(); ++index) {
        const BarItem& item = row.items[index];
        float& left = x[static_cast<std::size_t>(item.side)];
        ButtonLook look = item.look;
        look.show_label = row.labelled[index];
        const float height = row.labelled[index] ? rect.height() : std::min(rect.height(), row.widths[index]);
        const float top = std::round(rect.center().y - height / 2);
        const model::Rect place{std::round(left), top, std::round(left) + row.widths[index], top + height};
        left += row.widths[index] + row.gap;
        if (button(frame, item.id, place, item.name, item.label, look))
            result.clicked = index;
    }
    return result;
}

void draw_ground(Frame& frame, const model::Rect& rect) {
    frame.paint.fill(rect, frame.theme.bar);
    if (frame.theme.high_contrast)
        frame.paint.fill({rect.left, rect.top, rect.right, rect.top + frame.metrics.snap(0.5F)}, frame.theme.edge);
}

/// Of a bar with several rows, which take the smallest target: they take much of a small screen.
float row_height(const Metrics& metrics) {
    return metrics.snap(rows_of(kBarItems, metrics) > 1 ? metrics.least_target_mm() : metrics.target_mm());
}

} // namespace

float bar_height(const Metrics& metrics) {
    const auto rows = static_cast<float>(rows_of(kBarItems, metrics));
    const float pad = metrics.snap(rows > 1 ? kTightMarginMm : kBarPadMm);
    return rows * row_height(metrics) + (rows - 1) * metrics.snap(kTightMm) + 2 * pad;
}

std::optional<std::size_t> bar(Frame& frame, const model::Rect& rect, std::span<const BarItem> items) {
    const Metrics& metrics = frame.metrics;
    draw_ground(frame, rect);
    items = items.first(std::min(items.size(), kMaxBarItems));
    const int most_rows = rows_of(kBarItems, metrics);
    const auto rows =
        static_cast<std::size_t>(std::clamp(rows_of(static_cast<int>(items.size()), metrics), 1, most_rows));
    const std::size_t in_a_row = (items.size() + rows - 1) / rows;
    const float height = row_height(metrics);
    const float step = height + metrics.snap(kTightMm);
    float top = std::round(rect.center().y - (static_cast<float>(rows) * step - metrics.snap(kTightMm)) / 2);
    std::optional<std::size_t> clicked;
    for (std::size_t first = 0; first < items.size(); first += in_a_row, top += step) {
        const Row row = plan(frame, items.subspan(first, std::min(in_a_row, items.size() - first)), rect.width(), 0);
        const BarResult result = draw_row(frame, {rect.left, top, rect.right, top + height}, row);
        if (result.clicked)
            clicked = first + *result.clicked;
    }
    return clicked;
}

BarResult bar(Frame& frame, const model::Rect& rect, std::span<const BarItem> items, float middle) {
    draw_ground(frame, rect);
    const Row row = plan(frame, items.first(std::min(items.size(), kMaxBarItems)), rect.width(), middle);
    const float height = row_height(frame.metrics);
    const float top = std::round(rect.center().y - height / 2);
    return draw_row(frame, {rect.left, top, rect.right, top + height}, row);
}

} // namespace kiosk::ui
