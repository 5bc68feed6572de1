#include "kiosk/shell/tour_staff.h"

#include <chrono>

namespace kiosk::shell {
namespace {

using a11y::make_id;
using db::update::HistoryEntry;
using db::update::HistoryKind;
using db::update::Verdict;
using model::Millis;
using platform::StickReport;
using platform::StickStage;

StickReport report(std::int64_t sequence, StickStage stage) {
    StickReport news;
    news.stick = "sda1";
    news.sequence = sequence;
    news.stage = stage;
    return news;
}

StickReport copying() {
    StickReport news = report(1, StickStage::Copying);
    news.percent = 64;
    return news;
}

StickReport installed() {
    StickReport news = report(2, StickStage::Done);
    news.verdict = "installed";
    news.version = 12;
    news.previous = 11;
    news.roles = 6;
    news.roles_added = 1;
    news.roles_changed = 2;
    return news;
}

StickReport refused(const char* verdict) {
    StickReport news = report(3, StickStage::Done);
    news.verdict = verdict;
    news.version = 11;
    return news;
}

/// Progress, what was installed, and refusals, over what the walk shows now.
void show_cards(Walk& walk, Saver& save, const std::string& where) {
    const auto show = [&](StickReport news, const std::string& name) {
        walk.machine().report(std::move(news));
        walk.wait(Millis{400});
        save(where + "-stick-" + name);
    };
    show(copying(), "copying");
    show(installed(), "installed");
    show(refused("older"), "older");
    show(refused("unknown_key"), "unknown-key");
    walk.machine().report(report(4, StickStage::Removed));
    walk.wait(Millis{13'000});
}

ContentLedger ledger() {
    ContentLedger kept;
    kept.kept = {{12, "", true}, {11, "", false}, {10, "", false}};
    const auto add = [&](HistoryKind kind, Verdict verdict, std::int64_t version, const char* wall) {
        HistoryEntry entry;
        entry.kind = kind;
        entry.verdict = verdict;
        entry.version = version;
        entry.wall = wall;
        kept.history.push_back(entry);
    };
    add(HistoryKind::Install, Verdict::Installed, 10, "2026-10-02T08:15:00Z");
    add(HistoryKind::Install, Verdict::Installed, 11, "2026-11-03T07:41:10Z");
    add(HistoryKind::Install, Verdict::Older, 10, "2026-11-03T07:44:02Z");
    add(HistoryKind::RollBack, Verdict::Installed, 10, "2026-11-17T16:20:45Z");
    add(HistoryKind::Install, Verdict::UnknownKey, 0, "");
    add(HistoryKind::Install, Verdict::Installed, 12, "2026-11-24T06:58:30Z");
    return kept;
}

void answer_pin(Walk& walk, bool right) {
    for (std::size_t digit = 0; digit < model::PinGate::kFewestDigits; ++digit)
        walk.app().handle(Key::Digit4);
    walk.wait(Millis{100});
    walk.tap(make_id("enter", make_id("pin:")));
    walk.machine().finish({platform::CheckPin{}, right, {}, 0, {}});
    walk.wait(Millis{300});
}

void show_pin(Walk& walk, Saver& save) {
    walk.app().handle(Key::Staff);
    for (const Key key : {Key::Digit4, Key::Digit7, Key::Digit1, Key::Digit1})
        walk.app().handle(key);
    walk.wait(Millis{300});
    save("staff-pin");
    answer_pin(walk, false);
    save("staff-pin-wrong");
    answer_pin(walk, false);
    answer_pin(walk, false);
    save("staff-pin-locked");
    walk.machine().report(refused("older"));
    walk.wait(Millis{400});
    save("staff-pin-stick");
    walk.machine().report(report(4, StickStage::Removed));
    walk.wait(Millis{31'000});
    answer_pin(walk, true);
}

void show_panel(Walk& walk, Saver& save) {
    walk.app().take_ledger(ledger());
    show_pages(walk, save, "staff");
    if (walk.tap(make_id("11", make_id("staff:show:")))) {
        walk.settle();
        save("staff-ask-show");
        walk.tap(make_id("question:yes"));
        walk.machine().finish({platform::RollBackContent{11}, true, {}, 11, {}});
        walk.wait(Millis{600});
        save("staff-shown");
    }
    walk.tap(make_id("staff:logs"));
    walk.machine().finish({platform::WriteLogs{}, true, {}, 0, {.events = 1841, .bytes = 402'113, .complete = true}});
    walk.settle();
    save("staff-logs");
    walk.tap(make_id("staff:restart"));
    walk.settle();
    save("staff-ask-restart");
    walk.tap(make_id("question:no"));
    walk.tap(make_id("staff:touch"));
    walk.settle();
    const ui::Metrics metrics(walk.stage().panel(), walk.app().settings().text_size);
    const auto rings = screens::touch_rings(metrics);
    for (const std::size_t ring : {0U, 1U, 4U})
        walk.tap(rings[ring].center());
    save("staff-touch-test");
    walk.tap(make_id("touch:done"));
    walk.settle();
    walk.tap(make_id("staff:close"));
    walk.wait(Millis{3000});
}

} // namespace

void show_stick_and_pin(Walk& walk, Saver& save, const std::string& suffix) {
    walk.machine().report(refused("unknown_key"));
    walk.settle();
    save("home-stick" + suffix);
    walk.app().handle(Key::Staff);
    walk.settle();
    save("staff-pin" + suffix);
}

void show_sticks_and_staff(Walk& walk, Saver& save) {
    show_cards(walk, save, "home");
    show_pin(walk, save);
    show_panel(walk, save);
    show_cards(walk, save, "attract");
}

} // namespace kiosk::shell
