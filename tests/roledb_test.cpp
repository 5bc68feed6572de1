#include "tests/support/command_support.h"
#include "tests/support/database_support.h"

using test::Outcome;
using test::roledb;

TEST_CASE("roledb explains itself") {
    const Outcome help = roledb("--help");
    CHECK(help.status == 0);
    CHECK(help.has("Example: roledb build db/content -o roles.db"));
    for (const std::string name : {"build", "check", "export", "show", "diff", "keygen", "sign", "stick",
                                   "request-logs", "install", "status", "history", "rollback"}) {
        CHECK_MESSAGE(help.has("  " + name + " "), name);
        const Outcome own = roledb(name + " --help");
        CHECK(own.status == 0);
        CHECK_MESSAGE(own.has("Example: roledb " + name + " "), name);
    }
    CHECK(roledb("--version").output.starts_with("roledb 0."));
    for (const char* wrong : {"", "bild", "build x", "sign roles.db", "stick roles.db", "install x --state y",
                              "stick a b --channel c", "keygen -o a --no-passphrase --passphrase-file b"}) {
        CAPTURE(wrong);
        CHECK(roledb(wrong).status == 2);
    }
}

TEST_CASE("what roledb quotes cannot drive the terminal") {
    const Outcome outcome = roledb("check \"$(printf '/nowhere/\\033[31m\\007')\" 2>&1");
    CHECK(outcome.status == 1);
    CHECK(outcome.has("/nowhere/?[31m?"));
    CHECK(outcome.output.find('\033') == std::string::npos);
}

TEST_CASE("roledb builds, checks, exports and builds again") {
    const test::ScratchFolder folder;
    test::write_small_content(folder / "content");
    const std::string at = folder.path().string() + "/";
    const Outcome built = roledb("build " + at + "content -o " + at + "roles.db");
    CHECK(built.status == 0);
    CHECK(built.has("roles.db: content version 7, 2 roles, 2 languages"));
    const Outcome checked = roledb("check " + at + "roles.db");
    CHECK(checked.status == 0);
    CHECK(checked.has("no problems"));
    CHECK(roledb("export " + at + "roles.db -o " + at + "export").status == 0);
    CHECK(roledb("build " + at + "export --output " + at + "again.db").status == 0);
    CHECK(test::read(folder / "roles.db") == test::read(folder / "again.db"));
    const Outcome twice = roledb("export " + at + "roles.db -o " + at + "export");
    CHECK(twice.status == 1);
    CHECK(twice.has("this exists already: give a new or an empty folder"));
}

TEST_CASE("roledb shows a database and a role in a language") {
    const test::ScratchFolder folder;
    const std::string file = test::small_database(folder).string();
    const Outcome all = roledb("show " + file);
    CHECK(all.status == 0);
    CHECK(all.has("Content version 7, published 2026-11-24. Languages: English (en), Español (es)."));
    CHECK(all.has("Auditor  (auditor)\n    Follow the records."));
    const Outcome one = roledb("show " + file + " auditor --language es");
    CHECK(one.status == 0);
    CHECK(one.has("Auditora\n────────\n"));
    CHECK(one.has("Tareas (2)\n  • Analizar.\n  • Auditar.\n"));
    CHECK(one.has("See also: Economist (economist)"));
    const Outcome no_role = roledb("show " + file + " clerk");
    CHECK(no_role.status == 1);
    CHECK(no_role.has("there is no role 'clerk'; `roledb show FILE` lists them all"));
    const Outcome no_language = roledb("show " + file + " --language fr");
    CHECK(no_language.status == 1);
    CHECK(no_language.has("there is no language 'fr': use one of en, es"));
}

TEST_CASE("roledb lists all problems and says what to do") {
    const test::ScratchFolder folder;
    test::write_small_content(folder / "content");
    test::replace(folder / "content/en/roles/auditor.md", "#2a9d8f", "teal");
    test::replace(folder / "content/en/roles/economist.md", "curve", "curves");
    const std::string at = folder.path().string() + "/";
    const Outcome built = roledb("build " + at + "content -o " + at + "roles.db");
    CHECK(built.status == 1);
    CHECK(built.has("auditor.md:6: 'teal' is no colour"));
    CHECK(built.has("economist.md:5: there is no emblem 'curves'"));
    CHECK(built.has("2 problems: mend them and run this again. No database was written."));
    CHECK_FALSE(test::fs::exists(folder / "roles.db"));

    const test::ScratchFolder other;
    const auto file = test::small_database(other);
    test::change(file, "UPDATE role_texts SET title = ''");
    const Outcome checked = roledb("check " + file.string());
    CHECK(checked.status == 1);
    CHECK(checked.has("3 problems: do not use this file"));
    CHECK(roledb("export " + file.string() + " -o " + at + "export").status == 1);
    CHECK(roledb("show " + file.string()).status == 1);
    const Outcome text = roledb("check " + at + "content/content.toml");
    CHECK(text.status == 1);
    CHECK(text.has("this is not a database; give a file that `roledb build` made"));
}

TEST_CASE("roledb says what a new database changes") {
    const test::ScratchFolder folder;
    const std::string file = test::small_database(folder).string();
    const std::string other = (folder / "new.db").string();
    test::replace(folder / "content/content.toml", "version = 7", "version = 8");
    test::replace(folder / "content/es/roles/auditor.md", "Auditora", "Interventora");
    test::replace(folder / "content/en/slides.toml", "Which one?", "Which is yours?");
    test::build(folder / "content", other);
    const Outcome changed = roledb("diff " + file + " " + other);
    CHECK(changed.status == 0);
    CHECK(changed.output
          == "Slide 3 changed\n    - English: Which one?\n    + English: Which is yours?\n"
             "Role changed: Auditor (auditor)\n  title (Español)\n    - Auditora\n    + Interventora\n\n"
             "Content 7 -> 8: 1 role changed, 1 other change.\n");
    CHECK(roledb("diff --summary " + file + " " + other).output == "Content 7 -> 8: 1 role changed, 1 other change.\n");
    const Outcome same = roledb("diff " + other + " " + other);
    CHECK(same.status == 0);
    CHECK(same.has("Content 8 -> 8: nothing changes for visitors.\n"));
    CHECK(same.has("Note: a kiosk that shows content 8 does not take content 8: raise `version` in content.toml."));
    CHECK(roledb("diff " + file + " " + other + "x").status == 1);
    test::change(other, "UPDATE role_texts SET title = ''");
    const Outcome bad = roledb("diff " + file + " " + other);
    CHECK(bad.status == 1);
    CHECK(bad.has("3 problems: " + other + " cannot be compared."));
}

TEST_CASE("roledb build and check tell in notes what reads badly, and end well") {
    const test::ScratchFolder folder;
    test::write_small_content(folder / "content");
    // The longest point of the careers page, in its own words.
    const std::string statistics =
        "Serving as analyst and/or advisor to management on a major mission or administrative program to assist in "
        "performing a range of developmental assignments and program activities for assessment of management "
        "processes, "
        "systems, and mission support programs. Those may include but are not limited to statistical research, "
        "performance "
        "measurement, information systems, organizational structure, planning and control systems, and new methods and "
        "procedures;";
    test::replace(folder / "content/en/roles/auditor.md", "- Audit.", "• " + statistics);
    test::replace(folder / "content/en/roles/economist.md", "- Write.", "- Write \\<br\\>.");
    const std::string at = folder.path().string() + "/";
    const Outcome built = roledb("build " + at + "content -o " + at + "roles.db");
    CHECK(built.status == 0);
    CHECK(built.has("Note: " + at + "content/en/roles/auditor.md:15: '•' is read as a bullet"));
    CHECK(built.has("Note: " + at + "content/en/roles/auditor.md:15: the point has "));
    CHECK(roledb("show " + at + "roles.db auditor").has("procedures;"));
    const Outcome checked = roledb("check " + at + "roles.db");
    CHECK(checked.status == 0);
    CHECK(checked.has("Note: role auditor, language en: the assignment 2 has "));
    CHECK(
        checked.has("Note: role economist, language en: '<br>' stands in the skill 2 as visitors will read it: HTML"));
    CHECK(checked.has("no problems"));
}

TEST_CASE("roledb exports and shows a translation without one of its sections") {
    const test::ScratchFolder folder;
    test::write_small_content(folder / "content");
    test::replace(folder / "content/es/roles/auditor.md", "## Habilidades\n\n- Hablar.\n", "");
    const std::string at = folder.path().string() + "/";
    CHECK(roledb("build " + at + "content -o " + at + "roles.db").status == 0);
    CHECK(roledb("check " + at + "roles.db").status == 0);
    CHECK(roledb("show " + at + "roles.db auditor --language es").has("Required skill sets (1)\n  • Speak clearly.\n"));
    CHECK(roledb("export " + at + "roles.db -o " + at + "export").status == 0);
    CHECK(test::read(folder / "export/es/roles/auditor.md").find("## Habilidades") == std::string::npos);
    CHECK(roledb("build " + at + "export -o " + at + "again.db").status == 0);
    CHECK(test::read(folder / "roles.db") == test::read(folder / "again.db"));
}

TEST_CASE("build and sign replace nothing of another kind: a key is kept") {
    const test::ScratchFolder folder;
    const std::string at = folder.path().string() + "/";
    const std::string program = KIOSK_BIN_DIR "/roledb ";
    REQUIRE(test::run(program + "keygen -o " + at + "staff --no-passphrase").status == 0);
    const std::string key = test::read(folder / "staff.key");
    const std::string build = program + "build " KIOSK_SOURCE_DIR "/db/content -o " + at;
    const auto refused = test::run(build + "staff.key");
    CHECK(refused.status == 1);
    CHECK(refused.has("a secret key lies here"));
    CHECK(test::read(folder / "staff.key") == key);
    CHECK(test::run(build + "roles.db").status == 0);
    CHECK_MESSAGE(test::run(build + "roles.db").status == 0, "an older database");
    const std::string sign = program + "sign " + at + "roles.db --key " + at + "staff.key -o " + at;
    CHECK(test::run(sign + "roles.db").has("this is what is read"));
    CHECK(test::run(sign + "staff.pub").has("a public key lies here"));
    CHECK(test::run(sign + "roles.db.minisig").status == 0);
    CHECK_MESSAGE(test::run(sign + "roles.db.minisig").status == 0, "an older signature");
}
