#include "kiosk/ui/text_cache.h"
#include "tests/support/draw_fixture.h"
#include "tests/support/software_renderer.h"

#include <algorithm>
#include <cmath>
#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace kiosk::ui;

namespace {

Fonts& fonts() {
    static const auto opened = Fonts::open();
    REQUIRE_MESSAGE(opened.has_value(), opened.error().text());
    return **opened;
}

constexpr const char* kProse =
    "The harbour wakes at daybreak: cranes lift, a ship passes, and somebody has to know what is in every box.";

TextStyle body(Wrap wrap = Wrap::Greedy) {
    return {Weight::Regular, 16, 2.0F, wrap};
}

struct TextBench {
    test_support::DrawFixture drawing;
    test_support::SoftwareRenderer renderer{256, 256};
    Atlas atlas;
    TextCache cache{fonts(), atlas};
    explicit TextBench(int side = 0, int pages = 1) {
        if (side > 0)
            atlas.attach(renderer.get(), side, pages);
        next_frame();
    }
    ~TextBench() { atlas.attach(nullptr, 0, 0); }
    TextBench(const TextBench&) = delete;
    TextBench& operator=(const TextBench&) = delete;
    TextBench(TextBench&&) = delete;
    TextBench& operator=(TextBench&&) = delete;
    void next_frame() {
        drawing.restart();
        atlas.begin_frame();
        cache.begin_frame();
    }
    /// Draws at the top left; returns how many lines of text reached the draw list.
    int draw(TextLayout& layout) {
        const int before = drawing.list.VtxBuffer.Size;
        cache.draw(drawing.list, layout, {0, 0}, 0xffffffffU, Align::Left, layout.width);
        return (drawing.list.VtxBuffer.Size - before) / 4;
    }
};

/// The words of all lines, one space between.
std::string words_of(const TextLayout& layout) {
    std::string out;
    for (const TextLine& line : layout.lines) {
        for (const TextRun& run : line.runs)
            out += layout.text.substr(run.begin, run.end - run.begin);
        out += ' ';
    }
    while (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

} // namespace

TEST_CASE("lines fit the width and lose no word") {
    TextBench bench;
    for (const float width : {200.0F, 333.0F, 800.0F}) {
        const TextLayout& layout = bench.cache.layout(kProse, body(), width);
        CHECK(layout.lines.size() > 1);
        CHECK(layout.width <= width);
        CHECK_FALSE(layout.broke_word);
        CHECK(words_of(layout) == kProse);
    }
    CHECK(bench.cache.layout(kProse, body(), 0).lines.size() == 1);
}

TEST_CASE("a line ends only where the next word would not fit") {
    TextBench bench;
    for (int width = 150; width < 900; width += 7) {
        const TextLayout layout = bench.cache.layout(kProse, body(), static_cast<float>(width));
        for (std::size_t index = 0; index + 1 < layout.lines.size(); ++index) {
            const std::size_t begin = layout.lines[index].runs.front().begin;
            const std::size_t next = layout.lines[index + 1].runs.front().begin;
            const std::string longer(
                std::string_view(kProse).substr(begin, std::string_view(kProse).find(' ', next) - begin));
            CAPTURE(width);
            CAPTURE(longer);
            CHECK(bench.cache.layout(longer, body(), 0).width > static_cast<float>(width));
        }
    }
}

TEST_CASE("the box goes from the first capitals to the last baseline") {
    TextBench bench;
    const TextLayout& one = bench.cache.layout("One", body(), 500);
    CHECK(one.height == 16);
    const float single = one.height;
    const TextLayout& three = bench.cache.layout("One\nTwo\nThree", body(), 500);
    CHECK(three.lines.size() == 3);
    CHECK(three.height == single + 2 * 32);
    const TextLayout& gap = bench.cache.layout("One\n\nTwo", body(), 500);
    CHECK(gap.height == single + 32 + 16);
    CHECK(bench.cache.layout("", body(), 500).height <= single);
}

TEST_CASE("a balanced title has lines of similar length, and not more of them") {
    TextBench bench;
    const char* title = "Management and Program Analyst of the Office";
    const std::size_t greedy = bench.cache.layout(title, body(), 330).lines.size();
    const TextLayout& layout = bench.cache.layout(title, body(Wrap::Balanced), 330);
    CHECK(layout.lines.size() == greedy);
    REQUIRE(greedy > 1);
    const auto [shortest, longest] =
        std::minmax_element(layout.lines.begin(), layout.lines.end(),
                            [](const TextLine& a, const TextLine& b) { return a.width < b.width; });
    CHECK(shortest->width > longest->width * 0.6F);
    CHECK(words_of(layout) == title);
}

TEST_CASE("a title of several paragraphs is not broken where no width is given") {
    TextBench bench;
    const TextLayout& layout = bench.cache.layout("A long first paragraph\nShort", body(Wrap::Balanced), 0);
    CHECK(layout.lines.size() == 2);
    CHECK(layout.lines[0].runs.back().end == 22);
}

TEST_CASE("a word wider than the line is broken within, and says so") {
    TextBench bench;
    const std::string word = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrente";
    const TextLayout& layout = bench.cache.layout(word, body(), 120);
    CHECK(layout.broke_word);
    CHECK(layout.lines.size() > 3);
    CHECK(layout.width <= 120);
    std::string joined = words_of(layout);
    std::erase(joined, ' ');
    CHECK(joined == word);
    CHECK_MESSAGE(bench.cache.layout(word, body(), 1).lines.size() <= word.size(),
                  "a width of nothing comes to an end");
}

TEST_CASE("after a word wider than the line, the next ones break at spaces") {
    TextBench bench;
    const std::string text = "Long: " + std::string(60, 'W') + " end and then ordinary words follow here in the line.";
    int both = 0;
    for (int width = 120; width < 900; width += 13) {
        CAPTURE(width);
        const TextLayout& layout = bench.cache.layout(text, body(), static_cast<float>(width));
        CHECK(layout.width <= static_cast<float>(width));
        for (const TextLine& line : layout.lines) {
            const std::string_view words =
                std::string_view(text).substr(line.runs.front().begin, line.runs.back().end - line.runs.front().begin);
            CAPTURE(words);
            CHECK(words.front() != ' ');
            const std::size_t end = line.runs.back().end;
            const bool ends_within = end < text.size() && text[end] != ' ' && text[end - 1] != ' ';
            CHECK((!ends_within || text[end] == 'W'));
        }
        const auto has_both = [&](const TextLine& line) {
            return text.substr(line.runs.front().begin, line.runs.back().end - line.runs.front().begin).find("W end")
                   != std::string::npos;
        };
        both += std::any_of(layout.lines.begin(), layout.lines.end(), has_both) ? 1 : 0;
    }
    CHECK_MESSAGE(both > 30, "what is left of the long word shares its line");
}

TEST_CASE("no line begins or ends with a space") {
    TextBench bench;
    for (const char* text : {"  two  spaces  between  ", "WWWWWWWWWWWWWWWW  a  b", " ", "a\n b\n  \nc"})
        for (const float width : {1.0F, 60.0F, 130.0F, 500.0F}) {
            const TextLayout& layout = bench.cache.layout(text, body(), width);
            for (const TextLine& line : layout.lines)
                if (!line.runs.empty()) {
                    CHECK(text[line.runs.front().begin] != ' ');
                    CHECK(text[line.runs.back().end - 1] != ' ');
                }
        }
}

TEST_CASE("a soft hyphen shows where the line ends, and nowhere else") {
    TextBench bench;
    const std::string text = "Donau\u00addampf\u00adschiff\u00adfahrts\u00adgesell\u00adschaft and microphone";
    const TextLayout whole = bench.cache.layout(text, body(), 0);
    CHECK(whole.width
          == doctest::Approx(bench.cache.layout("Donaudampfschifffahrtsgesellschaft and microphone", body(), 0).width)
                 .epsilon(0.01));
    CHECK_FALSE(whole.lines[0].runs.back().has_hyphen);
    int hyphens = 0;
    for (int width = 130; width < 500; width += 7) {
        const TextLayout& layout = bench.cache.layout(text, body(), static_cast<float>(width));
        CHECK(layout.width <= static_cast<float>(width));
        CHECK_FALSE(layout.broke_word);
        for (const TextLine& line : layout.lines) {
            const TextRun& last = line.runs.back();
            CHECK(last.has_hyphen == (text.compare(last.end, 2, kSoftHyphen) == 0));
            hyphens += last.has_hyphen ? 1 : 0;
        }
    }
    CHECK(hyphens > 40);
    const TextLayout first = bench.cache.layout("micro\u00adphone", body(), 100);
    REQUIRE(first.lines.size() == 2);
    CHECK(first.lines[0].width == bench.cache.layout("micro-", body(), 0).width);
}

TEST_CASE("a text from the right is set from the right, its numbers from the left") {
    TextBench bench;
    const TextLayout& layout = bench.cache.layout("עזרו בשנת 2026 שוב", body(), 0);
    REQUIRE(layout.lines.size() == 1);
    const auto& runs = layout.lines[0].runs;
    REQUIRE(runs.size() == 4);
    CHECK(layout.lines[0].is_from_right);
    CHECK(layout.text.substr(runs[1].begin, runs[1].end - runs[1].begin) == "2026");
    CHECK(runs[1].level == 2);
    CHECK(runs[0].x > runs[1].x);
    CHECK(runs[1].x > runs[2].x);
    CHECK(runs[2].x > runs[3].x);
    CHECK(runs[3].x == 0);
    CHECK_FALSE(bench.cache.layout("The word שלום", body(), 0).lines[0].is_from_right);
}

TEST_CASE("scripts are shaped: letters join, and syllables become one sign") {
    TextBench bench;
    const auto width = [&](const char* text) { return bench.cache.layout(text, body(), 0).width; };
    CHECK_MESSAGE(width("क्ष") < width("क") + width("ष") * 0.8F, "a conjunct is one sign");
    CHECK_MESSAGE(width("سسسس") < 4 * width("س") * 0.8F, "joined letters are narrower than those that stand alone");
    CHECK_MESSAGE(width("کی\u200cر") > 0, "a joiner has no font of its own");
    CHECK(bench.cache.layout("می\u200cروم", body(), 0).lines[0].runs.size() == 1);
}

TEST_CASE("four hundred letters without a font cost no look at a font file") {
    TextBench bench;
    std::string text;
    for (int index = 0; index < 400; ++index) {
        const int code = 0x4e00 + index * 7;
        text += static_cast<char>(0xe0 | code >> 12);
        text += static_cast<char>(0x80 | (code >> 6 & 0x3f));
        text += static_cast<char>(0x80 | (code & 0x3f));
    }
    (void)bench.cache.layout("Inter is open", body(), 300);
    const std::size_t before = fonts().files_tried();
    const TextLayout& layout = bench.cache.layout(text, body(), 300);
    CHECK(layout.lines.size() > 5);
    CHECK(fonts().files_tried() == before);
}

TEST_CASE("other scripts are set in a font that has them") {
    TextBench bench;
    for (const char* text : {"abc नमस्ते", "abc مرحبا", "abc שלום"}) {
        CAPTURE(text);
        const TextLayout& layout = bench.cache.layout(text, body(), 0);
        REQUIRE(layout.lines.size() == 1);
        CHECK(layout.lines[0].runs.size() >= 2);
        CHECK(layout.lines[0].runs.back().family != kInter);
        CHECK(layout.width > bench.cache.layout("abc ", body(), 0).width);
    }
}

TEST_CASE("malformed UTF-8 and what no font has is set as boxes, not as a crash") {
    TextBench bench(256, 2);
    for (const std::string& text :
         {std::string("a\xff\xfe b"), std::string("\xe2\x82"), std::string("\xc3"), std::string(200, '\x80'),
          std::string("\xf4\x8f\xbf\xbf"), std::string("a\0b", 3), std::string("\n\n\n"), std::string("   ")})
        for (const float width : {0.0F, 5.0F, 100.0F}) {
            TextLayout& layout = bench.cache.layout(text, body(), width);
            CHECK(std::isfinite(layout.width));
            CHECK(layout.height >= 0);
            bench.draw(layout);
        }
}

TEST_CASE("the same text in the same style is laid out once") {
    TextBench bench;
    const TextLayout* first = &bench.cache.layout(kProse, body(), 300);
    bench.next_frame();
    const TextLayout* again = &bench.cache.layout(kProse, body(), 300);
    CHECK(first == again);
    CHECK(&bench.cache.layout(kProse, body(), 301) != again);
    CHECK(&bench.cache.layout(kProse, body(Wrap::Balanced), 300) != again);
    CHECK(&bench.cache.layout(kProse, {Weight::Bold, 16, 2.0F, Wrap::Greedy}, 300) != again);
}

TEST_CASE("drawing puts every line into the list, from one texture") {
    TextBench bench(512, 1);
    TextLayout& layout = bench.cache.layout(kProse, body(), 300);
    CHECK(bench.draw(layout) == static_cast<int>(layout.lines.size()));
    for (const TextLine& line : layout.lines)
        for (const TextRun& run : line.runs) {
            REQUIRE(run.slots.size() == 1);
            CHECK(bench.atlas.valid(run.slots[0]));
        }
    CHECK(bench.drawing.list.CmdBuffer.Size <= 2);
}

TEST_CASE("a line wider than an atlas page is drawn whole, in parts") {
    TextBench bench(256, 3);
    TextLayout& layout =
        bench.cache.layout("A line that is far wider than one page of the atlas has room for", body(), 0);
    REQUIRE(layout.width > 256);
    const int parts = bench.draw(layout);
    CHECK(parts > 1);
    float width = 0;
    for (const Slot& slot : layout.lines[0].runs[0].slots)
        width += static_cast<float>(slot.width);
    CHECK(width >= layout.width - 2);
}

TEST_CASE("with an atlas that holds less than there is, what was evicted is drawn again") {
    TextBench bench(256, 2);
    const auto text_of = [](int index) { return fmt::format("Line {} of many", index); };
    for (int round = 0; round < 3; ++round)
        for (int index = 0; index < 60; ++index) {
            bench.next_frame();
            TextLayout& layout = bench.cache.layout(text_of(index), body(), 0);
            CHECK(bench.draw(layout) == 1);
            REQUIRE(layout.lines[0].runs[0].slots.size() == 1);
            CHECK(bench.atlas.valid(layout.lines[0].runs[0].slots[0]));
        }
    CHECK(bench.atlas.page_count() <= 2);
}

TEST_CASE("the memory of layouts is bounded") {
    TextBench bench;
    for (int index = 0; index < 6'000; ++index) {
        if (index % 20 == 0)
            bench.next_frame();
        (void)bench.cache.layout(fmt::format("Text {}", index), body(), 0);
    }
    // What was laid out first is gone: it is measured anew, at another place or with another last use.
    bench.next_frame();
    CHECK(bench.cache.layout("Text 0", body(), 0).lines.size() == 1);
}

TEST_CASE("many sizes of type do not keep as many fonts open") {
    TextBench bench;
    for (int size = 8; size < 300; ++size) {
        bench.next_frame();
        CHECK(bench.cache.layout("Size", {Weight::Regular, static_cast<float>(size), 2, Wrap::Greedy}, 0).width > 0);
    }
}
