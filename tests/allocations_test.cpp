// The counter itself, and what must not allocate below the level of screens.
#include "kiosk/ui/text_cache.h"
#include "tests/support/app/allocations.h"
#include "tests/support/app/ui_driver.h"

#include <doctest/doctest.h>
#include <memory>

using test::AllocationCounter;

TEST_CASE("the counter counts" * doctest::skip(!test::kCountsAllocations)) {
    const AllocationCounter counter;
    const auto word = std::make_unique<int>(1);
    const std::string text(1000, static_cast<char>('a' + *word));
    CHECK(counter.count() == 2);
    CHECK(text.size() == 1000);
}

TEST_CASE("a text that was laid out before allocates nothing" * doctest::skip(!test::kCountsAllocations)) {
    kiosk::ui::Atlas atlas;
    kiosk::ui::TextCache cache(test::shared_fonts(), atlas);
    const kiosk::ui::TextStyle style{kiosk::ui::Weight::Regular, 16, 2.0F, kiosk::ui::Wrap::Balanced};
    const std::string text = "A title that takes some lines and that is balanced over them";
    (void)cache.layout(text, style, 200);
    std::int64_t count = 0;
    {
        const AllocationCounter counter;
        for (int frame = 0; frame < 10; ++frame) {
            cache.begin_frame();
            (void)cache.layout(text, style, 200);
        }
        count = counter.count();
    }
    CHECK(count == 0);
}
