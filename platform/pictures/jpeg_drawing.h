// JPEG by libjpeg: it decodes for a smaller size at once, and tells of what is missing.
#pragma once
#include "platform/pictures/drawing.h"

namespace platform::pictures {

/// As draw(), for a picture of kind Jpeg. What is cut off within a scan is refused here.
[[nodiscard]] Result<Bitmap> draw_jpeg(const Picture& picture, int side_px);

} // namespace platform::pictures
