#include "kiosk/ui/pictures.h"

#include "kiosk/ui/draw_slot.h"

#include <SDL_image.h>
#include <algorithm>
#include <cmath>
#include <imgui.h>

namespace kiosk::ui {
namespace {

constexpr int kMaxImageSide = 1024;

SDL_Surface* to_argb(SDL_Surface* surface) {
    if (surface == nullptr)
        return nullptr;
    SDL_Surface* converted = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(surface);
    return converted;
}

/// Shrinks a bitmap so that its longer side is `side_px`; smaller ones stay.
SDL_Surface* fitted(SDL_Surface* surface, int side_px) {
    if (surface == nullptr || std::max(surface->w, surface->h) <= side_px)
        return surface;
    const float scale = static_cast<float>(side_px) / static_cast<float>(std::max(surface->w, surface->h));
    const int width = std::max(1, static_cast<int>(static_cast<float>(surface->w) * scale));
    const int height = std::max(1, static_cast<int>(static_cast<float>(surface->h) * scale));
    SDL_Surface* small = SDL_CreateRGBSurfaceWithFormat(0, width, height, 32, SDL_PIXELFORMAT_ARGB8888);
    if (small != nullptr) {
        SDL_SetSurfaceBlendMode(surface, SDL_BLENDMODE_NONE);
        SDL_SoftStretchLinear(surface, nullptr, small, nullptr);
    }
    SDL_FreeSurface(surface);
    return small;
}

} // namespace

std::string_view icon_name(Icon icon) {
    switch (icon) {
    case Icon::None:
        return "";
    case Icon::Back:
        return "back";
    case Icon::Home:
        return "home";
    case Icon::Previous:
        return "previous";
    case Icon::Next:
        return "next";
    case Icon::Down:
        return "down";
    case Icon::Up:
        return "up";
    case Icon::Language:
        return "language";
    case Icon::Comfort:
        return "comfort";
    case Icon::About:
        return "about";
    case Icon::Check:
        return "check";
    case Icon::Finish:
        return "finish";
    case Icon::Attention:
        return "attention";
    case Icon::Stick:
        return "stick";
    case Icon::Erase:
        return "erase";
    case Icon::Close:
        return "close";
    case Icon::Minus:
        return "minus";
    case Icon::Plus:
        return "plus";
    case Icon::Restart:
        return "restart";
    case Icon::Target:
        return "target";
    case Icon::Save:
        return "save";
    case Icon::History:
        return "history";
    case Icon::Staff:
        return "staff";
    case Icon::Right:
        return "right";
    }
    return "";
}

void Pictures::set_image_source(ImageSource source) {
    m_source = std::move(source);
    m_images.clear();
}

bool Pictures::ready(Entry& entry, SDL_Surface* (Pictures::*render)(std::string_view, int), std::string_view name,
                     int side_px) {
    if (m_atlas.valid(entry.slot))
        return true;
    if (entry.failed || !m_atlas.attached())
        return false;
    SDL_Surface* surface = (this->*render)(name, side_px);
    entry.failed = surface == nullptr;
    if (surface == nullptr)
        return false;
    entry.slot = m_atlas.add(surface);
    SDL_FreeSurface(surface);
    return m_atlas.valid(entry.slot);
}

SDL_Surface* Pictures::render_icon(std::string_view name, int side_px) {
    const std::filesystem::path path = m_icon_folder / (std::string(name) + ".svg");
    SDL_RWops* file = SDL_RWFromFile(path.c_str(), "rb");
    if (file == nullptr)
        return nullptr;
    SDL_Surface* surface = to_argb(IMG_LoadSizedSVG_RW(file, side_px, side_px));
    SDL_RWclose(file);
    return surface;
}

SDL_Surface* Pictures::render_image(std::string_view name, int side_px) {
    if (!m_source)
        return nullptr;
    const std::optional<db::Image> image = m_source(name);
    if (!image)
        return nullptr;
    SDL_RWops* bytes = SDL_RWFromConstMem(image->bytes.data(), static_cast<int>(image->bytes.size()));
    if (bytes == nullptr)
        return nullptr;
    SDL_Surface* surface = nullptr;
    // The decoder is chosen by the declared type: an unexpected format is not even tried.
    if (image->media_type == "image/svg+xml")
        surface = IMG_LoadSizedSVG_RW(bytes, side_px, side_px);
    else if (image->media_type == "image/png")
        surface = IMG_LoadPNG_RW(bytes);
    else if (image->media_type == "image/jpeg")
        surface = IMG_LoadJPG_RW(bytes);
    SDL_RWclose(bytes);
    return fitted(to_argb(surface), side_px);
}

void Pictures::draw_icon(ImDrawList& list, Icon icon, const model::Rect& box, std::uint32_t color) {
    const int side_px = std::max(1, static_cast<int>(std::lround(box.width())));
    if (icon == Icon::None)
        return;
    Entry& entry = m_icons[{icon, side_px}];
    if (!ready(entry, &Pictures::render_icon, icon_name(icon), side_px))
        return;
    const model::Point at{std::round(box.left), std::round(box.top)};
    draw_slot(list, m_atlas, entry.slot,
              {at.x, at.y, at.x + static_cast<float>(entry.slot.width), at.y + static_cast<float>(entry.slot.height)},
              color);
}

bool Pictures::draw_image(ImDrawList& list, std::string_view name, const model::Rect& box, std::uint32_t tint) {
    const int side_px = std::clamp(static_cast<int>(std::lround(box.width())), 1, kMaxImageSide);
    auto found = m_images.find(std::pair<std::string_view, int>(name, side_px));
    if (found == m_images.end())
        found = m_images.emplace(Key(name, side_px), Entry{}).first;
    if (!ready(found->second, &Pictures::render_image, name, side_px))
        return false;
    const Slot& slot = found->second.slot;
    const float scale =
        std::min(box.width() / static_cast<float>(slot.width), box.height() / static_cast<float>(slot.height));
    const float width = static_cast<float>(slot.width) * scale;
    const float height = static_cast<float>(slot.height) * scale;
    const model::Point center = box.center();
    draw_slot(list, m_atlas, slot,
              {center.x - width / 2, center.y - height / 2, center.x + width / 2, center.y + height / 2}, tint);
    return true;
}

} // namespace kiosk::ui
