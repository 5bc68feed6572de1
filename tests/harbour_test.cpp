// The harbour: the same picture for the same moment, no seams, no allocations, and text that can be read over it.
#include "kiosk/attract/harbour.h"

#include "kiosk/attract/harbour_motion.h"
#include "kiosk/attract/harbour_palette.h"
#include "tests/support/draw_fixture.h"
#include "tests/support/triangle_raster.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace {

using kiosk::attract::Detail;
using kiosk::attract::Harbour;
using test_support::DrawFixture;

struct Size {
    float width;
    float height;
};
constexpr Size kSizes[] = {{800, 480}, {1280, 720}, {1280, 800}, {1920, 1080}, {3840, 2160}, {1080, 1920}, {1024, 768}};

std::vector<ImDrawVert> drawn(DrawFixture& fixture, const Harbour& harbour, double seconds,
                              Detail detail = Detail::High) {
    fixture.restart();
    harbour.draw(fixture.list, ImVec2(0, 0), seconds, detail);
    return {fixture.list.VtxBuffer.begin(), fixture.list.VtxBuffer.end()};
}

/// The furthest that any vertex of one picture lies from its place in the other, in pixels; huge if they do not match.
float distance(const std::vector<ImDrawVert>& a, const std::vector<ImDrawVert>& b) {
    if (a.size() != b.size())
        return 1e9f;
    float furthest = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        furthest = std::max({furthest, std::fabs(a[i].pos.x - b[i].pos.x), std::fabs(a[i].pos.y - b[i].pos.y)});
    return furthest;
}

bool is_in_view(const ImDrawVert& vertex, float width) {
    return vertex.pos.x > 0 && vertex.pos.x < width;
}

} // namespace

TEST_CASE_FIXTURE(DrawFixture, "the same moment gives the same vertices, another moment others") {
    Harbour harbour;
    harbour.resize(1280, 720);
    const auto first = drawn(*this, harbour, 12.5);
    CHECK(distance(first, drawn(*this, harbour, 12.5)) == 0);
    CHECK(distance(first, drawn(*this, harbour, 13.5)) > 1);
}

TEST_CASE_FIXTURE(DrawFixture, "nothing jumps within the picture, at the end of a cycle or anywhere else") {
    Harbour harbour;
    harbour.resize(1280, 720);
    std::vector<double> moments;
    for (const double cycle : kiosk::attract::kCyclesSeconds)
        for (const int laps : {1, 2, 7})
            moments.push_back(cycle * laps);
    for (const double seconds : test_support::moments(0, 300, 2.3))
        moments.push_back(seconds);
    for (const double moment : moments) {
        CAPTURE(moment);
        const auto before = drawn(*this, harbour, std::max(0.0, moment - 0.008));
        const auto after = drawn(*this, harbour, moment + 0.008);
        REQUIRE(before.size() == after.size());
        float furthest = 0;
        for (std::size_t i = 0; i < before.size(); ++i)
            // What wraps around does so beyond an edge.
            if (is_in_view(before[i], 1280) && is_in_view(after[i], 1280))
                furthest = std::max({furthest, std::fabs(before[i].pos.x - after[i].pos.x),
                                     std::fabs(before[i].pos.y - after[i].pos.y)});
        CHECK(furthest < 3);
    }
}

TEST_CASE_FIXTURE(DrawFixture, "whatever wraps around is wholly out of the picture on both sides of the jump") {
    Harbour harbour;
    harbour.resize(1280, 720);
    for (const double seconds : test_support::moments(0, 900, 0.25)) {
        const auto before = drawn(*this, harbour, seconds);
        const auto after = drawn(*this, harbour, seconds + 0.25);
        bool hidden = true;
        for (std::size_t i = 0; i < before.size(); ++i)
            if (std::fabs(before[i].pos.x - after[i].pos.x) > 300)
                hidden = hidden && !is_in_view(before[i], 1280) && !is_in_view(after[i], 1280);
        CAPTURE(seconds);
        REQUIRE(hidden);
    }
}

TEST_CASE_FIXTURE(DrawFixture, "every vertex is finite and the picture covers its whole area at every size") {
    for (const Size& size : kSizes) {
        CAPTURE(size.width);
        CAPTURE(size.height);
        Harbour harbour;
        harbour.resize(size.width, size.height);
        for (const double seconds : {0.0, 31.0, 1e7}) {
            ImVec2 low(1e9f, 1e9f);
            ImVec2 high(-1e9f, -1e9f);
            bool finite = true;
            for (const ImDrawVert& vertex : drawn(*this, harbour, seconds)) {
                finite = finite && std::isfinite(vertex.pos.x) && std::isfinite(vertex.pos.y);
                low = ImVec2(std::min(low.x, vertex.pos.x), std::min(low.y, vertex.pos.y));
                high = ImVec2(std::max(high.x, vertex.pos.x), std::max(high.y, vertex.pos.y));
            }
            CHECK(finite);
            CHECK(low.x < -4);
            CHECK(low.y < -4);
            CHECK(high.x > size.width + 4);
            CHECK(high.y > size.height + 4);
        }
    }
}

TEST_CASE_FIXTURE(DrawFixture, "a frame stays within its budget: one draw command, few vertices, no allocation") {
    for (const Size& size : kSizes) {
        Harbour harbour;
        harbour.resize(size.width, size.height);
        for (const Detail detail : {Detail::High, Detail::Medium, Detail::Low}) {
            // Low trades vertices for pixels that are cheap to fill.
            CHECK(drawn(*this, harbour, 40, detail).size() <= (detail == Detail::Low ? 40000 : 8500));
            CHECK(list.CmdBuffer.Size == 1);
            CHECK(list.IdxBuffer.Size <= (detail == Detail::Low ? 80000 : 24000));
        }
        drawn(*this, harbour, 0);
        const int before = test_support::imgui_allocations();
        for (const double seconds : test_support::moments(0, 100, 1)) {
            restart();
            harbour.draw(list, ImVec2(3, -2), seconds, Detail::High);
        }
        CHECK(test_support::imgui_allocations() == before);
    }
}

TEST_CASE_FIXTURE(DrawFixture, "white text can be read at 7:1 everywhere in the text area") {
    for (const Size& size : {Size{800, 480}, Size{1024, 600}, Size{540, 960}, Size{1280, 260}}) {
        Harbour harbour;
        harbour.resize(size.width, size.height);
        const ImVec2 area = harbour.text_area();
        REQUIRE(area.x * area.y > 0.5f * size.width * size.height);
        // The ship crosses the text, the dawn glows and rests, gulls and loads pass.
        for (const double seconds : test_support::moments(3, 240, 19)) {
            CAPTURE(size.width);
            CAPTURE(seconds);
            drawn(*this, harbour, seconds);
            test_support::Image image(static_cast<int>(size.width), static_cast<int>(size.height));
            test_support::fill(image, list);
            float brightest = 0;
            int place_x = 0;
            int place_y = 0;
            for (int y = 0; y < static_cast<int>(area.y); ++y)
                for (int x = 0; x < static_cast<int>(area.x); ++x) {
                    const unsigned char* pixel = image.at(x, y);
                    const float light = kiosk::attract::luminance({static_cast<float>(pixel[0]) / 255,
                                                                   static_cast<float>(pixel[1]) / 255,
                                                                   static_cast<float>(pixel[2]) / 255});
                    if (light > brightest) {
                        brightest = light;
                        place_x = x;
                        place_y = y;
                    }
                }
            CAPTURE(place_x);
            CAPTURE(place_y);
            CHECK((1 + 0.05f) / (brightest + 0.05f) >= 7.0f);
        }
    }
}

TEST_CASE_FIXTURE(DrawFixture, "a banner draws within its strip and allocates only for a new size") {
    const Harbour harbour;
    harbour.draw_banner(list, ImVec2(0, 0), ImVec2(1280, 160), 5);
    CHECK(list.VtxBuffer.Size > 0);
    const int first = list.VtxBuffer.Size;
    restart();
    const int before = test_support::imgui_allocations();
    harbour.draw_banner(list, ImVec2(0, 0), ImVec2(1280, 160), 6);
    CHECK(test_support::imgui_allocations() == before);
    CHECK(list.VtxBuffer.Size == first);
}

TEST_CASE_FIXTURE(DrawFixture, "a harbour without a size draws nothing") {
    const Harbour harbour;
    harbour.draw(list, ImVec2(0, 0), 5, Detail::High);
    CHECK(list.VtxBuffer.Size == 0);
}
