// Recorded geometry must look exactly as if it had been drawn directly.
#include "kiosk/ui/mesh.h"

#include "tests/support/draw_fixture.h"

#include <doctest/doctest.h>

#include <array>
#include <vector>

namespace {

using kiosk::ui::Mesh;
using test_support::DrawFixture;

void draw_something(ImDrawList& list) {
    list.AddCircleFilled(ImVec2(20, 30), 12, IM_COL32(200, 100, 50, 255));
    list.AddLine(ImVec2(3, 4), ImVec2(60, 44), IM_COL32(10, 20, 30, 128), 3);
    list.AddRectFilled(ImVec2(5, 6), ImVec2(50, 40), IM_COL32(255, 255, 255, 255), 5);
}

} // namespace

TEST_CASE_FIXTURE(DrawFixture, "a mesh replays what was drawn, vertex by vertex") {
    const Mesh mesh = Mesh::record(draw_something);
    draw_something(list);
    const std::vector<ImDrawVert> direct(list.VtxBuffer.begin(), list.VtxBuffer.end());
    const std::vector<ImDrawIdx> direct_indices(list.IdxBuffer.begin(), list.IdxBuffer.end());
    restart();
    mesh.draw(list, ImVec2(0, 0));

    REQUIRE(list.VtxBuffer.Size == static_cast<int>(direct.size()));
    REQUIRE(mesh.vertex_count() == list.VtxBuffer.Size);
    REQUIRE(list.IdxBuffer.Size == static_cast<int>(direct_indices.size()));
    for (int i = 0; i < list.VtxBuffer.Size; ++i) {
        const ImDrawVert& expected = direct[static_cast<std::size_t>(i)];
        CHECK(list.VtxBuffer[i].pos.x == expected.pos.x);
        CHECK(list.VtxBuffer[i].pos.y == expected.pos.y);
        CHECK(list.VtxBuffer[i].uv.x == expected.uv.x);
        CHECK(list.VtxBuffer[i].uv.y == expected.uv.y);
        CHECK(list.VtxBuffer[i].col == expected.col);
    }
    for (int i = 0; i < list.IdxBuffer.Size; ++i)
        CHECK(list.IdxBuffer[i] == direct_indices[static_cast<std::size_t>(i)]);
}

TEST_CASE_FIXTURE(DrawFixture, "a second mesh in a list refers to its own vertices") {
    const Mesh mesh = Mesh::record(draw_something);
    mesh.draw(list, ImVec2(0, 0));
    mesh.draw(list, ImVec2(100, 0));
    const int vertices = mesh.vertex_count();
    const int indices = mesh.index_count();
    for (int i = 0; i < indices; ++i)
        CHECK(list.IdxBuffer[indices + i] == list.IdxBuffer[i] + vertices);
    CHECK(list.CmdBuffer.Size == 1);
}

TEST_CASE_FIXTURE(DrawFixture, "scale, offset and tint apply to every vertex") {
    const Mesh mesh = Mesh::record(draw_something);
    mesh.draw(list, ImVec2(0, 0));
    const std::vector<ImDrawVert> plain(list.VtxBuffer.begin(), list.VtxBuffer.end());
    for (const ImU32 tint : {IM_COL32(255, 255, 255, 100), IM_COL32(128, 64, 255, 200)}) {
        restart();
        mesh.draw(list, ImVec2(7, -3), ImVec2(-2, 0.5f), tint);
        for (int i = 0; i < list.VtxBuffer.Size; ++i) {
            const ImDrawVert& before = plain[static_cast<std::size_t>(i)];
            CHECK(list.VtxBuffer[i].pos.x == doctest::Approx(before.pos.x * -2 + 7));
            CHECK(list.VtxBuffer[i].pos.y == doctest::Approx(before.pos.y * 0.5f - 3));
            CHECK(list.VtxBuffer[i].col == kiosk::ui::multiply(before.col, tint));
        }
    }
}

TEST_CASE_FIXTURE(DrawFixture, "a ramp lights each shape by where it stands") {
    const Mesh mesh = Mesh::record([](ImDrawList& recorded) {
        recorded.AddRectFilled(ImVec2(-5, 0), ImVec2(5, 5), IM_COL32(200, 200, 200, 255));
        recorded.AddRectFilled(ImVec2(95, 0), ImVec2(105, 5), IM_COL32(100, 100, 100, 255));
    });
    const std::array<ImU32, 2> tints = {IM_COL32(255, 0, 0, 255), IM_COL32(0, 255, 0, 255)};
    const kiosk::ui::LightRamp ramp{10, 80, tints};
    mesh.draw_lit(list, ImVec2(10, 0), ImVec2(1, 1), ramp);
    for (const ImDrawVert& vertex : list.VtxBuffer)
        CHECK((vertex.col & ~IM_COL32_A_MASK) == (vertex.pos.x < 50 ? IM_COL32(200, 0, 0, 0) : IM_COL32(0, 100, 0, 0)));

    restart();
    mesh.draw_stencil(list, ImVec2(10, 0), ImVec2(1, 1), ramp);
    for (const ImDrawVert& vertex : list.VtxBuffer)
        CHECK((vertex.col & ~IM_COL32_A_MASK) == (vertex.pos.x < 50 ? IM_COL32(255, 0, 0, 0) : IM_COL32(0, 255, 0, 0)));
}

TEST_CASE_FIXTURE(DrawFixture, "multiply rounds as a renderer does") {
    CHECK(kiosk::ui::multiply(IM_COL32_WHITE, IM_COL32_WHITE) == IM_COL32_WHITE);
    CHECK(kiosk::ui::multiply(IM_COL32(128, 255, 0, 255), IM_COL32(255, 128, 9, 128)) == IM_COL32(128, 128, 0, 128));
}

TEST_CASE_FIXTURE(DrawFixture, "an empty mesh draws nothing") {
    Mesh().draw(list, ImVec2(0, 0));
    CHECK(list.VtxBuffer.Size == 0);
    CHECK(list.IdxBuffer.Size == 0);
}
