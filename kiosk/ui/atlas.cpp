#include "kiosk/ui/atlas.h"

#include <SDL.h>
#include <array>
#include <limits>

namespace kiosk::ui {
namespace {
constexpr int kWhiteSide = 4; // white pixels at each page's corner, with room for filtering
constexpr int kGap = 1;       // transparent pixels between slots
} // namespace

Atlas::~Atlas() {
    for (const Page& page : m_pages)
        SDL_DestroyTexture(page.texture);
}

void Atlas::attach(SDL_Renderer* renderer, int page_px, int max_pages) {
    for (const Page& page : m_pages)
        SDL_DestroyTexture(page.texture);
    m_pages.clear();
    m_filling = 0;
    m_renderer = renderer;
    m_page_px = page_px;
    m_max_pages = max_pages;
    if (renderer != nullptr) {
        // The first page exists from the start: shapes need its white pixels.
        Slot unused;
        (void)page_for(1, 1, unused);
    }
}

void Atlas::begin_frame() {
    const bool just_emptied = m_emptied_at == m_frame;
    ++m_frame;
    if (!m_overflowed)
        return;
    m_overflowed = false;
    // Even empty pages were not enough: this screen needs one more than the budget.
    if (just_emptied)
        ++m_max_pages;
    for (Page& page : m_pages) {
        page.generation = m_next_generation++;
        clear(page);
    }
    m_filling = 0;
    m_emptied_at = m_frame;
}

void Atlas::clear(Page& page) const {
    page.shelves.clear();
    page.next_y = kWhiteSide + kGap;
}

bool Atlas::place(Page& page, int width, int height, Slot& slot) const {
    Shelf* best = nullptr;
    for (Shelf& shelf : page.shelves) {
        const bool fits = shelf.height >= height && shelf.height <= height + height / 3 + 2;
        if (fits && shelf.x + width + kGap <= m_page_px && (best == nullptr || shelf.height < best->height))
            best = &shelf;
    }
    if (best == nullptr) {
        if (page.next_y + height + kGap > m_page_px || width + kGap > m_page_px)
            return false;
        page.shelves.push_back({.y = page.next_y, .height = height, .x = kGap});
        page.next_y += height + kGap;
        best = &page.shelves.back();
    }
    slot.x = best->x;
    slot.y = best->y;
    slot.width = width;
    slot.height = height;
    slot.generation = page.generation;
    best->x += width + kGap;
    return true;
}

bool Atlas::add_page() {
    Page page;
    page.texture =
        SDL_CreateTexture(m_renderer, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC, m_page_px, m_page_px);
    if (page.texture == nullptr)
        return false;
    SDL_SetTextureBlendMode(page.texture, SDL_BLENDMODE_BLEND);
    std::array<std::uint32_t, static_cast<std::size_t>(kWhiteSide * kWhiteSide)> white{};
    white.fill(0xffffffffU);
    const SDL_Rect corner{0, 0, kWhiteSide, kWhiteSide};
    SDL_UpdateTexture(page.texture, &corner, white.data(), kWhiteSide * 4);
    page.generation = m_next_generation++;
    clear(page);
    m_pages.push_back(std::move(page));
    return true;
}

bool Atlas::recycle_page() {
    // Never a page that this frame draws from: its slots stand in the draw list already.
    std::size_t oldest = m_pages.size();
    std::uint64_t oldest_use = m_frame;
    for (std::size_t index = 0; index < m_pages.size(); ++index)
        if (m_pages[index].last_used < oldest_use) {
            oldest = index;
            oldest_use = m_pages[index].last_used;
        }
    if (oldest == m_pages.size())
        return false;
    m_pages[oldest].generation = m_next_generation++;
    clear(m_pages[oldest]);
    m_filling = oldest;
    return true;
}

int Atlas::page_for(int width, int height, Slot& slot) {
    if (width + 2 * kGap > m_page_px || height + kWhiteSide + 2 * kGap > m_page_px)
        return -1;
    // One page after the other, without looking back for gaps: what comes up together is drawn together, and lines that
    // alternate between pages cost a draw call each.
    if (m_filling < m_pages.size() && place(m_pages[m_filling], width, height, slot))
        return static_cast<int>(m_filling);
    if (static_cast<int>(m_pages.size()) < m_max_pages) {
        if (!add_page())
            return -1;
        m_filling = m_pages.size() - 1;
    } else if (!recycle_page()) {
        for (std::size_t index = 0; index < m_pages.size(); ++index)
            if (place(m_pages[index], width, height, slot))
                return static_cast<int>(index);
        m_overflowed = true;
        return -1;
    }
    (void)place(m_pages[m_filling], width, height, slot);
    return static_cast<int>(m_filling);
}

Slot Atlas::add(SDL_Surface* surface) {
    Slot slot;
    if (m_renderer == nullptr || surface == nullptr)
        return slot;
    slot.page = page_for(surface->w, surface->h, slot);
    if (slot.page < 0)
        return slot;
    Page& page = m_pages[static_cast<std::size_t>(slot.page)];
    page.last_used = m_frame;
    const SDL_Rect where{slot.x, slot.y, slot.width, slot.height};
    SDL_UpdateTexture(page.texture, &where, surface->pixels, surface->pitch);
    return slot;
}

bool Atlas::valid(const Slot& slot) {
    if (slot.page < 0 || static_cast<std::size_t>(slot.page) >= m_pages.size())
        return false;
    Page& page = m_pages[static_cast<std::size_t>(slot.page)];
    if (page.generation != slot.generation)
        return false;
    page.last_used = m_frame;
    return true;
}

SDL_Texture* Atlas::texture(int page) const {
    return page < 0 || static_cast<std::size_t>(page) >= m_pages.size()
               ? nullptr
               : m_pages[static_cast<std::size_t>(page)].texture;
}

model::Rect Atlas::uv(const Slot& slot) const {
    const auto side = static_cast<float>(m_page_px);
    return {static_cast<float>(slot.x) / side, static_cast<float>(slot.y) / side,
            static_cast<float>(slot.x + slot.width) / side, static_cast<float>(slot.y + slot.height) / side};
}

model::Point Atlas::white_uv() const {
    const float center = m_page_px > 0 ? static_cast<float>(kWhiteSide) / 2 / static_cast<float>(m_page_px) : 0;
    return {center, center};
}

} // namespace kiosk::ui
