// What a text on the screen may be: any bytes, at any width. Whatever it is, no letter is lost and no line begins with
// a space.
#include "kiosk/ui/text_cache.h"
#include "kiosk/ui/utf8.h"
#include "platform/base/letters.h"
#include "tests/fuzz/target.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace fuzz {
namespace {

using namespace kiosk::ui;

struct Setting {
    std::unique_ptr<Fonts> fonts;
    Atlas atlas;
    std::unique_ptr<TextCache> cache;
};

TextCache& cache() {
    static Setting setting;
    if (!setting.cache) {
        auto opened = Fonts::open();
        require(opened.has_value(), "there are no fonts", opened ? "" : opened.error().text());
        setting.fonts = std::move(*opened);
        setting.cache = std::make_unique<TextCache>(*setting.fonts, setting.atlas);
    }
    setting.cache->begin_frame();
    return *setting.cache;
}

void check_letters(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t before = offset;
        const char32_t code = next_codepoint(text, offset);
        require(offset > before && letter_end(text, before) >= offset, "a letter has no end");
        const auto font = platform::letter_font(code);
        require(!font || *font < platform::letter_fonts().size(), "a letter is of no font");
    }
}

void check_runs(const TextLayout& layout, const TextLine& line) {
    float width = 0;
    for (std::size_t index = 0; index < line.runs.size(); ++index) {
        const TextRun& run = line.runs[index];
        require(run.begin < run.end && run.end <= layout.text.size(), "a run without letters");
        require(index == 0 || line.runs[index - 1].end == run.begin, "a gap between runs");
        require(std::isfinite(run.x) && run.x >= 0 && run.x <= line.width, "a run outside its line");
        width = std::max(width, run.x);
    }
    require(width <= line.width && line.width <= layout.width, "a line wider than its box");
}

/// Only spaces, line feeds and the soft hyphen at which a line ends stand on no line.
void check_nothing_is_lost(const TextLayout& layout) {
    std::string_view text = layout.text;
    std::size_t at = 0;
    const auto pass = [&](std::size_t to) {
        std::string_view between = text.substr(at, to - at);
        if (between.starts_with(kSoftHyphen))
            between.remove_prefix(kSoftHyphen.size());
        require(between.find_first_not_of(" \n") == std::string_view::npos, "letters between the lines");
    };
    for (const TextLine& line : layout.lines) {
        if (line.runs.empty())
            continue;
        require(line.runs.front().begin >= at, "a letter stands on two lines");
        pass(line.runs.front().begin);
        at = line.runs.back().end;
    }
    pass(text.size());
}

void check_edges(const TextLayout& layout, float wrap_px) {
    const std::string_view text = layout.text;
    for (const TextLine& line : layout.lines) {
        if (line.runs.empty())
            continue;
        const std::size_t begin = line.runs.front().begin;
        const std::size_t end = line.runs.back().end;
        require(text[begin] != ' ' && text[end - 1] != ' ', "a line begins or ends with a space");
        const bool is_one_letter = letter_end(text.substr(0, end), begin) == end;
        require(line.width <= wrap_px || is_one_letter, "a line wider than the screen has room for",
                fmt::format("{} > {}", line.width, wrap_px));
        const bool ends_at_break = end == text.size() || text[end] == ' ' || text[end] == '\n' || text[end - 1] == '-'
                                   || text[end - 1] == '/' || line.runs.back().has_hyphen;
        require(ends_at_break || layout.broke_word, "a word is broken without need");
    }
}

} // namespace

void run_lines(std::string_view bytes) {
    if (bytes.size() < 2)
        return;
    const auto wrap_px = static_cast<float>(1 + static_cast<unsigned char>(bytes[0]) * 3);
    const TextStyle style{bytes[1] % 2 == 0 ? Weight::Regular : Weight::Bold, 16, 2.0F,
                          bytes[1] % 4 < 2 ? Wrap::Greedy : Wrap::Balanced};
    const std::string_view text = bytes.substr(2);
    check_letters(text);
    for (const float width : {0.0F, wrap_px}) {
        const TextLayout& layout = cache().layout(text, style, width);
        require(std::isfinite(layout.width) && layout.height >= 0, "a text without a size");
        for (const TextLine& line : layout.lines)
            check_runs(layout, line);
        check_nothing_is_lost(layout);
        if (width > 0)
            check_edges(layout, width);
    }
}

std::vector<std::string> lines_seeds() {
    std::vector<std::string> seeds;
    for (const char* text :
         {"The harbour wakes at daybreak: cranes lift, a ship passes/leaves, well-known.\n\nSecond paragraph.",
          "Long: WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW end and then ordinary words follow.",
          "Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschafts\u00adkapitän and microphone",
          "عام 2026 في مكتب CBP (كل شهر) می\u200cروم", "עזרו בשנת 2026, בבקשה.", "क्षत्रिय ज्ञानी क्\u200dष।",
          "குழுவுக்கும் அறிக்கைகள்", "ผู้ตรวจสอบบัญชี", "研究贸易政策 🎉 \U0001f468\u200d\U0001f469 e\u0301",
          "  two  spaces \n \n\xff\xc3 "})
        for (const char* head : {"\x28\x01", "\x64\x02", "\x05\x03"})
            seeds.push_back(std::string(head) + text);
    return seeds;
}

} // namespace fuzz
