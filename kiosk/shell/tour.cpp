#include "kiosk/shell/tour.h"

#include "kiosk/shell/tour_setup.h"
#include "kiosk/shell/tour_staff.h"
#include "kiosk/shell/tour_walk.h"

#include <algorithm>
#include <fmt/format.h>

namespace kiosk::shell {
namespace {

namespace fs = std::filesystem;
using model::Millis;

void show_attract(Walk& walk, Saver& save, const db::RoleStore& store, const std::string& language) {
    const auto slides = store.slides(language);
    const std::size_t count = slides ? std::min<std::size_t>(slides->size(), 12) : 0;
    const Millis slide{walk.config().times.slide_s * 1000};
    walk.wait(Millis{3000});
    for (std::size_t index = 0; index < count; ++index) {
        save(fmt::format("attract-{}", index + 1));
        walk.wait(slide);
    }
}

void go_home(Walk& walk) {
    walk.tap(a11y::make_id("bar:home"));
    walk.settle();
}

void show_states(Walk& walk, Saver& save, const std::vector<db::RoleCard>& roles) {
    // Pressed, and on the way into a role.
    const a11y::NodeId first = a11y::make_id(roles.front().id, a11y::make_id("role:"));
    if (const a11y::Node* node = walk.stage().tree().find(first)) {
        const model::Point at = node->rect.center();
        walk.press(at);
        walk.wait(2 * kTourFrame);
        save("home-pressed");
        walk.release(at);
        walk.wait(6 * kTourFrame);
        save("home-opening");
        go_home(walk);
    }
    walk.app().handle(Key::Next);
    walk.app().handle(Key::Next);
    walk.wait(Millis{400});
    save("home-focus");
    walk.wait(std::chrono::seconds(walk.config().times.idle_s) + Millis{1500});
    save("countdown");
    walk.tap({1, 1});
    walk.settle();
}

/// Comfort at its defaults, then home and a role at each setting that changes the picture most.
void show_comfort(Walk& walk, Saver& save, const std::vector<db::RoleCard>& roles) {
    const auto with_setting = [&](a11y::NodeId setting, const std::string& suffix) {
        walk.tap(a11y::make_id("bar:comfort"));
        walk.settle();
        walk.tap(setting);
        walk.settle();
        save("comfort" + suffix);
        go_home(walk);
        show_pages(walk, save, "home" + suffix);
        walk.app().handle(Key::PageDown);
        walk.settle();
        walk.tap(a11y::make_id(roles.back().id, a11y::make_id("role:")));
        show_pages(walk, save, "role" + suffix);
        go_home(walk);
        walk.tap(a11y::make_id("bar:about"));
        walk.settle();
        save("about" + suffix);
        go_home(walk);
    };
    const a11y::NodeId sizes = a11y::make_id("size");
    walk.tap(a11y::make_id("bar:comfort"));
    show_pages(walk, save, "comfort");
    go_home(walk);
    with_setting(sizes + 3, "-largest");
    walk.tap(a11y::make_id("bar:comfort"));
    walk.settle();
    walk.tap(sizes);
    walk.settle();
    go_home(walk);
    with_setting(a11y::make_id("contrast"), "-contrast");
}

db::Result<int> tour_language(Walk& walk, const db::RoleStore& store, const std::string& language) {
    Saver save(walk);
    walk.set_prefix(language + "-");
    show_attract(walk, save, store, language);
    walk.tap({1, 1});
    show_pages(walk, save, "home");
    const auto roles = store.page(language, 0, kRolesPerPage);
    if (roles && !roles->empty()) {
        for (const db::RoleCard& role : *roles) {
            if (walk.saved() > 400 || !walk.tap(a11y::make_id(role.id, a11y::make_id("role:"))))
                break;
            show_pages(walk, save, "role-" + role.id);
            go_home(walk);
        }
        show_states(walk, save, *roles);
    }
    walk.tap(a11y::make_id("bar:about"));
    show_pages(walk, save, "about");
    go_home(walk);
    if (store.languages().size() > 2) {
        walk.tap(a11y::make_id("bar:language"));
        show_pages(walk, save, "languages");
        go_home(walk);
    }
    show_sticks_and_staff(walk, save);
    walk.tap({1, 1});
    walk.settle();
    if (roles && !roles->empty())
        show_comfort(walk, save, *roles);
    show_stick_and_pin(walk, save, "-contrast");
    if (save.failure())
        return tl::unexpected(*save.failure());
    return walk.saved();
}

db::Result<int> tour_setup(const TourOptions& options, const StringCatalogue& strings, ui::Fonts& fonts, Canvas& canvas,
                           const std::function<void(const fs::path&)>& said) {
    Walk walk(options, strings, fonts, canvas, said, true);
    ContentSource source(options.content, options.keys);
    if (auto content = source.look())
        walk.app().take_content(std::move(*content));
    Saver save(walk);
    walk.set_prefix(*options.config.default_language + "-");
    show_setup(walk, save);
    if (save.failure())
        return tl::unexpected(*save.failure());
    return walk.saved();
}

} // namespace

db::Result<int> render_tour(const TourOptions& options, const StringCatalogue& strings, ui::Fonts& fonts,
                            const std::function<void(const fs::path&)>& said) {
    std::error_code failed;
    fs::create_directories(options.folder, failed);
    if (failed)
        return db::fail(db::ErrorCode::Io, fmt::format("can't make the folder: {}", failed.message()),
                        options.folder.string());
    auto canvas = Canvas::open(options.mounting);
    if (!canvas)
        return tl::unexpected(canvas.error());
    int total = 0;
    {
        Walk walk(options, strings, fonts, **canvas, said);
        walk.wait(Millis{100});
        if (auto saved = walk.save("unavailable"); !saved)
            return tl::unexpected(saved.error());
        total += walk.saved();
    }
    ContentSource probe(options.content, options.keys);
    auto found = probe.look();
    if (!found || !found->store)
        return total;
    for (const db::Language& language : found->store->languages()) {
        if (!options.language.empty() && language.code != options.language)
            continue;
        TourOptions in_language = options;
        in_language.config.default_language = language.code;
        auto setup = tour_setup(in_language, strings, fonts, **canvas, said);
        if (!setup)
            return setup;
        total += *setup;
        Walk walk(in_language, strings, fonts, **canvas, said);
        ContentSource source(options.content, options.keys);
        if (auto content = source.look())
            walk.app().take_content(std::move(*content));
        auto saved = tour_language(walk, *found->store, language.code);
        if (!saved)
            return saved;
        total += *saved;
    }
    return total;
}

} // namespace kiosk::shell
