#include "kiosk/screens/navigation_bar.h"

#include <array>
#include <optional>

namespace kiosk::screens {
namespace {

using a11y::make_id;
using model::ActionKind;
using ui::BarSide;
using ui::Icon;

constexpr std::size_t kMaxItems = 10;

/// What the language button offers: with two languages the other one, by its own name; with more a choice.
struct LanguageOffer {
    std::string_view label;
    const db::Language* other = nullptr;
};

std::optional<LanguageOffer> language_offer(const Common& common) {
    if (common.languages.size() < 2)
        return std::nullopt;
    if (common.languages.size() > 2)
        return LanguageOffer{common.strings.language, nullptr};
    const bool first_shown = common.languages[0].code == common.settings.language;
    const db::Language& other = common.languages[first_shown ? 1 : 0];
    return LanguageOffer{other.name, &other};
}

} // namespace

model::Action draw_bar(ui::Frame& frame, const Common& common, const model::Rect& rect, BarPlace place,
                       std::span<const BarExtra> extras, bool with_comfort) {
    const model::Strings& strings = common.strings;
    std::array<ui::BarItem, kMaxItems> items{};
    std::size_t count = 0;
    const auto add = [&](std::string_view key, std::string_view label, Icon icon, BarSide side, int keep) {
        items[count] = {make_id(key), label, label, {.icon = icon, .kind = ui::ButtonKind::OnBar}, side, keep};
        return count++;
    };
    std::size_t back = kMaxItems;
    std::size_t home = kMaxItems;
    std::size_t about = kMaxItems;
    std::size_t finish = kMaxItems;
    if (place == BarPlace::Home) {
        finish = add("bar:finish", strings.finish, Icon::Finish, BarSide::Left, 1);
        about = add("bar:about", strings.about, Icon::About, BarSide::Left, 6);
    } else {
        back = add("bar:back", strings.back, Icon::Back, BarSide::Left, 9);
        home = add("bar:home", strings.home, Icon::Home, BarSide::Left, 8);
    }
    const std::size_t first_extra = count;
    for (const BarExtra& extra : extras)
        if (count + 3 < kMaxItems)
            items[count++] = extra.item;
    const std::size_t end_extra = count;
    const a11y::ScrollNode* area = frame.scrollable();
    std::size_t more = kMaxItems;
    if (area != nullptr) {
        const bool at_end = area->offset >= area->max_offset - 1;
        more = add("bar:more", at_end ? strings.back_to_top : strings.more_below, at_end ? Icon::Up : Icon::Down,
                   BarSide::Right, 5);
    }
    std::size_t language = kMaxItems;
    const std::optional<LanguageOffer> offer = language_offer(common);
    if (offer)
        language = add("bar:language", offer->label, Icon::Language, BarSide::Right, 10);
    std::size_t comfort = kMaxItems;
    if (with_comfort)
        comfort = add("bar:comfort", strings.comfort, Icon::Comfort, BarSide::Right, 7);

    const std::optional<std::size_t> clicked = ui::bar(frame, rect, {items.data(), count});
    if (!clicked)
        return {};
    if (*clicked == back)
        return model::act(ActionKind::Back);
    if (*clicked == home)
        return model::act(ActionKind::Home);
    if (*clicked == about)
        return model::act(ActionKind::OpenAbout);
    if (*clicked == finish)
        return model::act(ActionKind::Finish);
    if (*clicked == comfort)
        return model::act(ActionKind::OpenComfort);
    if (*clicked == language)
        return offer->other != nullptr ? model::act(ActionKind::SetLanguage, offer->other->code)
                                       : model::act(ActionKind::OpenLanguages);
    if (*clicked == more && area != nullptr)
        frame.page_down(area->id);
    if (*clicked >= first_extra && *clicked < end_extra)
        return model::act(extras[*clicked - first_extra].kind, extras[*clicked - first_extra].id);
    return {};
}

} // namespace kiosk::screens
