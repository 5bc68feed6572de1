// Every step of the setup screen at every size.
#include "tests/support/app/crawl.h"
#include "tests/support/app/setup_driver.h"
#include <doctest/doctest.h>

using kiosk::model::SetupStep;
using test::first_start;
using test::UiDriver;

namespace {

void crawl_steps(test::Crawl& crawl, UiDriver& driver) {
    const kiosk::model::SetupStrings* words = &driver.words().setup;
    crawl.inspect_to_end(driver, "language");
    driver.tap(words->next);
    driver.settle();
    crawl.inspect_to_end(driver, "rotation");
    driver.tap(words->side_bottom);
    crawl.inspect_to_end(driver, "trial");
    driver.tap(words->keep);
    driver.tap(words->next);
    driver.settle();
    crawl.inspect_to_end(driver, "size");
    driver.tap(words->next);
    driver.settle();
    crawl.inspect(driver, "touch");
    driver.tap(words->next);
    driver.settle();
    crawl.inspect_to_end(driver, "regions");
    driver.tap(words->europe);
    driver.settle();
    crawl.inspect_to_end(driver, "cities");
    driver.tap("Madrid");
    driver.tap(words->next);
    driver.settle();
    driver.type("-with-a-long-name");
    crawl.inspect_to_end(driver, "name");
    driver.tap(words->next);
    driver.settle();
    crawl.inspect_to_end(driver, "summary");
    driver.tap(words->start);
    test::answer_save(driver, "not_allowed");
    driver.settle();
    crawl.inspect(driver, "not saved");
}

} // namespace

TEST_CASE("crawl of the setup screen at every size and in both languages") {
    test::Crawl crawl;
    struct Size {
        int width;
        int height;
    };
    for (const Size& size :
         {Size{1920, 1080}, {1080, 1920}, {1280, 800}, {800, 480}, {480, 800}, {1024, 600}, {3840, 2160}})
        for (const char* language : {"en", "es"})
            for (const bool fixed : {false, true}) {
                test::DriverOptions options = first_start(size.width, size.height, language);
                if (fixed)
                    options.setup.fixed = {"language.default", "display.rotation", "display.diagonal_in",
                                           "clock.time_zone", "kiosk.name"};
                UiDriver driver(options);
                try {
                    crawl_steps(crawl, driver);
                } catch (const test::UiFailure& failure) {
                    crawl.add(driver, "stops here", failure.what());
                }
            }
    CHECK_MESSAGE(crawl.faults().empty(), crawl.report());
}

TEST_CASE("every size that can be chosen leaves a screen that can be used") {
    test::Crawl crawl;
    for (const auto& [width, height] : {std::pair{1920, 1080}, {1080, 1920}, {1280, 800}, {3840, 2160}})
        for (const int tenths : kiosk::model::kCommonDiagonals) {
            UiDriver driver(first_start(width, height));
            test::go_to_step(driver, SetupStep::Size);
            const std::string label = kiosk::model::inches_text(tenths);
            if (!driver.control(label).state.checked)
                driver.tap(label);
            driver.settle();
            crawl.inspect_to_end(driver, "at " + label);
            driver.tap(kiosk::model::inches_text(tenths == 215 ? 240 : 215));
        }
    CHECK_MESSAGE(crawl.faults().empty(), crawl.report());
}
