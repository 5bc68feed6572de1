#include "platform/edit_distance.h"

#include <doctest/doctest.h>

using platform::edit_distance;

TEST_CASE("the distance of two words is the fewest letters to put in, leave out or change") {
    CHECK(edit_distance("", "") == 0);
    CHECK(edit_distance("", "idle") == 4);
    CHECK(edit_distance("idle", "") == 4);
    CHECK(edit_distance("idle_s", "idle_s") == 0);
    CHECK(edit_distance("crashd", "crashed") == 1);
    CHECK(edit_distance("chrashed", "crashed") == 1);
    CHECK(edit_distance("crasket", "crashed") == 2);
    CHECK(edit_distance("kitten", "sitting") == 3);
    CHECK(edit_distance("sitting", "kitten") == 3);
}
