#include "kiosk/ui/stage.h"

#include <algorithm>
#include <cfloat>
#include <imgui.h>
#include <imgui_impl_sdlrenderer2.h>

namespace kiosk::ui {
namespace {
/// How much the atlas may hold: two screens full of text at once, for one may fade over the other.
struct AtlasBudget {
    int page_px;
    int pages;
};

AtlasBudget atlas_budget(const Panel& panel) {
    const int pixels = panel.width_px * panel.height_px;
    if (pixels < 1'500'000)
        return {1024, 4};
    return {2048, pixels < 4'000'000 ? 2 : 4};
}
} // namespace

Stage::Stage(Fonts& fonts, std::filesystem::path icon_folder)
    : m_context(ImGui::CreateContext()), m_text(fonts, m_atlas), m_pictures(m_atlas, std::move(icon_folder)) {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    unsigned char* pixels = nullptr;
    int width = 0;
    int height = 0;
    io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height); // builds ImGui's own font: diagnostics only
    ImGuiStyle& style = ImGui::GetStyle();
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.WindowRounding = 0;
    style.AntiAliasedLinesUseTex = false; // lines come from the same white pixel as everything else
    style.CircleTessellationMaxError = 0.1F;
}

Stage::~Stage() {
    detach();
    ImGui::DestroyContext(m_context);
}

void Stage::attach(SDL_Renderer* renderer) {
    detach();
    if (renderer != nullptr)
        ImGui_ImplSDLRenderer2_Init(renderer);
    m_has_renderer = renderer != nullptr;
    const AtlasBudget budget = atlas_budget(m_panel);
    m_atlas.attach(renderer, budget.page_px, budget.pages);
}

void Stage::detach() {
    if (m_has_renderer)
        ImGui_ImplSDLRenderer2_Shutdown();
    m_has_renderer = false;
    m_atlas.attach(nullptr, 0, 0);
}

ImDrawData* Stage::draw_data() const {
    return ImGui::GetDrawData();
}

ImDrawList& Stage::begin(const FrameInput& input) {
    ImGuiIO& io = ImGui::GetIO();
    if (m_has_renderer)
        ImGui_ImplSDLRenderer2_NewFrame();
    // Shapes share the atlas page with text: see Atlas.
    io.Fonts->SetTexID(reinterpret_cast<ImTextureID>(m_atlas.texture(0)));
    const model::Point white = m_atlas.white_uv();
    io.Fonts->TexUvWhitePixel = {white.x, white.y};
    io.DisplaySize = {static_cast<float>(m_panel.width_px), static_cast<float>(m_panel.height_px)};
    io.DeltaTime = std::clamp(static_cast<float>((input.now - m_last).count()) / 1000.0F, 0.001F, 1.0F);
    m_last = input.now;
    const Pointer& pointer = input.pointer;
    if (pointer.down || pointer.released)
        io.AddMousePosEvent(pointer.position.x, pointer.position.y);
    else
        io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
    io.AddMouseButtonEvent(0, pointer.down);
    if (pointer.pressed)
        m_memory.swallow_press = false;
    ImGui::NewFrame();
    m_atlas.begin_frame();
    m_text.begin_frame();
    m_tree.begin();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(io.DisplaySize);
    ImGui::Begin("stage", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings
                     | ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground);
    return *ImGui::GetWindowDrawList();
}

void Stage::end() {
    ImGui::End();
    ImGui::Render();
}

} // namespace kiosk::ui
