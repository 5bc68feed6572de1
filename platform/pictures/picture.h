// What a picture file is, told from its bytes without decoding them: its kind, its size, and whether the kiosk can show
// it. PNG, JPEG and SVG. Pure; use from any thread.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace platform::pictures {

// A decoded picture takes 4 bytes a pixel, a progressive JPEG up to 6 more: a Pi with 512 MB decodes this beside the
// kiosk. No panel shows more of it.
inline constexpr int kMaxSide = 4096;
inline constexpr std::int64_t kMaxPixels = 8'000'000;
// Of one SVG. The numbers of all paths; those of lines that are stroked count four times, for each corner becomes a
// shape of its own. The worst paths of that length take half a second on a desktop machine, and 64 MiB, ordinary ones a
// hundredth of it.
inline constexpr int kMaxSvgNumbers = 20'000;
inline constexpr int kStrokedWeight = 4;
inline constexpr int kMaxSvgElements = 4'000;
inline constexpr int kMaxSvgDepth = 64;
inline constexpr int kMaxJpegScans = 40;

enum class Kind : std::uint8_t { Png, Jpeg, Svg };

/// Why a picture is not taken. `message` ends a sentence that begins with "the image", and has the cure.
/// `line` counts from 1 in an SVG; 0 means the file as a whole.
struct Refusal {
    std::string message;
    int line = 0;
};

struct Picture {
    Kind kind = Kind::Png;
    int width = 0; ///< pixels; for an SVG units of its own, rounded up
    int height = 0;
    /// The same picture with nothing in it but what is drawn: the libraries that decode see only this. Text chunks that
    /// unpack to gigabytes, comments and elements that another reader of XML takes otherwise are gone.
    std::string plain;
    std::vector<std::string> notes; ///< what visitors will not see, worded as Refusal::message
};

template <typename T>
using Result = tl::expected<T, Refusal>;

/// Reads `bytes`, which are said to be of `media_type` ("image/png", "image/jpeg" or "image/svg+xml"). Takes memory for
/// a copy, whatever the size that the file claims.
[[nodiscard]] Result<Picture> examine(std::string_view media_type, std::string_view bytes);

// The kinds, for examine().
[[nodiscard]] Result<Picture> examine_png(std::string_view bytes);
[[nodiscard]] Result<Picture> examine_jpeg(std::string_view bytes);
[[nodiscard]] Result<Picture> examine_svg(std::string_view bytes);
/// What is wrong with a size in pixels; empty if nothing is.
[[nodiscard]] std::string size_problem(std::uint64_t width, std::uint64_t height);

inline constexpr std::string_view kWrongKind = "is not what its ending says: save it again as PNG, JPEG or SVG";
inline constexpr std::string_view kCutOff = "is cut off or damaged: export or copy it again";

} // namespace platform::pictures
