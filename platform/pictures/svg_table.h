// What of SVG the kiosk draws, what it leaves out, and what a writer can do about that.
#pragma once
#include <array>
#include <string_view>

namespace platform::pictures {

struct Feature {
    std::string_view name;
    std::string_view cure; ///< what to do; empty: it and what is in it can be left out without a word
};

inline constexpr std::string_view kOutline = "convert text to paths in your drawing program";
inline constexpr std::string_view kUnlink = "turn copies (clones, symbols) into shapes of their own";
inline constexpr std::string_view kEmbed =
    "an SVG can't bring another picture along: draw with shapes, or export it as PNG";
inline constexpr std::string_view kFlatten = "cut or flatten the shapes in your drawing program, or export it as PNG";
inline constexpr std::string_view kPlain = "export it as plain SVG";

// Definitions do no harm by themselves: what uses them is refused.
inline constexpr std::array kLeftOut = {
    Feature{"text", kOutline},     Feature{"tspan", kOutline},
    Feature{"textPath", kOutline}, Feature{"use", kUnlink},
    Feature{"image", kEmbed},      Feature{"foreignObject", kPlain},
    Feature{"script", kPlain},     Feature{"switch", kPlain},
    Feature{"svg", kPlain},        Feature{"symbol", {}},
    Feature{"clipPath", {}},       Feature{"mask", {}},
    Feature{"filter", {}},         Feature{"pattern", {}},
    Feature{"marker", {}},         Feature{"title", {}},
    Feature{"desc", {}},           Feature{"metadata", {}},
    Feature{"animate", {}},        Feature{"animateTransform", {}},
    Feature{"animateMotion", {}},  Feature{"set", {}},
    Feature{"view", {}},           Feature{"font", {}},
};

inline constexpr std::array kLeftOutAttributes = {
    Feature{"clip-path", kFlatten},
    Feature{"mask", kFlatten},
    Feature{"filter", kFlatten},
    Feature{"marker", "turn arrow heads (markers) into paths"},
    Feature{"marker-start", "turn arrow heads (markers) into paths"},
    Feature{"marker-mid", "turn arrow heads (markers) into paths"},
    Feature{"marker-end", "turn arrow heads (markers) into paths"},
    Feature{"stroke-dasharray", "turn dashed lines into paths"},
    Feature{"mix-blend-mode", kFlatten},
};

inline constexpr std::array<std::string_view, 3> kGroups = {"g", "a", "defs"};
inline constexpr std::array<std::string_view, 3> kPaints = {"linearGradient", "radialGradient", "stop"};
inline constexpr std::array<std::string_view, 7> kShapes = {"path", "rect",     "circle", "ellipse",
                                                            "line", "polyline", "polygon"};
inline constexpr std::array<std::string_view, 14> kLengths = {
    "x", "y", "width", "height", "rx", "ry", "cx", "cy", "x1", "y1", "x2", "y2", "r", "stroke-width"};
inline constexpr std::array<std::string_view, 20> kOthers = {"id",
                                                             "fill",
                                                             "fill-opacity",
                                                             "fill-rule",
                                                             "opacity",
                                                             "stroke",
                                                             "stroke-opacity",
                                                             "fx",
                                                             "fy",
                                                             "stroke-linecap",
                                                             "stroke-linejoin",
                                                             "stroke-miterlimit",
                                                             "display",
                                                             "offset",
                                                             "stop-color",
                                                             "stop-opacity",
                                                             "gradientUnits",
                                                             "spreadMethod",
                                                             "color",
                                                             "visibility"};
inline constexpr std::array<std::string_view, 10> kColors = {"red",     "green", "blue", "yellow", "cyan",
                                                             "magenta", "black", "grey", "gray",   "white"};

} // namespace platform::pictures
