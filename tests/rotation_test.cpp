#include "kiosk/shell/rotation.h"

#include <doctest/doctest.h>
#include <imgui.h>
#include <ostream>

using kiosk::model::Point;
using namespace kiosk::shell;

TEST_CASE("a sideways panel has its sides exchanged") {
    CHECK(Mounting{1920, 1080, 90}.upright_width() == 1080);
    CHECK(Mounting{1920, 1080, 270}.upright_height() == 1920);
    CHECK(Mounting{1920, 1080, 180}.upright_width() == 1920);
    CHECK(Mounting{1920, 1080, 0}.upright_height() == 1080);
}

TEST_CASE("corners go where a turned picture has them") {
    // The picture's top left corner on the panel, turned clockwise.
    CHECK(to_panel({1920, 1080, 0}, {0, 0}) == Point{0, 0});
    CHECK(to_panel({1920, 1080, 90}, {0, 0}) == Point{1920, 0});
    CHECK(to_panel({1920, 1080, 180}, {0, 0}) == Point{1920, 1080});
    CHECK(to_panel({1920, 1080, 270}, {0, 0}) == Point{0, 1080});
    // Its bottom left corner.
    CHECK(to_panel({1920, 1080, 90}, {0, 1920}) == Point{0, 0});
    CHECK(to_panel({1920, 1080, 270}, {0, 1920}) == Point{1920, 1080});
}

TEST_CASE("touches come back to where the picture was drawn") {
    for (const int degrees : {0, 90, 180, 270}) {
        CAPTURE(degrees);
        const Mounting mounting{800, 480, degrees};
        for (const Point point : {Point{0, 0}, {1, 2}, {399, 17}, {479.5F, 300.25F}})
            CHECK(to_upright(mounting, to_panel(mounting, point)) == point);
    }
}

TEST_CASE("vertices and clip rectangles are turned, clip rectangles stay the right way round") {
    ImGui::CreateContext();
    {
        ImDrawList list(ImGui::GetDrawListSharedData());
        list._ResetForNewFrame();
        list.PushClipRect({10, 20}, {110, 220});
        list.AddRectFilled({10, 20}, {30, 60}, IM_COL32_WHITE);
        ImDrawData data;
        data.Valid = true;
        data.DisplaySize = {480, 800};
        data.CmdLists.push_back(&list);
        data.CmdListsCount = 1;
        const Mounting mounting{800, 480, 90};
        rotate(mounting, data);
        CHECK(data.DisplaySize.x == 800);
        CHECK(data.DisplaySize.y == 480);
        const ImVec4 clip = list.CmdBuffer[0].ClipRect;
        CHECK(clip.x == 800 - 220);
        CHECK(clip.y == 10);
        CHECK(clip.z == 800 - 20);
        CHECK(clip.w == 110);
        for (const ImDrawVert& vertex : list.VtxBuffer) {
            CHECK(vertex.pos.x >= 800 - 61);
            CHECK(vertex.pos.x <= 800 - 19);
            CHECK(vertex.pos.y >= 9);
            CHECK(vertex.pos.y <= 31);
        }
    }
    ImGui::DestroyContext();
}

TEST_CASE("an upright panel changes nothing") {
    ImDrawData data;
    data.DisplaySize = {800, 480};
    rotate({1024, 600, 0}, data);
    CHECK(data.DisplaySize.x == 800);
}
