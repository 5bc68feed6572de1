#include "kiosk/ui/atlas.h"
#include "tests/support/software_renderer.h"

#include <doctest/doctest.h>
#include <vector>

using kiosk::ui::Atlas;
using kiosk::ui::Slot;
using test_support::filled_surface;

namespace {

/// An atlas of `pages` pages of `side` pixels.
struct Bench {
    test_support::SoftwareRenderer renderer{64, 64};
    Atlas atlas;
    Bench(int side, int pages) { atlas.attach(renderer.get(), side, pages); }
    ~Bench() { atlas.attach(nullptr, 0, 0); }
    Bench(const Bench&) = delete;
    Bench& operator=(const Bench&) = delete;
    Bench(Bench&&) = delete;
    Bench& operator=(Bench&&) = delete;
    Slot add(int width, int height) { return atlas.add(filled_surface(width, height, 0xffffffffU).get()); }
};

bool apart(const Slot& first, const Slot& second) {
    return first.page != second.page || first.x + first.width <= second.x || second.x + second.width <= first.x
           || first.y + first.height <= second.y || second.y + second.height <= first.y;
}

} // namespace

TEST_CASE("without a renderer nothing is stored and nothing fails") {
    Atlas atlas;
    CHECK_FALSE(atlas.valid(atlas.add(filled_surface(10, 10, 0xffffffffU).get())));
    CHECK_FALSE(atlas.valid(Slot{}));
    CHECK(atlas.texture(0) == nullptr);
    CHECK(atlas.page_count() == 0);
}

TEST_CASE("slots lie within their page, apart from each other and from the white corner") {
    Bench bench(256, 3);
    bench.atlas.begin_frame();
    std::vector<Slot> slots;
    for (int index = 0; index < 60; ++index) {
        const Slot slot = bench.add(10 + index % 40, 8 + index % 23);
        REQUIRE(bench.atlas.valid(slot));
        CHECK(slot.x >= 0);
        CHECK(slot.y >= 4);
        CHECK(slot.x + slot.width <= 256);
        CHECK(slot.y + slot.height <= 256);
        for (const Slot& other : slots)
            CHECK(apart(slot, other));
        slots.push_back(slot);
    }
    const kiosk::model::Rect uv = bench.atlas.uv(slots[5]);
    CHECK(uv.left == doctest::Approx(static_cast<float>(slots[5].x) / 256));
    CHECK(uv.bottom == doctest::Approx(static_cast<float>(slots[5].y + slots[5].height) / 256));
}

TEST_CASE("the pixels are there, and the white corner is white") {
    Bench bench(64, 1);
    bench.atlas.begin_frame();
    const Slot slot = bench.atlas.add(filled_surface(10, 6, 0xff336699U).get());
    REQUIRE(bench.atlas.valid(slot));
    SDL_RenderCopy(bench.renderer.get(), bench.atlas.texture(slot.page), nullptr, nullptr);
    SDL_RenderFlush(bench.renderer.get());
    CHECK(bench.renderer.pixel(slot.x + 5, slot.y + 3) == 0xff336699U);
    CHECK(bench.renderer.pixel(0, 0) == 0xffffffffU);
    const kiosk::model::Point white = bench.atlas.white_uv();
    CHECK(bench.renderer.pixel(static_cast<int>(white.x * 64), static_cast<int>(white.y * 64)) == 0xffffffffU);
}

TEST_CASE("the budget holds, and the page that was longest unused gives way") {
    Bench bench(128, 2);
    bench.atlas.begin_frame();
    const Slot first = bench.add(100, 100);
    const Slot second = bench.add(100, 100);
    REQUIRE(bench.atlas.valid(first));
    REQUIRE(bench.atlas.valid(second));
    CHECK(first.page != second.page);
    bench.atlas.begin_frame();
    CHECK(bench.atlas.valid(second)); // used now
    const Slot third = bench.add(100, 100);
    CHECK(bench.atlas.valid(third));
    CHECK_FALSE(bench.atlas.valid(first));
    CHECK(bench.atlas.valid(second));
    CHECK(bench.atlas.page_count() == 2);
}

TEST_CASE("what comes up together lies on one page, also where an older page has gaps") {
    Bench bench(128, 3);
    bench.atlas.begin_frame();
    const Slot before = bench.add(100, 60); // leaves a gap below it
    const Slot tall = bench.add(100, 90);
    const Slot small = bench.add(100, 20);
    REQUIRE(bench.atlas.valid(small));
    CHECK(tall.page != before.page);
    CHECK(small.page == tall.page);
}

TEST_CASE("gaps are used before anything is refused") {
    Bench bench(128, 1);
    bench.atlas.begin_frame();
    const Slot wide = bench.add(100, 60);
    CHECK(bench.atlas.valid(bench.add(100, 40)));
    CHECK(bench.atlas.valid(bench.add(20, 50))); // beside the first
    CHECK(bench.atlas.valid(wide));
}

TEST_CASE("a page that this frame draws from is never recycled") {
    Bench bench(128, 1);
    bench.atlas.begin_frame();
    const Slot first = bench.add(100, 100);
    REQUIRE(bench.atlas.valid(first));
    CHECK_FALSE(bench.atlas.valid(bench.add(100, 100)));
    CHECK(bench.atlas.valid(first));
    bench.atlas.begin_frame();
    CHECK(bench.atlas.valid(bench.add(100, 100)));
    CHECK_FALSE(bench.atlas.valid(first));
}

TEST_CASE("what is larger than a page is refused, again and again, and costs no page") {
    Bench bench(128, 2);
    for (int frame = 0; frame < 3; ++frame) {
        bench.atlas.begin_frame();
        CHECK_FALSE(bench.atlas.valid(bench.add(500, 10)));
        CHECK_FALSE(bench.atlas.valid(bench.add(10, 500)));
    }
    CHECK(bench.atlas.page_count() == 1);
    CHECK(bench.atlas.valid(bench.add(10, 10)));
}

TEST_CASE("a new renderer makes every slot stale") {
    Bench bench(128, 2);
    bench.atlas.begin_frame();
    const Slot slot = bench.add(10, 10);
    REQUIRE(bench.atlas.valid(slot));
    bench.atlas.attach(bench.renderer.get(), 128, 2);
    CHECK_FALSE(bench.atlas.valid(slot));
}

TEST_CASE("an atlas without room begins anew in the next frame, and grows only if that is not enough") {
    Bench bench(64, 1);
    Atlas& atlas = bench.atlas;
    atlas.begin_frame();
    const Slot first = bench.add(40, 40);
    REQUIRE(atlas.valid(first));
    CHECK_FALSE(atlas.valid(bench.add(40, 40)));
    CHECK(atlas.overflowed());
    atlas.begin_frame();
    CHECK_FALSE(atlas.overflowed());
    CHECK_FALSE(atlas.valid(first));
    CHECK(atlas.valid(bench.add(40, 40)));
    CHECK(atlas.page_count() == 1);
    CHECK_FALSE(atlas.valid(bench.add(40, 40)));
    atlas.begin_frame();
    CHECK(atlas.valid(bench.add(40, 40)));
    CHECK(atlas.valid(bench.add(40, 40)));
    CHECK(atlas.page_count() == 2);
}
