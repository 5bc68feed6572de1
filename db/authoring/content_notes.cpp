#include "db/authoring/content_notes.h"

#include "db/bounds.h"
#include "db/markup.h"

#include <fmt/format.h>
#include <string_view>

namespace db::authoring {
namespace {

class ContentNotes {
public:
    ContentNotes(const Content& content, std::size_t limit) : m_content(content), m_limit(limit) {}

    std::vector<Error> find() {
        for (std::size_t index = 0; index < m_content.languages.size(); ++index) {
            const ContentLanguage& language = m_content.languages[index];
            m_language = language.language.code;
            text("its languages", "name", language.language.name);
            text("its languages", "assignments", language.assignments_heading);
            text("its languages", "skills", language.skills_heading);
            of_organisation(index);
            of_slides(index);
            for (const ContentTag& tag : m_content.tags)
                text("tag " + tag.id, "name", tag.names[index]);
            for (const ContentRole& role : m_content.roles)
                of_role(role, index);
        }
        return std::move(m_notes);
    }

private:
    void add(std::string_view thing, std::string message) {
        if (m_notes.size() < m_limit)
            m_notes.push_back(
                {ErrorCode::BadContent, std::move(message), fmt::format("{}, language {}", thing, m_language)});
    }

    void text(std::string_view thing, std::string_view part, std::string_view words,
              std::size_t good = kMaxDatabaseBytes) {
        auto mark = find_block_markup(words);
        if (!mark)
            mark = find_markup(words);
        if (mark)
            add(thing, fmt::format("'{}' stands in the {} as visitors will read it: {}",
                                   words.substr(mark->offset, mark->size), part, markup_cure(mark->kind)));
        if (const std::size_t count = words.size() > good ? count_characters(words) : 0; count > good)
            add(thing,
                fmt::format("the {} has {} characters: more than {} are hard to read standing", part, count, good));
    }

    void of_organisation(std::size_t language) {
        const auto& organisation = m_content.organisations[language];
        if (!organisation)
            return;
        text("organisation", "name", organisation->name);
        text("organisation", "short name", organisation->short_name);
        text("organisation", "heading", organisation->heading);
        text("organisation", "purpose", organisation->purpose);
        text("organisation", "introduction", organisation->introduction);
    }

    void of_slides(std::size_t language) {
        for (std::size_t index = 0; index < m_content.slides.size(); ++index) {
            const SlideText& words = m_content.slides[index].texts[language];
            text(fmt::format("slide {}", index + 1), "title", words.title);
            text(fmt::format("slide {}", index + 1), "text", words.text);
        }
    }

    void of_role(const ContentRole& role, std::size_t language) {
        const auto& words = role.texts[language];
        if (!words)
            return;
        const std::string name = "role " + role.id;
        text(name, "title", words->title);
        text(name, "tagline", words->tagline);
        text(name, "description", words->description, kLongDescriptionCharacters);
        for (std::size_t index = 0; index < words->assignments.size(); ++index)
            text(name, fmt::format("assignment {}", index + 1), words->assignments[index], kLongPointCharacters);
        for (std::size_t index = 0; index < words->skills.size(); ++index)
            text(name, fmt::format("skill {}", index + 1), words->skills[index], kLongPointCharacters);
    }

    const Content& m_content;
    std::size_t m_limit;
    std::string m_language;
    std::vector<Error> m_notes;
};

} // namespace

std::vector<Error> content_notes(const Content& content, std::size_t limit) {
    return ContentNotes(content, limit).find();
}

} // namespace db::authoring
