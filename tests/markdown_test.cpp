#include "db/authoring/markdown.h"

#include <doctest/doctest.h>
#include <string>

using db::authoring::Block;
using db::authoring::BlockKind;
using db::authoring::Problems;

namespace {

std::vector<Block> parse(std::string_view body, Problems& problems) {
    return db::authoring::parse_markdown(body, "x.md", 10, problems);
}

} // namespace

TEST_CASE("Blocks come as plain text with their lines") {
    Problems problems;
    const auto blocks = parse(
        "First line\nand second.\n\nNext\\* \\# one.\n\n## Heading\n\n- One\n- Two\n  more\n\n* Three\n", problems);
    CHECK(problems.empty());
    REQUIRE(blocks.size() == 6);
    CHECK(blocks[0].text == "First line and second.");
    CHECK(blocks[0].line == 10);
    CHECK(blocks[1].text == "Next* # one.");
    CHECK(blocks[1].line == 13);
    CHECK(blocks[2].kind == BlockKind::Heading);
    CHECK(blocks[2].text == "Heading");
    CHECK(blocks[2].line == 15);
    CHECK(blocks[3].kind == BlockKind::Bullet);
    CHECK(blocks[3].line == 17);
    CHECK(blocks[4].text == "Two more");
    CHECK(blocks[4].line == 18);
    CHECK(blocks[5].text == "Three");
    CHECK(blocks[5].line == 21);
}

TEST_CASE("Markup that the kiosk does not show is reported with its line and cure") {
    struct Case {
        const char* body;
        const char* where;
        const char* message;
    };
    const Case cases[] = {
        {"A\n\nB *c* d\n", "x.md:12", "emphasis is not shown"},
        {"A\n\nB\n**c** d\n", "x.md:13", "emphasis is not shown"},
        {"A\n\n[b](http://c)\n", "x.md:12", "links and pictures"},
        {"A ![b](c.png)\n", "x.md:10", "links and pictures"},
        {"A `b`\n", "x.md:10", "code is not shown"},
        {"A &qqq; b\n", "x.md:10", "write the character itself"},
        {"A &lt;b&gt; c\n", "x.md:10", "write the character itself"},
        {"A\n<b>c</b>\n", "x.md:11", "HTML is not shown"},
        {"A\n\nb <dl class=\"x\"\n", "x.md:12", "HTML is not shown"},
        {"A\n\nb <!-- c\n", "x.md:12", "never ends"},
        {"A --> b\n", "x.md:10", "a comment is not whole"},
        {"A ~~b~~ c\n", "x.md:10", "struck out"},
        {"A **b c\n", "x.md:10", "emphasis is not shown"},
        {"A [ ] b\n", "x.md:10", "a box to tick"},
        {"A[^1]\n\n[^1]: b\n", "x.md:10", "footnotes"},
        {"A\n\n[b]: http://c\n", "x.md:12", "footnotes and lists of links"},
        {"A [[b]]\n", "x.md:10", "links and pictures"},
        {"A\n\n|b|c|\n|-|-|\n", "x.md:12", "a table is not shown"},
        {"a | b\n--|--\nc | d\n", "x.md:11", "a table is not shown"},
        {"## H\n- A\n2. b\n", "x.md:12", "numbered list"},
        {"## H\n- A\na) b\n", "x.md:12", "numbered list"},
        {"## H\n- A\n(iv) b\n", "x.md:12", "numbered list"},
        {"## H\n- A\n  – b\n", "x.md:12", "may be a bullet or a dash"},
        {"A\n– b\n", "x.md:11", "may be a bullet or a dash"},
        {"A\n*b\n", "x.md:11", "may be a bullet or a dash"},
        {"## H\n- A\n———\n", "x.md:12", "line across"},
        {"## H\n- A\n--\n- B\n", "x.md:12", "line across"},
        {"## H\n  • A\n    o\tB\n", "x.md:12", "list inside a list"},
        {"A\n- B\r- C\n", "x.md:11", "Mac of old"},
        {"# A\n", "x.md:10", "two '#'"},
        {"A\n\n### B\n", "x.md:12", "two '#'"},
        {"A\n\n1. b\n", "x.md:12", "numbered list"},
        {"A\n\n> b\n", "x.md:12", "quotation"},
        {"A\n\n***\n", "x.md:12", "line across"},
        {"- A\n  - b\n", "x.md:11", "list inside a list"},
        {"- A\n\n  b\n", "x.md:12", "one paragraph"},
        {"A\n\n```\nb\n```\n", "x.md:12", "only paragraphs"},
    };
    for (const Case& tested : cases) {
        CAPTURE(tested.body);
        Problems problems;
        (void)parse(tested.body, problems);
        REQUIRE(problems.size() >= 1);
        CHECK(problems.errors()[0].where == tested.where);
        CHECK_MESSAGE(problems.errors()[0].message.find(tested.message) != std::string::npos,
                      problems.errors()[0].message);
    }
}

TEST_CASE("Bullets of word processors are bullets, each with a note") {
    for (const char* mark : {"– ",
                             "— ",
                             "• ",
                             "· ",
                             "•\t",
                             "\xef\x82\xb7\t",
                             "\xef\x82\xa7 ",
                             "▪",
                             "◦ ",
                             "‣ ",
                             "o\t",
                             "ü\t",
                             "o\xc2\xa0\xc2\xa0 ",
                             "-\xc2\xa0",
                             "-",
                             "–",
                             "*\xc2\xa0",
                             "*",
                             "--",
                             "&bull; ",
                             "&#8226; ",
                             "\xc2\xa0• ",
                             " • ",
                             "-\t",
                             "- • ",
                             "- [ ] ",
                             "- [x] "}) {
        CAPTURE(mark);
        Problems problems;
        const auto blocks =
            parse("## H\n\n- Research.\n" + std::string(mark) + "Gather data.\n- Draw.\n  And more.\n", problems);
        CHECK(problems.empty());
        REQUIRE(blocks.size() == 4);
        CHECK(blocks[1].text == "Research.");
        CHECK(blocks[2].text == "Gather data.");
        CHECK(blocks[2].kind == BlockKind::Bullet);
        CHECK(blocks[2].line == 13);
        CHECK(blocks[3].text == "Draw. And more.");
        if (std::string_view(mark) == "-\t")
            continue;
        REQUIRE_FALSE(problems.notes().empty());
        CHECK(problems.notes()[0].where == "x.md:13");
    }
}

TEST_CASE("A list that was pasted whole is one list, with one note") {
    Problems problems;
    const auto blocks = parse("## H\n\n    • A\n    • B\n\n    • C\r\n", problems);
    CHECK(problems.empty());
    REQUIRE(blocks.size() == 4);
    CHECK(blocks[3].text == "C");
    REQUIRE(problems.notes().size() == 1);
    CHECK(problems.notes()[0].message == "'•' is read as a bullet, as '- ' is (in lines 13, 15, too)");
}

TEST_CASE("Comments, line breaks, entities and hard spaces of headings are made right with a note") {
    struct Case {
        const char* body;
        const char* text;
        const char* note;
    };
    const Case cases[] = {
        {"A<br>b<BR />c\n", "A b c", "'<br>' is read as a space"},
        {"A<!-- x\ny -->b\n", "A b", "a comment is left out"},
        {"A &amp; b&nbsp;c &rsquo;\n", "A & b c ’", "'&amp;' is read as the character"},
        {"A &amp;nbsp; b\n", "A &nbsp; b", "'&amp;' is read as the character"},
        {"##\xc2\xa0"
         "A\xc2\xa0"
         "b\n",
         "A b", "the heading's spaces"},
        {"##A\n", "A", "the heading's spaces"},
    };
    for (const Case& tested : cases) {
        CAPTURE(tested.body);
        Problems problems;
        const auto blocks = parse(tested.body, problems);
        CHECK(problems.empty());
        REQUIRE(blocks.size() == 1);
        CHECK(blocks[0].text == tested.text);
        REQUIRE_FALSE(problems.notes().empty());
        CHECK_MESSAGE(problems.notes()[0].message.find(tested.note) != std::string::npos, problems.notes()[0].message);
    }
}

TEST_CASE("Plain words are left alone, without a note") {
    for (const char* text : {"a < b", "5 * 3 = 15", "R&D", "x_y_z", "A – b", "Salary*", "[sic]", "5 ~ 6", "o bien",
                             "-5 %", "#1 in trade", "A. Smith"}) {
        CAPTURE(text);
        Problems problems;
        const auto blocks = parse("## H\n\n- A\n  " + std::string(text) + "\n", problems);
        CHECK(problems.empty());
        CHECK(problems.notes().empty());
        REQUIRE(blocks.size() == 2);
        CHECK(blocks[1].text == "A " + std::string(text));
    }
}

TEST_CASE("Escaped text reads back as it was") {
    for (const char* text : {"plain",
                             "1. not a list",
                             "12) nor this",
                             "- no bullet",
                             "+ no bullet",
                             "# no heading",
                             "> no quotation",
                             "*no* _emphasis_ **at** __all__",
                             "`code`",
                             "[link](x) ![image](y)",
                             "<b>html</b> <http://x>",
                             "&amp; &copy; R&D",
                             "back\\slash \\* \\",
                             "a * b",
                             "~~~",
                             "=====",
                             "---",
                             "a | b",
                             "| a |",
                             "***",
                             "Español «ñ» — ½",
                             "#",
                             "1.",
                             "_",
                             "[ref]: x",
                             "2026. Year",
                             "– dash",
                             "—dash",
                             "• bullet",
                             "a \\– b",
                             "\\– x",
                             "·",
                             "-- x",
                             "a) x",
                             "(b) x",
                             "iv) x",
                             "12) x",
                             "a ~~b~~ c",
                             "<!-- x -->",
                             "x --> y",
                             "[ ] x",
                             "[x] y",
                             "x[^1]",
                             "[[x]]",
                             "*x",
                             "-x",
                             "o x"}) {
        CAPTURE(text);
        Problems problems;
        const auto paragraph = parse(db::authoring::paragraphs_text(text), problems);
        REQUIRE(paragraph.size() == 1);
        CHECK(paragraph[0].kind == BlockKind::Paragraph);
        CHECK(paragraph[0].text == text);
        const auto others =
            parse("## " + db::authoring::escape_markdown(text) + "\n\n- " + db::authoring::escape_markdown(text) + "\n",
                  problems);
        REQUIRE(others.size() == 2);
        CHECK(others[0].text == text);
        CHECK(others[1].text == text);
        CHECK(problems.empty());
    }
    Problems problems;
    const auto blocks = parse(db::authoring::paragraphs_text("One.\n\n- Two.\n\nThree."), problems);
    REQUIRE(blocks.size() == 3);
    CHECK(blocks[1].text == "- Two.");
}

TEST_CASE("Front matter stands between two fences") {
    Problems problems;
    const auto file = db::authoring::split_front_matter("+++\r\na = 1\r\n+++\r\n\r\nText\r\n", "x.md", problems);
    CHECK(problems.empty());
    CHECK(file.front_matter == "a = 1\r\n");
    CHECK(file.front_matter_line == 2);
    CHECK(file.body == "\r\nText\r\n");
    CHECK(file.body_line == 4);
    for (const char* text : {"", "Text", "+++", "+++\n", "+++\na = 1\n", "---\na: 1\n---\n", "\n+++\n+++\n"}) {
        CAPTURE(text);
        Problems found;
        CHECK(db::authoring::split_front_matter(text, "x.md", found).front_matter_line == 0);
        REQUIRE(found.size() == 1);
        CHECK(found.errors()[0].where == "x.md:1");
    }
    const auto no_end = db::authoring::split_front_matter("+++\n+++", "x.md", problems);
    CHECK(no_end.front_matter_line == 2);
    CHECK(no_end.body.empty());
}
