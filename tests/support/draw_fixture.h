// A draw list of its own in an ImGui context of its own, without a window; counts what ImGui allocates.
#pragma once
#include <imgui.h>

#include <cmath>
#include <cstdlib>
#include <vector>

namespace test_support {

/// ImGui's allocations since the program began.
inline int& imgui_allocations() {
    static int count = 0;
    return count;
}

/// From `from` up to and without `to`.
inline std::vector<double> moments(double from, double to, double step) {
    std::vector<double> all(static_cast<std::size_t>(std::ceil((to - from) / step)));
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = from + step * static_cast<double>(i);
    return all;
}

class DrawFixture {
public:
    DrawFixture() : m_context(create()), list(ImGui::GetDrawListSharedData()) { restart(); }
    ~DrawFixture() { ImGui::DestroyContext(m_context); }
    DrawFixture(const DrawFixture&) = delete;
    DrawFixture& operator=(const DrawFixture&) = delete;
    DrawFixture(DrawFixture&&) = delete;
    DrawFixture& operator=(DrawFixture&&) = delete;

    /// Empties the list as a new frame does; its buffers keep their size.
    void restart() {
        list._ResetForNewFrame();
        list.PushClipRect(ImVec2(-8192, -8192), ImVec2(8192, 8192));
        list.Flags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill;
    }

private:
    static ImGuiContext* create() {
        ImGui::SetAllocatorFunctions(
            [](std::size_t size, void*) {
                ++imgui_allocations();
                return std::malloc(size);
            },
            [](void* memory, void*) { std::free(memory); });
        ImGuiContext* context = ImGui::CreateContext();
        ImGui::SetCurrentContext(context);
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = ImVec2(1280, 720);
        unsigned char* pixels = nullptr;
        int width = 0;
        int height = 0;
        io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
        ImGui::NewFrame();
        return context;
    }

    ImGuiContext* m_context;

public:
    ImDrawList list;
};

} // namespace test_support
