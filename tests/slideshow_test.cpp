#include "kiosk/attract/slideshow.h"

#include <doctest/doctest.h>

using kiosk::attract::slide_moment;
using kiosk::attract::SlideMoment;
using std::chrono::milliseconds;

namespace {
constexpr milliseconds kSlide{8'000};
}

TEST_CASE("slides come in order and begin anew") {
    CHECK(slide_moment(milliseconds{0}, kSlide, 3).index == 0);
    CHECK(slide_moment(milliseconds{7'999}, kSlide, 3).index == 0);
    CHECK(slide_moment(milliseconds{8'000}, kSlide, 3).index == 1);
    CHECK(slide_moment(milliseconds{16'000}, kSlide, 3).index == 2);
    CHECK(slide_moment(milliseconds{24'000}, kSlide, 3).index == 0);
}

TEST_CASE("at a seam nothing is seen of either slide") {
    const SlideMoment last = slide_moment(milliseconds{7'999}, kSlide, 3);
    CHECK(last.left > 0.99F);
    const SlideMoment first = slide_moment(milliseconds{8'000}, kSlide, 3);
    CHECK(first.entered == 0);
    CHECK(first.left == 0);
    CHECK(first.seconds == 0);
}

TEST_CASE("a slide comes, stays whole, and goes; nothing jumps") {
    SlideMoment before = slide_moment(milliseconds{0}, kSlide, 3);
    int whole = 0;
    for (int ms = 8; ms < 8'000; ms += 8) {
        const SlideMoment now = slide_moment(milliseconds{ms}, kSlide, 3);
        CHECK(now.entered >= before.entered);
        CHECK(now.left >= before.left);
        CHECK(now.entered - before.entered < 0.05F);
        CHECK(now.left - before.left < 0.05F);
        whole += now.entered == 1 && now.left == 0 ? 8 : 0;
        before = now;
    }
    CHECK_MESSAGE(whole > 6'000, "most of its time a slide can be read");
}

TEST_CASE("a single slide does not leave, and no slide at all is no trouble") {
    CHECK(slide_moment(milliseconds{7'999}, kSlide, 1).left == 0);
    CHECK(slide_moment(milliseconds{80'000}, kSlide, 1).index == 0);
    CHECK(slide_moment(milliseconds{80'000}, kSlide, 0).index == 0);
}

TEST_CASE("odd times stay in range") {
    CHECK(slide_moment(milliseconds{-5}, kSlide, 3).index == 0);
    CHECK(slide_moment(milliseconds{5'000}, milliseconds{0}, 3).index < 3);
    const SlideMoment late = slide_moment(std::chrono::hours{24 * 365}, kSlide, 7);
    CHECK(late.index < 7);
    CHECK(late.seconds < 8);
}

TEST_CASE("each language's name has its own node") {
    CHECK(kiosk::attract::language_node("en") != kiosk::attract::language_node("es"));
    CHECK(kiosk::attract::language_node("en") == kiosk::attract::language_node("en"));
}
