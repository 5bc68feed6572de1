#include "db/update/diff.h"

#include "db/authoring/database_reader.h"
#include "db/check.h"
#include "tests/support/database_support.h"

#include <algorithm>
#include <fmt/ranges.h>
#include <random>

namespace {

namespace up = db::update;
using db::authoring::Content;

Content small_content(const test::ScratchFolder& folder) {
    test::write_small_content(folder / "content");
    db::authoring::Problems problems;
    Content content = db::authoring::read_content(folder / "content", problems);
    REQUIRE(problems.empty());
    return content;
}

db::Connection open(const Content& content, const test::fs::path& file) {
    const auto written = db::authoring::write_database(content, file);
    REQUIRE_MESSAGE(written.has_value(), written.error().text());
    auto connection = db::open_checked(file, db::Trust::Factory);
    REQUIRE_MESSAGE(connection.has_value(), connection.error().text());
    const auto problems = db::find_problems(*connection, 1);
    REQUIRE_MESSAGE(problems.empty(), problems[0].text());
    return std::move(*connection);
}

/// The numbers, from the databases themselves; they must be those of the words.
up::ContentChanges numbers(const Content& before, const Content& after, const test::ScratchFolder& folder) {
    auto old = open(before, folder / "before.db");
    auto now = open(after, folder / "after.db");
    const auto counted = up::count_changes(old, now);
    REQUIRE_MESSAGE(counted.has_value(), counted.error().text());
    CHECK(*counted == up::count(up::find_changes(before, after)));
    return *counted;
}

std::string words(const Content& before, const Content& after) {
    std::string text;
    for (const up::Change& change : up::find_changes(before, after))
        text += fmt::format("{}\n{}{}", change.what, fmt::join(change.lines, "\n"), change.lines.empty() ? "" : "\n");
    return text;
}

using Random = std::mt19937;

std::string some_text(Random& random) {
    return fmt::format("Text {}.", random() % 1000);
}

/// One thing that a writer could do.
void change_something(Content& content, Random& random) {
    auto& role = content.roles[random() % content.roles.size()];
    auto& text = role.texts[random() % role.texts.size()];
    switch (random() % 16) {
    case 0:
        role.accent_rgb = random() & 0xffffff;
        break;
    case 1:
        role.emblem = random() % 2 ? "globe" : "image:star";
        break;
    case 2:
        std::swap(role.id, content.roles[0].id);
        break;
    case 3:
        std::reverse(role.tags.begin(), role.tags.end());
        break;
    case 4:
        if (text)
            text->tagline = some_text(random);
        break;
    case 5:
        if (text)
            text->description += "\n\n" + some_text(random);
        break;
    case 6:
        if (text)
            text->skills[random() % text->skills.size()] = some_text(random);
        break;
    case 7:
        role.texts[1] = role.texts[0];
        break;
    case 8:
        role.texts[1].reset();
        break;
    case 9:
        content.organisations[random() % 2]->purpose = some_text(random);
        break;
    case 10:
        content.languages[random() % 2].skills_heading = some_text(random);
        break;
    case 11:
        content.tags[random() % 2].names[random() % 2] = some_text(random);
        break;
    case 12:
        content.slides[0].texts[random() % 2].title = some_text(random);
        break;
    case 13:
        content.slides.insert(content.slides.begin() + 1, content.slides[0]);
        break;
    case 14:
        content.images["moon"] = content.images["star"];
        break;
    default:
        content.images["star"].bytes += "<!-- -->";
        break;
    }
}

} // namespace

TEST_CASE("Nothing changes for visitors when only the number and the date do") {
    const test::ScratchFolder folder;
    const Content before = small_content(folder);
    Content after = before;
    after.version = 8;
    after.published = "2026-12-24";
    CHECK(up::find_changes(before, after).empty());
    CHECK(numbers(before, after, folder) == up::ContentChanges{});
    CHECK(up::in_words({}) == "nothing changes for visitors");
    CHECK(up::in_words({1, 0, 2, 1}) == "1 role added, 2 roles changed, 1 other change");
    CHECK(up::in_words({2, 1, 1, 2}) == "2 roles added, 1 role removed, 1 role changed, 2 other changes");
}

TEST_CASE("Texts are shown before and after, by role and language") {
    const test::ScratchFolder folder;
    const Content before = small_content(folder);
    Content after = before;
    auto& auditor = after.roles[1];
    REQUIRE(auditor.id == "auditor");
    auditor.texts[0]->title = "Chief Auditor";
    auditor.texts[0]->description = "Plan audits.\n\nLead.";
    auditor.texts[1]->assignments = {"Analizar.", "Viajar."};
    auditor.emblem = "ledger";
    auditor.accent_rgb = 0x000001;
    auditor.tags = {0};
    after.organisations[0]->introduction = "First.\n\nLast.";
    CHECK(words(before, after)
          == "Organisation changed (English)\nintroduction\n  - Second line.\n  + Last.\n"
             "Role changed: Chief Auditor (auditor)\n"
             "title (English)\n  - Auditor\n  + Chief Auditor\n"
             "description (English)\n  + Lead.\n"
             "assignments (Español)\n  - Auditar.\n  + Viajar.\n"
             "emblem\n  - image:star\n  + ledger\n"
             "colour\n  - #2a9d8f\n  + #000001\n"
             "tags\n  - Numbers, Law\n  + Law\n");
    CHECK(numbers(before, after, folder) == up::ContentChanges{0, 0, 1, 1});
}

TEST_CASE("Roles come, go and move") {
    const test::ScratchFolder folder;
    const Content before = small_content(folder);
    Content after = before;
    after.roles.insert(after.roles.begin(), after.roles[0]);
    after.roles[0].id = "analyst";
    after.roles[0].texts[0]->title = "Analyst";
    for (auto& slide : after.slides) {
        if (slide.role)
            ++*slide.role; // the slide's role moved by one place
    }
    CHECK(words(before, after) == "Role added: Analyst (analyst)\n");
    CHECK(numbers(before, after, folder) == up::ContentChanges{1, 0, 0, 0});
    CHECK(words(after, before) == "Role removed: Analyst (analyst)\n");
    CHECK(numbers(after, before, folder) == up::ContentChanges{0, 1, 0, 0});

    Content swapped = before;
    std::swap(swapped.roles[0], swapped.roles[1]);
    swapped.slides[1].role = 0;
    CHECK(words(before, swapped) == "Role changed: Economist (economist)\nmoved: stands after Auditor now\n");
    CHECK(numbers(before, swapped, folder) == up::ContentChanges{0, 0, 1, 0});
}

TEST_CASE("A translation, a slide, a tag, an image and a language have their words") {
    const test::ScratchFolder folder;
    const Content before = small_content(folder);
    Content after = before;
    after.roles[0].texts[1] = db::authoring::RoleText{"Economista", "Mide.", "Ayuda.", {"Uno."}, {"Dos.", "Tres."}};
    after.roles[1].texts[1].reset();
    after.slides[0].texts[0].text = "The office";
    after.slides.push_back(after.slides[2]);
    after.tags[0].names[1] = "Leyes";
    after.images["star"].bytes += "\n";
    after.languages[1].assignments_heading = "Trabajos";
    CHECK(words(before, after)
          == "Slide 1 changed\n  - English, text: Office\n  + English, text: The office\n"
             "Slide 4 added\n  + invitation\n  + English: Which one?\n  + Español: ¿Cuál?\n"
             "  + Español, text: Toca.\n"
             "Role changed: Economist (economist)\ntranslated (Español): Economista\n"
             "Role changed: Auditor (auditor)\ntranslation removed (Español): Auditora\n"
             "Language changed: Español\nheading of assignments\n  - Tareas\n  + Trabajos\n"
             "Tag changed: Law (law)\nEspañol\n  - Derecho\n  + Leyes\n"
             "Image changed: star\n");
    CHECK(numbers(before, after, folder) == up::ContentChanges{0, 0, 2, 5});
}

TEST_CASE("A section of a translation that comes or goes says what visitors read instead") {
    const test::ScratchFolder folder;
    const Content before = small_content(folder);
    Content after = before;
    after.roles[1].texts[1]->skills.clear();
    CHECK(numbers(before, after, folder).roles_changed == 1);
    CHECK(words(before, after)
              .find("skills (Español): translation removed, shown in English\nskills (Español)\n  - Hablar.")
          != std::string::npos);
    CHECK(words(after, before).find("skills (Español): translated, shown in English before") != std::string::npos);
}

TEST_CASE("Languages come, go and change places") {
    const test::ScratchFolder folder;
    const Content before = small_content(folder);
    Content after = before;
    after.languages.pop_back();
    after.organisations.pop_back();
    for (auto& role : after.roles)
        role.texts.pop_back();
    for (auto& tag : after.tags)
        tag.names.pop_back();
    for (auto& slide : after.slides) {
        if (!slide.texts.empty())
            slide.texts.pop_back();
    }
    CHECK(words(before, after).find("Language removed: Español (es)\n") != std::string::npos);
    CHECK(words(after, before).find("Language added: Español (es)\n") != std::string::npos);
    CHECK(numbers(before, after, folder) == numbers(after, before, folder));

    Content turned = before;
    turned.roles[0].texts[1] = turned.roles[0].texts[0];
    Content other = turned;
    std::swap(other.languages[0], other.languages[1]);
    std::swap(other.organisations[0], other.organisations[1]);
    for (auto& role : other.roles)
        std::swap(role.texts[0], role.texts[1]);
    for (auto* content : {&turned, &other})
        content->tags[1].names = {"Numbers", "Numbers"};
    for (auto& tag : other.tags)
        std::swap(tag.names[0], tag.names[1]);
    for (auto& slide : other.slides) {
        if (!slide.texts.empty())
            std::swap(slide.texts[0], slide.texts[1]);
    }
    CHECK(words(turned, other) == "Order of the languages changed\ndefault language: en before, es now\n");
    CHECK(numbers(turned, other, folder) == up::ContentChanges{0, 0, 0, 1});
}

TEST_CASE("Words and numbers agree whatever a writer does") {
    const test::ScratchFolder folder;
    const Content before = small_content(folder);
    auto old = open(before, folder / "before.db");
    Random random(11);
    Content after = before;
    for (int round = 0; round < 100; ++round) {
        if (round % 4 == 0)
            after = before;
        change_something(after, random);
        CAPTURE(round);
        auto now = open(after, folder / "after.db");
        const auto counted = up::count_changes(old, now);
        REQUIRE(counted.has_value());
        CHECK(*counted == up::count(up::find_changes(before, after)));
    }
}

TEST_CASE("A content with many roles is compared by fingerprints") {
    const test::ScratchFolder folder;
    Content before = test::many_roles(5000);
    Content after = before;
    after.roles[17].texts[0]->skills[0] = "Know another thing.";
    std::rotate(after.roles.begin(), after.roles.begin() + 1, after.roles.end());
    after.roles.pop_back();
    CHECK(numbers(before, after, folder) == up::ContentChanges{0, 1, 1, 0});
}
