#include "db/role_store.h"

#include "db/bounds.h"
#include "tests/support/database_support.h"

using db::ErrorCode;
using db::RoleStore;
using db::Trust;

namespace {

RoleStore open(const test::fs::path& file, Trust trust = Trust::Foreign) {
    auto store = RoleStore::open(file, trust);
    REQUIRE_MESSAGE(store.has_value(), store.error().text());
    return std::move(*store);
}

/// Opens a file that may be damaged in any way and reads all of it. Only a crash is a failure.
void read_everything(const test::fs::path& file, Trust trust) {
    auto store = RoleStore::open(file, trust);
    if (!store)
        return;
    const auto count = store->role_count();
    for (std::string_view language : {"en", "es", "xx"}) {
        (void)store->organisation(language);
        (void)store->slides(language);
        const auto page = store->page(language, 0, 200);
        for (const db::RoleCard& card : page ? *page : std::vector<db::RoleCard>())
            (void)store->role(language, card.id);
    }
    (void)store->image("star");
    (void)count;
}

} // namespace

TEST_CASE("The bundled database tells all of the careers page") {
    const RoleStore store = open(test::fs::path(KIOSK_SHARE_DIR) / "roles.db");
    struct Expected {
        const char* id;
        const char* title;
        const char* emblem;
        std::uint32_t accent;
        std::size_t assignments;
        std::size_t skills;
    };
    const Expected expected[] = {
        {"attorney-advisor", "Attorney Advisor", "scales", 0x7c5cbf, 11, 5},
        {"auditor", "Auditor", "ledger", 0x2a9d8f, 4, 7},
        {"economist", "Economist", "curve", 0xe07a5f, 7, 7},
        {"international-trade-analyst", "International Trade Analyst", "globe", 0x3a86c8, 7, 5},
        {"import-specialist", "Import Specialist", "container", 0xe0a030, 7, 2},
        {"management-and-program-analyst", "Management and Program Analyst", "board", 0x5b8e55, 7, 5},
    };
    CHECK(store.languages() == std::vector<db::Language>{{"en", "English"}, {"es", "Español"}});
    CHECK(store.info().default_language == "en");
    CHECK(store.role_count() == 6);
    for (const char* language : {"en", "es"}) {
        const auto page = store.page(language, 0, 200);
        const auto slides = store.slides(language);
        REQUIRE(page);
        REQUIRE(slides);
        REQUIRE(page->size() == 6);
        REQUIRE(slides->size() == 8);
        CHECK(slides->front().kind == db::SlideKind::Purpose);
        CHECK(slides->back().kind == db::SlideKind::Invitation);
        for (std::size_t index = 0; index < 6; ++index) {
            CAPTURE(expected[index].id);
            const auto role = store.role(language, expected[index].id);
            REQUIRE(role);
            CHECK((*page)[index] == role->card);
            CHECK(role->card.id == expected[index].id);
            CHECK(role->card.emblem == expected[index].emblem);
            CHECK(role->card.accent_rgb == expected[index].accent);
            CHECK(role->assignments.size() == expected[index].assignments);
            CHECK(role->skills.size() == expected[index].skills);
            CHECK(role->related.size() == 3);
            CHECK_FALSE(role->tags.empty());
            CHECK(db::count_characters(role->card.tagline) <= 70);
            const db::Slide& slide = (*slides)[index + 1];
            CHECK(slide.kind == db::SlideKind::Role);
            CHECK(slide.role_id == expected[index].id);
            CHECK(slide.title == role->card.title);
            if (std::string_view(language) == "en")
                CHECK(role->card.title == expected[index].title);
        }
        const auto organisation = store.organisation(language);
        REQUIRE(organisation);
        CHECK(db::count_characters(organisation->purpose) <= 80);
    }
    CHECK(store.organisation("en")->name == "Office of Trade");
    CHECK(store.organisation("es")->introduction != store.organisation("en")->introduction);
    CHECK(store.role("es", "auditor")->skills_heading == "Habilidades requeridas");
}

TEST_CASE("Texts fall back to the default language, each for itself") {
    const test::ScratchFolder folder;
    for (Trust trust : {Trust::Factory, Trust::Foreign}) {
        const RoleStore store = open(test::small_database(folder), trust);
        const auto auditor = store.role("es", "auditor");
        REQUIRE(auditor);
        CHECK(auditor->card.title == "Auditora");
        CHECK(auditor->assignments_heading == "Tareas");
        CHECK(auditor->assignments == std::vector<std::string>{"Analizar.", "Auditar."});
        CHECK(auditor->tags == std::vector<std::string>{"Numbers", "Derecho"});
        REQUIRE(auditor->previous);
        CHECK(auditor->previous->title == "Economist");
        CHECK_FALSE(auditor->next);
        REQUIRE(auditor->related.size() == 1);
        CHECK(auditor->related[0].id == "economist");
        const auto economist = store.role("es", "economist");
        REQUIRE(economist);
        CHECK(economist->card.title == "Economist");
        CHECK(economist->assignments_heading == "Typical assignments");
        CHECK_FALSE(economist->previous);
        CHECK(economist->next->title == "Auditora");
        CHECK(store.role("xx", "auditor")->card.title == "Auditor");
        CHECK(store.organisation("es")->purpose == "Ayudamos.");
        CHECK(store.organisation("")->purpose == "We help.");
        const auto slides = store.slides("es");
        REQUIRE(slides);
        REQUIRE(slides->size() == 3);
        CHECK((*slides)[0].title == "Ayudamos.");
        CHECK((*slides)[1].title == "Auditora");
        CHECK((*slides)[1].emblem == "image:star");
        CHECK((*slides)[1].accent_rgb == 0x2a9d8f);
        CHECK((*slides)[2].text == "Toca.");
        CHECK((*slides)[2].role_id.empty());
        CHECK(store.info().content_version == 7);
        CHECK(store.info().published == "2026-11-24");
        CHECK(store.info().schema_version == 1);
    }
}

TEST_CASE("Pages, images and what is not there") {
    const test::ScratchFolder folder;
    const RoleStore store = open(test::small_database(folder));
    CHECK(store.page("en", 0, 1)->front().id == "economist");
    CHECK(store.page("en", 1, 200)->front().id == "auditor");
    CHECK(store.page("en", 2, 200)->empty());
    CHECK(store.page("en", static_cast<std::size_t>(-1), 200)->empty());
    CHECK(store.role("en", "clerk").error().code == ErrorCode::NotFound);
    CHECK(store.role("en", "' OR 1=1 --").error().code == ErrorCode::NotFound);
    CHECK(store.image("star")->bytes.starts_with("<svg"));
    CHECK(store.image("moon").error().code == ErrorCode::NotFound);
}

TEST_CASE("A foreign file is read from a copy, so that changing or pulling it does no harm") {
    const test::ScratchFolder folder;
    const auto file = test::small_database(folder);
    const RoleStore store = open(file);
    std::error_code error;
    for (const auto& descriptor : test::fs::directory_iterator("/proc/self/fd"))
        CHECK(test::fs::read_symlink(descriptor.path(), error) != file);
    test::write(file, "gone");
    test::fs::remove(file);
    CHECK(store.role("es", "auditor")->card.title == "Auditora");
}

TEST_CASE("A file with texts out of bounds is refused when it is foreign") {
    const test::ScratchFolder folder;
    const auto file = test::small_database(folder);
    test::change(file, "UPDATE role_texts SET title = CAST(x'ff' AS TEXT)");
    const auto outcome = RoleStore::open(file, Trust::Foreign);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == ErrorCode::Corrupt);
    CHECK(outcome.error().message.find("UTF-8") != std::string::npos);
    CHECK(outcome.error().message.find("roledb check") != std::string::npos);
}

TEST_CASE("Opening a role and turning a page cost the same among 6 and among 100,000 roles") {
    const test::ScratchFolder folder;
    auto cost = [&](std::size_t roles) {
        const auto file = folder / fmt::format("{}.db", roles);
        const auto written = db::authoring::write_database(test::many_roles(roles), file);
        REQUIRE_MESSAGE(written.has_value(), written.error().text());
        const RoleStore store = open(file, Trust::Factory);

        std::vector<std::int64_t> costs;
        for (std::size_t index : {roles / 2, roles - 2}) {
            const auto start = store.steps_taken();
            REQUIRE(store.role("en", fmt::format("role-{}", index)));
            costs.push_back(store.steps_taken() - start);
        }
        for (std::size_t offset : {std::size_t{0}, roles - 3}) {
            const auto start = store.steps_taken();
            REQUIRE(store.page("en", offset, 3)->size() == 3);
            costs.push_back(store.steps_taken() - start);
        }
        const auto start = store.steps_taken();
        CHECK(store.role_count() == roles);
        REQUIRE(store.slides("en"));
        REQUIRE(store.organisation("en"));
        costs.push_back(store.steps_taken() - start);
        return costs;
    };
    const auto few = cost(100);
    const auto many = cost(100'000);
    REQUIRE(few.size() == many.size());
    for (std::size_t index = 0; index < few.size(); ++index)
        CHECK(many[index] <= few[index] + few[index] / 10);
}

TEST_CASE("A file cut off anywhere gives an error or the whole content, never a crash") {
    const test::ScratchFolder folder;
    const std::string bytes = test::read(test::small_database(folder));
    const auto spoilt = folder / "spoilt.db";
    for (std::size_t size = 0; size < bytes.size(); size += size < 200 ? 7 : 1021) {
        test::write(spoilt, std::string_view(bytes).substr(0, size));
        for (Trust trust : {Trust::Factory, Trust::Foreign}) {
            const auto outcome = RoleStore::open(spoilt, trust);
            REQUIRE_FALSE(outcome);
            const ErrorCode code = outcome.error().code;
            CHECK((code == ErrorCode::Corrupt || code == ErrorCode::NotARolesDatabase));
            CHECK_FALSE(outcome.error().message.empty());
        }
    }
}

TEST_CASE("A file with flipped bits never crashes the reader") {
    const test::ScratchFolder folder;
    const std::string bytes = test::read(test::small_database(folder));
    const auto spoilt = folder / "spoilt.db";
    std::uint32_t random = 2026;
    auto next = [&](std::size_t limit) { return (random = random * 1664525u + 1013904223u) % limit; };
    for (int round = 0; round < 600; ++round) {
        std::string copy = bytes;
        for (std::size_t flips = 1 + next(4); flips > 0; --flips) {
            // Most of a page is empty: aim at its head, where the structure is.
            const std::size_t page = next(copy.size() / 4096) * 4096;
            const std::size_t offset = page + (next(2) == 0 ? next(64) : next(4096));
            copy[offset] = static_cast<char>(copy[offset] ^ (1 << next(8)));
        }
        test::write(spoilt, copy);
        read_everything(spoilt, round % 2 == 0 ? Trust::Factory : Trust::Foreign);
    }
}

TEST_CASE("A section that a translation leaves out is shown in the default language") {
    const test::ScratchFolder folder;
    test::write_small_content(folder / "content");
    test::replace(folder / "content/es/roles/auditor.md", "## Habilidades\n\n- Hablar.\n", "");
    db::authoring::Problems problems;
    const auto content = db::authoring::read_content(folder / "content", problems);
    REQUIRE(problems.empty());
    REQUIRE(problems.notes().size() == 1);
    CHECK(problems.notes()[0].message.find("'## Habilidades' is left out: visitors read it in English")
          != std::string::npos);
    REQUIRE(db::authoring::write_database(content, folder / "a.db").has_value());
    const RoleStore store = open(folder / "a.db");
    const auto role = store.role("es", "auditor");
    REQUIRE(role.has_value());
    CHECK(role->card.title == "Auditora");
    CHECK(role->assignments_heading == "Tareas");
    CHECK(role->assignments == std::vector<std::string>{"Analizar.", "Auditar."});
    CHECK(role->skills_heading == "Required skill sets");
    CHECK(role->skills == std::vector<std::string>{"Speak clearly."});
    const auto both = store.role("en", "auditor");
    CHECK(both->skills_heading == "Required skill sets");
    CHECK(both->assignments_heading == "Typical assignments");
}
