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

bool is_break_after(char character) {
    return character == ' ' || character == '-' || character == '/';
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
    if (wrap > 0)
        find_words(made);
    break_lines(made, static_cast<float>(wrap));
    if (style.wrap == Wrap::Balanced && made.lines.size() > 1 && !made.broke_word) {
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

float TextCache::measure(std::string_view text, const TextStyle& style, int size_px) {
    float width = 0;
    std::size_t begin = 0;
    TTF_Font* font = nullptr;
    const auto flush = [&](std::size_t end) {
        if (font == nullptr || end <= begin)
            return;
        m_scratch.assign(text.substr(begin, end - begin));
        int run_width = 0;
        TTF_SizeUTF8(font, m_scratch.c_str(), &run_width, nullptr);
        width += static_cast<float>(run_width);
        begin = end;
    };
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t at = offset;
        TTF_Font* needed = m_fonts.for_codepoint(next_codepoint(text, offset), style.weight, size_px);
        if (needed != font) {
            flush(at);
            font = needed;
        }
    }
    flush(text.size());
    return width;
}

void TextCache::find_words(const TextLayout& layout) {
    m_words.clear();
    const std::string_view text = layout.text;
    const float space = measure(" ", layout.style, layout.size_px);
    std::size_t begin = 0;
    while (begin < text.size()) {
        if (text[begin] == '\n') {
            ++begin;
            continue;
        }
        std::size_t end = begin;
        while (end < text.size() && text[end] != '\n' && !is_break_after(text[end]))
            ++end;
        while (end < text.size() && is_break_after(text[end]))
            ++end;
        std::size_t ink_end = end;
        while (ink_end > begin && text[ink_end - 1] == ' ')
            --ink_end;
        const float ink = measure(text.substr(begin, ink_end - begin), layout.style, layout.size_px);
        m_words.push_back({end, ink_end, ink + space * static_cast<float>(end - ink_end), ink});
        begin = end;
    }
}

std::size_t TextCache::words_that_fit(const TextLayout& layout, std::size_t start, std::size_t first, std::size_t stop,
                                      float wrap_px) {
    const auto is_there = [&](std::size_t count) {
        return first + count < m_words.size() && m_words[first + count].end <= stop;
    };
    const auto fits = [&](std::size_t count) {
        const std::size_t end = std::max(start, m_words[first + count - 1].ink_end);
        return measure(std::string_view(layout.text).substr(start, end - start), layout.style, layout.size_px)
               <= wrap_px;
    };
    // The words' own widths add up to the width of the line but for kerning and rounding, at most a pixel a word: only
    // a line that ends as near to the edge as that is measured as a whole.
    std::size_t count = 0;
    float width = 0;
    while (is_there(count) && width + m_words[first + count].ink_width <= wrap_px)
        width += m_words[first + count++].width;
    const auto slack = static_cast<float>(count + 1);
    const bool surely_fits = count > 0 && width <= wrap_px - slack;
    const bool surely_full = !is_there(count) || width + m_words[first + count].ink_width > wrap_px + slack;
    while (!surely_fits && count > 0 && !fits(count))
        --count;
    while (!surely_full && is_there(count) && fits(count + 1))
        ++count;
    return count;
}

void TextCache::break_lines(TextLayout& layout, float wrap_px) {
    layout.lines.clear();
    layout.width = 0;
    layout.broke_word = false;
    const std::string_view text = layout.text;
    float y = 0;
    const auto put = [&](std::size_t begin, std::size_t end) {
        while (end > begin && text[end - 1] == ' ')
            --end;
        TextLine& line = layout.lines.emplace_back();
        set_runs(layout, line, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end));
        layout.width = std::max(layout.width, line.width);
        y += begin == end ? layout.line_step * kParagraphGap : layout.line_step;
    };
    std::size_t word = 0; // the first that does not lie before `start`
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t stop = std::min(text.find('\n', begin), text.size());
        std::size_t start = begin;
        while (start < stop && wrap_px > 0) {
            const std::size_t count = words_that_fit(layout, start, word, stop, wrap_px);
            word += count;
            std::size_t fits = count > 0 ? m_words[word - 1].end : start;
            if (fits == start) { // a word wider than the line: break it where it must
                layout.broke_word = true;
                std::size_t offset = start;
                (void)next_codepoint(text, offset);
                for (fits = offset; offset < stop; fits = offset) {
                    (void)next_codepoint(text, offset);
                    if (measure(text.substr(start, offset - start), layout.style, layout.size_px) > wrap_px)
                        break;
                }
            }
            put(start, fits);
            start = fits;
            while (word < m_words.size() && m_words[word].end <= start)
                ++word;
        }
        if (wrap_px <= 0 || stop == begin)
            put(begin, stop);
        begin = stop + 1;
    }
    // From the first line's capitals to the last line's baseline.
    layout.height = std::max(0.0F, y - layout.line_step + std::round(layout.style.cap_px));
}

void TextCache::set_runs(TextLayout& layout, TextLine& line, std::uint32_t begin, std::uint32_t end) {
    const std::string_view text = layout.text;
    TTF_Font* font = nullptr;
    for (std::size_t offset = begin; offset < end;) {
        const auto at = static_cast<std::uint32_t>(offset);
        const char32_t codepoint = next_codepoint(text, offset);
        TTF_Font* needed = m_fonts.for_codepoint(codepoint, layout.style.weight, layout.size_px);
        if (needed != font) {
            font = needed;
            line.runs.push_back({.begin = at, .end = at, .x = 0, .first = codepoint, .ascent_px = 0, .slots = {}});
        }
        if (!line.runs.empty())
            line.runs.back().end = static_cast<std::uint32_t>(std::min<std::size_t>(offset, end));
    }
    for (TextRun& run : line.runs) {
        run.x = line.width;
        TTF_Font* run_font = m_fonts.for_codepoint(run.first, layout.style.weight, layout.size_px);
        if (run_font == nullptr)
            continue;
        run.ascent_px = TTF_FontAscent(run_font);
        m_scratch.assign(text.substr(run.begin, run.end - run.begin));
        int width = 0;
        TTF_SizeUTF8(run_font, m_scratch.c_str(), &width, nullptr);
        line.width += static_cast<float>(width);
    }
}

void TextCache::rasterise(const TextLayout& layout, TextRun& run) {
    TTF_Font* font = m_fonts.for_codepoint(run.first, layout.style.weight, layout.size_px);
    if (font == nullptr)
        return;
    m_scratch.assign(layout.text, run.begin, run.end - run.begin);
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
        const float left = position.x + (align == Align::Left ? 0 : align == Align::Center ? spare / 2 : spare);
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
