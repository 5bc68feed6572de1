// SDL's software renderer on a picture in memory, and pictures of one colour for it. For tests of ui/.
#pragma once
#include <SDL.h>
#include <cstdint>
#include <memory>

namespace test_support {

struct SurfaceEnd {
    void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};
using Surface = std::unique_ptr<SDL_Surface, SurfaceEnd>;

[[nodiscard]] inline Surface filled_surface(int width, int height, std::uint32_t argb) {
    Surface surface(SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888));
    SDL_FillRect(surface.get(), nullptr, argb);
    return surface;
}

class SoftwareRenderer {
public:
    SoftwareRenderer(int width, int height)
        : m_surface(filled_surface(width, height, 0xff000000U)),
          m_renderer(SDL_CreateSoftwareRenderer(m_surface.get())) {}
    SoftwareRenderer(const SoftwareRenderer&) = delete;
    SoftwareRenderer& operator=(const SoftwareRenderer&) = delete;
    SoftwareRenderer(SoftwareRenderer&&) = delete;
    SoftwareRenderer& operator=(SoftwareRenderer&&) = delete;
    ~SoftwareRenderer() { SDL_DestroyRenderer(m_renderer); }

    [[nodiscard]] SDL_Renderer* get() { return m_renderer; }
    /// 0xAARRGGBB.
    [[nodiscard]] std::uint32_t pixel(int x, int y) const {
        const auto* row =
            static_cast<const std::uint8_t*>(m_surface->pixels) + static_cast<std::ptrdiff_t>(y) * m_surface->pitch;
        return reinterpret_cast<const std::uint32_t*>(row)[x];
    }

private:
    Surface m_surface;
    SDL_Renderer* m_renderer;
};

} // namespace test_support
