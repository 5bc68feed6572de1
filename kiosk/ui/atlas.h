// A few texture pages that hold everything with pixels of its own: lines of text, icons, emblem images.
// Each page has the same white pixels at its corner, so that shapes draw from whichever page is bound and a screen
// stays within a handful of draw calls. Use from the frame thread.
#pragma once
#include "kiosk/model/geometry.h"

#include <cstdint>
#include <vector>

struct SDL_Renderer;
struct SDL_Surface;
struct SDL_Texture;

namespace kiosk::ui {

/// Where pixels lie. Stale once its page was recycled: ask Atlas::valid().
struct Slot {
    int page = -1;
    std::uint32_t generation = 0;
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
};

class Atlas {
public:
    Atlas() = default;
    Atlas(const Atlas&) = delete;
    Atlas& operator=(const Atlas&) = delete;
    Atlas(Atlas&&) = delete;
    Atlas& operator=(Atlas&&) = delete;
    ~Atlas();

    /// Draws into textures of `renderer` from now on; all slots become stale. `page_px` is the side of a page,
    /// `max_pages` the budget: page_px^2 * 4 bytes each. With a null renderer nothing is stored, only measured.
    void attach(SDL_Renderer* renderer, int page_px, int max_pages);
    /// After a frame for which there was no room, everything is forgotten: what is drawn now comes first.
    void begin_frame();
    /// Whether something of this frame found no room. It will in the next one, which must be drawn.
    [[nodiscard]] bool overflowed() const { return m_overflowed; }

    /// Copies `surface` into a page, recycling the least recently used one if the budget is used up.
    /// A slot that is not valid if it does not fit, or without a renderer.
    [[nodiscard]] Slot add(SDL_Surface* surface);
    /// Whether `slot` still holds its pixels; marks its page as used in this frame.
    [[nodiscard]] bool valid(const Slot& slot);

    /// Whether there is a renderer to store pixels for.
    [[nodiscard]] bool attached() const { return m_renderer != nullptr; }
    /// The widest surface that add() can take, in pixels.
    [[nodiscard]] int widest() const { return m_page_px - 4; }

    [[nodiscard]] SDL_Texture* texture(int page) const;
    /// Texture coordinates of a slot, 0 to 1.
    [[nodiscard]] model::Rect uv(const Slot& slot) const;
    /// Texture coordinates of a white pixel, the same on each page.
    [[nodiscard]] model::Point white_uv() const;
    [[nodiscard]] std::size_t page_count() const { return m_pages.size(); }

private:
    struct Shelf {
        int y = 0;
        int height = 0;
        int x = 0;
    };
    struct Page {
        SDL_Texture* texture = nullptr;
        std::uint32_t generation = 0;
        std::uint64_t last_used = 0;
        int next_y = 0;
        std::vector<Shelf> shelves;
    };

    void clear(Page& page) const;
    [[nodiscard]] bool place(Page& page, int width, int height, Slot& slot) const;
    [[nodiscard]] bool add_page();
    [[nodiscard]] bool recycle_page();
    [[nodiscard]] int page_for(int width, int height, Slot& slot);

    SDL_Renderer* m_renderer = nullptr;
    int m_page_px = 0;
    int m_max_pages = 0;
    std::uint64_t m_frame = 0;
    std::uint32_t m_next_generation = 1;
    std::vector<Page> m_pages;
    bool m_overflowed = false;
    std::uint64_t m_emptied_at = 0; ///< the frame that began with empty pages
    std::size_t m_filling = 0;      ///< the page that takes what is new
};

} // namespace kiosk::ui
