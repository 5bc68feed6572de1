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

TEST_CASE("other scripts are set in a font that has them") {
    TextBench bench;
    for (const char* text : {"abc नमस्ते", "abc مرحبا", "abc שלום"}) {
        CAPTURE(text);
        const TextLayout& layout = bench.cache.layout(text, body(), 0);
        REQUIRE(layout.lines.size() == 1);
        CHECK(layout.lines[0].runs.size() >= 2);
        TTF_Font* inter = fonts().primary(Weight::Regular, layout.size_px);
        CHECK(fonts().for_codepoint(layout.lines[0].runs.back().first, Weight::Regular, layout.size_px) != inter);
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
