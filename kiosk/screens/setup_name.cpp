#include "kiosk/screens/setup_page.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace kiosk::screens {
namespace {

using model::ActionKind;

// The long keyboard where there is room for ten keys in a row; else letters by the alphabet, and digits behind a key.
constexpr std::string_view kLongKeys = "1234567890qwertyuiopasdfghjkl-zxcvbnm";
constexpr std::string_view kLetterKeys = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kDigitKeys = "1234567890-";
constexpr std::string_view kSwitchKey = " ";
constexpr float kMostKeyMm = 26;

struct Keyboard {
    std::string_view keys;
    int columns = 10;
    int rows = 4;
    bool has_switch = false; ///< behind the last key, between letters and digits
    float key_width = 0;
    float key_height = 0;
    float gap = 0;

    [[nodiscard]] float width(int count) const { return static_cast<float>(count) * (key_width + gap) - gap; }
    [[nodiscard]] float height() const { return static_cast<float>(rows) * (key_height + gap) - gap; }
    [[nodiscard]] int count() const { return static_cast<int>(keys.size()) + (has_switch ? 1 : 0); }
};

Keyboard keyboard_for(const ui::Metrics& metrics, const model::Rect& room, bool digits) {
    Keyboard board;
    board.gap = metrics.snap(metrics.small() ? 1 : 2.5F);
    const float target = metrics.snap(metrics.target_mm());
    const float most = metrics.snap(kMostKeyMm);
    const auto fitting = [&](float length) { return static_cast<int>((length + board.gap) / (target + board.gap)); };
    if (fitting(room.width()) >= 10 && fitting(room.height()) >= 4) {
        board.keys = kLongKeys;
    } else {
        constexpr int kMostColumns = 9;
        board.keys = digits ? kDigitKeys : kLetterKeys;
        board.has_switch = true;
        board.columns = std::clamp(fitting(room.width()), 1, kMostColumns);
        board.rows = (static_cast<int>(kLetterKeys.size()) + board.columns) / board.columns;
    }
    const auto share = [&](float length, int count) {
        return std::floor((length + board.gap) / static_cast<float>(count) - board.gap);
    };
    board.key_width = std::clamp(share(room.width(), board.columns), target, most * 1.15F);
    board.key_height = std::clamp(share(room.height(), board.rows), target, most);
    return board;
}

/// One key, which stands for the letter `index` or switches.
model::Action draw_key(ui::Frame& frame, const Common& common, const SetupModel& model, const Keyboard& board,
                       int index, const model::Rect& rect) {
    const a11y::NodeId scope = a11y::make_id("setup:key:");
    if (index == static_cast<int>(board.keys.size())) {
        const std::string_view name = model.shows_digits ? common.strings.setup.letters : common.strings.setup.digits;
        const bool pressed = ui::button(frame, a11y::make_id(kSwitchKey, scope), rect, name, name.substr(0, 2),
                                        {.kind = ui::ButtonKind::OnBar});
        return pressed ? model::act(ActionKind::SetupKeys, {}, model.shows_digits ? 0 : 1) : model::Action{};
    }
    const std::string_view letter = board.keys.substr(static_cast<std::size_t>(index), 1);
    const bool pressed = ui::button(frame, a11y::make_id(letter, scope), rect, letter, letter,
                                    {.enabled = model.name.size() < model::kMostName});
    return pressed ? model::act(ActionKind::SetupType, {}, letter[0]) : model::Action{};
}

/// The keys below `top`, in the middle of the page. Returns the bottom.
float draw_keys(ui::Frame& frame, const Common& common, const SetupModel& model, const SetupPage& page,
                const Keyboard& board, float top, model::Action& action) {
    for (int index = 0; index < board.count(); ++index) {
        const int row = index / board.columns;
        // Short rows of the long keyboard are centred; those by the alphabet stand below each other.
        const int in_row =
            board.has_switch ? board.columns : std::min(board.columns, board.count() - row * board.columns);
        const float left = std::round(page.left + (page.width - board.width(in_row)) / 2);
        const float x = left + static_cast<float>(index % board.columns) * (board.key_width + board.gap);
        const float y = top + static_cast<float>(row) * (board.key_height + board.gap);
        if (model::Action pressed =
                draw_key(frame, common, model, board, index, {x, y, x + board.key_width, y + board.key_height}))
            action = std::move(pressed);
    }
    return top + board.height();
}

/// The name so far, and the key that takes away its last letter. Returns the bottom.
float draw_name_field(ui::Frame& frame, const Common& common, const SetupModel& model, const model::Rect& row,
                      model::Action& action) {
    const ui::Metrics& metrics = frame.metrics;
    const ui::Theme& theme = frame.theme;
    const std::string_view erase = common.strings.staff.pin_erase;
    const ui::ButtonLook look{.icon = ui::Icon::Erase, .show_label = !metrics.small(), .enabled = !model.name.empty()};
    const float button = ui::button_width(frame, erase, look);
    const model::Rect place{row.right - button, row.top, row.right, row.bottom};
    const model::Rect field{row.left, row.top, place.left - metrics.snap(metrics.small() ? 2 : 4), row.bottom};
    frame.paint.fill_rounded(field, metrics.px(4), theme.card);
    frame.paint.outline(field, metrics.px(4), theme.high_contrast ? theme.edge : ui::with_alpha(theme.ink, 0.45F),
                        metrics.px(0.5F));
    if (!frame.inert())
        frame.node(a11y::make_id("setup:name"), a11y::Role::Status, model.name_text, field);
    const ui::TextStyle strong = frame.style(metrics.small() ? ui::TextRole::BodyStrong : ui::TextRole::Title);
    const float pad = metrics.px(metrics.small() ? 4 : 6);
    const float width = frame.text_width(model.name, strong);
    const float room = field.width() - 2 * pad;
    // A long name shows its end, where letters are added.
    ui::TextLayout& layout = frame.paint.layout(model.name, strong, 0);
    frame.paint.push_clip({field.left + pad, field.top, field.right - pad / 2, field.bottom});
    const float x = std::round(field.left + pad - std::max(0.0F, width - room));
    if (!model.name.empty())
        frame.paint.text(layout, {x, std::round(field.center().y - strong.cap_px / 2)}, theme.ink, ui::Align::Left,
                         width);
    const float mark = x + width + metrics.px(1);
    frame.paint.fill({mark, field.center().y - strong.cap_px, mark + std::max(2.0F, metrics.px(0.6F)),
                      field.center().y + strong.cap_px},
                     theme.call);
    frame.paint.pop_clip();
    if (ui::button(frame, a11y::make_id("setup:erase"), place, erase, erase, look))
        action = model::act(ActionKind::SetupErase);
    return row.bottom;
}

} // namespace

model::Action draw_setup_name(ui::Frame& frame, const Common& common, const SetupModel& model) {
    const ui::Metrics& metrics = frame.metrics;
    const model::SetupStrings& words = common.strings.setup;
    // The keys need the whole width, and on a small panel the height of the texts as well.
    const bool tight = metrics.small() && !metrics.portrait();
    SetupPage page = begin_setup(frame, common, model, words.name_title, words.name_text,
                                 tight ? SetupTexts::None : SetupTexts::Above);
    if (tight) {
        const float nearer = page.margin - metrics.snap(2.5F);
        page.top -= nearer;
        page.height += 2 * nearer;
        page.margin -= nearer;
    }
    const float gap = metrics.snap(metrics.small() ? 2 : 8);
    const float target = metrics.snap(metrics.target_mm());
    const Keyboard board =
        keyboard_for(metrics, {page.left, page.top + target + gap, page.left + page.width, page.top + page.height},
                     model.shows_digits);
    const float top = centered(page, target + gap + board.height());
    model::Rect row{page.left, top, page.left + page.width, top + target};
    const ui::TextStyle strong = frame.style(ui::TextRole::BodyStrong);
    if (tight) {
        const float label = std::ceil(frame.text_width(words.name, strong)) + 1;
        frame.text({row.left, std::round(row.center().y - strong.cap_px / 2)}, label, words.name, strong,
                   frame.theme.ink, a11y::Role::Heading);
        row.left += label + metrics.snap(4);
    } else {
        const float width = board.width(board.columns);
        row.left = std::round(page.left + (page.width - width) / 2);
        row.right = row.left + width;
    }
    model::Action action;
    const float field = draw_name_field(frame, common, model, row, action);
    const float bottom = draw_keys(frame, common, model, page, board, field + gap, action);
    const model::Action from_bar = end_setup(frame, common, model, page, bottom, !model.name.empty());
    return action ? action : from_bar;
}

} // namespace kiosk::screens
