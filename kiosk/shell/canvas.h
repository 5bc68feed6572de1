// Drawing without a window: a picture in memory, through the same renderer interface. For --tour and tests.
#pragma once
#include "db/result.h"
#include "kiosk/shell/rotation.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

struct ImDrawData;
struct SDL_Renderer;
struct SDL_Surface;

namespace kiosk::shell {

/// A picture of the panel's size with SDL's software renderer. Needs no video driver. Use from one thread.
class Canvas {
public:
    /// Errors: Unsupported (no memory).
    [[nodiscard]] static db::Result<std::unique_ptr<Canvas>> open(const Mounting& mounting);
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;
    Canvas(Canvas&&) = delete;
    Canvas& operator=(Canvas&&) = delete;
    ~Canvas();

    [[nodiscard]] SDL_Renderer* renderer() { return m_renderer; }
    /// Draws `data`, which the app has just made, turned as mounted.
    void render(ImDrawData& data);
    /// 0xAARRGGBB, row by row.
    [[nodiscard]] std::span<const std::uint32_t> pixels() const;
    /// Errors: Io.
    [[nodiscard]] db::Result<void> save_png(const std::filesystem::path& path) const;

private:
    explicit Canvas(const Mounting& mounting) : m_mounting(mounting) {}
    Mounting m_mounting;
    SDL_Surface* m_surface = nullptr;
    SDL_Renderer* m_renderer = nullptr;
};

} // namespace kiosk::shell
