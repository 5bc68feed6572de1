// What tests of db/ share: a folder that removes itself, a small valid content, and ways to spoil both.
#pragma once
#include "db/authoring/content.h"
#include "db/authoring/content_reader.h"
#include "db/authoring/database_writer.h"
#include "tests/support/scratch_folder.h"

#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sqlite3.h>
#include <sstream>
#include <string>
#include <string_view>

namespace test {

namespace fs = std::filesystem;

inline void write(const fs::path& file, std::string_view text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

inline std::string read(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

/// Replaces the first `from` in a file; the test fails if it is not there.
inline void replace(const fs::path& file, std::string_view from, std::string_view to) {
    std::string text = read(file);
    const std::size_t start = text.find(from);
    REQUIRE_MESSAGE(start != std::string::npos, "not in the file: " << from);
    write(file, text.replace(start, from.size(), to));
}

/// Two roles in two languages, an image and three slides. Line numbers in tests refer to these texts.
inline void write_small_content(const fs::path& folder) {
    write(folder / "content.toml", "version = 7\npublished = 2026-11-24\n\n"
                                   "[[languages]]\ncode = \"en\"\nname = \"English\"\n"
                                   "assignments = \"Typical assignments\"\nskills = \"Required skill sets\"\n\n"
                                   "[[languages]]\ncode = \"es\"\nname = \"Español\"\n"
                                   "assignments = \"Tareas\"\nskills = \"Habilidades\"\n");
    write(folder / "images" / "star.svg",
          "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>");
    write(folder / "en" / "tags.toml", "law = \"Law\"\nnumbers = \"Numbers\"\n");
    write(folder / "es" / "tags.toml", "law = \"Derecho\"\n");
    write(folder / "en" / "organisation.md", "+++\nname = \"Office\"\nshort_name = \"Off\"\nheading = \"What we do\"\n"
                                             "purpose = \"We help.\"\n+++\n\nFirst.\n\nSecond\nline.\n");
    write(folder / "es" / "organisation.md",
          "+++\nname = \"Oficina\"\nshort_name = \"Ofi\"\nheading = \"Qué hacemos\"\n"
          "purpose = \"Ayudamos.\"\n+++\n\nPrimero.\n");
    write(folder / "en" / "roles" / "auditor.md",
          "+++\ntitle = \"Auditor\"\ntagline = \"Follow the records.\"\norder = 2\nemblem = \"image:star\"\n"
          "accent = \"#2a9d8f\"\ntags = [\"numbers\", \"law\"]\n+++\n\nPlan audits.\n\n## Typical assignments\n\n"
          "- Analyze records.\n- Audit.\n\n## Required skill sets\n\n- Speak clearly.\n");
    write(folder / "en" / "roles" / "economist.md",
          "+++\ntitle = \"Economist\"\ntagline = \"Measure the cost.\"\norder = 1\nemblem = \"curve\"\n"
          "accent = \"#e07a5f\"\ntags = [\"numbers\"]\n+++\n\nHelp with studies.\n\n## Typical assignments\n\n"
          "- Gather data.\n\n## Required skill sets\n\n- Know statistics.\n- Write.\n");
    write(folder / "es" / "roles" / "auditor.md",
          "+++\ntitle = \"Auditora\"\ntagline = \"Sigue los registros.\"\n+++\n\nPlanifica.\n\n## Tareas\n\n"
          "- Analizar.\n- Auditar.\n\n## Habilidades\n\n- Hablar.\n");
    const std::string slides = "[[slides]]\nkind = \"purpose\"\ntitle = \"We help.\"\ntext = \"Office\"\n\n"
                               "[[slides]]\nkind = \"role\"\nrole = \"auditor\"\n\n"
                               "[[slides]]\nkind = \"invitation\"\ntitle = \"Which one?\"\n";
    write(folder / "en" / "slides.toml", slides);
    write(folder / "es" / "slides.toml", "[[slides]]\nkind = \"purpose\"\ntitle = \"Ayudamos.\"\n\n"
                                         "[[slides]]\nkind = \"role\"\nrole = \"auditor\"\n\n"
                                         "[[slides]]\nkind = \"invitation\"\ntitle = \"¿Cuál?\"\ntext = \"Toca.\"\n");
}

/// Builds `folder` to `file`; the test fails on any problem.
inline void build(const fs::path& folder, const fs::path& file) {
    db::authoring::Problems problems;
    const auto content = db::authoring::read_content(folder, problems);
    for (const db::Error& error : problems.errors())
        FAIL_CHECK(error.text());
    const auto outcome = db::authoring::write_database(content, file);
    REQUIRE_MESSAGE(outcome.has_value(), outcome.error().text());
}

/// The database of write_small_content, in `folder`.
inline fs::path small_database(const ScratchFolder& folder) {
    write_small_content(folder / "content");
    build(folder / "content", folder / "roles.db");
    return folder / "roles.db";
}

/// Changes a database as a person with an SQLite browser could. Statements that fail, fail the test.
inline void change(const fs::path& file, const std::string& sql) {
    sqlite3* handle = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &handle) == SQLITE_OK);
    char* message = nullptr;
    const int result = sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &message);
    const std::string text = message ? message : "";
    sqlite3_free(message);
    sqlite3_close(handle);
    REQUIRE_MESSAGE(result == SQLITE_OK, sql << ": " << text);
}

/// `count` roles in one language with tags that differ, for tests of cost.
inline db::authoring::Content many_roles(std::size_t count) {
    db::authoring::Content content;
    content.version = 1;
    content.published = "2026-11-24";
    content.languages = {{{"en", "English"}, "Typical assignments", "Required skill sets"}};
    content.organisations = {db::Organisation{"Office", "Off", "What we do", "We help.", "First."}};
    for (int tag = 0; tag < 12; ++tag)
        content.tags.push_back({fmt::format("tag-{}", tag), {fmt::format("Tag {}", tag)}});
    content.roles.reserve(count);
    for (std::size_t index = 0; index < count; ++index) {
        db::authoring::RoleText text;
        text.title = fmt::format("Role {}", index);
        text.tagline = "One sentence.";
        text.description = "One paragraph.";
        text.assignments = {"Do one thing.", "Do another."};
        text.skills = {"Know one thing."};
        content.roles.push_back(
            {fmt::format("role-{}", index), "globe", 0x112233, {index % 12, (index / 12 + 1 + index) % 12}, {text}});
        if (content.roles.back().tags[0] == content.roles.back().tags[1])
            content.roles.back().tags.pop_back();
    }
    content.slides = {{db::SlideKind::Purpose, std::nullopt, {{"We help.", ""}}}};
    return content;
}

} // namespace test
