#include "platform/pictures/drawing.h"

#include "platform/pictures/jpeg_drawing.h"
#include "platform/pictures/shrinking.h"

#include <SDL_image.h>
#include <algorithm>
#include <memory>

namespace platform::pictures {
namespace {

constexpr int kProofSide = 256;

struct SurfaceFree {
    void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};
using SurfaceHolder = std::unique_ptr<SDL_Surface, SurfaceFree>;

/// Row by row, so that there is never a second picture of that size.
Result<Bitmap> shrunk(SDL_Surface& large, int side_px) {
    const SurfaceHolder row(SDL_CreateRGBSurfaceWithFormat(0, large.w, 1, 32, SDL_PIXELFORMAT_ARGB8888));
    if (row == nullptr)
        return tl::unexpected(Refusal{"can't be decoded: there is no memory left"});
    SDL_SetSurfaceBlendMode(&large, SDL_BLENDMODE_NONE);
    Shrinking shrinking(large.w, large.h, side_px);
    for (int y = 0; y < large.h; ++y) {
        SDL_Rect line{0, y, large.w, 1};
        SDL_FillRect(row.get(), nullptr, 0); // what is transparent by its colour is not copied
        SDL_BlitSurface(&large, &line, row.get(), nullptr);
        shrinking.add_row(static_cast<const std::uint32_t*>(row->pixels));
    }
    return shrinking.finish();
}

} // namespace

Result<Bitmap> draw(const Picture& picture, int side_px) {
    side_px = std::clamp(side_px, 1, kMaxSide);
    if (picture.kind == Kind::Jpeg)
        return draw_jpeg(picture, side_px);
    SDL_RWops* bytes = SDL_RWFromConstMem(picture.plain.data(), static_cast<int>(picture.plain.size()));
    if (bytes == nullptr)
        return tl::unexpected(Refusal{std::string(kCutOff)});
    const SurfaceHolder large(picture.kind == Kind::Svg ? IMG_LoadSizedSVG_RW(bytes, side_px, side_px)
                                                        : IMG_LoadPNG_RW(bytes));
    SDL_RWclose(bytes);
    if (large == nullptr || large->w < 1 || large->h < 1 || large->w > kMaxSide + 1 || large->h > kMaxSide + 1)
        return tl::unexpected(Refusal{std::string(kCutOff)});
    return shrunk(*large, side_px);
}

bool shows_something(const Bitmap& bitmap) {
    return std::any_of(bitmap.argb.begin(), bitmap.argb.end(), [](std::uint32_t pixel) { return pixel >> 24 != 0; });
}

Result<Picture> prove(std::string_view media_type, std::string_view bytes) {
    auto picture = examine(media_type, bytes);
    if (!picture)
        return picture;
    const auto bitmap = draw(*picture, kProofSide);
    if (!bitmap)
        return tl::unexpected(bitmap.error());
    if (!shows_something(*bitmap))
        return tl::unexpected(Refusal{"shows nothing: all of it is transparent or outside the picture"});
    return picture;
}

} // namespace platform::pictures
