// Pictures that should be refused, and the memory that it takes to find out.
#include "platform/pictures/picture.h"

#include "platform/pictures/drawing.h"
#include "tests/support/picture_support.h"
#include "tests/support/sanitized.h"

#include <algorithm>
#include <doctest/doctest.h>

namespace {

using platform::pictures::prove;
using test::make_jpeg;
using test::make_png;
using test::make_svg;
using test::png_chunk;
using test::repeated;

constexpr std::string_view kPng = "image/png";
constexpr std::string_view kJpeg = "image/jpeg";
constexpr std::string_view kSvg = "image/svg+xml";
constexpr long kMostKib = 64L * 1024;

struct Hostile {
    std::string name;
    std::string_view media_type;
    std::string bytes;
    std::string says; ///< part of the refusal
};

std::string problem(std::string_view media_type, std::string_view bytes) {
    const auto picture = prove(media_type, bytes);
    return picture ? "" : picture.error().message;
}

std::string shape_in_groups(std::size_t depth) {
    return make_svg(repeated("<g>", depth) + "<path d=\"M0 0h9v9z\"/>" + repeated("</g>", depth));
}

/// A text that unpacks to `mebibytes` of nothing.
std::string packed_text(std::int64_t mebibytes) {
    const std::string name("Comment\0\0", 9);
    return png_chunk("zTXt", name + test::packed_rows(std::string(1U << 20U, ' '), mebibytes));
}

std::string changed(std::string bytes, std::size_t at, char to) {
    bytes.at(at) = to;
    return bytes;
}

std::vector<Hostile> hostile_pngs() {
    const std::string good = make_png({});
    std::string no_end = good.substr(0, good.size() - 12);
    return {
        {"header of 60000 x 60000", kPng, make_png({.width = 60'000, .height = 60'000, .rows = 1}), "60000 x 60000"},
        {"real 16000 x 16000", kPng,
         make_png({.width = 16'000, .height = 16'000, .depth = 1, .color = 3, .pixel = "\1"}), "16000 x 16000"},
        {"A0 at 300 dpi", kPng, make_png({.width = 9933, .height = 14'043, .color = 3, .pixel = {"\0", 1}}),
         "9933 x 14043"},
        {"widest", kPng, make_png({.width = 0x7fffffff, .height = 1, .depth = 1, .color = 0, .pixel = "x", .rows = 0}),
         "2147483647 x 1"},
        {"beyond what PNG has", kPng,
         make_png({.width = 0xffffffff, .height = 0xffffffff, .depth = 1, .color = 0, .pixel = "x", .rows = 0}),
         "4294967295"},
        {"no width", kPng, make_png({.width = 0, .rows = 1}), "cut off"},
        {"long side", kPng, make_png({.width = 4097, .height = 8}), "4097 x 8"},
        {"too many pixels", kPng, make_png({.width = 4000, .height = 2001}), "8 million"},
        {"header larger than the pixels", kPng, make_png({.width = 2000, .height = 2000, .rows = 10}), "cut off"},
        {"without its end", kPng, no_end, "cut off"},
        {"half", kPng, good.substr(0, good.size() / 2), "cut off"},
        {"signature only", kPng, good.substr(0, 8), "cut off"},
        {"damaged pixels", kPng, changed(good, good.size() - 20, 'x'), "cut off"},
        {"checksum right, pixels garbage", kPng,
         good.substr(0, 33) + png_chunk("IDAT", repeated("garbage", 50)) + png_chunk("IEND", ""), "cut off"},
        {"no pixels", kPng, good.substr(0, 33) + png_chunk("IEND", ""), "cut off"},
        {"chunk longer than the file", kPng, good.substr(0, 33) + "\x7f\xff\xff\xffIDATxxxxxxxx", "cut off"},
        {"depth that is none", kPng, make_png({.depth = 8, .color = 5}), "cut off"},
        {"transparent", kPng, make_png({.pixel = {"\xff\xff\xff\0", 4}}), "shows nothing"},
        {"empty", kPng, "", "not what its ending says"},
        {"GIF", kPng, {"GIF89a\1\0\1\0", 10}, "not what its ending says"},
        {"WebP", kPng, {"RIFF\0\0\0\0WEBPVP8 ", 16}, "not what its ending says"},
        {"BMP", kPng, {"BM\x46\0\0\0", 6}, "not what its ending says"},
        {"ICO", kPng, {"\0\0\1\0\1\0", 6}, "not what its ending says"},
        {"TIFF", kPng, {"II*\0\x08\0\0\0", 8}, "not what its ending says"},
        {"JPEG named PNG", kPng, make_jpeg({}), "not what its ending says"},
    };
}

std::vector<Hostile> hostile_jpegs() {
    const std::string good = make_jpeg({.width = 600, .height = 600});
    const std::string end("\xff\xd9", 2);
    std::string huge = good;
    const std::size_t frame = huge.find("\xff\xc0");
    huge.replace(frame + 5, 4, "\xff\xff\xff\xff");
    const std::size_t scan = good.find("\xff\xda");
    const std::string exif("Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0", 32);
    return {
        {"65535 x 65535", kJpeg, huge, "65535 x 65535"},
        {"CMYK", kJpeg, make_jpeg({.colors = test::JpegColors::Cmyk}), "CMYK"},
        {"half", kJpeg, good.substr(0, good.size() / 2), "cut off"},
        {"half with an end", kJpeg, good.substr(0, good.size() / 2) + end, "cut off"},
        {"no scan", kJpeg, good.substr(0, scan) + end, "cut off"},
        {"start only", kJpeg, "\xff\xd8\xff", "cut off"},
        {"thousands of scans", kJpeg, good.substr(0, good.size() - 2) + repeated(good.substr(scan, 14), 2000) + end,
         "too many scans"},
        {"kind without losses", kJpeg, changed(good, frame + 1, '\xc3'), "rare kind"},
        {"arithmetic", kJpeg, changed(good, frame + 1, '\xc9'), "rare kind"},
        {"turned by a mark", kJpeg, make_jpeg({.exif = exif}), "turned only by a mark"},
    };
}

std::vector<Hostile> hostile_features() {
    const std::string shape = "<path d=\"M0 0h9v9z\"/>";
    return {
        {"text", kSvg, make_svg("<text x=\"1\">A</text>"), "<text> in line 2"},
        {"use", kSvg, make_svg("<defs><path id=\"a\" d=\"M0 0h9\"/></defs><use xlink:href=\"#a\"/>"), "<use>"},
        {"image", kSvg, make_svg(shape + "<image href=\"data:image/png;base64,AA\"/>"), "<image>"},
        {"foreignObject", kSvg, make_svg("<foreignObject/>" + shape), "<foreignObject>"},
        {"script", kSvg, make_svg("<script>x</script>" + shape), "<script>"},
        {"style sheet", kSvg, make_svg("<style>.a{fill:red}</style>" + shape), "<style>"},
        {"clip-path", kSvg, make_svg("<rect width=\"9\" height=\"9\" clip-path=\"url(#k)\"/>"),
         "'clip-path' in line 2"},
        {"mask in a style", kSvg, make_svg("<rect width=\"9\" height=\"9\" style=\"mask:url(#k)\"/>"), "'mask'"},
        {"filter", kSvg, make_svg("<g filter=\"url(#k)\">" + shape + "</g>"), "'filter'"},
        {"pattern", kSvg, make_svg("<pattern id=\"p\"/><rect width=\"9\" height=\"9\" fill=\"url(#p)\"/>"),
         "not a gradient"},
        {"dashes", kSvg, make_svg("<path d=\"M0 0h9\" stroke=\"red\" stroke-dasharray=\".00001\"/>"), "dash"},
        {"colour", kSvg, make_svg("<path d=\"M0 0h9v9z\" fill=\"currentColor\"/>"), "'currentColor'"},
        {"colour by name", kSvg, make_svg("<path d=\"M0 0h9v9z\" fill=\"orange\"/>"), "'orange'"},
        {"other file", kSvg, make_svg("<path d=\"M0 0h9v9z\" fill=\"url(http://x/y#z)\"/>"), "another file"},
        {"hidden", kSvg, make_svg("<path d=\"M0 0h9v9z\" visibility=\"hidden\"/>"), "hidden"},
        {"unknown", kSvg, make_svg("<flowRoot/>" + shape), "<flowRoot>"},
        {"no shape", kSvg, make_svg(""), "no shape"},
        {"definitions only", kSvg, make_svg("<defs>" + shape + "</defs>"), "no shape"},
        {"shape in a comment", kSvg, make_svg("<!-- > " + shape + " -->"), "no shape"},
        {"nothing painted", kSvg, make_svg("<path d=\"M0 0h9v9z\" fill=\"none\"/>"), "shows nothing"},
        {"outside", kSvg, make_svg("<path d=\"M90 90h9v9z\"/>"), "shows nothing"},
        {"cut off", kSvg, make_svg(shape).substr(0, 120), "cut off"},
        {"not XML", kSvg, "GIF89a", "not what its ending says"},
        {"HTML", kSvg, "<html><svg/></html>", "not what its ending says"},
    };
}

std::vector<Hostile> hostile_svgs() {
    const std::string shape = "<path d=\"M0 0h9v9z\"/>";
    const std::string laughs =
        "<!DOCTYPE svg [<!ENTITY a \"" + repeated("ha", 500) + "\">"
        + "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">"
        + "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;\">]>";
    return {
        {"a billion laughs", kSvg, laughs + make_svg("<g id=\"&e;\"/>" + shape), "entities"},
        {"external entity", kSvg, "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + make_svg(shape),
         "entities"},
        {"groups in groups", kSvg, shape_in_groups(100'000), "simplify"},
        {"path of 10 MB", kSvg, make_svg("<path d=\"M0 0" + repeated("l1 1-1 1", 1'250'000) + "\"/>"), "simplify"},
        {"many shapes", kSvg, make_svg(repeated("<path d=\"M0 0h1v1z\"/>", 100'000)), "simplify"},
        {"endless width", kSvg, make_svg(shape, "width=\"1e9\" height=\"1e9\""), "no sensible size"},
        {"no size", kSvg, make_svg(shape, ""), "no sensible size"},
        {"NaN", kSvg, make_svg(shape, "viewBox=\"0 0 nan nan\""), "no sensible size"},
        {"infinite", kSvg, make_svg(shape, "viewBox=\"0 0 1e999 1\""), "no sensible size"},
        {"negative", kSvg, make_svg(shape, "viewBox=\"0 0 -24 -24\""), "no sensible size"},
        {"NaN in a path", kSvg, make_svg("<path d=\"M0 0 L nan nan z\"/>"), "not a path"},
        {"far outside", kSvg, make_svg("<path d=\"M0 0C1e8 1e8-1e8 1e8 9 9z\"/>"), "far outside"},
        {"enlarged far", kSvg,
         make_svg("<g transform=\"scale(1e3)\"><g transform=\"scale(100)\">" + shape + "</g></g>"), "far outside"},
        {"enlarged beyond measure", kSvg,
         make_svg(repeated("<g transform=\"scale(1e8)\">", 40) + shape + repeated("</g>", 40)), "beyond measure"},
        {"thick line", kSvg,
         make_svg("<path d=\"M0 0h9\" stroke=\"red\" stroke-width=\"1e7\" stroke-linecap=\"round\"/>"), "far outside"},
        {"gradients in a ring", kSvg,
         make_svg("<linearGradient id=\"a\" xlink:href=\"#b\"/><linearGradient id=\"b\" xlink:href=\"#a\"/>"
                  "<path d=\"M0 0h9v9z\" fill=\"url(#a)\"/>"),
         "ring"},
        {"gradient of many colours", kSvg,
         make_svg("<linearGradient id=\"a\">" + repeated("<stop offset=\"0\"/>", 3000) + "</linearGradient>" + shape),
         "too many colours"},
    };
}

/// What is allowed and takes most.
std::vector<Hostile> largest() {
    const std::string curves = repeated("C96-96-96 96 24 24", 3'300);
    const std::string outlines = repeated("C96-96-96 96 24 24", 820);
    const std::string round =
        "<path stroke=\"red\" stroke-width=\"12\" stroke-linejoin=\"round\" stroke-linecap=\"round\" d=\"M0 0";
    return {
        {"8 megapixels RGBA", kPng, make_png({.width = 4000, .height = 2000}), ""},
        {"8 megapixels, 16 bits", kPng,
         make_png({.width = 4000, .height = 2000, .depth = 16, .pixel = repeated("\x40\x90\xff\xff", 2)}), ""},
        {"8 megapixels, one bit", kPng,
         make_png({.width = 4000, .height = 2000, .depth = 1, .color = 0, .pixel = "\x5a"}), ""},
        {"text of gigabytes", kPng, make_png({.extra = repeated(packed_text(7), 100)}), ""},
        {"8 megapixels JPEG", kJpeg, make_jpeg({.width = 4000, .height = 2000}), ""},
        {"8 megapixels JPEG, progressive 4:4:4", kJpeg,
         make_jpeg({.width = 4000, .height = 2000, .progressive = true, .full_color = true}), ""},
        {"curves far and wide", kSvg, make_svg("<path d=\"M0 0" + curves + "\"/>"), ""},
        {"round joints", kSvg, make_svg(round + repeated("L24 24 0 9", 1'200) + "\"/>"), ""},
        {"round curves", kSvg, make_svg(round + outlines + "\"/>"), ""},
    };
}

void try_in_child(const Hostile& hostile) {
    CAPTURE(hostile.name);
    const test::ChildEnd end = test::in_child([&] {
        const std::string found = problem(hostile.media_type, hostile.bytes);
        const bool has_cure = found.empty() || found.find(": ") != std::string::npos;
        return has_cure && found.empty() == hostile.says.empty() && found.find(hostile.says) != std::string::npos ? 0
                                                                                                                  : 1;
    });
    CHECK_MESSAGE(end.status == 0, problem(hostile.media_type, hostile.bytes));
    MESSAGE(hostile.name, ": ", hostile.bytes.size(), " bytes, ", end.peak_kib, " KiB at most");
    if (!test::kIsSanitized)
        CHECK(end.peak_kib <= kMostKib);
}

} // namespace

TEST_CASE("a hostile PNG is refused within 64 MiB") {
    for (const Hostile& hostile : hostile_pngs())
        try_in_child(hostile);
}

TEST_CASE("a hostile JPEG is refused within 64 MiB") {
    for (const Hostile& hostile : hostile_jpegs())
        try_in_child(hostile);
}

TEST_CASE("an SVG that would not be drawn as it was meant is refused by feature and line") {
    for (const Hostile& hostile : hostile_features())
        try_in_child(hostile);
}

TEST_CASE("a hostile SVG is refused within 64 MiB") {
    for (const Hostile& hostile : hostile_svgs())
        try_in_child(hostile);
}

TEST_CASE("the largest pictures that are allowed are drawn within 64 MiB") {
    for (const Hostile& hostile : largest())
        try_in_child(hostile);
}
