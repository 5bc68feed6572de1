// What the card about sticks says and for how long. How it looks and what it leaves alone: staff_journey_test.cpp.
#include "kiosk/stick_card.h"

#include "db/update/verdict.h"
#include "tests/support/app/stick_reports.h"
#include "tests/support/app/ui_driver.h"

#include <doctest/doctest.h>
#include <set>

namespace {

using kiosk::stick_card_words;
using kiosk::StickCard;
using platform::StickReport;
using platform::StickStage;
using test::Millis;
using test::report;
using test::verdict;
using Look = kiosk::screens::StickCardModel::Look;
using News = StickCard::News;

const kiosk::model::Strings& english() {
    return test::shared_strings().in("en");
}

News take(StickCard& card, const StickReport& news, Millis now) {
    StickReport last;
    return card.take(news, now, last);
}

} // namespace

TEST_CASE("the words of an installation count what changed") {
    StickReport news = verdict("installed", 12);
    news.roles = 6;
    news.roles_changed = 2;
    auto card = stick_card_words(news, english());
    CHECK(card.look == Look::Good);
    CHECK(card.title == "Content 12 is installed.");
    CHECK(card.text == "6 roles: 2 changed. You can remove the stick.");
    CHECK_FALSE(card.percent);
    news.roles_added = 1;
    news.roles_removed = 1;
    news.other_changed = 4;
    CHECK(stick_card_words(news, english()).text
          == "6 roles: 1 new, 2 changed, 1 removed, other texts changed. You can remove the stick.");
    news = verdict("installed", 12);
    news.roles = 1;
    CHECK(stick_card_words(news, english()).text == "1 role: no text changed. You can remove the stick.");
    CHECK(stick_card_words(news, test::shared_strings().in("es")).text
          == "1 puesto: ningún texto cambiado. Ya puedes quitar la memoria USB.");
}

TEST_CASE("every verdict has words of its own, and only two are good") {
    std::set<std::string> titles;
    for (const auto& [value, its_name] : db::update::kVerdictNames) {
        const std::string name(its_name);
        CAPTURE(name);
        const auto card = stick_card_words(verdict(name, 12), english());
        CHECK(titles.insert(card.title).second);
        CHECK_FALSE(card.text.empty());
        const bool good = value == db::update::Verdict::Installed || value == db::update::Verdict::AlreadyShown;
        CHECK((card.look == Look::Good) == good);
    }
    CHECK(stick_card_words(verdict("", 0), english()).title == english().verdicts.at("no_content").title);
    CHECK(stick_card_words(verdict("of_a_later_version", 0), english()).title
          == english().verdicts.at("no_content").title);
}

TEST_CASE("logs that left by the stick, alone and beside content") {
    StickReport news = verdict("", 0);
    news.logs = platform::CollectedLogs{100, 5000, true};
    CHECK(stick_card_words(news, english()).title == english().stick.logs_written);
    CHECK(stick_card_words(news, english()).look == Look::Good);
    news.logs->complete = false;
    CHECK(stick_card_words(news, english()).look == Look::Attention);
    CHECK(stick_card_words(news, english()).text == english().stick.logs_in_part);
    news.logs.reset();
    news.logs_problem = "unknown_key";
    CHECK(stick_card_words(news, english()).title == english().stick.logs_refused);
    CHECK(stick_card_words(news, english()).text == english().verdicts.at("unknown_key").title);
    news.logs_problem = "stick_full";
    CHECK(stick_card_words(news, english()).text == english().stick.stick_full);
    news.logs_problem = "something_else";
    CHECK(stick_card_words(news, english()).text == english().stick.logs_failed);
    StickReport both = verdict("already_shown", 12);
    both.logs = platform::CollectedLogs{1, 1, true};
    CHECK(stick_card_words(both, english()).look == Look::Good);
    CHECK(stick_card_words(both, english()).text.ends_with(english().stick.logs_written));
    both.logs.reset();
    both.logs_problem = "stick_full";
    CHECK(stick_card_words(both, english()).look == Look::Attention);
}

TEST_CASE("progress grows over the stages and never falls") {
    int last = -1;
    for (const StickStage stage : {StickStage::Noticed, StickStage::Looking, StickStage::Copying, StickStage::Verifying,
                                   StickStage::Checking, StickStage::Storing})
        for (const int percent : {0, 50, 100}) {
            const auto card = stick_card_words(report("a", 1, stage, percent), english());
            REQUIRE(card.percent.has_value());
            CHECK(*card.percent >= last);
            CHECK(card.look == Look::Working);
            last = *card.percent;
        }
    CHECK(last == 100);
    CHECK(stick_card_words(report("a", 1, StickStage::Copying, 9999), english()).percent == 50);
}

TEST_CASE("a verdict stays for a minute where the stick stays, and is told once") {
    StickCard card;
    CHECK(take(card, report("stick", 1, StickStage::Noticed), Millis{0}) == News::Progress);
    CHECK(take(card, report("stick", 2, StickStage::Copying, 10), Millis{500}) == News::Progress);
    CHECK(take(card, report("stick", 2, StickStage::Copying, 10), Millis{600}) == News::Nothing);
    CHECK(card.is_working());
    CHECK(take(card, verdict("older", 3), Millis{1000}) == News::Verdict);
    CHECK(take(card, verdict("older", 3), Millis{1100}) == News::Nothing);
    CHECK_FALSE(card.is_working());
    CHECK(card.next_change() == Millis{61'000});
    card.update(Millis{60'999});
    CHECK(card.shown() != nullptr);
    card.update(Millis{61'000});
    CHECK(card.shown() == nullptr);
    CHECK(card.next_change() == Millis::max());
}

TEST_CASE("after the stick was removed a verdict stays for 5 s more, and 12 s at least") {
    const auto end = [](Millis removed) {
        StickCard card;
        (void)take(card, verdict("installed", 3), Millis{0});
        (void)take(card, report("stick", 9, StickStage::Removed), removed);
        return card.next_change();
    };
    CHECK(end(Millis{1'000}) == Millis{12'000});
    CHECK(end(Millis{7'000}) == Millis{12'000});
    CHECK(end(Millis{20'000}) == Millis{25'000});
    CHECK(end(Millis{59'000}) == Millis{60'000});
}

TEST_CASE("a stick pulled while it takes logs keeps its verdict about content, and lacks its logs") {
    for (const std::string verdict_before : {"installed", ""}) {
        StickCard card;
        StickReport last;
        StickReport collecting = report("a", 1, StickStage::Collecting, 10);
        collecting.verdict = verdict_before;
        (void)take(card, collecting, Millis{0});
        CHECK(card.take(report("a", 2, StickStage::Removed), Millis{100}, last) == News::Verdict);
        CHECK(last.verdict == verdict_before);
        CHECK(last.logs_problem == "stick_gone");
    }
}

TEST_CASE("a stick pulled in the middle is a verdict; one that only was noticed leaves no trace") {
    StickCard card;
    StickReport last;
    (void)take(card, report("a", 1, StickStage::Copying, 10), Millis{0});
    CHECK(card.take(report("a", 2, StickStage::Removed), Millis{100}, last) == News::Verdict);
    CHECK(last.verdict == "stick_gone");
    CHECK(last.detail.starts_with("pulled out"));
    REQUIRE(card.shown() != nullptr);
    CHECK(card.shown()->verdict == "stick_gone");
    CHECK(card.next_change() == Millis{12'100});

    StickCard other;
    (void)take(other, report("a", 1, StickStage::Noticed), Millis{0});
    CHECK(take(other, report("a", 2, StickStage::Removed), Millis{100}) == News::Nothing);
    CHECK(other.shown() == nullptr);
    CHECK(take(other, report("b", 2, StickStage::Removed), Millis{100}) == News::Nothing);
}

TEST_CASE("an installation that ends after the stick was pulled is told all the same") {
    StickCard card;
    (void)take(card, report("stick", 1, StickStage::Storing, 10), Millis{0});
    (void)take(card, report("stick", 2, StickStage::Removed), Millis{100});
    CHECK(take(card, verdict("installed", 12), Millis{900}) == News::Verdict);
    CHECK(card.shown()->verdict == "installed");
    CHECK(card.next_change() == Millis{12'900});
}

TEST_CASE("of two sticks the newest report is shown, then the other's verdict for its own time") {
    StickCard card;
    (void)take(card, verdict("older", 3, "a"), Millis{0});
    (void)take(card, report("b", 1, StickStage::Noticed), Millis{1'000});
    CHECK(card.shown()->stick == "b");
    (void)take(card, verdict("installed", 12, "b"), Millis{3'000});
    (void)take(card, report("b", 5, StickStage::Removed), Millis{4'000});
    CHECK(card.shown()->stick == "b");
    card.update(Millis{15'000});
    REQUIRE(card.shown() != nullptr);
    CHECK(card.shown()->stick == "a");
    CHECK_MESSAGE(card.next_change() == Millis{75'000}, "a minute from now on, for it was covered");
    card.close(Millis{20'000});
    CHECK(card.shown() == nullptr);
}

TEST_CASE("a closed progress comes back with its verdict; a closed verdict is gone") {
    StickCard card;
    (void)take(card, report("stick", 1, StickStage::Copying, 10), Millis{0});
    card.close(Millis{10});
    CHECK(card.shown() == nullptr);
    (void)take(card, report("stick", 1, StickStage::Copying, 20), Millis{20});
    CHECK(card.shown() == nullptr);
    (void)take(card, verdict("installed", 12), Millis{30});
    REQUIRE(card.shown() != nullptr);
    card.close(Millis{40});
    CHECK(card.shown() == nullptr);
    // Plugged in again it is a new one.
    (void)take(card, report("stick", 1, StickStage::Noticed), Millis{50});
    CHECK(card.shown() != nullptr);
}

TEST_CASE("work of which nothing is heard any more goes away, and many sticks are too many") {
    StickCard card;
    (void)take(card, report("a", 1, StickStage::Checking, 10), Millis{0});
    CHECK(card.next_change() == Millis{120'000});
    card.update(Millis{120'000});
    CHECK(card.shown() == nullptr);
    CHECK_FALSE(card.is_working());
    for (int stick = 0; stick < 100; ++stick)
        (void)take(card, verdict("older", 1, std::to_string(stick)), Millis{0});
    int shown = 0;
    for (; card.shown() != nullptr; ++shown)
        card.close(Millis{1});
    CHECK(shown == 8);
}
