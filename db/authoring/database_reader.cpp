#include "db/authoring/database_reader.h"

#include "db/sqlite.h"

namespace db::authoring {
namespace {

constexpr std::chrono::minutes kDeadline{10}; // each statement reads a table whole

/// Runs queries until one fails, and keeps that failure. Positions are checked, so that no file leads out of a vector.
class DatabaseTables {
public:
    explicit DatabaseTables(Connection& connection) : m_connection(connection) {}

    Result<Content> read() {
        m_connection.set_deadline(kDeadline);
        read_settings();
        read_tags();
        read_roles();
        read_role_texts();
        read_slides();
        if (!m_outcome)
            return tl::unexpected(m_outcome.error());
        return std::move(m_content);
    }

private:
    void query(std::string_view sql, const RowFunction& on_row) {
        if (m_outcome)
            m_outcome = m_connection.query(sql, {}, on_row);
    }

    /// The element of a 1-based position.
    template <typename Vector>
    auto* at(Vector& elements, std::int64_t position) {
        const bool exists = position >= 1 && position <= static_cast<std::int64_t>(elements.size());
        if (!exists && m_outcome)
            m_outcome = fail(ErrorCode::Corrupt, "a row refers to a position that does not exist; run `roledb check`");
        return exists ? &elements[static_cast<std::size_t>(position - 1)] : nullptr;
    }

    void read_settings() {
        query("SELECT content_version, published FROM settings", [&](const Row& row) {
            m_content.version = row.integer(0);
            m_content.published = row.text(1);
        });
        query("SELECT code, name, assignments_heading, skills_heading FROM languages ORDER BY position",
              [&](const Row& row) {
                  m_content.languages.push_back({{row.text(0), row.text(1)}, row.text(2), row.text(3)});
              });
        m_content.organisations.resize(m_content.languages.size());
        query("SELECT language, name, short_name, heading, purpose, introduction FROM organisation",
              [&](const Row& row) {
                  if (auto* organisation = at(m_content.organisations, row.integer(0)))
                      *organisation = Organisation{row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)};
              });
        query("SELECT name, media_type, bytes FROM images", [&](const Row& row) {
            m_content.images[row.text(0)] = {row.text(1), row.text(2)};
        });
    }

    void read_tags() {
        query("SELECT id FROM tags ORDER BY position", [&](const Row& row) {
            m_content.tags.push_back({row.text(0), std::vector<std::string>(m_content.languages.size())});
        });
        query("SELECT tag, language, name FROM tag_texts", [&](const Row& row) {
            auto* tag = at(m_content.tags, row.integer(0));
            if (auto* name = tag ? at(tag->names, row.integer(1)) : nullptr)
                *name = row.text(2);
        });
    }

    void read_roles() {
        query("SELECT id, emblem, accent_rgb FROM roles ORDER BY position", [&](const Row& row) {
            ContentRole role{row.text(0), row.text(1), static_cast<std::uint32_t>(row.integer(2)), {}, {}};
            role.texts.resize(m_content.languages.size());
            m_content.roles.push_back(std::move(role));
        });
        query("SELECT role, tag FROM role_tags ORDER BY role, position", [&](const Row& row) {
            auto* role = at(m_content.roles, row.integer(0));
            if (role && at(m_content.tags, row.integer(1)))
                role->tags.push_back(static_cast<std::size_t>(row.integer(1) - 1));
        });
    }

    RoleText* text_at(std::int64_t role_position, std::int64_t language) {
        auto* role = at(m_content.roles, role_position);
        auto* text = role ? at(role->texts, language) : nullptr;
        if (text && !*text)
            text->emplace();
        return text ? &**text : nullptr;
    }

    void read_role_texts() {
        query("SELECT role, language, title, tagline, description FROM role_texts", [&](const Row& row) {
            if (RoleText* text = text_at(row.integer(0), row.integer(1)))
                *text = {row.text(2), row.text(3), row.text(4), {}, {}};
        });
        query("SELECT role, language, section, text FROM points ORDER BY language, role, section, position",
              [&](const Row& row) {
                  if (RoleText* text = text_at(row.integer(0), row.integer(1)))
                      (row.text(2) == "skill" ? text->skills : text->assignments).push_back(row.text(3));
              });
    }

    void read_slides() {
        query("SELECT kind, role FROM slides ORDER BY position", [&](const Row& row) {
            const std::string kind = row.text(0);
            ContentSlide slide;
            slide.kind = kind == "role"      ? SlideKind::Role
                         : kind == "purpose" ? SlideKind::Purpose
                                             : SlideKind::Invitation;
            if (slide.kind == SlideKind::Role && at(m_content.roles, row.integer(1)))
                slide.role = static_cast<std::size_t>(row.integer(1) - 1);
            slide.texts.resize(m_content.languages.size());
            m_content.slides.push_back(std::move(slide));
        });
        query("SELECT slide, language, title, text FROM slide_texts", [&](const Row& row) {
            auto* slide = at(m_content.slides, row.integer(0));
            if (auto* words = slide ? at(slide->texts, row.integer(1)) : nullptr)
                *words = {row.text(2), row.text(3)};
        });
    }

    Connection& m_connection;
    Content m_content;
    Result<void> m_outcome;
};

} // namespace

Result<Content> read_database(Connection& connection) {
    return DatabaseTables(connection).read();
}

} // namespace db::authoring
