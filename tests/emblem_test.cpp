// Every emblem stays in its box, moves, and repeats without a seam.
#include "kiosk/ui/emblem.h"

#include "tests/support/draw_fixture.h"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

namespace {

using kiosk::ui::draw_emblem;
using test_support::DrawFixture;

constexpr float kSize = 100;
constexpr ImVec2 kCorner(40, 30);

std::vector<ImDrawVert> drawn(DrawFixture& fixture, std::string_view name, double seconds, float size = kSize) {
    fixture.restart();
    draw_emblem(fixture.list, name, kCorner, size, IM_COL32(255, 240, 230, 255), seconds);
    return {fixture.list.VtxBuffer.begin(), fixture.list.VtxBuffer.end()};
}

bool same(const std::vector<ImDrawVert>& a, const std::vector<ImDrawVert>& b) {
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i].pos.x != b[i].pos.x || a[i].pos.y != b[i].pos.y || a[i].col != b[i].col)
            return false;
    return true;
}

} // namespace

TEST_CASE("emblems are known by name") {
    for (const char* name : {"scales", "ledger", "curve", "globe", "container", "board", "compass"})
        CHECK(kiosk::ui::is_emblem(name));
    CHECK_FALSE(kiosk::ui::is_emblem("Scales"));
    CHECK_FALSE(kiosk::ui::is_emblem(""));
    CHECK(kiosk::ui::emblem_names().size() == 7);
}

TEST_CASE_FIXTURE(DrawFixture, "an unknown emblem and an empty box draw nothing") {
    CHECK(drawn(*this, "anchor", 1).empty());
    CHECK(drawn(*this, "globe", 1, 0).empty());
}

TEST_CASE_FIXTURE(DrawFixture, "an emblem stays in its box at every moment and size") {
    for (const std::string_view name : kiosk::ui::emblem_names())
        for (const float size : {24.0f, 100.0f, 400.0f})
            for (const double seconds : test_support::moments(-1, 75, 0.37)) {
                CAPTURE(std::string(name));
                CAPTURE(size);
                CAPTURE(seconds);
                bool inside = true;
                for (const ImDrawVert& vertex : drawn(*this, name, seconds, size)) {
                    inside = inside && std::isfinite(vertex.pos.x) && std::isfinite(vertex.pos.y);
                    inside = inside && vertex.pos.x >= kCorner.x && vertex.pos.x <= kCorner.x + size;
                    inside = inside && vertex.pos.y >= kCorner.y && vertex.pos.y <= kCorner.y + size;
                }
                REQUIRE(inside);
            }
}

TEST_CASE_FIXTURE(DrawFixture, "an emblem moves, and stands still below zero") {
    for (const std::string_view name : kiosk::ui::emblem_names()) {
        CAPTURE(std::string(name));
        CHECK_FALSE(same(drawn(*this, name, 1.0), drawn(*this, name, 2.0)));
        CHECK(same(drawn(*this, name, 1.5), drawn(*this, name, 1.5)));
        CHECK(same(drawn(*this, name, -1), drawn(*this, name, -7)));
        CHECK_FALSE(drawn(*this, name, -1).empty());
    }
}

TEST_CASE_FIXTURE(DrawFixture, "an emblem fills its box alike") {
    for (const std::string_view name : kiosk::ui::emblem_names()) {
        CAPTURE(std::string(name));
        ImVec2 low(1e9f, 1e9f);
        ImVec2 high(-1e9f, -1e9f);
        for (const ImDrawVert& vertex : drawn(*this, name, -1)) {
            low = ImVec2(std::min(low.x, vertex.pos.x), std::min(low.y, vertex.pos.y));
            high = ImVec2(std::max(high.x, vertex.pos.x), std::max(high.y, vertex.pos.y));
        }
        CHECK(std::max(high.x - low.x, high.y - low.y) > 0.74f * kSize);
        CHECK((low.x + high.x) / 2 == doctest::Approx(kCorner.x + kSize / 2).epsilon(0.05));
    }
}

TEST_CASE_FIXTURE(DrawFixture, "an emblem stays within its budget and one draw command") {
    for (const std::string_view name : kiosk::ui::emblem_names()) {
        CAPTURE(std::string(name));
        for (const double seconds : test_support::moments(0, 30, 0.5))
            CHECK(drawn(*this, name, seconds, 300).size() < 1500);
        CHECK(list.CmdBuffer.Size == 1);
        const int before = test_support::imgui_allocations();
        for (const double seconds : test_support::moments(0, 30, 0.5)) {
            restart();
            draw_emblem(list, name, kCorner, 300, IM_COL32_WHITE, seconds);
        }
        CHECK(test_support::imgui_allocations() == before);
    }
}
