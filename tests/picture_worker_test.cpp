// Pictures that are decoded away from the frame.
#include "kiosk/ui/picture_worker.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <string>

namespace {

const db::Image kSquare{"image/svg+xml",
                        "<svg viewBox=\"0 0 24 12\"><path fill=\"#ff0000\" d=\"M0 0h24v12H0z\"/></svg>"};

} // namespace

TEST_CASE("a picture comes in the size that it was asked for") {
    kiosk::ui::PictureWorker worker;
    CHECK_FALSE(worker.is_busy());
    CHECK_FALSE(worker.take());
    for (const int side : {1, 2, 7, 100, 1000}) {
        worker.ask("square", kSquare, side);
        CHECK(worker.is_busy());
        worker.wait();
        const auto drawn = worker.take();
        REQUIRE(drawn);
        CHECK(drawn->name == "square");
        REQUIRE(drawn->bitmap);
        CHECK(std::max(drawn->bitmap->width, drawn->bitmap->height) == side);
        CHECK((drawn->bitmap->argb.front() & 0xffffffU) == 0xff0000U);
        CHECK_FALSE(worker.is_busy());
    }
}

TEST_CASE("a picture that is refused by now is not decoded") {
    kiosk::ui::PictureWorker worker;
    worker.ask("broken", {"image/png", "\x89PNG\r\n\x1a\n"}, 64);
    worker.wait();
    const auto drawn = worker.take();
    REQUIRE(drawn);
    CHECK_FALSE(drawn->bitmap);
}

TEST_CASE("the thread ends while nobody takes what it made") {
    kiosk::ui::PictureWorker worker;
    worker.ask("square", kSquare, 1000);
    CHECK(worker.is_busy());
}
