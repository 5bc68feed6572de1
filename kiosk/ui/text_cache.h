// Type set with SDL2_ttf: text, broken into lines once, rendered to white pixels in the atlas once, tinted when drawn.
// Use from the frame thread.
#pragma once
#include "kiosk/model/geometry.h"
#include "kiosk/ui/atlas.h"
#include "kiosk/ui/fonts.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct ImDrawList;

namespace kiosk::ui {

enum class Align : std::uint8_t { Left, Center, Right };
enum class Wrap : std::uint8_t {
    Greedy,   ///< fill each line
    Balanced, ///< lines of similar length, for titles
};

struct TextStyle {
    Weight weight = Weight::Regular;
    float cap_px = 16;        ///< height of capitals
    float line_height = 2.0F; ///< in capital heights, baseline to baseline
    Wrap wrap = Wrap::Greedy;
};

/// One line in one font.
struct TextRun {
    std::uint32_t begin = 0; ///< bytes of TextLayout::text
    std::uint32_t end = 0;
    float x = 0; ///< from the line's left
    char32_t first = 0;
    int ascent_px = 0;
    std::vector<Slot> slots; ///< from left to right; more than one if the run is wider than an atlas page
};

struct TextLine {
    float width = 0;
    std::vector<TextRun> runs;
};

/// Broken lines. The first line's capitals begin at the top of the box, the last line's baseline is its bottom:
/// what the eye aligns, not what the font file says.
struct TextLayout {
    std::string text;
    TextStyle style;
    int size_px = 0;
    float width = 0;
    float height = 0;
    float line_step = 0;
    bool broke_word = false; ///< a word was wider than the box
    std::vector<TextLine> lines;
    std::uint64_t last_used = 0;
};

class TextCache {
public:
    TextCache(Fonts& fonts, Atlas& atlas) : m_fonts(fonts), m_atlas(atlas) {}

    void begin_frame();
    /// `wrap_px` is the width to break at; 0 or less for one line per paragraph. Line feeds break, an empty line is a
    /// gap of half a line. Valid until the next begin_frame(); allocates only for text that is new.
    [[nodiscard]] TextLayout& layout(std::string_view text, const TextStyle& style, float wrap_px);
    /// Draws with the box's top left at `position`; lines are aligned within `box_width`.
    void draw(ImDrawList& list, TextLayout& layout, model::Point position, std::uint32_t color, Align align,
              float box_width);

private:
    /// A word with the spaces, hyphens or slashes after it, at which a line may end.
    struct Word {
        std::size_t end = 0;     ///< offset in the text
        std::size_t ink_end = 0; ///< the same without spaces
        float width = 0;         ///< set alone
        float ink_width = 0;     ///< the same without spaces
    };

    [[nodiscard]] float measure(std::string_view text, const TextStyle& style, int size_px);
    /// The words of the whole text into m_words; no word reaches over a line feed.
    void find_words(const TextLayout& layout);
    /// How many words from `first` on, without those that end after `stop`, fit into a line that begins at `start`.
    [[nodiscard]] std::size_t words_that_fit(const TextLayout& layout, std::size_t start, std::size_t first,
                                             std::size_t stop, float wrap_px);
    /// The lines of `layout`, whose words lie in m_words.
    void break_lines(TextLayout& layout, float wrap_px);
    void set_runs(TextLayout& layout, TextLine& line, std::uint32_t begin, std::uint32_t end);
    /// False if it can't be drawn in this frame.
    [[nodiscard]] bool ready(const TextLayout& layout, TextRun& run);
    void rasterise(const TextLayout& layout, TextRun& run);

    Fonts& m_fonts;
    Atlas& m_atlas;
    std::uint64_t m_frame = 0;
    std::unordered_map<std::uint64_t, TextLayout> m_layouts;
    std::string m_scratch;
    std::vector<Word> m_words;
};

} // namespace kiosk::ui
