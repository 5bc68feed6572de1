// Type set with SDL2_ttf: text, broken into lines once, rendered to white pixels in the atlas once, tinted when drawn.
// Use from the frame thread.
#pragma once
#include "kiosk/model/geometry.h"
#include "kiosk/ui/atlas.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/text_order.h"
#include "kiosk/ui/word_breaks.h"

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

/// A stretch of one line in one font and one direction.
struct TextRun {
    std::uint32_t begin = 0; ///< bytes of TextLayout::text
    std::uint32_t end = 0;
    float x = 0; ///< from the line's left
    FontFamily family = kInter;
    Level level = 0;
    bool has_hyphen = false; ///< at its end: the line was broken at a soft hyphen
    int ascent_px = 0;
    std::vector<Slot> slots; ///< from left to right; more than one if the run is wider than an atlas page
};

struct TextLine {
    float width = 0;
    bool is_from_right = false; ///< of a paragraph whose first letter runs from right to left
    std::vector<TextRun> runs;  ///< in the order of reading
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
    /// Draws with the box's top left at `position`; lines are aligned within `box_width`. Of a text that is aligned
    /// left, lines from the right end where its widest line does: the layout of screens is not mirrored.
    void draw(ImDrawList& list, TextLayout& layout, model::Point position, std::uint32_t color, Align align,
              float box_width);

private:
    /// A piece of text with its widths.
    struct Word : Piece {
        float width = 0;     ///< set alone, when another follows in the line
        float ink_width = 0; ///< the same at the end of a line: without spaces, with a hyphen
    };

    /// Calls `use(begin, end, family, level)` for each stretch of one font and direction.
    template <typename Use>
    void for_each_run(const TextLayout& layout, std::size_t begin, std::size_t end, Use use);
    [[nodiscard]] Level level_at(std::size_t offset) const { return m_levels.empty() ? Level{0} : m_levels[offset]; }
    /// The width of one run, set alone.
    [[nodiscard]] float run_width(const TextLayout& layout, std::size_t begin, std::size_t end, FontFamily family,
                                  Level level, bool has_hyphen);
    /// Of bytes of the layout's text. A hyphen is set in the font of the last run.
    [[nodiscard]] float measure(const TextLayout& layout, std::size_t begin, std::size_t end, bool has_hyphen = false);
    /// The words of the whole text into m_words; no word reaches over a line feed.
    void find_words(const TextLayout& layout);
    /// How many words from `first` on, without those that end after `stop`, fit into a line that begins at `start`,
    /// which may lie within the first word, of which earlier lines took about `cut_px`.
    [[nodiscard]] std::size_t words_that_fit(const TextLayout& layout, std::size_t start, std::size_t first,
                                             std::size_t stop, float cut_px, float wrap_px);
    /// Where to break `word`, which does not fit into a line that begins at `start`: after at least one letter.
    [[nodiscard]] std::size_t letters_that_fit(const TextLayout& layout, std::size_t start, const Word& word,
                                               float wrap_px);
    /// The lines of `layout`, whose words lie in m_words.
    void break_lines(TextLayout& layout, float wrap_px);
    void set_runs(TextLayout& layout, TextLine& line, std::size_t begin, std::size_t end, bool has_hyphen);
    /// The text of a run as SDL_ttf takes it, into m_scratch, and the font told its direction. Null if there is no
    /// font.
    [[nodiscard]] TTF_Font* prepare(const TextLayout& layout, std::size_t begin, std::size_t end, FontFamily family,
                                    Level level, bool has_hyphen);
    /// False if it can't be drawn in this frame.
    [[nodiscard]] bool ready(const TextLayout& layout, TextRun& run);
    void rasterise(const TextLayout& layout, TextRun& run);

    Fonts& m_fonts;
    Atlas& m_atlas;
    std::uint64_t m_frame = 0;
    std::unordered_map<std::uint64_t, TextLayout> m_layouts;
    std::string m_scratch;
    // Of the layout that is being made.
    std::vector<Word> m_words;
    std::vector<Level> m_levels;     ///< one a byte, or none
    std::vector<std::size_t> m_ends; ///< of the letters of a word
    std::vector<Level> m_run_levels;
    std::vector<std::size_t> m_order;
};

} // namespace kiosk::ui
