#include "kiosk/model/setup.h"

#include <doctest/doctest.h>

using namespace kiosk::model;

TEST_CASE("the steps come one after the other, and back") {
    SetupWay way;
    CHECK_FALSE(way.can_go_back());
    for (int step = 1; step <= kSetupSteps; ++step) {
        way.next();
        CHECK(static_cast<int>(way.step()) == step);
        CHECK(way.can_go_back());
    }
    way.next();
    CHECK(way.step() == SetupStep::Summary);
    for (int step = kSetupSteps; step > 0; --step)
        way.back();
    CHECK(way.step() == SetupStep::Language);
    way.back();
    CHECK(way.step() == SetupStep::Language);
}

TEST_CASE("a step that is changed from the summary leads back there, either way") {
    SetupWay way;
    for (const SetupStep step : {SetupStep::Language, SetupStep::Size, SetupStep::Name}) {
        way.change(step);
        CHECK(way.step() == step);
        CHECK(way.can_go_back());
        CHECK(way.leads_to_summary());
        way.next();
        CHECK(way.step() == SetupStep::Summary);
        way.change(step);
        way.back();
        CHECK(way.step() == SetupStep::Summary);
        CHECK_FALSE(way.leads_to_summary());
    }
}

TEST_CASE("a rotation on trial goes back after 15 seconds to what was kept last") {
    RotationTrial trial;
    CHECK_FALSE(trial.is_over(Millis{100'000}));
    CHECK(trial.next_change(Millis{0}) == Millis::max());
    trial.begin(90, Millis{1000});
    CHECK(trial.seconds_left(Millis{1000}) == 15);
    CHECK(trial.next_change(Millis{1000}) == Millis{2000});
    CHECK(trial.seconds_left(Millis{2000}) == 14);
    CHECK_FALSE(trial.is_over(Millis{15'999}));
    CHECK(trial.next_change(Millis{15'500}) == Millis{16'000});
    trial.begin(180, Millis{10'000}); // another arrow
    CHECK_FALSE(trial.is_over(Millis{24'999}));
    CHECK(trial.is_over(Millis{25'000}));
    CHECK(trial.undo() == 90);
    CHECK_FALSE(trial.is_running());
    trial.begin(180, Millis{0});
    trial.keep();
    CHECK_FALSE(trial.is_over(Millis{60'000}));
}

TEST_CASE("the side that is said to be up becomes the top") {
    CHECK(turned(0, 0) == 0);
    CHECK(turned(0, 1) == 90);
    CHECK(turned(270, 1) == 0);
    CHECK(turned(90, 2) == 270);
    CHECK(turned(180, 3) == 90);
}

TEST_CASE("sizes are whole tenths within what the screen itself can be used at") {
    CHECK(diagonal_tenths(21.5) == 215);
    CHECK(diagonal_tenths(15.599999) == 156);
    CHECK(diagonal_tenths(3) == kLeastDiagonal);
    CHECK(diagonal_tenths(100) == kMostDiagonal);
    CHECK(inches_text(215) == "21.5");
    CHECK(inches_text(240) == "24");
}

TEST_CASE("a name takes small letters, digits and hyphens, 32 at the most") {
    std::string name;
    for (const char letter : std::string_view("Booth_-7 ñ/."))
        (void)type_into_name(name, letter);
    CHECK(name == "booth-7");
    name = std::string(kMostName - 1, 'a');
    CHECK(type_into_name(name, '9'));
    CHECK_FALSE(type_into_name(name, '9'));
    CHECK(name.size() == kMostName);
}

TEST_CASE("zones are parted into regions and cities") {
    const std::vector<std::string> zones{"America/Argentina/Buenos_Aires", "America/Adak", "America/New_York",
                                         "Europe/Madrid", "UTC"};
    CHECK(regions_of(zones) == std::vector<std::string>{"America", "Europe", "UTC"});
    CHECK(zones_in(zones, "America")
          == std::vector<std::string>{"America/Adak", "America/Argentina/Buenos_Aires", "America/New_York"});
    CHECK(zones_in(zones, "Asia").empty());
    CHECK(city_of("America/Argentina/Buenos_Aires") == "Buenos Aires (Argentina)");
    CHECK(city_of("America/New_York") == "New York");
    CHECK(city_of("UTC") == "UTC");
}
