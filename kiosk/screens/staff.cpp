#include "kiosk/screens/staff.h"

#include "kiosk/screens/header.h"
#include "kiosk/ui/bar.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kiosk::screens {
namespace {

using model::ActionKind;
using ui::TextRole;

constexpr std::uint32_t kAccent = 0xe07856;
constexpr float kMinStaffColumnMm = 125;
constexpr float kMaxColumnMm = 240;
constexpr int kLevelStep = 10;
constexpr int kLeastBrightness = 10;
constexpr int kMostLevel = 100;

enum class RowPlace : std::uint8_t { Only, First, Middle, Last };

RowPlace place_of(std::size_t index, std::size_t count) {
    if (count == 1)
        return RowPlace::Only;
    return index == 0 ? RowPlace::First : index + 1 == count ? RowPlace::Last : RowPlace::Middle;
}

/// A version as text without memory of its own.
struct VersionKey {
    explicit VersionKey(std::int64_t version) {
        const auto [end, ignored] = std::to_chars(text.data(), text.data() + text.size(), version);
        view = {text.data(), static_cast<std::size_t>(end - text.data())};
    }
    std::array<char, 24> text{};
    std::string_view view;
};

/// One column of sections, from top to bottom.
class Column {
public:
    Column(ui::Frame& frame, const Common& common, model::Point at, float width)
        : m_frame(frame), m_words(common.strings.staff), m_left(at.x), m_width(width), m_y(at.y),
          m_row_pad(frame.metrics.snap(frame.metrics.small() ? 3.4F : 4.4F)),
          m_inset(frame.metrics.snap(frame.metrics.small() ? 4 : 6)) {}

    [[nodiscard]] float bottom() const { return m_y; }
    model::Action action;

    void content(const StaffModel& model) {
        title(m_words.content);
        table(model.content);
        for (const StaffChoice& choice : model.choices) {
            const VersionKey key(choice.version);
            if (button(a11y::make_id(key.view, a11y::make_id("staff:show:")), choice.label, ui::Icon::History,
                       !model.is_busy))
                action = model::act(ActionKind::AskShow, key.view);
        }
        note(model.content_note);
        end_section();
    }

    void sticks(const StaffModel& model) {
        title(m_words.sticks);
        if (model.sticks.empty()) {
            const ui::TextStyle body = m_frame.style(TextRole::Body);
            const model::Rect row =
                begin_row(m_frame.text_height(m_words.no_sticks, body, inner_width()), RowPlace::Only);
            m_frame.text({row.left, row.top}, row.width(), m_words.no_sticks, body, m_frame.theme.ink_soft);
        }
        for (std::size_t index = 0; index < model.sticks.size(); ++index)
            stick(model.sticks[index], place_of(index, model.sticks.size()));
        m_y += m_frame.metrics.snap(4);
        end_section();
    }

    void machine(const StaffModel& model) {
        title(m_words.machine);
        table(model.machine);
        end_section();
    }

    void levels(const StaffModel& model) {
        title(m_words.levels);
        level("brightness", model.brightness, kLeastBrightness, ActionKind::SetBrightness, RowPlace::First);
        level("volume", model.volume, 0, ActionKind::SetVolume, RowPlace::Last);
        m_y += m_frame.metrics.snap(4);
        end_section();
    }

    void tools(const StaffModel& model) {
        title(m_words.tools);
        if (button(a11y::make_id("staff:logs"), m_words.write_logs, ui::Icon::Save, !model.is_busy))
            action = model::act(ActionKind::WriteLogs);
        note(model.logs_note);
        if (button(a11y::make_id("staff:touch"), m_words.touch_test, ui::Icon::Target, true))
            action = model::act(ActionKind::OpenTouchTest);
        if (model.can_set_up && button(a11y::make_id("staff:setup"), m_words.set_up, ui::Icon::Comfort, !model.is_busy))
            action = model::act(ActionKind::AskSetup);
        if (button(a11y::make_id("staff:restart"), m_words.restart, ui::Icon::Restart, !model.is_busy))
            action = model::act(ActionKind::AskRestart);
        end_section();
    }

private:
    [[nodiscard]] float inner_width() const { return m_width - 2 * m_inset; }

    void title(std::string_view text) {
        m_y += ui::section_title(m_frame, {m_left, m_y}, m_width, text, m_frame.theme.accent_shape(kAccent))
               + m_frame.metrics.snap(5);
    }
    void end_section() { m_y += m_frame.metrics.snap(m_frame.metrics.small() ? 6 : 10); }

    /// Paints the ground of a row of a table and moves below it. Returns where its content goes.
    model::Rect begin_row(float height, RowPlace place) {
        const ui::Theme& theme = m_frame.theme;
        const ui::Metrics& metrics = m_frame.metrics;
        const model::Rect row{m_left, m_y, m_left + m_width, m_y + std::round(height + 2 * m_row_pad)};
        const ui::Corners corners = place == RowPlace::Only    ? ui::Corners::All
                                    : place == RowPlace::First ? ui::Corners::Top
                                    : place == RowPlace::Last  ? ui::Corners::Bottom
                                                               : ui::Corners::None;
        m_frame.paint.fill_rounded(row, metrics.px(4), theme.card, corners);
        const float line = std::max(1.0F, metrics.snap(0.25F));
        if (place == RowPlace::Middle || place == RowPlace::Last)
            m_frame.paint.fill({row.left + m_inset, row.top, row.right - m_inset, row.top + line},
                               theme.high_contrast ? theme.edge : ui::with_alpha(theme.ink, 0.14F));
        m_y = row.bottom;
        return row.shrunk(m_inset, m_row_pad);
    }

    void table(const std::vector<StaffRow>& rows) {
        for (std::size_t index = 0; index < rows.size(); ++index)
            fact(rows[index], place_of(index, rows.size()));
        m_y += m_frame.metrics.snap(4);
    }

    /// Name at the left, value at the right; one under the other where a line is too short for both.
    void fact(const StaffRow& fact, RowPlace place) {
        const ui::Theme& theme = m_frame.theme;
        const ui::TextStyle label = m_frame.style(TextRole::Body);
        const ui::TextStyle value = m_frame.style(TextRole::BodyStrong);
        const float gap = m_frame.metrics.px(6);
        const float sign = fact.attention ? m_frame.metrics.snap(6) : 0;
        const float sign_room = fact.attention ? sign + m_frame.metrics.px(3) : 0;
        const float label_width = m_frame.text_width(fact.label, label);
        const float room = inner_width() - sign_room;
        const bool one_line = label_width + gap + m_frame.text_width(fact.value, value) <= room;
        const float between = one_line ? 0 : std::round(label.cap_px * 0.9F);
        const float label_height = m_frame.text_height(fact.label, label, inner_width());
        const float height =
            one_line ? label.cap_px : label_height + between + m_frame.text_height(fact.value, value, room);
        const model::Rect row = begin_row(height, place);
        m_frame.text({row.left, row.top}, row.width(), fact.label, label, theme.ink_soft);
        const float y = one_line ? row.top : row.top + label_height + between;
        m_frame.text({row.left + sign_room, y}, room, fact.value, value, theme.ink, a11y::Role::Text,
                     one_line ? ui::Align::Right : ui::Align::Left);
        if (!fact.attention)
            return;
        const float left = one_line ? row.right - m_frame.text_width(fact.value, value) - sign_room : row.left;
        const float top = std::round(y + value.cap_px / 2 - sign / 2);
        m_frame.paint.icon(ui::Icon::Attention, {std::round(left), top, std::round(left) + sign, top + sign},
                           theme.high_contrast ? theme.ink : ui::rgb(0x96300f));
    }

    void stick(const StaffStick& stick, RowPlace place) {
        const ui::Theme& theme = m_frame.theme;
        const ui::TextStyle body = m_frame.style(TextRole::Body);
        const ui::TextStyle strong = m_frame.style(TextRole::BodyStrong);
        const float sign = m_frame.metrics.snap(6);
        const float indent = sign + m_frame.metrics.px(4);
        const float width = inner_width() - indent;
        const float between = std::round(body.cap_px * 0.9F);
        const float what = m_frame.text_height(stick.what, strong, width);
        const float when = stick.when.empty() ? 0 : between + m_frame.text_height(stick.when, body, width);
        const model::Rect row = begin_row(what + when, place);
        const float top = std::round(row.top + strong.cap_px / 2 - sign / 2);
        const ui::Color color = theme.high_contrast ? theme.ink : stick.good ? ui::rgb(0x14603a) : ui::rgb(0x96300f);
        m_frame.paint.icon(stick.good ? ui::Icon::Check : ui::Icon::Attention,
                           {row.left, top, row.left + sign, top + sign}, color);
        m_frame.text({row.left + indent, row.top}, width, stick.what, strong, theme.ink);
        if (!stick.when.empty())
            m_frame.text({row.left + indent, row.top + what + between}, width, stick.when, body, theme.ink_soft);
    }

    void level(std::string_view key, const StaffLevel& level, int least, ActionKind kind, RowPlace place) {
        const ui::Theme& theme = m_frame.theme;
        const ui::Metrics& metrics = m_frame.metrics;
        const ui::TextStyle body = m_frame.style(TextRole::Body);
        const ui::TextStyle strong = m_frame.style(TextRole::BodyStrong);
        const float target = metrics.snap(metrics.target_mm());
        const float gap = metrics.snap(4);
        const float buttons = level.percent ? 2 * target + gap + m_inset : 0;
        const float width = inner_width() - buttons;
        const float between = std::round(body.cap_px * 0.9F);
        const float label = m_frame.text_height(level.label, body, width);
        const float value = level.value.empty() ? 0 : between + m_frame.text_height(level.value, strong, width);
        const float note_gap = level.note.empty() ? 0 : between;
        const float texts = label + value;
        const float top_part = level.percent ? std::max(texts, target) : texts;
        const float height = top_part + note_gap + m_frame.text_height(level.note, body, inner_width());
        const model::Rect row = begin_row(height, place);
        const float y = std::round(row.top + (top_part - texts) / 2);
        m_frame.text({row.left, y}, width, level.label, body, theme.ink_soft);
        if (!level.value.empty())
            m_frame.text({row.left, y + label + between}, width, level.value, strong, theme.ink, a11y::Role::Status);
        if (!level.note.empty())
            m_frame.text({row.left, row.top + top_part + note_gap}, row.width(), level.note, body, theme.ink_soft);
        if (!level.percent)
            return;
        const a11y::NodeId scope = a11y::make_id(key, a11y::make_id("staff:"));
        const float top = std::round(row.top + (top_part - target) / 2);
        const model::Rect more{row.right - target, top, row.right, top + target};
        const model::Rect less = more.moved(-(target + gap), 0);
        const int percent = *level.percent;
        if (ui::button(m_frame, a11y::make_id("less", scope), less, level.less, {},
                       {.icon = ui::Icon::Minus, .enabled = percent > least}))
            action = model::act(kind, {}, std::max(least, percent - kLevelStep));
        if (ui::button(m_frame, a11y::make_id("more", scope), more, level.more, {},
                       {.icon = ui::Icon::Plus, .enabled = percent < kMostLevel}))
            action = model::act(kind, {}, std::min(kMostLevel, percent + kLevelStep));
    }

    bool button(a11y::NodeId id, std::string_view label, ui::Icon icon, bool enabled) {
        const ui::Metrics& metrics = m_frame.metrics;
        const ui::TextStyle strong = m_frame.style(TextRole::BodyStrong);
        // A long label takes a second line rather than running out of its button.
        const float room = m_width - metrics.px(4 + 3) - metrics.px(7.0F * std::sqrt(metrics.text_scale()));
        const float height = std::max(metrics.snap(metrics.target_mm()),
                                      std::round(m_frame.text_height(label, strong, room) + 2 * metrics.px(5)));
        const model::Rect rect{m_left, m_y, m_left + m_width, m_y + height};
        m_y = rect.bottom + metrics.snap(4);
        return ui::button(m_frame, id, rect, label, label, {.icon = icon, .enabled = enabled});
    }

    void note(const StaffNote& note) {
        if (note.text.empty())
            return;
        m_y += m_frame.metrics.snap(2);
        m_y += draw_note(m_frame, {m_left, m_y}, m_width, note) + m_frame.metrics.snap(6);
    }

    ui::Frame& m_frame;
    const model::StaffStrings& m_words;
    float m_left;
    float m_width;
    float m_y;
    float m_row_pad;
    float m_inset;
};

} // namespace

model::Action draw_staff(ui::Frame& frame, const Common& common, const StaffModel& model) {
    model::Action action;
    const ui::Metrics& metrics = frame.metrics;
    const float margin = metrics.snap(metrics.margin_mm());
    model::Rect screen = metrics.screen();
    frame.paint.fill(screen, frame.theme.paper);
    if (!frame.inert())
        frame.node(a11y::make_id("staff"), a11y::Role::Screen, common.strings.staff.title, screen);
    const model::Rect bar = screen.cut_bottom(ui::bar_height(metrics));

    const ui::ScrollArea area = frame.begin_scroll("screen:staff", screen);
    float y = area.top;
    y += draw_header(frame, screen, y, common.strings.staff.title, model.subtitle, {common.harbour, kHeaderSeconds, 0});
    y += metrics.snap(metrics.small() ? 7 : 12);
    const float width = screen.width() - 2 * margin;
    const float gap = metrics.snap(16);
    const float half = std::floor((width - gap) / 2);
    const bool two = half >= metrics.px(kMinStaffColumnMm * metrics.text_scale());
    const float column_width = two ? half : std::min(width, metrics.px(kMaxColumnMm));
    const float left = two ? margin : std::round(screen.center().x - column_width / 2);
    Column first(frame, common, {left, y}, column_width);
    first.content(model);
    first.sticks(model);
    Column second(frame, common, two ? model::Point{margin + half + gap, y} : model::Point{left, first.bottom()},
                  column_width);
    second.machine(model);
    second.levels(model);
    second.tools(model);
    for (model::Action* asked : {&first.action, &second.action})
        if (*asked)
            action = std::move(*asked);
    frame.end_scroll(area, std::max(first.bottom(), second.bottom()));

    if (model::Action from_bar = draw_staff_bar(frame, common, bar, common.strings.staff.close))
        action = std::move(from_bar);
    return action;
}

} // namespace kiosk::screens
