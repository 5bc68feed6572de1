#include "kiosk/ui/text_cache.h"

#include "kiosk/ui/draw_slot.h"
#include "kiosk/ui/utf8.h"

#include <SDL_ttf.h>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <imgui.h>

namespace kiosk::ui {
namespace {

constexpr std::size_t kMaxLayouts = 1500;
constexpr float kParagraphGap = 0.5F; // in lines, for an empty line

std::uint64_t hash_of(std::string_view text, const TextStyle& style, int size_px, int wrap_px) {
    std::uint64_t hash = 14695981039346656037ULL;
    const auto add = [&](std::uint64_t value) { hash = (hash ^ value) * 1099511628211ULL; };
    for (const char character : text)
        add(static_cast<unsigned char>(character));
    add(static_cast<std::uint64_t>(size_px));
    add(static_cast<std::uint64_t>(wrap_px));
    add(static_cast<std::uint64_t>(style.weight) * 4 + static_cast<std::uint64_t>(style.wrap));
    add(static_cast<std::uint64_t>(style.line_height * 100));
    return hash;
}

} // namespace

void TextCache::begin_frame() {
    ++m_frame;
    m_fonts.trim();
    if (m_layouts.size() > kMaxLayouts)
        std::erase_if(m_layouts, [&](const auto& entry) { return entry.second.last_used + 2 < m_frame; });
}

TextLayout& TextCache::layout(std::string_view text, const TextStyle& style, float wrap_px) {
    const int size_px = std::max(6, static_cast<int>(std::lround(style.cap_px / kCapHeightPerEm)));
    const int wrap = wrap_px > 0 ? std::max(1, static_cast<int>(wrap_px)) : 0;
    const std::uint64_t key = hash_of(text, style, size_px, wrap);
    if (const auto found = m_layouts.find(key); found != m_layouts.end() && found->second.text == text) {
        found->second.last_used = m_frame;
        return found->second;
    }
    TextLayout& made = m_layouts[key];
    made = TextLayout{};
    made.text = text;
    made.style = style;
    made.size_px = size_px;
    made.line_step = std::round(style.cap_px * style.line_height);
    made.last_used = m_frame;
    find_levels(made.text, m_levels);
    if (wrap > 0)
        find_words(made);
    break_lines(made, static_cast<float>(wrap));
    if (wrap > 0 && style.wrap == Wrap::Balanced && made.lines.size() > 1 && !made.broke_word) {
        // The narrowest width that needs no further line.
        const std::size_t count = made.lines.size();
        float low = made.width / static_cast<float>(count);
        float high = made.width;
        while (high - low > 2) {
            const float middle = (low + high) / 2;
            break_lines(made, middle);
            (made.lines.size() <= count && !made.broke_word ? high : low) = middle;
        }
        break_lines(made, std::ceil(high));
    }
    return made;
}

template <typename Use>
void TextCache::for_each_run(const TextLayout& layout, std::size_t begin, std::size_t end, Use use) {
    const std::string_view text = std::string_view(layout.text).substr(0, end);
    std::size_t run = begin;
    FontFamily family = kInter;
    Level level = begin < end ? level_at(begin) : Level{0};
    for (std::size_t offset = begin; offset < end;) {
        const std::size_t at = offset;
        const FontFamily needed =
            m_fonts.family(next_codepoint(text, offset), family, layout.style.weight, layout.size_px);
        if (at > run && (needed != family || level_at(at) != level)) {
            use(run, at, family, level);
            run = at;
        }
        family = needed;
        level = level_at(at);
    }
    if (run < end)
        use(run, end, family, level);
}

TTF_Font* TextCache::prepare(const TextLayout& layout, std::size_t begin, std::size_t end, FontFamily family,
                             Level level, bool has_hyphen) {
    TTF_Font* font = m_fonts.at(family, layout.style.weight, layout.size_px);
    if (font == nullptr)
        return nullptr;
    TTF_SetFontDirection(font, level % 2 == 0 ? TTF_DIRECTION_LTR : TTF_DIRECTION_RTL);
    m_scratch.assign(layout.text, begin, end - begin);
    if (has_hyphen && TTF_GlyphIsProvided32(font, '-') != 0)
        m_scratch += '-';
    return font;
}

float TextCache::run_width(const TextLayout& layout, std::size_t begin, std::size_t end, FontFamily family, Level level,
                           bool has_hyphen) {
    int width = 0;
    if (TTF_Font* font = prepare(layout, begin, end, family, level, has_hyphen))
        TTF_SizeUTF8(font, m_scratch.c_str(), &width, nullptr);
    return static_cast<float>(width);
}

float TextCache::measure(const TextLayout& layout, std::size_t begin, std::size_t end, bool has_hyphen) {
    float width = 0;
    for_each_run(layout, begin, end, [&](std::size_t from, std::size_t to, FontFamily family, Level level) {
        width += run_width(layout, from, to, family, level, has_hyphen && to == end);
    });
    return width;
}

void TextCache::find_words(const TextLayout& layout) {
    m_words.clear();
    const std::string_view text = layout.text;
    int space_px = 0;
    if (TTF_Font* inter = m_fonts.primary(layout.style.weight, layout.size_px))
        TTF_SizeUTF8(inter, " ", &space_px, nullptr);
    for (std::size_t begin = 0; begin < text.size();) {
        if (text[begin] == '\n') {
            ++begin;
            continue;
        }
        Word word{piece_at(text, begin)};
        FontFamily last = kInter;
        for_each_run(layout, begin, word.ink_end,
                     [&](std::size_t from, std::size_t to, FontFamily family, Level level) {
                         word.width += run_width(layout, from, to, family, level, false);
                         last = family;
                     });
        word.ink_width = word.is_hyphenated ? measure(layout, begin, word.ink_end, true) : word.width;
        if (!word.is_hyphenated && word.end > word.ink_end) {
            if (last == kInter && word.end - word.ink_end == 1)
                word.width += static_cast<float>(space_px);
            else
                word.width = measure(layout, begin, word.end);
        }
        begin = word.end;
        m_words.push_back(word);
    }
}

std::size_t TextCache::words_that_fit(const TextLayout& layout, std::size_t start, std::size_t first, std::size_t stop,
                                      float cut_px, float wrap_px) {
    const auto is_there = [&](std::size_t count) {
        return first + count < m_words.size() && m_words[first + count].end <= stop;
    };
    const auto fits = [&](std::size_t count) {
        const Word& last = m_words[first + count - 1];
        return measure(layout, start, std::max(start, last.ink_end), last.is_hyphenated) <= wrap_px;
    };
    const bool is_cut = is_there(0) && start > m_words[first].begin;
    if (is_cut && m_words[first].ink_width - cut_px > 2 * wrap_px)
        return 0; // not measured as a whole for each line of a word without an end
    const float taken =
        is_cut ? m_words[first].ink_width
                     - measure(layout, start, std::max(start, m_words[first].ink_end), m_words[first].is_hyphenated)
               : 0;
    // The words' own widths add up to the width of the line but for kerning and rounding, at most a pixel a word: only
    // a line that ends as near to the edge as that is measured as a whole.
    std::size_t count = 0;
    float width = -taken;
    float fit_width = 0; // of the words that fit, as `width`
    float fit_ink = 0;   // the same as the end of a line
    for (std::size_t tried = 0; is_there(tried) && width <= wrap_px; ++tried) {
        const Word& word = m_words[first + tried];
        const float ink = width + word.ink_width;
        const bool is_fit = ink <= wrap_px;
        width += word.width;
        if (is_fit) {
            count = tried + 1;
            fit_ink = ink;
            fit_width = width;
        }
        // A syllable may fit without the hyphen that would stand after it, and the rest of its word with it.
        if (!is_fit && !word.is_hyphenated)
            break;
    }
    const auto slack = static_cast<float>(count + 1);
    const bool surely_fits = count > 0 && std::max(fit_width, fit_ink) <= wrap_px - slack;
    const bool surely_full = !is_there(count) || fit_width + m_words[first + count].ink_width > wrap_px + slack;
    while (!surely_fits && count > 0 && !fits(count))
        --count;
    while (!surely_full && is_there(count) && fits(count + 1))
        ++count;
    return count;
}

std::size_t TextCache::letters_that_fit(const TextLayout& layout, std::size_t start, const Word& word, float wrap_px) {
    const std::string_view text = std::string_view(layout.text).substr(0, word.ink_end);
    const auto fits = [&](std::size_t letters) {
        const std::size_t end = m_ends[letters - 1];
        return measure(layout, start, end, word.is_hyphenated && end == word.ink_end) <= wrap_px;
    };
    // By leaps, then by halves: a word of thousands of letters is not measured thousands of times.
    m_ends.clear();
    std::size_t fitting = 1; // one letter must go somewhere
    std::size_t tried = 1;
    for (bool is_more = true; is_more;) {
        while (m_ends.size() < tried && (m_ends.empty() ? start : m_ends.back()) < word.ink_end)
            m_ends.push_back(letter_end(text, m_ends.empty() ? start : m_ends.back()));
        if (m_ends.empty())
            return word.end;
        tried = std::min(tried, m_ends.size());
        is_more = (tried == 1 || fits(tried)) && m_ends.back() < word.ink_end;
        if (is_more) {
            fitting = tried;
            tried *= 2;
        }
    }
    std::size_t too_many = tried == 1 || fits(tried) ? tried + 1 : tried;
    while (too_many - fitting > 1) {
        const std::size_t middle = fitting + (too_many - fitting) / 2;
        (fits(middle) ? fitting : too_many) = middle;
    }
    return m_ends[fitting - 1] == word.ink_end ? word.end : m_ends[fitting - 1];
}

void TextCache::break_lines(TextLayout& layout, float wrap_px) {
    layout.lines.clear();
    layout.width = 0;
    layout.broke_word = false;
    const std::string_view text = layout.text;
    float y = 0;
    const auto put = [&](std::size_t begin, std::size_t end, bool has_hyphen) {
        while (end > begin && text[end - 1] == ' ')
            --end;
        TextLine& line = layout.lines.emplace_back();
        set_runs(layout, line, begin, end, has_hyphen);
        layout.width = std::max(layout.width, line.width);
        y += begin == end ? layout.line_step * kParagraphGap : layout.line_step;
    };
    std::size_t word = 0; // the first that does not end before `start`
    float cut_px = 0;     // what earlier lines took of it
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t stop = std::min(text.find('\n', begin), text.size());
        std::size_t start = begin;
        while (wrap_px > 0 && start < stop && text[start] == ' ')
            ++start;
        const bool is_empty = start == stop;
        while (word < m_words.size() && m_words[word].end <= start)
            ++word;
        while (start < stop && wrap_px > 0) {
            word += words_that_fit(layout, start, word, stop, cut_px, wrap_px);
            const bool is_whole = word > 0 && m_words[word - 1].end > start;
            const std::size_t end =
                is_whole ? m_words[word - 1].end : letters_that_fit(layout, start, m_words[word], wrap_px);
            layout.broke_word = layout.broke_word || !is_whole;
            const std::size_t last = is_whole ? word - 1 : word;
            const bool has_hyphen = m_words[last].is_hyphenated && end == m_words[last].end;
            put(start, has_hyphen ? m_words[last].ink_end : end, has_hyphen);
            start = end;
            cut_px = is_whole ? 0 : cut_px + layout.lines.back().width;
            for (; word < m_words.size() && m_words[word].end <= start; ++word)
                cut_px = 0;
        }
        if (wrap_px <= 0 || is_empty)
            put(begin, stop, false);
        begin = stop + 1;
    }
    // From the first line's capitals to the last line's baseline.
    layout.height = std::max(0.0F, y - layout.line_step + std::round(layout.style.cap_px));
}

void TextCache::set_runs(TextLayout& layout, TextLine& line, std::size_t begin, std::size_t end, bool has_hyphen) {
    m_run_levels.clear();
    for_each_run(layout, begin, end, [&](std::size_t from, std::size_t to, FontFamily family, Level level) {
        line.runs.push_back({.begin = static_cast<std::uint32_t>(from),
                             .end = static_cast<std::uint32_t>(to),
                             .x = 0,
                             .family = family,
                             .level = level,
                             .has_hyphen = has_hyphen && to == end,
                             .ascent_px = 0,
                             .slots = {}});
        m_run_levels.push_back(level);
        line.is_from_right = *std::min_element(m_run_levels.begin(), m_run_levels.end()) > 0;
    });
    order_from_left(m_run_levels, m_order);
    for (const std::size_t index : m_order) {
        TextRun& run = line.runs[index];
        run.x = line.width;
        line.width += run_width(layout, run.begin, run.end, run.family, run.level, run.has_hyphen);
        if (TTF_Font* font = m_fonts.at(run.family, layout.style.weight, layout.size_px))
            run.ascent_px = TTF_FontAscent(font);
    }
}

void TextCache::rasterise(const TextLayout& layout, TextRun& run) {
    TTF_Font* font = prepare(layout, run.begin, run.end, run.family, run.level, run.has_hyphen);
    if (font == nullptr)
        return;
    SDL_Surface* surface = TTF_RenderUTF8_Blended(font, m_scratch.c_str(), SDL_Color{255, 255, 255, 255});
    if (surface == nullptr)
        return;
    run.slots.clear();
    for (int left = 0; left < surface->w; left += m_atlas.widest()) {
        const int width = std::min(m_atlas.widest(), surface->w - left);
        auto* pixels = static_cast<std::uint32_t*>(surface->pixels) + left;
        SDL_Surface* part =
            SDL_CreateRGBSurfaceWithFormatFrom(pixels, width, surface->h, 32, surface->pitch, SDL_PIXELFORMAT_ARGB8888);
        run.slots.push_back(m_atlas.add(part));
        SDL_FreeSurface(part);
    }
    SDL_FreeSurface(surface);
}

bool TextCache::ready(const TextLayout& layout, TextRun& run) {
    const auto all_valid = [&] {
        return !run.slots.empty() && std::all_of(run.slots.begin(), run.slots.end(), [&](const Slot& slot) {
            return m_atlas.valid(slot);
        });
    };
    if (all_valid())
        return true;
    if (!m_atlas.attached())
        return false;
    rasterise(layout, run);
    return all_valid();
}

void TextCache::draw(ImDrawList& list, TextLayout& layout, model::Point position, std::uint32_t color, Align align,
                     float box_width) {
    const ImVec2 clip_min = list.GetClipRectMin();
    const ImVec2 clip_max = list.GetClipRectMax();
    float cap_top = std::round(position.y);
    for (TextLine& line : layout.lines) {
        const float spare = box_width - line.width;
        const float from_left = line.is_from_right ? layout.width - line.width : 0;
        const float left = position.x + (align == Align::Left ? from_left : align == Align::Center ? spare / 2 : spare);
        const float baseline = cap_top + std::round(layout.style.cap_px);
        const bool seen = baseline + layout.line_step > clip_min.y && cap_top - layout.line_step < clip_max.y;
        for (TextRun& run : line.runs) {
            if (!seen)
                break;
            if (!ready(layout, run))
                continue;
            float x = std::round(left + run.x);
            const float y = baseline - static_cast<float>(run.ascent_px);
            for (const Slot& slot : run.slots) {
                draw_slot(list, m_atlas, slot,
                          {x, y, x + static_cast<float>(slot.width), y + static_cast<float>(slot.height)}, color);
                x += static_cast<float>(slot.width);
            }
        }
        cap_top += line.runs.empty() ? std::round(layout.line_step * kParagraphGap) : layout.line_step;
    }
}

} // namespace kiosk::ui
