#include "db/authoring/role_file.h"

#include "db/authoring/markdown.h"
#include "db/authoring/toml_section.h"
#include "db/bounds.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace db::authoring {
namespace {

constexpr std::int64_t kMaxOrder = 1'000'000;

std::string read_emblem(SectionReader& fields, const Content& content, const std::filesystem::path& file,
                        Problems& problems) {
    auto emblem = fields.raw_text("emblem", "\"scales\"");
    if (!emblem)
        return {};
    const std::string_view image = image_of_emblem(emblem->text);
    if (!image.empty() && !content.images.contains(std::string(image)))
        problems.add(
            file, emblem->line,
            fmt::format("there is no image '{}': put {}.svg, .png or .jpg into the folder images, or write one "
                        "of {}",
                        image, image, library_emblems()));
    else if (image.empty() && !is_library_emblem(emblem->text))
        problems.add(file, emblem->line,
                     fmt::format("there is no emblem '{}': write one of {}, or \"image:NAME\" for a file in the folder "
                                 "images",
                                 emblem->text, library_emblems()));
    return emblem->text;
}

std::vector<std::size_t> read_tags(SectionReader& fields, const Content& content, const std::filesystem::path& file,
                                   Problems& problems) {
    std::vector<std::size_t> tags;
    for (const TomlText& tag : fields.texts("tags", "[\"law\", \"trade\"]")) {
        auto found = std::find_if(content.tags.begin(), content.tags.end(),
                                  [&](const ContentTag& known) { return known.id == tag.text; });
        const auto index = static_cast<std::size_t>(found - content.tags.begin());
        if (found == content.tags.end())
            problems.add(file, tag.line,
                         fmt::format("there is no tag '{}': add it to tags.toml, or use one that is there", tag.text));
        else if (std::find(tags.begin(), tags.end(), index) != tags.end())
            problems.add(file, tag.line, fmt::format("the tag '{}' stands here twice: remove one", tag.text));
        else
            tags.push_back(index);
    }
    if (tags.size() > kMaxTagsOfRole)
        problems.add(
            file, fields.line_of("tags"),
            fmt::format("there are {} tags and only {} are allowed: remove some", tags.size(), kMaxTagsOfRole));
    return tags;
}

RoleTraits read_traits(SectionReader& fields, const Content& content, const std::filesystem::path& file,
                       Problems& problems) {
    RoleTraits traits;
    traits.order = fields.integer("order", 1, kMaxOrder).value_or(0);
    traits.order_line = fields.line_of("order");
    traits.emblem = read_emblem(fields, content, file, problems);
    if (auto accent = fields.raw_text("accent", "\"#7c5cbf\"")) {
        auto rgb = parse_accent(accent->text);
        if (!rgb)
            problems.add(file, accent->line,
                         fmt::format("'{}' is no colour: write # and six digits of 0-9 and a-f, as in \"#7c5cbf\"",
                                     accent->text));
        traits.accent_rgb = rgb.value_or(0);
    }
    traits.tags = read_tags(fields, content, file, problems);
    return traits;
}

/// Sorts the blocks of one role into its description and its two sections.
class BodyReader {
public:
    /// `otherwise` is the name of the language that is shown where a section is left out; empty where none may be.
    BodyReader(const ContentLanguage& language, std::string_view otherwise, const std::filesystem::path& file,
               Problems& problems)
        : m_language(language), m_otherwise(otherwise), m_file(file), m_problems(problems) {}

    void read(const std::vector<Block>& blocks, int body_line, RoleFile& role) {
        RoleText& text = role.text;
        for (const Block& block : blocks)
            take(block, text);
        note_length(m_description_line, "description", text.description, kLongDescriptionCharacters);
        if (std::string problem = text_problem(kDescription, text.description); !problem.empty())
            report(m_description_line > 0 ? m_description_line : body_line, "the description " + problem);
        check_section(text.assignments, m_assignments_line, body_line, m_language.assignments_heading);
        check_section(text.skills, m_skills_line, body_line, m_language.skills_heading);
        role.assignments_line = m_assignments_line;
        role.skills_line = m_skills_line;
    }

private:
    void report(int line, std::string message) { m_problems.add(m_file, line, std::move(message)); }

    void note_length(int line, std::string_view name, std::string_view text, std::size_t good_characters) {
        if (const std::size_t count = count_characters(text); count > good_characters)
            m_problems.note(m_file, line,
                            fmt::format("the {} has {} characters: more than {} are hard to read standing; shorten or "
                                        "divide it if you can",
                                        name, count, good_characters));
    }

    void take(const Block& block, RoleText& text) {
        switch (block.kind) {
        case BlockKind::Heading:
            open_section(block, text);
            break;
        case BlockKind::Paragraph:
            if (m_seen_heading)
                report(block.line, "only bullets may stand under a heading: begin the line with '- ', or move it above "
                                   "the first heading");
            else
                add_paragraph(block, text);
            break;
        case BlockKind::Bullet:
            add_point(block);
            break;
        }
    }

    void open_section(const Block& block, RoleText& text) {
        m_seen_heading = true;
        m_section = nullptr;
        if (block.text == m_language.assignments_heading)
            start(block, text.assignments, m_assignments_line);
        else if (block.text == m_language.skills_heading)
            start(block, text.skills, m_skills_line);
        else
            report(block.line,
                   fmt::format("the heading '{}' is not known: write '## {}' or '## {}' (from content.toml)",
                               block.text, m_language.assignments_heading, m_language.skills_heading));
    }

    void start(const Block& block, std::vector<std::string>& section, int& line) {
        if (line > 0)
            report(block.line, fmt::format("the heading '{}' stands here twice: put its bullets together", block.text));
        line = block.line;
        m_section = &section;
    }

    void add_paragraph(const Block& block, RoleText& text) {
        if (m_description_line == 0)
            m_description_line = block.line;
        if (!text.description.empty())
            text.description += "\n\n";
        text.description += block.text;
    }

    void add_point(const Block& block) {
        if (!m_section && !m_seen_heading)
            report(block.line, fmt::format("a bullet must stand under a heading: write '## {}' above the first one",
                                           m_language.assignments_heading));
        if (!m_section)
            return;
        if (std::string problem = text_problem(kPoint, block.text); !problem.empty())
            report(block.line, "the point " + problem);
        else
            note_length(block.line, "point", block.text, kLongPointCharacters);
        m_section->push_back(block.text);
        if (m_section->size() == kMaxPoints + 1)
            report(block.line, fmt::format("more than {} points: join some", kMaxPoints));
    }

    void check_section(const std::vector<std::string>& section, int line, int body_line, std::string_view heading) {
        if (line == 0 && !m_otherwise.empty())
            m_problems.note(
                m_file, body_line,
                fmt::format("the section '## {}' is left out: visitors read it in {}", heading, m_otherwise));
        else if (line == 0)
            report(body_line, fmt::format("the heading '## {}' is missing: add it with its bullets", heading));
        else if (section.empty())
            report(line, fmt::format("there are no bullets under '{}': begin each with '- '", heading));
    }

    const ContentLanguage& m_language;
    std::string_view m_otherwise;
    const std::filesystem::path& m_file;
    Problems& m_problems;
    std::vector<std::string>* m_section = nullptr;
    bool m_seen_heading = false;
    int m_description_line = 0;
    int m_assignments_line = 0;
    int m_skills_line = 0;
};

void append_section(std::string& file, std::string_view heading, const std::vector<std::string>& points) {
    if (points.empty())
        return;
    file += fmt::format("\n## {}\n\n", escape_markdown(heading));
    for (const std::string& point : points)
        file += fmt::format("- {}\n", escape_markdown(point));
}

} // namespace

std::optional<std::uint32_t> parse_accent(std::string_view text) {
    std::uint32_t value = 0;
    if (text.size() != 7 || text.front() != '#')
        return std::nullopt;
    auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), value, 16);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

RoleFile read_role_file(std::string_view text, const std::filesystem::path& file, RoleFileKind kind,
                        const ContentLanguage& language, const Content& content, Problems& problems) {
    RoleFile role;
    const MarkdownFile parts = split_front_matter(text, file, problems);
    if (parts.front_matter_line == 0)
        return role;
    const auto sections = parse_toml(parts.front_matter, file, parts.front_matter_line, problems);
    if (!sections.empty()) {
        SectionReader fields(sections.front(), file, problems);
        role.text.title = fields.text("title", kTitle);
        role.text.tagline = fields.text("tagline", kTagline);
        if (kind == RoleFileKind::DefaultLanguage)
            role.traits = read_traits(fields, content, file, problems);
        fields.report_unknown_fields();
    }
    for (std::size_t index = 1; index < sections.size(); ++index)
        problems.add(file, sections[index].line, "a role file has no [[tables]]: remove it");
    const bool is_translation = kind == RoleFileKind::Translation;
    BodyReader(language, is_translation ? content.languages[0].language.name : std::string_view(), file, problems)
        .read(parse_markdown(parts.body, file, parts.body_line, problems), parts.body_line, role);
    return role;
}

std::string role_file_text(const RoleText& text, const RoleTraits* traits, const ContentLanguage& language,
                           const Content& content) {
    std::string file = fmt::format("+++\ntitle = {}\ntagline = {}\n", toml_text(text.title), toml_text(text.tagline));
    if (traits) {
        std::vector<std::string> tags;
        for (std::size_t tag : traits->tags)
            tags.push_back(toml_quoted(content.tags[tag].id));
        file += fmt::format("order = {}\nemblem = {}\naccent = \"#{:06x}\"\ntags = [{}]\n", traits->order,
                            toml_quoted(traits->emblem), traits->accent_rgb, fmt::join(tags, ", "));
    }
    file += "+++\n" + paragraphs_text(text.description);
    append_section(file, language.assignments_heading, text.assignments);
    append_section(file, language.skills_heading, text.skills);
    return file;
}

} // namespace db::authoring
