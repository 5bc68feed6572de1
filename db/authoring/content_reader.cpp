#include "db/authoring/content_reader.h"

#include "db/authoring/hidden_note.h"
#include "db/authoring/images.h"
#include "db/authoring/markdown.h"
#include "db/authoring/role_file.h"
#include "db/authoring/slide_file.h"
#include "db/authoring/toml_section.h"
#include "db/authoring/unseen_letters.h"
#include "db/bounds.h"
#include "db/files.h"

#include <algorithm>
#include <fmt/format.h>

namespace db::authoring {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxTextFileBytes = 1024 * 1024;
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

class ContentFileReader {
public:
    ContentFileReader(const fs::path& folder, Problems& problems) : m_folder(folder), m_problems(problems) {}

    Content read() {
        if (!fs::is_directory(m_folder)) {
            m_problems.add(m_folder, 0, "there is no such folder: give the folder that holds content.toml");
            return {};
        }
        read_settings();
        if (m_content.languages.empty())
            return {};
        check_folders();
        note_hidden();
        m_content.images = read_images(m_folder / "images", m_problems);
        for (std::size_t language = 0; language < m_content.languages.size(); ++language)
            read_tags(language);
        read_organisations();
        read_roles();
        const std::size_t problems_before = m_problems.size();
        read_slides(0);
        // Translations are compared with these, which makes sense only if they are whole.
        const bool is_whole = m_problems.size() == problems_before;
        for (std::size_t language = 1; is_whole && language < m_content.languages.size(); ++language)
            read_slides(language);
        m_letters.report(m_problems);
        return std::move(m_content);
    }

private:
    void read_settings();
    void read_language(const TomlSection& section, const fs::path& file);
    void check_folders();
    void note_hidden();
    void read_tags(std::size_t language);
    void read_organisations();
    Organisation read_organisation(std::string_view text, const fs::path& file);
    void read_roles();
    void read_default_role(const fs::path& file);
    void sort_roles();
    void read_translation(const fs::path& file, std::size_t language);
    void read_slides(std::size_t language);
    std::optional<std::size_t> find_role(std::string_view id) const;

    fs::path folder_of(std::size_t language) const { return m_folder / m_content.languages[language].language.code; }

    std::optional<std::string> read_text(const fs::path& file) {
        auto text = read_whole(file, kMaxTextFileBytes);
        if (!text) {
            m_problems.add(text.error());
            return std::nullopt;
        }
        if (text->starts_with(kByteOrderMark))
            text->erase(0, kByteOrderMark.size());
        if (const std::size_t valid = valid_utf8_bytes(*text); valid < text->size()) {
            const auto line = std::count(text->begin(), text->begin() + static_cast<std::ptrdiff_t>(valid), '\n') + 1;
            m_problems.add(file, static_cast<int>(line), "this is not UTF-8: save the file as UTF-8");
            return std::nullopt;
        }
        const fs::path below = file.lexically_relative(m_folder);
        const bool is_of_language = below.has_parent_path();
        m_letters.read_file(is_of_language ? below.begin()->string() : "", file, *text);
        return *text;
    }

    const fs::path& m_folder;
    Problems& m_problems;
    Content m_content;
    UnseenLetters m_letters;
    std::vector<RoleTraits> m_traits; ///< of m_content.roles
    std::vector<fs::path> m_role_files;
    RoleIndex m_role_index; ///< by id, filled when the roles are sorted
};

void ContentFileReader::read_settings() {
    const fs::path file = m_folder / "content.toml";
    auto text = read_text(file);
    if (!text)
        return;
    const auto sections = parse_toml(*text, file, 1, m_problems);
    if (sections.empty())
        return;
    SectionReader fields(sections.front(), file, m_problems);
    m_content.version = fields.integer("version", 1, kMaxContentVersion).value_or(0);
    m_content.published = fields.date("published");
    fields.report_unknown_fields();
    for (std::size_t index = 1; index < sections.size(); ++index) {
        if (sections[index].name == "languages")
            read_language(sections[index], file);
        else
            m_problems.add(file, sections[index].line,
                           fmt::format("[[{}]] is not known here: only [[languages]] is", sections[index].name));
    }
    if (sections.size() == 1)
        m_problems.add(file, 1, "there is no language: add [[languages]] with code, name, assignments and skills");
    if (m_content.languages.size() > kMaxLanguages)
        m_problems.add(file, 1, fmt::format("more than {} languages: remove some", kMaxLanguages));
    m_content.organisations.resize(m_content.languages.size());
}

void ContentFileReader::read_language(const TomlSection& section, const fs::path& file) {
    SectionReader fields(section, file, m_problems);
    ContentLanguage language;
    auto code = fields.raw_text("code", "\"en\"");
    language.language.name = fields.text("name", kLanguageName);
    language.assignments_heading = fields.text("assignments", kHeading);
    language.skills_heading = fields.text("skills", kHeading);
    fields.report_unknown_fields();
    if (!code)
        return;
    language.language.code = code->text;
    if (std::string problem = language_code_problem(code->text); !problem.empty()) {
        m_problems.add(file, code->line, fmt::format("'{}' {}", code->text, problem));
        return;
    }
    const bool is_double = std::any_of(m_content.languages.begin(), m_content.languages.end(),
                                       [&](const auto& known) { return known.language.code == code->text; });
    if (is_double)
        m_problems.add(file, code->line, fmt::format("the language '{}' stands here twice: remove one", code->text));
    if (!language.assignments_heading.empty() && language.assignments_heading == language.skills_heading)
        m_problems.add(file, fields.line_of("skills"),
                       "'assignments' and 'skills' are the same: give each its own heading");
    if (!is_double)
        m_content.languages.push_back(std::move(language));
}

void ContentFileReader::check_folders() {
    auto is_language = [&](const std::string& name) {
        return std::any_of(m_content.languages.begin(), m_content.languages.end(),
                           [&](const auto& known) { return known.language.code == name; });
    };
    for (const fs::path& entry : files_in(m_folder)) {
        const std::string name = entry.filename().string();
        if (name != "content.toml" && name != "images" && !is_language(name))
            m_problems.add(entry, 0, "this is not read: remove it, or add its language to content.toml");
    }
    for (std::size_t language = 0; language < m_content.languages.size(); ++language) {
        for (const fs::path& entry : files_in(folder_of(language))) {
            const std::string name = entry.filename().string();
            if (name != "organisation.md" && name != "slides.toml" && name != "tags.toml" && name != "roles")
                m_problems.add(entry, 0,
                               "this is not read: only organisation.md, slides.toml, tags.toml and roles are");
        }
    }
}

void ContentFileReader::note_hidden() {
    std::vector<fs::path> folders = {m_folder, m_folder / "images"};
    for (std::size_t language = 0; language < m_content.languages.size(); ++language) {
        folders.push_back(folder_of(language));
        folders.push_back(folder_of(language) / "roles");
    }
    note_hidden_files(m_folder, folders, m_problems);
}

void ContentFileReader::read_tags(std::size_t language) {
    const fs::path file = folder_of(language) / "tags.toml";
    if (!fs::exists(file))
        return;
    auto text = read_text(file);
    if (!text)
        return;
    for (const TomlSection& section : parse_toml(*text, file, 1, m_problems)) {
        SectionReader fields(section, file, m_problems);
        for (const TomlField& field : section.fields) {
            const std::string name = fields.text(field.key, kTagName);
            if (std::string problem = key_problem(field.key); language == 0 && !problem.empty())
                m_problems.add(file, field.line, fmt::format("the tag '{}' {}", field.key, problem));
            auto found = std::find_if(m_content.tags.begin(), m_content.tags.end(),
                                      [&](const ContentTag& tag) { return tag.id == field.key; });
            if (found == m_content.tags.end() && language > 0) {
                m_problems.add(file, field.line,
                               fmt::format("there is no tag '{}' in {}: add it there first, or remove it here",
                                           field.key, (folder_of(0) / "tags.toml").string()));
                continue;
            }
            if (found == m_content.tags.end())
                found = m_content.tags.insert(found, {field.key, std::vector<std::string>(m_content.languages.size())});
            found->names[language] = name;
        }
    }
    if (language == 0 && m_content.tags.size() > kMaxTags)
        m_problems.add(file, 0, fmt::format("more than {} tags: remove some", kMaxTags));
}

void ContentFileReader::read_organisations() {
    for (std::size_t language = 0; language < m_content.languages.size(); ++language) {
        const fs::path file = folder_of(language) / "organisation.md";
        if (language > 0 && !fs::exists(file))
            continue;
        if (auto text = read_text(file))
            m_content.organisations[language] = read_organisation(*text, file);
    }
}

Organisation ContentFileReader::read_organisation(std::string_view text, const fs::path& file) {
    Organisation organisation;
    const MarkdownFile parts = split_front_matter(text, file, m_problems);
    if (parts.front_matter_line == 0)
        return organisation;
    const auto sections = parse_toml(parts.front_matter, file, parts.front_matter_line, m_problems);
    if (!sections.empty()) {
        SectionReader fields(sections.front(), file, m_problems);
        organisation.name = fields.text("name", kOrganisationName);
        organisation.short_name = fields.text("short_name", kShortName);
        organisation.heading = fields.text("heading", kHeading);
        organisation.purpose = fields.text("purpose", kPurpose);
        fields.report_unknown_fields();
    }
    for (const Block& block : parse_markdown(parts.body, file, parts.body_line, m_problems)) {
        if (block.kind != BlockKind::Paragraph)
            m_problems.add(file, block.line, "the introduction has paragraphs only: remove the '#' or '-'");
        organisation.introduction += (organisation.introduction.empty() ? "" : "\n\n") + block.text;
    }
    if (std::string problem = text_problem(kIntroduction, organisation.introduction); !problem.empty())
        m_problems.add(file, parts.body_line, "the introduction " + problem);
    return organisation;
}

void ContentFileReader::read_roles() {
    for (std::size_t language = 0; language < m_content.languages.size(); ++language) {
        const fs::path folder = folder_of(language) / "roles";
        const auto files = files_in(folder);
        if (language == 0 && files.empty())
            m_problems.add(folder, 0, "there are no roles: add a file such as import-specialist.md");
        for (const fs::path& file : files) {
            if (file.extension() != ".md")
                m_problems.add(file, 0, "this is not read: rename it to end in .md, or remove it");
            else if (language == 0)
                read_default_role(file);
            else
                read_translation(file, language);
        }
        if (language == 0)
            sort_roles();
    }
    if (m_content.roles.size() > kMaxRoles)
        m_problems.add(m_folder, 0, fmt::format("more than {} roles: remove some", kMaxRoles));
}

void ContentFileReader::read_default_role(const fs::path& file) {
    const std::string id = file.stem().string();
    if (std::string problem = key_problem(id); !problem.empty())
        m_problems.add(file, 0, fmt::format("the name '{}' {}: rename the file", id, problem));
    // A file that cannot be read still is a role, so that what refers to it is not reported as well.
    RoleFile read;
    if (auto text = read_text(file))
        read =
            read_role_file(*text, file, RoleFileKind::DefaultLanguage, m_content.languages[0], m_content, m_problems);
    ContentRole role{id, read.traits.emblem, read.traits.accent_rgb, read.traits.tags, {}};
    role.texts.resize(m_content.languages.size());
    role.texts[0] = std::move(read.text);
    m_content.roles.push_back(std::move(role));
    m_traits.push_back(std::move(read.traits));
    m_role_files.push_back(file);
}

void ContentFileReader::sort_roles() {
    std::vector<std::size_t> order(m_content.roles.size());
    for (std::size_t index = 0; index < order.size(); ++index)
        order[index] = index;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t left, std::size_t right) { return m_traits[left].order < m_traits[right].order; });
    std::vector<ContentRole> sorted;
    for (std::size_t index = 0; index < order.size(); ++index) {
        const std::size_t role = order[index];
        const std::size_t before = index > 0 ? order[index - 1] : role;
        if (index > 0 && m_traits[role].order > 0 && m_traits[before].order == m_traits[role].order)
            m_problems.add(m_role_files[role], m_traits[role].order_line,
                           fmt::format("'order' is {} in {} too: give each role its own number", m_traits[role].order,
                                       m_role_files[before].filename().string()));
        m_role_index.emplace(m_content.roles[role].id, index);
        sorted.push_back(std::move(m_content.roles[role]));
    }
    m_content.roles = std::move(sorted);
}

void ContentFileReader::read_translation(const fs::path& file, std::size_t language) {
    const std::string id = file.stem().string();
    const auto role = find_role(id);
    if (!role) {
        m_problems.add(file, 0,
                       fmt::format("there is no role '{}' in {}: add it there first, or rename this file", id,
                                   (folder_of(0) / "roles").string()));
        return;
    }
    auto text = read_text(file);
    if (!text)
        return;
    const ContentLanguage& names = m_content.languages[language];
    RoleFile read = read_role_file(*text, file, RoleFileKind::Translation, names, m_content, m_problems);
    const RoleText& original = *m_content.roles[*role].texts[0];
    auto compare = [&](int line, std::size_t here, std::size_t there, std::string_view heading) {
        if (here > 0 && there > 0 && here != there)
            m_problems.add(
                file, line,
                fmt::format("there are {} points under '{}' but {} in the language '{}': write the same "
                            "points in the same order, or remove the whole section, which is then shown in {}",
                            here, heading, there, m_content.languages[0].language.code,
                            m_content.languages[0].language.name));
    };
    compare(read.assignments_line, read.text.assignments.size(), original.assignments.size(),
            names.assignments_heading);
    compare(read.skills_line, read.text.skills.size(), original.skills.size(), names.skills_heading);
    m_content.roles[*role].texts[language] = std::move(read.text);
}

void ContentFileReader::read_slides(std::size_t language) {
    const fs::path file = folder_of(language) / "slides.toml";
    if (language > 0 && !fs::exists(file))
        return;
    auto text = read_text(file);
    if (!text)
        return;
    const SlideFile slides{file, *text, language, folder_of(0) / "slides.toml"};
    authoring::read_slides(slides, m_role_index, m_content, m_problems);
}

std::optional<std::size_t> ContentFileReader::find_role(std::string_view id) const {
    auto found = m_role_index.find(id);
    return found == m_role_index.end() ? std::nullopt : std::optional(found->second);
}

} // namespace

Content read_content(const fs::path& folder, Problems& problems) {
    return ContentFileReader(folder, problems).read();
}

} // namespace db::authoring
