#include "tests/fuzz/sample_content.h"

#include "db/authoring/content_reader.h"
#include "db/authoring/database_writer.h"
#include "tests/fuzz/scratch.h"
#include "tests/fuzz/target.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace fuzz {

const std::vector<std::pair<std::string, std::string>>& sample_files() {
    static const std::vector<std::pair<std::string, std::string>> files = {
        {"content.toml",
         "version = 7\npublished = 2026-11-24\n\n[[languages]]\ncode = \"en\"\nname = \"English\"\n"
         "assignments = \"Typical assignments\"\nskills = \"Required skill sets\"\n\n[[languages]]\ncode = \"es\"\n"
         "name = \"Español\"\nassignments = \"Tareas\"\nskills = \"Habilidades\"\n"},
        {"images/star.svg",
         "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>"},
        {"en/tags.toml", "law = \"Law\"\nnumbers = \"Numbers\"\n"},
        {"es/tags.toml", "law = \"Derecho\"\n"},
        {"en/organisation.md", "+++\nname = \"Office\"\nshort_name = \"Off\"\nheading = \"What we do\"\n"
                               "purpose = \"We help.\"\n+++\n\nFirst.\n\nSecond\nline.\n"},
        {"es/organisation.md", "+++\nname = \"Oficina\"\nshort_name = \"Ofi\"\nheading = \"Qué hacemos\"\n"
                               "purpose = \"Ayudamos.\"\n+++\n\nPrimero.\n"},
        {"en/roles/auditor.md",
         "+++\ntitle = \"Auditor\"\ntagline = \"Follow the records.\"\norder = 2\nemblem = \"image:star\"\n"
         "accent = \"#2a9d8f\"\ntags = [\"numbers\", \"law\"]\n+++\n\nPlan audits.\n\n## Typical assignments\n\n"
         "- Analyze records.\n- Audit.\n\n## Required skill sets\n\n- Speak clearly.\n"},
        {"en/roles/economist.md",
         "+++\ntitle = \"Economist\"\ntagline = \"Measure the cost.\"\norder = 1\nemblem = \"curve\"\n"
         "accent = \"#e07a5f\"\ntags = [\"numbers\"]\n+++\n\nHelp with studies.\n\n## Typical assignments\n\n"
         "- Gather data.\n\n## Required skill sets\n\n- Know statistics.\n- Write.\n"},
        {"es/roles/auditor.md",
         "+++\ntitle = \"Auditora\"\ntagline = \"Sigue los registros.\"\n+++\n\nPlanifica.\n\n## Tareas\n\n"
         "- Analizar.\n- Auditar.\n\n## Habilidades\n\n- Hablar.\n"},
        {"en/slides.toml", "[[slides]]\nkind = \"purpose\"\ntitle = \"We help.\"\ntext = \"Office\"\n\n"
                           "[[slides]]\nkind = \"role\"\nrole = \"auditor\"\n\n"
                           "[[slides]]\nkind = \"invitation\"\ntitle = \"Which one?\"\n"},
        {"es/slides.toml", "[[slides]]\nkind = \"purpose\"\ntitle = \"Ayudamos.\"\n\n"
                           "[[slides]]\nkind = \"role\"\nrole = \"auditor\"\n\n"
                           "[[slides]]\nkind = \"invitation\"\ntitle = \"¿Cuál?\"\ntext = \"Toca.\"\n"},
    };
    return files;
}

db::authoring::Content sample_content() {
    const auto folder = scratch() / "sample";
    for (const auto& [name, text] : sample_files())
        write_scratch(folder / name, text);
    db::authoring::Problems problems;
    auto content = db::authoring::read_content(folder, problems);
    require(problems.empty(), "the sample content has a problem",
            problems.empty() ? "" : problems.errors().front().text());
    return content;
}

db::authoring::Content long_content(std::size_t count) {
    db::authoring::Content content = sample_content();
    for (std::size_t number = 0; number < count; ++number) {
        db::authoring::ContentRole role = content.roles[number % 2];
        role.id = fmt::format("role-{}", number);
        for (auto& text : role.texts) {
            if (!text)
                continue;
            for (int paragraph = 0; paragraph < 20; ++paragraph)
                text->description +=
                    fmt::format("\n\nParagraph {} of role {} is here to fill a page.", paragraph, number);
            for (auto* points : {&text->assignments, &text->skills})
                for (std::string& point : *points)
                    point += fmt::format(" This is {}.", std::string(number % 300 + 1, 'x'));
        }
        content.roles.push_back(std::move(role));
    }
    return content;
}

std::string database_of(const db::authoring::Content& content, int page_bytes) {
    const auto file = scratch() / "seed.db";
    const auto written = db::authoring::write_database(content, file);
    require(written.has_value(), "the sample database cannot be written", written ? "" : written.error().text());
    sqlite3* handle = nullptr;
    const std::string sql = fmt::format("PRAGMA page_size = {}; VACUUM;", page_bytes);
    require(sqlite3_open(file.c_str(), &handle) == SQLITE_OK
                && sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK,
            "the sample database cannot be vacuumed", sqlite3_errmsg(handle));
    sqlite3_close(handle);
    return read_file(file);
}

} // namespace fuzz
