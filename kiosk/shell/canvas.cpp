#include "kiosk/shell/canvas.h"

#include <SDL.h>
#include <SDL_image.h>
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_impl_sdlrenderer2.h>

namespace kiosk::shell {

db::Result<std::unique_ptr<Canvas>> Canvas::open(const Mounting& mounting) {
    std::unique_ptr<Canvas> canvas(new Canvas(mounting));
    canvas->m_surface =
        SDL_CreateRGBSurfaceWithFormat(0, mounting.width_px, mounting.height_px, 32, SDL_PIXELFORMAT_ARGB8888);
    if (canvas->m_surface != nullptr)
        canvas->m_renderer = SDL_CreateSoftwareRenderer(canvas->m_surface);
    if (canvas->m_renderer == nullptr)
        return db::fail(db::ErrorCode::Unsupported, fmt::format("no picture of {}x{} pixels: {}", mounting.width_px,
                                                                mounting.height_px, SDL_GetError()));
    return canvas;
}

Canvas::~Canvas() {
    if (m_renderer != nullptr)
        SDL_DestroyRenderer(m_renderer);
    SDL_FreeSurface(m_surface);
}

void Canvas::render(ImDrawData& data) {
    rotate(m_mounting, data);
    SDL_SetRenderDrawColor(m_renderer, 0, 0, 0, 255);
    SDL_RenderClear(m_renderer);
    ImGui_ImplSDLRenderer2_RenderDrawData(&data);
    SDL_RenderFlush(m_renderer);
}

std::span<const std::uint32_t> Canvas::pixels() const {
    return {static_cast<const std::uint32_t*>(m_surface->pixels),
            static_cast<std::size_t>(m_surface->pitch / 4) * static_cast<std::size_t>(m_surface->h)};
}

db::Result<void> Canvas::save_png(const std::filesystem::path& path) const {
    if (IMG_SavePNG(m_surface, path.c_str()) != 0)
        return db::fail(db::ErrorCode::Io, fmt::format("can't write the picture: {}", SDL_GetError()), path.string());
    return {};
}

} // namespace kiosk::shell
