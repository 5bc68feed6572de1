#include "tests/support/database_support.h"

#include <array>
#include <cstdio>
#include <sys/wait.h>

namespace {

struct Outcome {
    int status = -1;
    std::string output; ///< standard output and error
};

Outcome roledb(const std::string& arguments) {
    Outcome outcome;
    FILE* pipe = popen((std::string(KIOSK_BIN_DIR "/roledb ") + arguments + " 2>&1").c_str(), "r");
    REQUIRE(pipe);
    std::array<char, 4096> buffer;
    while (const std::size_t count = fread(buffer.data(), 1, buffer.size(), pipe))
        outcome.output.append(buffer.data(), count);
    outcome.status = WEXITSTATUS(pclose(pipe));
    return outcome;
}

bool has(const Outcome& outcome, std::string_view text) {
    return outcome.output.find(text) != std::string::npos;
}

} // namespace

TEST_CASE("roledb explains itself") {
    const Outcome help = roledb("--help");
    CHECK(help.status == 0);
    for (const char* word : {"build", "check", "export", "show", "Example: roledb build db/content -o roles.db"})
        CHECK_MESSAGE(has(help, word), word);
    CHECK(roledb("build --help").status == 0);
    CHECK(roledb("--version").output.starts_with("roledb 0."));
    CHECK(roledb("").status > 1);
    CHECK(roledb("bild").status > 1);
    CHECK(roledb("build x").status > 1);
}

TEST_CASE("roledb builds, checks, exports and builds again") {
    const test::TemporaryFolder folder;
    test::write_small_content(folder / "content");
    const std::string at = folder.path().string() + "/";
    const Outcome built = roledb("build " + at + "content -o " + at + "roles.db");
    CHECK(built.status == 0);
    CHECK(has(built, "roles.db: content version 7, 2 roles, 2 languages"));
    const Outcome checked = roledb("check " + at + "roles.db");
    CHECK(checked.status == 0);
    CHECK(has(checked, "no problems"));
    CHECK(roledb("export " + at + "roles.db -o " + at + "export").status == 0);
    CHECK(roledb("build " + at + "export --output " + at + "again.db").status == 0);
    CHECK(test::read(folder / "roles.db") == test::read(folder / "again.db"));
    const Outcome twice = roledb("export " + at + "roles.db -o " + at + "export");
    CHECK(twice.status == 1);
    CHECK(has(twice, "this exists already: give a new or an empty folder"));
}

TEST_CASE("roledb shows a database and a role in a language") {
    const test::TemporaryFolder folder;
    const std::string file = test::small_database(folder).string();
    const Outcome all = roledb("show " + file);
    CHECK(all.status == 0);
    CHECK(has(all, "Content version 7, published 2026-11-24. Languages: English (en), Español (es)."));
    CHECK(has(all, "Auditor  (auditor)\n    Follow the records."));
    const Outcome one = roledb("show " + file + " auditor --language es");
    CHECK(one.status == 0);
    CHECK(has(one, "Auditora\n────────\n"));
    CHECK(has(one, "Tareas (2)\n  • Analizar.\n  • Auditar.\n"));
    CHECK(has(one, "See also: Economist (economist)"));
    const Outcome no_role = roledb("show " + file + " clerk");
    CHECK(no_role.status == 1);
    CHECK(has(no_role, "there is no role 'clerk'; `roledb show FILE` lists them all"));
    const Outcome no_language = roledb("show " + file + " --language fr");
    CHECK(no_language.status == 1);
    CHECK(has(no_language, "there is no language 'fr': use one of en, es"));
}

TEST_CASE("roledb lists all problems and says what to do") {
    const test::TemporaryFolder folder;
    test::write_small_content(folder / "content");
    test::replace(folder / "content/en/roles/auditor.md", "#2a9d8f", "teal");
    test::replace(folder / "content/en/roles/economist.md", "curve", "curves");
    const std::string at = folder.path().string() + "/";
    const Outcome built = roledb("build " + at + "content -o " + at + "roles.db");
    CHECK(built.status == 1);
    CHECK(has(built, "auditor.md:6: 'teal' is no colour"));
    CHECK(has(built, "economist.md:5: there is no emblem 'curves'"));
    CHECK(has(built, "2 problems: mend them and run this again. No database was written."));
    CHECK_FALSE(test::fs::exists(folder / "roles.db"));

    const test::TemporaryFolder other;
    const auto file = test::small_database(other);
    test::change(file, "UPDATE role_texts SET title = ''");
    const Outcome checked = roledb("check " + file.string());
    CHECK(checked.status == 1);
    CHECK(has(checked, "3 problems: do not use this file"));
    CHECK(roledb("export " + file.string() + " -o " + at + "export").status == 1);
    CHECK(roledb("show " + file.string()).status == 1);
    const Outcome text = roledb("check " + at + "content/content.toml");
    CHECK(text.status == 1);
    CHECK(has(text, "this is not a database; give a file that `roledb build` made"));
}
