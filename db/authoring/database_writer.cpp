#include "db/authoring/database_writer.h"

#include "db/authoring/related.h"
#include "db/bounds.h"
#include "db/files.h"
#include "db/schema.h"
#include "db/sqlite.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace db::authoring {
namespace {

std::int64_t position(std::size_t index) {
    return static_cast<std::int64_t>(index) + 1;
}

/// Runs inserts until one fails, and keeps that failure.
class Writer {
public:
    Writer(Connection& connection, const Content& content) : m_connection(connection), m_content(content) {}

    Result<void> write() {
        script(schema_sql());
        script("BEGIN");
        write_settings();
        write_images();
        write_tags();
        write_roles();
        write_slides();
        for (std::size_t language = 0; language < m_content.languages.size(); ++language)
            write_language(language);
        script("COMMIT");
        // The index as few large pieces, and the file without free pages: smaller, and quicker to read.
        script("INSERT INTO search (search) VALUES ('optimize')");
        script("VACUUM");
        return m_outcome;
    }

private:
    void script(const std::string& sql) {
        if (m_outcome)
            m_outcome = m_connection.execute(sql);
    }
    void insert(std::string_view sql, std::initializer_list<Value> values) {
        if (m_outcome)
            m_outcome = m_connection.run(sql, values);
    }

    void write_settings() {
        for (std::size_t index = 0; index < m_content.languages.size(); ++index) {
            const ContentLanguage& language = m_content.languages[index];
            insert("INSERT INTO languages VALUES (?, ?, ?, ?, ?)",
                   {position(index), language.language.code, language.language.name, language.assignments_heading,
                    language.skills_heading});
        }
        insert("INSERT INTO settings VALUES (1, ?, ?, 1)", {m_content.version, m_content.published});
    }

    void write_images() {
        for (const auto& [name, image] : m_content.images)
            insert("INSERT INTO images VALUES (?, ?, ?)", {name, image.media_type, Blob{image.bytes}});
    }

    void write_tags() {
        for (std::size_t index = 0; index < m_content.tags.size(); ++index)
            insert("INSERT INTO tags VALUES (?, ?)", {position(index), m_content.tags[index].id});
    }

    void write_roles() {
        for (std::size_t index = 0; index < m_content.roles.size(); ++index) {
            const ContentRole& role = m_content.roles[index];
            insert("INSERT INTO roles VALUES (?, ?, ?, ?)",
                   {position(index), role.id, role.emblem, std::int64_t{role.accent_rgb}});
            for (std::size_t tag = 0; tag < role.tags.size(); ++tag)
                insert("INSERT INTO role_tags VALUES (?, ?, ?)",
                       {position(index), position(tag), position(role.tags[tag])});
        }
        const auto related = related_roles(m_content);
        for (std::size_t index = 0; index < related.size(); ++index) {
            for (std::size_t place = 0; place < related[index].size(); ++place)
                insert("INSERT INTO related_roles VALUES (?, ?, ?)",
                       {position(index), position(place), position(related[index][place])});
        }
    }

    void write_slides() {
        for (std::size_t index = 0; index < m_content.slides.size(); ++index) {
            const ContentSlide& slide = m_content.slides[index];
            const Value role = slide.role ? Value{position(*slide.role)} : Value{};
            const std::string_view kind = slide.kind == SlideKind::Role      ? "role"
                                          : slide.kind == SlideKind::Purpose ? "purpose"
                                                                             : "invitation";
            insert("INSERT INTO slides VALUES (?, ?, ?)", {position(index), kind, role});
        }
    }

    void write_language(std::size_t language) {
        const std::int64_t key = position(language);
        if (const auto& organisation = m_content.organisations[language])
            insert("INSERT INTO organisation VALUES (?, ?, ?, ?, ?, ?)",
                   {key, organisation->name, organisation->short_name, organisation->heading, organisation->purpose,
                    organisation->introduction});
        for (std::size_t index = 0; index < m_content.tags.size(); ++index) {
            if (!m_content.tags[index].names[language].empty())
                insert("INSERT INTO tag_texts VALUES (?, ?, ?)",
                       {key, position(index), m_content.tags[index].names[language]});
        }
        for (std::size_t index = 0; index < m_content.slides.size(); ++index) {
            const ContentSlide& slide = m_content.slides[index];
            if (slide.kind != SlideKind::Role && !slide.texts[language].title.empty())
                insert("INSERT INTO slide_texts VALUES (?, ?, ?, ?)",
                       {key, position(index), slide.texts[language].title, slide.texts[language].text});
        }
        for (std::size_t index = 0; index < m_content.roles.size(); ++index) {
            const ContentRole& role = m_content.roles[index];
            if (const auto& text = role.texts[language])
                write_role_text(key, position(index), *text, *role.texts[0]);
        }
    }

    /// Found is what is shown: the points of a section that a translation leaves out are those of `original`.
    void write_role_text(std::int64_t language, std::int64_t role, const RoleText& text, const RoleText& original) {
        insert("INSERT INTO role_texts VALUES (?, ?, ?, ?, ?)",
               {language, role, text.title, text.tagline, text.description});
        write_points(language, role, "assignment", text.assignments);
        write_points(language, role, "skill", text.skills);
        const auto& assignments = text.assignments.empty() ? original.assignments : text.assignments;
        const auto& skills = text.skills.empty() ? original.skills : text.skills;
        const std::string points = fmt::format("{}\n{}", fmt::join(assignments, "\n"), fmt::join(skills, "\n"));
        insert("INSERT INTO search (rowid, title, tagline, points) VALUES (?, ?, ?, ?)",
               {language << 32 | role, text.title, text.tagline, points});
    }

    void write_points(std::int64_t language, std::int64_t role, std::string_view section,
                      const std::vector<std::string>& points) {
        for (std::size_t index = 0; index < points.size(); ++index)
            insert("INSERT INTO points VALUES (?, ?, ?, ?, ?)",
                   {language, role, section, position(index), points[index]});
    }

    Connection& m_connection;
    const Content& m_content;
    Result<void> m_outcome;
};

} // namespace

Result<void> write_database(const Content& content, const std::filesystem::path& file) {
    return replace_file(file, [&](const std::filesystem::path& beside) -> Result<void> {
        auto connection = Connection::create(beside);
        if (!connection)
            return fail(ErrorCode::Io, connection.error().message, file.string());
        auto outcome = Writer(*connection, content).write();
        if (!outcome)
            return fail(ErrorCode::Io, "cannot write the database: " + outcome.error().message, file.string());
        std::error_code error;
        if (std::filesystem::file_size(beside, error) > kMaxDatabaseBytes)
            return fail(
                ErrorCode::BadContent,
                fmt::format("the database would be larger than {} MiB, which no kiosk opens: remove roles or images",
                            kMaxDatabaseBytes >> 20),
                file.string());
        return outcome;
    });
}

} // namespace db::authoring
