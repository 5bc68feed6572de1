#include "tests/fuzz/database_reading.h"

#include "db/authoring/database_reader.h"
#include "db/bounds.h"
#include "db/check.h"
#include "db/role_store.h"

#include <fmt/format.h>

namespace fuzz {
namespace {

/// Gathers what is visible, and the first thing that breaks a bound. The bounds are stated here again, beside the rules
/// of db/check.cpp, so that a hole in those shows.
class Reader {
public:
    Reader(const db::RoleStore& store, Reading& reading) : m_store(store), m_reading(reading) {}

    void read() {
        const db::ContentInfo& info = m_store.info();
        add(fmt::format("{} {} {}", info.content_version, info.published, info.default_language));
        hold(info.content_version >= 1 && info.content_version <= db::kMaxContentVersion, "the content version");
        hold(db::date_problem(info.published).empty(), "the date");
        hold(!m_store.languages().empty() && m_store.languages().size() <= db::kMaxLanguages, "the languages");
        for (const db::Language& language : m_store.languages()) {
            hold(db::language_code_problem(language.code).empty(), "a language code");
            text(db::kLanguageName, language.name);
            add(language.code);
        }
        // One that is not there is shown in the default language.
        std::vector<db::Language> languages = m_store.languages();
        languages.push_back({"xx", ""});
        for (const db::Language& language : languages)
            read_language(language.code);
        m_reading.steps = m_store.steps_taken();
    }

private:
    void hold(bool holds, std::string_view what) {
        if (!holds && m_reading.violation.empty())
            m_reading.violation = fmt::format("{} breaks a bound", what);
    }
    void add(std::string_view text) { m_reading.visible += fmt::format("{}:{}\n", text.size(), text); }
    void text(const db::TextBound& bound, std::string_view value) {
        if (const std::string problem = db::text_problem(bound, value); !problem.empty() && m_reading.violation.empty())
            m_reading.violation = fmt::format("'{}' {}", bound.name, problem);
        add(value);
    }
    template <typename T>
    const T* value_of(const db::Result<T>& result) {
        if (result)
            return &*result;
        if (m_reading.violation.empty())
            m_reading.violation = "an accepted file cannot be read: " + result.error().text();
        return nullptr;
    }

    void read_language(std::string_view language) {
        const auto organisation = m_store.organisation(language);
        if (const auto* found = value_of(organisation)) {
            text(db::kOrganisationName, found->name);
            text(db::kShortName, found->short_name);
            text(db::kHeading, found->heading);
            text(db::kPurpose, found->purpose);
            text(db::kIntroduction, found->introduction);
        }
        const auto slides = m_store.slides(language);
        if (const auto* found = value_of(slides)) {
            hold(!found->empty() && found->size() <= db::kMaxSlides, "the number of slides");
            for (const db::Slide& slide : *found)
                read_slide(slide);
        }
        read_roles(language);
    }

    void read_slide(const db::Slide& slide) {
        text(db::kSlideTitle, slide.title);
        text(db::kSlideText, slide.text);
        add(fmt::format("{} {} {} {}", static_cast<int>(slide.kind), slide.role_id, slide.emblem, slide.accent_rgb));
        hold((slide.kind == db::SlideKind::Role) == !slide.role_id.empty(), "a slide's role");
        hold(slide.accent_rgb <= 0xffffff, "an accent");
    }

    void read_roles(std::string_view language) {
        const auto count = m_store.role_count();
        std::size_t seen = 0;
        for (std::size_t first = 0; count && first < *count; first += 200) {
            const auto page = m_store.page(language, first, 200);
            const auto* cards = value_of(page);
            if (!cards)
                return;
            seen += cards->size();
            for (const db::RoleCard& card : *cards) {
                read_card(card);
                const auto role = m_store.role(language, card.id);
                if (const auto* found = value_of(role)) {
                    hold(found->card == card, "a role's card");
                    read_role(*found);
                }
            }
        }
        hold(value_of(count) != nullptr && *count >= 1 && *count <= db::kMaxRoles && seen == *count,
             "the number of roles");
    }

    void read_card(const db::RoleCard& card) {
        hold(db::key_problem(card.id).empty(), "a role's key");
        hold(card.accent_rgb <= 0xffffff, "an accent");
        text(db::kTitle, card.title);
        text(db::kTagline, card.tagline);
        add(fmt::format("{} {} {}", card.id, card.emblem, card.accent_rgb));
        const std::string_view name = db::image_of_emblem(card.emblem);
        hold(!name.empty() || db::is_library_emblem(card.emblem), "an emblem");
        if (name.empty())
            return;
        const auto image = m_store.image(name);
        if (const auto* found = value_of(image)) {
            hold(db::image_problem(*found).empty(), "an image");
            add(found->media_type);
            add(found->bytes);
        }
    }

    void read_role(const db::RoleDetail& role) {
        text(db::kDescription, role.description);
        text(db::kHeading, role.assignments_heading);
        text(db::kHeading, role.skills_heading);
        hold(!role.assignments.empty() && role.assignments.size() <= db::kMaxPoints, "the number of assignments");
        hold(!role.skills.empty() && role.skills.size() <= db::kMaxPoints, "the number of skills");
        hold(role.tags.size() <= db::kMaxTagsOfRole, "the number of tags");
        hold(role.related.size() <= db::kMaxRelated, "the number of related roles");
        for (const std::string& point : role.assignments)
            text(db::kPoint, point);
        for (const std::string& point : role.skills)
            text(db::kPoint, point);
        for (const std::string& tag : role.tags)
            text(db::kTagName, tag);
        for (const db::RoleCard& card : role.related)
            add(card.id);
        add(role.previous ? role.previous->id : "");
        add(role.next ? role.next->id : "");
    }

    const db::RoleStore& m_store;
    Reading& m_reading;
};

} // namespace

Reading read_everything(const std::filesystem::path& file) {
    Reading reading;
    const auto store = db::RoleStore::open(file, db::Trust::Foreign);
    if (!store)
        reading.refusal = store.error();
    else
        Reader(*store, reading).read();
    return reading;
}

void read_as_staff(const std::filesystem::path& file) {
    auto connection = db::open_checked(file, db::Trust::Foreign);
    if (!connection)
        return;
    (void)db::find_problems(*connection, 20);
    (void)db::authoring::read_database(*connection);
    for (std::string_view words : {"a*", "the*", "\"audit\" OR trade", "zzz"}) {
        (void)connection->query("SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY bm25(search) LIMIT 50",
                                {words}, [](const db::Row&) {});
    }
}

} // namespace fuzz
