// What a writer's files may be: anything. Whatever is accepted must come back as it was.
#include "db/authoring/content_reader.h"
#include "db/authoring/content_writer.h"
#include "db/authoring/database_reader.h"
#include "db/authoring/database_writer.h"
#include "db/authoring/markdown.h"
#include "db/authoring/role_file.h"
#include "db/authoring/toml_section.h"
#include "db/bounds.h"
#include "db/check.h"
#include "db/markup.h"
#include "tests/fuzz/sample_content.h"
#include "tests/fuzz/scratch.h"
#include "tests/fuzz/target.h"

#include <algorithm>
#include <fmt/format.h>

namespace fuzz {
namespace {

namespace fs = std::filesystem;
using namespace db::authoring;

/// Each problem must say something, and name a line that exists, or the next one, where something is missing.
void check_problems(const Problems& problems, std::string_view text) {
    const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
    std::vector<db::Error> all = problems.errors();
    all.insert(all.end(), problems.notes().begin(), problems.notes().end());
    for (const db::Error& error : all) {
        require(!error.message.empty() && !error.where.empty(), "a problem without words");
        const std::size_t colon = error.where.rfind(':');
        if (colon != std::string::npos)
            require(std::stol(error.where.substr(colon + 1)) <= lines + 1, "a problem behind the end", error.text());
    }
}

/// A text that no backslash made and no problem was found with has no markup that a visitor would read.
void check_markup(std::string_view source, std::string_view text) {
    if (source.find('\\') != std::string_view::npos || source.find("&amp;") != std::string_view::npos
        || source.find("&#") != std::string_view::npos)
        return;
    for (const std::string_view mark : {"<!--", "-->", "<br", "**", "__", "~~", "[ ]", "[x]", "[^", "[["})
        require(text.find(mark) == std::string_view::npos, "markup is published", text);
    require(db::bullet_sign_bytes(text) == 0, "a bullet's sign is published", text);
}

const Content& content() {
    static const Content sample = sample_content();
    return sample;
}

void check_same(const RoleFile& left, const RoleFile& right) {
    require(left.text.title == right.text.title && left.text.tagline == right.text.tagline
                && left.text.description == right.text.description && left.text.assignments == right.text.assignments
                && left.text.skills == right.text.skills,
            "the texts of a role change when they are written and read again");
    require(left.traits.order == right.traits.order && left.traits.emblem == right.traits.emblem
                && left.traits.accent_rgb == right.traits.accent_rgb && left.traits.tags == right.traits.tags,
            "the settings of a role change when they are written and read again");
}

/// What the writer's side accepts, the kiosk must accept, too, and the way back must give the same bytes.
void check_whole_way(const Content& read) {
    const fs::path first = scratch() / "first.db";
    const fs::path second = scratch() / "second.db";
    const fs::path exported = scratch() / "exported";
    std::error_code ignored;
    fs::remove_all(exported, ignored);
    const auto written = write_database(read, first);
    require(written.has_value(), "accepted content cannot be written", written ? "" : written.error().text());
    auto connection = db::open_checked(first, db::Trust::Factory);
    require(connection.has_value(), "accepted content cannot be opened", connection ? "" : connection.error().text());
    const auto problems = db::find_problems(*connection, 1);
    require(problems.empty(), "accepted content is refused", problems.empty() ? "" : problems.front().text());
    const auto back = read_database(*connection);
    require(back.has_value(), "accepted content cannot be read back", back ? "" : back.error().text());
    require(write_content(*back, exported).has_value(), "accepted content cannot be exported");
    Problems again;
    const Content reread = read_content(exported, again);
    require(again.empty(), "exported content is refused", again.empty() ? "" : again.errors().front().text());
    require(write_database(reread, second).has_value(), "exported content cannot be written");
    require(read_file(first) == read_file(second), "export and build give another database");
}

} // namespace

void run_markdown(std::string_view bytes) {
    Problems problems;
    const MarkdownFile file = split_front_matter(bytes, "file.md", problems);
    check_problems(problems, bytes);
    const bool has_fences = file.front_matter_line > 0;
    Problems found;
    const std::string_view body = has_fences ? file.body : bytes;
    const std::vector<Block> blocks = parse_markdown(body, "file.md", 1, found);
    check_problems(found, body);
    for (const Block& block : blocks)
        require(block.line >= 1, "a block without a line");
    if (!found.empty())
        return;
    // Each block as the exporter would write it. Bytes that no text may have are not held to come back.
    for (const Block& block : blocks) {
        check_markup(body, block.text);
        if (!db::text_problem({"block", bytes.size() + 1}, block.text).empty())
            continue;
        Problems none;
        const auto again = parse_markdown(paragraphs_text(block.text), "file.md", 1, none);
        require(none.empty() && again.size() == 1 && again[0].text == block.text,
                "a paragraph changes when it is written and read again", block.text);
        const auto bullet = parse_markdown("- " + escape_markdown(block.text) + "\n", "file.md", 1, none);
        require(none.empty() && bullet.size() == 1 && bullet[0].text == block.text,
                "a bullet changes when it is written and read again", block.text);
    }
}

void run_role_file(std::string_view bytes) {
    for (const RoleFileKind kind : {RoleFileKind::DefaultLanguage, RoleFileKind::Translation}) {
        const ContentLanguage& language = content().languages[kind == RoleFileKind::Translation ? 1 : 0];
        Problems problems;
        const RoleFile read = read_role_file(bytes, "role.md", kind, language, content(), problems);
        check_problems(problems, bytes);
        if (!problems.empty())
            continue;
        for (const std::string& words : {read.text.title, read.text.tagline, read.text.description})
            check_markup(bytes, words);
        const std::string text = role_file_text(
            read.text, kind == RoleFileKind::DefaultLanguage ? &read.traits : nullptr, language, content());
        Problems none;
        const RoleFile again = read_role_file(text, "role.md", kind, language, content(), none);
        require(none.empty(), "a written role has a problem", none.empty() ? "" : none.errors().front().text());
        check_same(read, again);
    }
}

void run_toml(std::string_view bytes) {
    const fs::path file = "file.toml";
    Problems problems;
    const auto sections = parse_toml(bytes, file, 1, problems);
    check_problems(problems, bytes);
    for (const TomlSection& section : sections) {
        SectionReader fields(section, file, problems);
        (void)fields.integer("order", 1, 1'000'000);
        (void)fields.date("published");
        (void)fields.text("title", db::kTitle);
        (void)fields.texts("tags", "[\"law\"]");
        fields.report_unknown_fields();
        for (const TomlField& field : section.fields) {
            const auto* text = std::get_if<std::string>(&field.value);
            if (!text || !db::text_problem({"text", bytes.size() + 1}, *text).empty())
                continue;
            Problems none;
            const auto again = parse_toml("key = " + db::authoring::toml_quoted(*text), file, 1, none);
            require(none.empty() && std::get<std::string>(again.at(0).fields.at(0).value) == *text,
                    "a text changes when it is quoted and read again", *text);
        }
    }
}

/// The first line names the file of the sample content that the rest replaces.
void run_content(std::string_view bytes) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view name = bytes.substr(0, end);
    const fs::path folder = scratch() / "content";
    for (const auto& [file, text] : sample_files()) {
        if (file == name)
            write_scratch(folder / file, bytes.substr(std::min(end + 1, bytes.size())));
    }
    Problems problems;
    const Content read = read_content(folder, problems);
    check_problems(problems, std::string(bytes) + std::string(100, '\n'));
    if (problems.empty())
        check_whole_way(read);
    for (const auto& [file, text] : sample_files()) {
        if (file == name || !fs::exists(folder / file))
            write_scratch(folder / file, text);
    }
}

std::vector<std::string> content_seeds() {
    std::vector<std::string> seeds;
    for (const auto& [file, text] : sample_files())
        seeds.push_back(file + "\n" + text);
    return seeds;
}

std::vector<std::string> role_file_seeds() {
    std::vector<std::string> seeds;
    for (const auto& [file, text] : sample_files()) {
        if (file.find("roles/") != std::string::npos)
            seeds.push_back(text);
    }
    return seeds;
}

} // namespace fuzz
