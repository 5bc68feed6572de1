#include "kiosk/ui/pictures.h"

#include "kiosk/ui/draw_slot.h"

#include <SDL_image.h>
#include <algorithm>
#include <cmath>
#include <imgui.h>
#include <utility>

namespace kiosk::ui {
namespace {

constexpr int kMaxImageSide = 1000;                // fits a page of the smallest atlas
constexpr std::size_t kMostKeptPixels = 2'000'000; // 8 MB

SDL_Surface* to_argb(SDL_Surface* surface) {
    if (surface == nullptr)
        return nullptr;
    SDL_Surface* converted = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_FreeSurface(surface);
    return converted;
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
    m_kept_pixels = 0;
    m_forget_drawn = m_worker.is_busy();
}

bool Pictures::poll() {
    auto drawn = m_worker.take();
    if (!drawn)
        return false;
    if (std::exchange(m_forget_drawn, false))
        return true; // of an earlier database
    const auto found = m_images.find(std::pair<std::string_view, int>(drawn->name, drawn->side_px));
    if (found == m_images.end())
        return true;
    ImageEntry& entry = found->second;
    entry.state = drawn->bitmap ? ImageState::Ready : ImageState::Failed;
    if (drawn->bitmap)
        keep(entry, std::move(*drawn->bitmap));
    return true;
}

/// The pixels stay beside the atlas, which is emptied at times: a picture that was seen should not go for that.
void Pictures::keep(ImageEntry& entry, platform::pictures::Bitmap bitmap) {
    if (m_kept_pixels + bitmap.argb.size() > kMostKeptPixels)
        for (auto& [key, other] : m_images)
            if (other.state == ImageState::Ready && &other != &entry && !m_atlas.valid(other.slot)) {
                m_kept_pixels -= other.bitmap.argb.size();
                other = {};
            }
    m_kept_pixels += bitmap.argb.size();
    entry.bitmap = std::move(bitmap);
}

bool Pictures::uploaded(ImageEntry& entry) {
    if (m_atlas.valid(entry.slot))
        return true;
    if (entry.state != ImageState::Ready || !m_atlas.attached())
        return false;
    SDL_Surface* surface =
        SDL_CreateRGBSurfaceWithFormatFrom(entry.bitmap.argb.data(), entry.bitmap.width, entry.bitmap.height, 32,
                                           entry.bitmap.width * 4, SDL_PIXELFORMAT_ARGB8888);
    entry.slot = m_atlas.add(surface);
    SDL_FreeSurface(surface);
    return m_atlas.valid(entry.slot);
}

bool Pictures::icon_ready(IconEntry& entry, Icon icon, int side_px) {
    if (m_atlas.valid(entry.slot))
        return true;
    if (entry.failed || !m_atlas.attached())
        return false;
    SDL_Surface* surface = render_icon(icon_name(icon), side_px);
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

/// One picture is read from the database in a frame, and only while none is decoded.
void Pictures::ask(ImageEntry& entry, std::string_view name, int side_px) {
    if (m_worker.is_busy() || !m_source || !m_atlas.attached())
        return;
    auto image = m_source(name);
    entry.state = image ? ImageState::Waiting : ImageState::Failed;
    if (image)
        m_worker.ask(std::string(name), std::move(*image), side_px);
}

void Pictures::draw_icon(ImDrawList& list, Icon icon, const model::Rect& box, std::uint32_t color) {
    const int side_px = std::max(1, static_cast<int>(std::lround(box.width())));
    if (icon == Icon::None)
        return;
    IconEntry& entry = m_icons[{icon, side_px}];
    if (!icon_ready(entry, icon, side_px))
        return;
    const model::Point at{std::round(box.left), std::round(box.top)};
    draw_slot(list, m_atlas, entry.slot,
              {at.x, at.y, at.x + static_cast<float>(entry.slot.width), at.y + static_cast<float>(entry.slot.height)},
              color);
}

Pictures::Shown Pictures::draw_image(ImDrawList& list, std::string_view name, const model::Rect& box,
                                     std::uint32_t tint) {
    const int side_px =
        std::clamp(static_cast<int>(std::lround(std::min(box.width(), box.height()))), 1, kMaxImageSide);
    auto found = m_images.find(std::pair<std::string_view, int>(name, side_px));
    if (found == m_images.end())
        found = m_images.emplace(Key(name, side_px), ImageEntry{}).first;
    ImageEntry* entry = &found->second;
    if (entry->state == ImageState::Failed)
        return Shown::Nothing;
    if (entry->state == ImageState::New)
        ask(*entry, name, side_px);
    if (!uploaded(*entry)) { // until it is there, another size of it does
        const auto first = m_images.lower_bound(std::pair<std::string_view, int>(name, 0));
        const auto other = std::find_if(first, m_images.end(),
                                        [&](auto& one) { return one.first.first != name || uploaded(one.second); });
        if (other == m_images.end() || other->first.first != name)
            return entry->state == ImageState::Failed ? Shown::Nothing : Shown::Later;
        entry = &other->second;
    }
    const Slot& slot = entry->slot;
    const float scale =
        std::min(box.width() / static_cast<float>(slot.width), box.height() / static_cast<float>(slot.height));
    const float width = static_cast<float>(slot.width) * scale;
    const float height = static_cast<float>(slot.height) * scale;
    const model::Point center = box.center();
    draw_slot(list, m_atlas, slot,
              {center.x - width / 2, center.y - height / 2, center.x + width / 2, center.y + height / 2}, tint);
    return Shown::Picture;
}

} // namespace kiosk::ui
