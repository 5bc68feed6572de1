// Reads an SVG with expat and writes it anew with nothing but the shapes and attributes that the drawing library
// (nanosvg, in SDL2_image) knows. What it would leave out or draw otherwise is refused by name and line.
#include "platform/pictures/picture.h"
#include "platform/pictures/svg_gradients.h"
#include "platform/pictures/svg_numbers.h"
#include "platform/pictures/svg_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <expat.h>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace platform::pictures {
namespace {

template <typename List>
bool has(const List& list, std::string_view name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

template <typename List>
const Feature* feature(const List& list, std::string_view name) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const Feature& one) { return one.name == name; });
    return found == list.end() ? nullptr : &*found;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlank);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// As of a writer: nothing that ends an attribute or the message that quotes it.
std::string quoted(std::string_view value, std::size_t most) {
    std::string plain;
    for (const char letter : value.substr(0, most))
        if (letter >= ' ' && letter < 0x7f && letter != '"' && letter != '<' && letter != '>' && letter != '&')
            plain += letter;
        else if (letter == '\n' || letter == '\t' || letter == '\r')
            plain += ' ';
    return plain;
}

struct Level {
    double enlargement = 1;
    double stroke = 1;
    bool is_stroked = false;
};

class SvgReader {
public:
    Result<Picture> read(std::string_view bytes) {
        const std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)> parser(
            XML_ParserCreateNS(nullptr, '|'), XML_ParserFree);
        if (parser == nullptr)
            return tl::unexpected(Refusal{"can't be read: there is no memory left"});
        m_parser = parser.get();
        XML_SetUserData(m_parser, this);
        XML_SetElementHandler(
            m_parser, [](void* self, const char* name, const char** pairs) { reader(self).begin(name, pairs); },
            [](void* self, const char* /*name*/) { reader(self).end(); });
        XML_SetCharacterDataHandler(m_parser, [](void* self, const char* text, int size) {
            reader(self).text({text, static_cast<std::size_t>(size)});
        });
        // Stops before anything is declared in it: no entity is ever expanded.
        XML_SetStartDoctypeDeclHandler(m_parser, [](void* self, const char*, const char*, const char*, int is_written) {
            if (is_written != 0)
                reader(self).refuse("declares entities of its own (<!DOCTYPE ... [): export it as plain SVG");
        });
        const auto size = static_cast<int>(std::min<std::size_t>(bytes.size(), 1U << 30U));
        if (XML_Parse(m_parser, bytes.data(), size, 1) != XML_STATUS_OK && !m_refusal)
            refuse(!m_has_root ? std::string(kWrongKind)
                               : fmt::format("is cut off or no well-formed XML ({}): export it again",
                                             XML_ErrorString(XML_GetErrorCode(m_parser))));
        if (!m_refusal)
            m_refusal = m_gradients.problem();
        if (!m_refusal && m_shapes == 0)
            refuse("has no shape that is drawn: draw one, or export it as PNG");
        if (m_refusal)
            return tl::unexpected(*m_refusal);
        return std::move(m_picture);
    }

private:
    static SvgReader& reader(void* self) { return *static_cast<SvgReader*>(self); }

    void refuse(std::string message) {
        if (m_refusal)
            return;
        m_refusal = Refusal{std::move(message), static_cast<int>(XML_GetCurrentLineNumber(m_parser))};
        XML_StopParser(m_parser, XML_FALSE);
    }
    void refuse(const Feature& feature, std::string_view what) {
        refuse(fmt::format("uses {} in line {}, which the kiosk does not draw: {}", what,
                           XML_GetCurrentLineNumber(m_parser), feature.cure));
    }

    /// The name without the namespace of SVG; empty for a name of another one.
    static std::string_view local(std::string_view name) {
        const std::size_t bar = name.rfind('|');
        if (bar == std::string_view::npos)
            return name;
        const std::string_view space = name.substr(0, bar);
        return space == "http://www.w3.org/2000/svg" ? name.substr(bar + 1) : std::string_view();
    }

    void begin(std::string_view full_name, const char** pairs) {
        if (m_refusal)
            return;
        const std::string_view name = local(full_name);
        if (m_skipped > 0 || (m_has_root && name.empty())) {
            ++m_skipped;
            return;
        }
        if (!m_has_root)
            return begin_root(name, pairs);
        if (name == "style") { // an empty one is harmless
            ++m_skipped;
            m_in_style = true;
            return;
        }
        if (const Feature* known = feature(kLeftOut, name); known != nullptr) {
            if (!known->cure.empty())
                refuse(*known, fmt::format("<{}>", name));
            ++m_skipped;
            return;
        }
        if (!has(kGroups, name) && !has(kPaints, name) && !has(kShapes, name))
            return refuse({"", kPlain}, fmt::format("<{}>", quoted(name, 30)));
        if (m_levels.size() >= kMaxSvgDepth || ++m_elements > kMaxSvgElements)
            return refuse(fmt::format("has more than {} shapes, or groups in groups: simplify it, or export it as PNG",
                                      kMaxSvgElements));
        write_element(name, pairs);
    }

    void begin_root(std::string_view name, const char** pairs) {
        m_has_root = true;
        if (name != "svg")
            return refuse(std::string(kWrongKind));
        std::map<std::string_view, std::string_view> values;
        for (; *pairs != nullptr; pairs += 2)
            values[local(pairs[0])] = trimmed(pairs[1]);
        const SvgBox box = box_of(values);
        constexpr double kLargest = 100'000;
        if (!(box.width >= 0.01) || !(box.height >= 0.01) || box.width > kLargest || box.height > kLargest
            || std::abs(box.x) > kLargest || std::abs(box.y) > kLargest)
            return refuse("says no sensible size: give its first element a viewBox such as viewBox=\"0 0 24 24\"");
        m_side = std::max(box.width, box.height);
        m_picture.kind = Kind::Svg;
        m_picture.width = static_cast<int>(std::ceil(box.width));
        m_picture.height = static_cast<int>(std::ceil(box.height));
        m_picture.plain = fmt::format("<svg viewBox=\"{0:.6f} {1:.6f} {2:.6f} {3:.6f}\" width=\"{2:.6f}\" "
                                      "height=\"{3:.6f}\"",
                                      box.x, box.y, box.width, box.height);
        m_levels.push_back({});
        m_names.emplace_back("svg");
        for (auto& [key, value] : values)
            if (key != "viewBox" && key != "width" && key != "height" && key != "x" && key != "y")
                attribute(key, value);
        finish_element();
    }

    /// Empty if none is whole.
    static SvgBox box_of(const std::map<std::string_view, std::string_view>& values) {
        if (const auto given = values.find("viewBox"); given != values.end())
            return svg_box(given->second).value_or(SvgBox{});
        const auto width = values.find("width");
        const auto height = values.find("height");
        if (width == values.end() || height == values.end())
            return {};
        return {0, 0, length_of(width->second).value_or(0), length_of(height->second).value_or(0)};
    }

    /// A length in pixels; "24px" and "24" are ones.
    static std::optional<double> length_of(std::string_view text) {
        if (text.ends_with("px"))
            text.remove_suffix(2);
        const auto numbers = svg_numbers(text, "");
        return numbers && numbers->count == 1 && !text.starts_with('-') ? std::optional(numbers->largest)
                                                                        : std::nullopt;
    }

    void write_element(std::string_view name, const char** pairs) {
        m_levels.push_back(m_levels.back());
        m_names.emplace_back(name);
        m_picture.plain += fmt::format("<{}", name);
        m_largest = 0;
        m_shape_numbers = 0;
        if (name == "stop" && ++m_stops > kMaxStops)
            return refuse("has gradients of too many colours: simplify it, or export it as PNG");
        if (name == "linearGradient" || name == "radialGradient")
            m_stops = 0;
        for (; *pairs != nullptr && !m_refusal; pairs += 2) {
            const std::string_view key = pairs[0];
            const std::string_view value = trimmed(pairs[1]);
            if (key == "href" || key == "http://www.w3.org/1999/xlink|href")
                reference(value);
            else
                attribute(local(key), value);
        }
        if (has(kShapes, name)) {
            m_shapes += std::count(m_names.begin(), m_names.end(), "defs") == 0 ? 1 : 0;
            const Level& level = m_levels.back();
            m_numbers += m_shape_numbers * (level.is_stroked ? kStrokedWeight : 1);
            if (m_numbers > kMaxSvgNumbers)
                return refuse_paths();
            // Far outside nothing is seen, but all of it is computed.
            if (m_largest * level.enlargement > kMaxReach * m_side || level.stroke * level.enlargement > m_side / 2)
                refuse(fmt::format("draws far outside its viewBox in line {}: remove that, or export it as PNG",
                                   XML_GetCurrentLineNumber(m_parser)));
        }
        finish_element();
    }

    void finish_element() {
        if (!m_style.empty())
            m_picture.plain += fmt::format(" style=\"{}\"", std::exchange(m_style, {}));
        m_picture.plain += '>';
    }

    void end() {
        if (m_refusal)
            return;
        if (m_skipped > 0) {
            --m_skipped;
            m_in_style = m_in_style && m_skipped > 0;
            return;
        }
        m_picture.plain += fmt::format("</{}>", m_names.back());
        m_names.pop_back();
        m_levels.pop_back();
    }

    void text(std::string_view text) {
        if (m_in_style && !trimmed(text).empty())
            refuse({"", "export it with presentation attributes instead of a style sheet, or as plain SVG"},
                   "a style sheet (<style>)");
    }

    /// Of a gradient or a link; the first takes its colours from another one.
    void reference(std::string_view value) {
        const std::string& name = m_names.back();
        if (name != "linearGradient" && name != "radialGradient")
            return;
        if (!value.starts_with('#'))
            return refuse({"", kPlain}, "a reference to another file");
        m_gradients.follow(place(), value.substr(1));
        m_picture.plain += fmt::format(" xlink:href=\"{}\"", quoted(value, kMaxId));
    }
    /// Gradients are told apart by their place here: their ids may come later.
    [[nodiscard]] std::size_t place() const { return static_cast<std::size_t>(m_elements); }

    void attribute(std::string_view key, std::string_view value) {
        if (key == "style") {
            while (!value.empty() && !m_refusal) {
                const std::string_view one = value.substr(0, value.find(';'));
                value.remove_prefix(std::min(value.size(), one.size() + 1));
                if (const std::size_t colon = one.find(':'); colon != std::string_view::npos)
                    property(trimmed(one.substr(0, colon)), trimmed(one.substr(colon + 1)), true);
            }
            return;
        }
        property(key, value, false);
    }

    void property(std::string_view key, std::string_view value, bool in_style) {
        if (key.empty() || value.empty() || value == "inherit")
            return;
        if (const Feature* left_out = feature(kLeftOutAttributes, key); left_out != nullptr) {
            if (value != "none" && value != "normal")
                refuse(*left_out, fmt::format("'{}'", key));
            return;
        }
        if (key == "visibility") {
            if (value != "visible")
                refuse({"", "delete what is hidden"}, "hidden shapes");
            return;
        }
        std::string plain = quoted(value, value.size());
        if (key == "fill" || key == "stroke" || key == "stop-color")
            plain = paint(value);
        else if (key == "d" || key == "points")
            count(key, value, key == "d" ? "MmLlHhVvCcSsQqTtAaZz" : "");
        else if (key == "transform" || key == "gradientTransform")
            transform(key, value);
        else if (has(kLengths, key))
            length(key, value);
        else if (!has(kOthers, key))
            return;
        if (key == "stroke")
            m_levels.back().is_stroked = value != "none";
        if (key == "id" && plain.size() >= kMaxId)
            plain.clear();
        if (key == "id" && (m_names.back() == "linearGradient" || m_names.back() == "radialGradient"))
            m_gradients.name(plain, place());
        if (in_style)
            m_style += fmt::format("{}:{};", key, plain);
        else
            m_picture.plain += fmt::format(" {}=\"{}\"", key, plain);
    }

    std::string paint(std::string_view value) {
        if (value == "transparent")
            return "none";
        if (value.starts_with("url(")) {
            std::string_view id = value.substr(4, value.find(')') - 4);
            id.remove_prefix(std::min(id.find_first_not_of("'\" "), id.size()));
            id = id.substr(0, id.find_last_not_of("'\" ") + 1);
            if (!id.starts_with('#'))
                refuse({"", kPlain}, "a reference to another file");
            else
                m_gradients.paint(quoted(id.substr(1), kMaxId), static_cast<int>(XML_GetCurrentLineNumber(m_parser)));
            return fmt::format("url({})", quoted(id, kMaxId));
        }
        std::string plain = quoted(value, value.size());
        const bool is_hex = value.starts_with('#') && (value.size() == 4 || value.size() == 7)
                            && value.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
        if (value != "none" && !is_hex && !value.starts_with("rgb(") && !has(kColors, value))
            refuse({"", "write colours as in #1b3a5c"}, fmt::format("the colour '{}'", quoted(value, 30)));
        return plain;
    }

    void count(std::string_view key, std::string_view value, std::string_view letters) {
        const auto numbers = svg_numbers(value, letters);
        if (!numbers)
            return refuse(fmt::format("has '{}' in line {} that is not a path: export it again", key,
                                      XML_GetCurrentLineNumber(m_parser)));
        m_largest = std::max(m_largest, numbers->largest);
        m_shape_numbers += numbers->count;
        if (m_numbers + m_shape_numbers > kMaxSvgNumbers)
            refuse_paths();
    }

    void refuse_paths() {
        refuse(fmt::format("has more than {} numbers in its paths, or a quarter of that in outlines, too many to draw: "
                           "simplify the paths, or export it as PNG",
                           kMaxSvgNumbers));
    }

    void transform(std::string_view key, std::string_view value) {
        const auto enlargement = svg_enlargement(value);
        if (!enlargement)
            return refuse(fmt::format("has a '{}' in line {} that is none: export it again", key,
                                      XML_GetCurrentLineNumber(m_parser)));
        if (key == "transform")
            m_levels.back().enlargement *= *enlargement;
        if (!(m_levels.back().enlargement * *enlargement < 1e9))
            refuse("enlarges its shapes beyond measure: export it as plain SVG");
    }

    void length(std::string_view key, std::string_view value) {
        const auto numbers = svg_numbers(value, "%pxtcminex");
        if (!numbers || numbers->count != 1)
            return refuse(fmt::format("has a '{}' in line {} that is not a number: export it again", key,
                                      XML_GetCurrentLineNumber(m_parser)));
        constexpr double kLargestUnit = 96; // an inch
        const bool has_unit = value.find_first_of("tcminex%") != std::string_view::npos && !value.ends_with("px");
        const double largest = numbers->largest * (has_unit && !value.ends_with('%') ? kLargestUnit : 1);
        if (key == "stroke-width")
            m_levels.back().stroke = largest;
        else if (has(kShapes, m_names.back()))
            m_largest = std::max(m_largest, largest);
        m_shape_numbers += 8; // a circle or a rounded corner is made of some
    }

    static constexpr int kMaxStops = 64;
    static constexpr double kMaxReach = 4;    // times the larger side of the viewBox
    static constexpr std::size_t kMaxId = 60; // the drawing library keeps 63 letters

    XML_Parser m_parser = nullptr;
    Picture m_picture;
    std::optional<Refusal> m_refusal;
    bool m_has_root = false;
    bool m_in_style = false;
    int m_skipped = 0; ///< how many elements deep in one that is left out
    std::vector<Level> m_levels;
    std::vector<std::string> m_names;
    std::string m_style;
    double m_side = 1;
    double m_largest = 0; ///< number of this shape
    int m_elements = 0;
    int m_shapes = 0;
    int m_numbers = 0;
    int m_shape_numbers = 0;
    int m_stops = 0;
    SvgGradients m_gradients;
};

} // namespace

Result<Picture> examine_svg(std::string_view bytes) {
    return SvgReader().read(bytes);
}

} // namespace platform::pictures
