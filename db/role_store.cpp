#include "db/role_store.h"

#include "db/bounds.h"
#include "db/check.h"
#include "db/schema.h"
#include "db/sqlite.h"

#include <algorithm>
#include <cassert>
#include <fmt/format.h>

namespace db {
namespace {

constexpr std::size_t kMaxPageRoles = 200;

// A text in the wanted language ?1 where it exists, else in the default language, which is 1.
#define IN_LANGUAGE(table, key, value)                                                                                 \
    "coalesce((SELECT language FROM " table " WHERE language = ?1 AND " key " = " value "), 1)"
#define CARD "SELECT r.id, t.title, t.tagline, r.emblem, r.accent_rgb FROM "
#define CARD_TEXT                                                                                                      \
    " JOIN role_texts t ON t.language = " IN_LANGUAGE("role_texts", "role", "r.position") " AND t.role = r.position "

constexpr std::string_view kOrganisation =
    "SELECT name, short_name, heading, purpose, introduction FROM organisation WHERE language = " IN_LANGUAGE(
        "organisation", "language", "?1");
constexpr std::string_view kPage =
    CARD "roles r" CARD_TEXT "WHERE r.position > ?2 AND r.position <= ?3 ORDER BY r.position";
constexpr std::string_view kRole =
    "SELECT r.id, t.title, t.tagline, r.emblem, r.accent_rgb, r.position, t.description, t.language, "
    "l.assignments_heading, l.skills_heading FROM roles r" CARD_TEXT
    "JOIN languages l ON l.position = t.language WHERE r.id = ?2";
// A section that a translation leaves out is that of the default language, its heading with it.
constexpr std::string_view kPoints =
    "SELECT text, language FROM points WHERE language = coalesce((SELECT language FROM points WHERE language = ?1 AND "
    "role = ?2 AND section = ?3 LIMIT 1), 1) AND role = ?2 AND section = ?3 ORDER BY position";
constexpr std::string_view kDefaultHeadings =
    "SELECT assignments_heading, skills_heading FROM languages WHERE position = 1";
constexpr std::string_view kTags = "SELECT t.name FROM role_tags r JOIN tag_texts t ON t.language = " IN_LANGUAGE(
    "tag_texts", "tag", "r.tag") " AND t.tag = r.tag WHERE r.role = ?2 ORDER BY r.position";
constexpr std::string_view kRelated =
    CARD "related_roles a JOIN roles r ON r.position = a.related" CARD_TEXT "WHERE a.role = ?2 ORDER BY a.position";
constexpr std::string_view kSlides =
    "SELECT s.kind, coalesce(w.title, t.title), coalesce(w.text, t.tagline), r.id, r.emblem, r.accent_rgb "
    "FROM slides s LEFT JOIN roles r ON r.position = s.role "
    "LEFT JOIN role_texts t ON t.language = " IN_LANGUAGE(
        "role_texts", "role", "s.role") " AND t.role = s.role "
                                        "LEFT JOIN slide_texts w ON w.language = " IN_LANGUAGE(
                                            "slide_texts", "slide",
                                            "s.position") " AND w.slide = s.position ORDER BY s.position LIMIT 200";

#undef IN_LANGUAGE
#undef CARD
#undef CARD_TEXT

RoleCard card_of(const Row& row) {
    return {row.text(0), row.text(1), row.text(2), row.text(3), static_cast<std::uint32_t>(row.integer(4))};
}

SlideKind kind_of(std::string_view name) {
    return name == "role" ? SlideKind::Role : name == "purpose" ? SlideKind::Purpose : SlideKind::Invitation;
}

} // namespace

struct RoleStore::State {
    explicit State(Connection opened) : connection(std::move(opened)) {}

    mutable Connection connection;
    ContentInfo info;
    std::vector<Language> languages;

    Result<void> read_settings();
    [[nodiscard]] std::int64_t key_of(std::string_view language) const;
    Result<void> read_points(std::int64_t language, std::int64_t position, RoleDetail& role) const;
    [[nodiscard]] Result<std::vector<RoleCard>> cards(std::string_view sql, std::initializer_list<Value> values) const;
    Result<void> read_neighbours(std::int64_t language, std::int64_t position, RoleDetail& role) const;
};

Result<void> RoleStore::State::read_settings() {
    auto outcome =
        connection.query("SELECT position, code, name FROM languages ORDER BY position", {}, [&](const Row& row) {
            languages.push_back({row.text(1), row.text(2)});
        });
    if (!outcome)
        return outcome;
    outcome = connection.query("SELECT content_version, published FROM settings", {}, [&](const Row& row) {
        info.content_version = row.integer(0);
        info.published = row.text(1);
    });
    if (!outcome)
        return outcome;
    if (languages.empty() || info.content_version < 1)
        return fail(ErrorCode::Corrupt,
                    "the settings or languages are missing; build the file again with `roledb build`");
    info.default_language = languages.front().code;
    info.schema_version = kSchemaVersion;
    return {};
}

/// The default language for one that is not there.
std::int64_t RoleStore::State::key_of(std::string_view language) const {
    auto found =
        std::find_if(languages.begin(), languages.end(), [&](const Language& known) { return known.code == language; });
    return found == languages.end() ? 1 : found - languages.begin() + 1;
}

Result<std::vector<RoleCard>> RoleStore::State::cards(std::string_view sql, std::initializer_list<Value> values) const {
    std::vector<RoleCard> cards;
    auto outcome = connection.query(sql, values, [&](const Row& row) { cards.push_back(card_of(row)); });
    if (!outcome)
        return tl::unexpected(outcome.error());
    return cards;
}

Result<void> RoleStore::State::read_points(std::int64_t language, std::int64_t position, RoleDetail& role) const {
    bool are_assignments_default = false;
    bool are_skills_default = false;
    const auto read = [&](std::string_view section, std::vector<std::string>& points, bool& is_default) {
        return connection.query(kPoints, {language, position, section}, [&](const Row& row) {
            points.push_back(row.text(0));
            is_default = row.integer(1) != language;
        });
    };
    auto outcome = read("assignment", role.assignments, are_assignments_default);
    if (outcome)
        outcome = read("skill", role.skills, are_skills_default);
    if (outcome && (are_assignments_default || are_skills_default))
        outcome = connection.query(kDefaultHeadings, {}, [&](const Row& row) {
            if (are_assignments_default)
                role.assignments_heading = row.text(0);
            if (are_skills_default)
                role.skills_heading = row.text(1);
        });
    return outcome;
}

Result<void> RoleStore::State::read_neighbours(std::int64_t language, std::int64_t position, RoleDetail& role) const {
    for (std::int64_t neighbour : {position - 1, position + 1}) {
        auto found = cards(kPage, {language, neighbour - 1, neighbour});
        if (!found)
            return tl::unexpected(found.error());
        if (!found->empty())
            (neighbour < position ? role.previous : role.next) = std::move(found->front());
    }
    return {};
}

RoleStore::RoleStore(std::unique_ptr<State> state) : m_state(std::move(state)) {}
RoleStore::RoleStore(RoleStore&&) noexcept = default;
RoleStore& RoleStore::operator=(RoleStore&&) noexcept = default;
RoleStore::~RoleStore() = default;

Result<RoleStore> RoleStore::open(const std::filesystem::path& path, Trust trust) {
    auto connection = open_checked(path, trust);
    if (!connection)
        return tl::unexpected(connection.error());
    if (trust == Trust::Foreign) {
        if (const auto problems = find_problems(*connection, 1); !problems.empty())
            return fail(ErrorCode::Corrupt, problems.front().text() + " (`roledb check` lists all problems)",
                        path.string());
    }
    auto state = std::make_unique<State>(std::move(*connection));
    if (auto outcome = state->read_settings(); !outcome)
        return fail(outcome.error().code, outcome.error().message, path.string());
    return RoleStore(std::move(state));
}

const ContentInfo& RoleStore::info() const {
    return m_state->info;
}

const std::vector<Language>& RoleStore::languages() const {
    return m_state->languages;
}

Result<Organisation> RoleStore::organisation(std::string_view language) const {
    Organisation organisation;
    auto outcome = m_state->connection.query(kOrganisation, {m_state->key_of(language)}, [&](const Row& row) {
        organisation = {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)};
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    return organisation;
}

Result<std::size_t> RoleStore::role_count() const {
    std::size_t count = 0;
    // Positions have no gaps, so the last one is the count, and costs one step down the tree.
    auto outcome = m_state->connection.query("SELECT max(position) FROM roles", {}, [&](const Row& row) {
        count = static_cast<std::size_t>(std::max<std::int64_t>(0, row.integer(0)));
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    return count;
}

Result<std::vector<RoleCard>> RoleStore::page(std::string_view language, std::size_t offset, std::size_t limit) const {
    assert(limit >= 1 && limit <= kMaxPageRoles);
    const auto first = static_cast<std::int64_t>(std::min(offset, kMaxRoles));
    const auto count = static_cast<std::int64_t>(std::min(limit, kMaxPageRoles));
    return m_state->cards(kPage, {m_state->key_of(language), first, first + count});
}

Result<RoleDetail> RoleStore::role(std::string_view language, std::string_view role_id) const {
    const std::int64_t wanted = m_state->key_of(language);
    RoleDetail role;
    std::int64_t position = 0;
    std::int64_t text_language = 1;
    auto outcome = m_state->connection.query(kRole, {wanted, role_id}, [&](const Row& row) {
        role.card = card_of(row);
        position = row.integer(5);
        role.description = row.text(6);
        text_language = row.integer(7);
        role.assignments_heading = row.text(8);
        role.skills_heading = row.text(9);
    });
    if (outcome && position == 0)
        return fail(ErrorCode::NotFound, fmt::format("there is no role '{}'", role_id));
    if (outcome)
        outcome = m_state->read_points(text_language, position, role);
    if (outcome)
        outcome = m_state->connection.query(kTags, {wanted, position},
                                            [&](const Row& row) { role.tags.push_back(row.text(0)); });
    if (outcome)
        outcome = m_state->read_neighbours(wanted, position, role);
    if (!outcome)
        return tl::unexpected(outcome.error());
    auto related = m_state->cards(kRelated, {wanted, position});
    if (!related)
        return tl::unexpected(related.error());
    role.related = std::move(*related);
    return role;
}

Result<std::vector<Slide>> RoleStore::slides(std::string_view language) const {
    std::vector<Slide> slides;
    auto outcome = m_state->connection.query(kSlides, {m_state->key_of(language)}, [&](const Row& row) {
        slides.push_back({kind_of(row.text(0)), row.text(1), row.text(2), row.text(3), row.text(4),
                          static_cast<std::uint32_t>(row.integer(5))});
    });
    if (!outcome)
        return tl::unexpected(outcome.error());
    return slides;
}

Result<Image> RoleStore::image(std::string_view name) const {
    std::vector<Image> found;
    auto outcome =
        m_state->connection.query("SELECT media_type, bytes FROM images WHERE name = ?1", {name}, [&](const Row& row) {
            found.push_back({row.text(0), row.text(1)});
        });
    if (!outcome)
        return tl::unexpected(outcome.error());
    if (found.empty())
        return fail(ErrorCode::NotFound, fmt::format("there is no image '{}'", name));
    return std::move(found.front());
}

std::int64_t RoleStore::steps_taken() const {
    return m_state->connection.steps_taken();
}

} // namespace db
