#include "db/update/diff.h"

#include "db/update/outline.h"
#include "db/update/sequence.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <optional>

namespace db::update {
namespace {

using authoring::Content;
using authoring::ContentRole;
using authoring::ContentSlide;
using authoring::ContentTag;
using authoring::RoleText;
using Lines = std::vector<std::string>;

void compare_lists(Lines& lines, std::string_view label, const Lines& before, const Lines& after) {
    const auto found = edits(before, after);
    if (!found.empty())
        lines.emplace_back(label);
    for (const Edit& edit : found) {
        if (edit.before)
            lines.push_back("  - " + before[*edit.before]);
        if (edit.after)
            lines.push_back("  + " + after[*edit.after]);
    }
}

/// An empty text is one that is not there.
void compare_texts(Lines& lines, std::string_view label, const std::string& before, const std::string& after) {
    const auto list = [](const std::string& text) { return text.empty() ? Lines() : Lines{text}; };
    compare_lists(lines, label, list(before), list(after));
}

Lines paragraphs(std::string_view text) {
    Lines found;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find("\n\n"), text.size());
        found.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 2, text.size()));
    }
    return found;
}

template <typename T>
const T* at(const std::vector<T>& elements, std::optional<std::size_t> index) {
    return index && *index < elements.size() ? &elements[*index] : nullptr;
}

template <typename T>
const T* at(const std::vector<std::optional<T>>& elements, std::optional<std::size_t> index) {
    return index && *index < elements.size() && elements[*index] ? &*elements[*index] : nullptr;
}

/// A language of one content or of both, with its place in each.
struct CommonLanguage {
    std::string code;
    std::string name;
    std::optional<std::size_t> before;
    std::optional<std::size_t> after;
};

std::vector<CommonLanguage> languages_of(const Content& before, const Content& after) {
    std::vector<CommonLanguage> found;
    for (std::size_t index = 0; index < after.languages.size(); ++index)
        found.push_back({after.languages[index].language.code, after.languages[index].language.name, {}, index});
    for (std::size_t index = 0; index < before.languages.size(); ++index) {
        const auto& [code, name] = before.languages[index].language;
        const auto known = std::find_if(found.begin(), found.end(),
                                        [&code = code](const CommonLanguage& other) { return other.code == code; });
        if (known == found.end())
            found.push_back({code, name, index, {}});
        else
            known->before = index;
    }
    return found;
}

template <typename T>
std::map<std::string, std::size_t> index_of(const std::vector<T>& elements) {
    std::map<std::string, std::size_t> places;
    for (std::size_t index = 0; index < elements.size(); ++index)
        places[elements[index].id] = index;
    return places;
}

std::string title_of(const ContentRole& role) {
    return !role.texts.empty() && role.texts[0] ? role.texts[0]->title : role.id;
}

std::string name_of(const ContentTag& tag) {
    return !tag.names.empty() && !tag.names[0].empty() ? tag.names[0] : tag.id;
}

class Comparison {
public:
    Comparison(const Content& before, const Content& after)
        : m_before(before), m_after(after), m_languages(languages_of(before, after)) {}

    std::vector<Change> run() {
        compare_organisations();
        compare_slides();
        compare_roles();
        compare_languages();
        compare_tags();
        compare_images();
        return std::move(m_changes);
    }

private:
    void add(Change::Kind kind, std::string what, Lines lines = {}) {
        m_changes.push_back({kind, std::move(what), std::move(lines)});
    }

    void add_if_changed(Change::Kind kind, std::string what, Lines lines) {
        if (!lines.empty())
            add(kind, std::move(what), std::move(lines));
    }

    void compare_organisations() {
        for (const CommonLanguage& language : m_languages) {
            if (!language.before || !language.after)
                continue;
            const Organisation none;
            const auto* was = at(m_before.organisations, language.before);
            const auto* is = at(m_after.organisations, language.after);
            const Organisation& old = was ? *was : none;
            const Organisation& now = is ? *is : none;
            Lines lines;
            compare_texts(lines, "name", old.name, now.name);
            compare_texts(lines, "short name", old.short_name, now.short_name);
            compare_texts(lines, "heading", old.heading, now.heading);
            compare_texts(lines, "purpose", old.purpose, now.purpose);
            compare_lists(lines, "introduction", paragraphs(old.introduction), paragraphs(now.introduction));
            add_if_changed(Change::Kind::Other, fmt::format("Organisation changed ({})", language.name), lines);
        }
    }

    /// All that a slide says, so that two contents can be compared: its kind, its role, its texts by language.
    Lines slide_text(const Content& content, const ContentSlide& slide, bool is_after) const {
        Lines lines;
        const ContentRole* role = at(content.roles, slide.role);
        lines.push_back(slide.kind == SlideKind::Role      ? "role: " + (role ? role->id : "")
                        : slide.kind == SlideKind::Purpose ? "purpose"
                                                           : "invitation");
        for (const CommonLanguage& language : m_languages) {
            const auto* words = at(slide.texts, is_after ? language.after : language.before);
            if (words && !words->title.empty())
                lines.push_back(fmt::format("{}: {}", language.name, words->title));
            if (words && !words->text.empty())
                lines.push_back(fmt::format("{}, text: {}", language.name, words->text));
        }
        return lines;
    }

    void compare_slides() {
        std::vector<Lines> before;
        std::vector<Lines> after;
        for (const ContentSlide& slide : m_before.slides)
            before.push_back(slide_text(m_before, slide, false));
        for (const ContentSlide& slide : m_after.slides)
            after.push_back(slide_text(m_after, slide, true));
        for (const Edit& edit : edits(before, after)) {
            const std::size_t number = edit.after ? *edit.after + 1 : *edit.before + 1;
            Lines lines;
            compare_lists(lines, "slide", edit.before ? before[*edit.before] : Lines(),
                          edit.after ? after[*edit.after] : Lines());
            lines.erase(lines.begin());
            add(Change::Kind::Other,
                fmt::format("Slide {} {}", number,
                            !edit.before  ? "added"
                            : !edit.after ? "removed"
                                          : "changed"),
                std::move(lines));
        }
    }

    void compare_role_text(Lines& lines, const CommonLanguage& language, const RoleText* was, const RoleText* is) {
        const auto label = [&](std::string_view part) { return fmt::format("{} ({})", part, language.name); };
        if (!was && is)
            return lines.push_back(fmt::format("translated ({}): {}", language.name, is->title));
        if (was && !is)
            return lines.push_back(fmt::format("translation removed ({}): {}", language.name, was->title));
        if (!was)
            return;
        compare_texts(lines, label("title"), was->title, is->title);
        compare_texts(lines, label("tagline"), was->tagline, is->tagline);
        compare_lists(lines, label("description"), paragraphs(was->description), paragraphs(is->description));
        compare_section(lines, label("assignments"), was->assignments, is->assignments);
        compare_section(lines, label("skills"), was->skills, is->skills);
    }

    /// A section that a translation leaves out is shown in the default language.
    void compare_section(Lines& lines, const std::string& name, const Lines& was, const Lines& is) const {
        if (!was.empty() && is.empty())
            lines.push_back(fmt::format("{}: translation removed, shown in {}", name, default_language(m_after)));
        else if (was.empty() && !is.empty())
            lines.push_back(fmt::format("{}: translated, shown in {} before", name, default_language(m_before)));
        compare_lists(lines, name, was, is);
    }

    static std::string default_language(const Content& content) {
        return content.languages.empty() ? std::string() : content.languages[0].language.name;
    }

    Lines tags_of(const Content& content, const ContentRole& role, bool by_name) const {
        Lines found;
        for (const std::size_t index : role.tags) {
            if (const ContentTag* tag = at(content.tags, index))
                found.push_back(by_name ? name_of(*tag) : tag->id);
        }
        return found;
    }

    Lines compare_role(const ContentRole& was, const ContentRole& is) {
        Lines lines;
        for (const CommonLanguage& language : m_languages)
            compare_role_text(lines, language, at(was.texts, language.before), at(is.texts, language.after));
        compare_texts(lines, "emblem", was.emblem, is.emblem);
        compare_texts(lines, "colour", fmt::format("#{:06x}", was.accent_rgb), fmt::format("#{:06x}", is.accent_rgb));
        if (tags_of(m_before, was, false) != tags_of(m_after, is, false)) {
            lines.emplace_back("tags");
            lines.push_back(fmt::format("  - {}", fmt::join(tags_of(m_before, was, true), ", ")));
            lines.push_back(fmt::format("  + {}", fmt::join(tags_of(m_after, is, true), ", ")));
        }
        return lines;
    }

    void compare_roles() {
        const auto places = index_of(m_after.roles);
        const auto old_places = index_of(m_before.roles);
        std::vector<std::size_t> kept;
        for (const ContentRole& role : m_before.roles) {
            if (const auto found = places.find(role.id); found != places.end())
                kept.push_back(found->second);
        }
        std::vector<bool> is_moved(m_after.roles.size());
        const auto moved = out_of_order(kept);
        for (std::size_t index = 0; index < kept.size(); ++index)
            is_moved[kept[index]] = moved[index];
        for (const ContentRole& role : m_before.roles) {
            if (!places.contains(role.id))
                add(Change::Kind::RoleRemoved, fmt::format("Role removed: {} ({})", title_of(role), role.id));
        }
        for (std::size_t index = 0; index < m_after.roles.size(); ++index) {
            const ContentRole& role = m_after.roles[index];
            const std::string name = fmt::format("{} ({})", title_of(role), role.id);
            const auto old = old_places.find(role.id);
            if (old == old_places.end()) {
                add(Change::Kind::RoleAdded, "Role added: " + name);
                continue;
            }
            Lines lines = compare_role(m_before.roles[old->second], role);
            if (is_moved[index])
                lines.push_back(index == 0 ? "moved: stands first now"
                                           : "moved: stands after " + title_of(m_after.roles[index - 1]) + " now");
            add_if_changed(Change::Kind::RoleChanged, "Role changed: " + name, std::move(lines));
        }
    }

    void compare_languages() {
        Lines order_before;
        Lines order_after;
        for (const CommonLanguage& language : m_languages) {
            if (!language.before || !language.after) {
                add(Change::Kind::Other, fmt::format("Language {}: {} ({})", language.before ? "removed" : "added",
                                                     language.name, language.code));
                continue;
            }
            const auto& was = m_before.languages[*language.before];
            const auto& is = m_after.languages[*language.after];
            Lines lines;
            compare_texts(lines, "name", was.language.name, is.language.name);
            compare_texts(lines, "heading of assignments", was.assignments_heading, is.assignments_heading);
            compare_texts(lines, "heading of skills", was.skills_heading, is.skills_heading);
            add_if_changed(Change::Kind::Other, "Language changed: " + language.name, std::move(lines));
            order_after.push_back(language.code);
        }
        for (const auto& language : m_before.languages) {
            if (std::find(order_after.begin(), order_after.end(), language.language.code) != order_after.end())
                order_before.push_back(language.language.code);
        }
        const auto first = [](const Content& content) {
            return content.languages.empty() ? std::string() : content.languages[0].language.code;
        };
        if (order_before != order_after || first(m_before) != first(m_after))
            add(Change::Kind::Other, "Order of the languages changed",
                {"default language: " + first(m_before) + " before, " + first(m_after) + " now"});
    }

    void compare_tags() {
        const auto old_places = index_of(m_before.tags);
        const auto places = index_of(m_after.tags);
        for (const ContentTag& tag : m_before.tags) {
            if (!places.contains(tag.id))
                add(Change::Kind::Other, fmt::format("Tag removed: {} ({})", name_of(tag), tag.id));
        }
        for (const ContentTag& tag : m_after.tags) {
            const auto old = old_places.find(tag.id);
            if (old == old_places.end()) {
                add(Change::Kind::Other, fmt::format("Tag added: {} ({})", name_of(tag), tag.id));
                continue;
            }
            Lines lines;
            for (const CommonLanguage& language : m_languages) {
                const auto* was = at(m_before.tags[old->second].names, language.before);
                const auto* is = at(tag.names, language.after);
                compare_texts(lines, language.name, was ? *was : "", is ? *is : "");
            }
            add_if_changed(Change::Kind::Other, fmt::format("Tag changed: {} ({})", name_of(tag), tag.id),
                           std::move(lines));
        }
    }

    void compare_images() {
        for (const auto& [name, image] : m_before.images) {
            const auto now = m_after.images.find(name);
            if (now == m_after.images.end())
                add(Change::Kind::Other, "Image removed: " + name);
            else if (now->second.media_type != image.media_type || now->second.bytes != image.bytes)
                add(Change::Kind::Other, "Image changed: " + name);
        }
        for (const auto& [name, image] : m_after.images) {
            if (!m_before.images.contains(name))
                add(Change::Kind::Other, "Image added: " + name);
        }
    }

    const Content& m_before;
    const Content& m_after;
    std::vector<CommonLanguage> m_languages;
    std::vector<Change> m_changes;
};

} // namespace

std::vector<Change> find_changes(const Content& before, const Content& after) {
    return Comparison(before, after).run();
}

ContentChanges count(const std::vector<Change>& changes) {
    ContentChanges numbers;
    for (const Change& change : changes) {
        switch (change.kind) {
        case Change::Kind::RoleAdded:
            ++numbers.roles_added;
            break;
        case Change::Kind::RoleRemoved:
            ++numbers.roles_removed;
            break;
        case Change::Kind::RoleChanged:
            ++numbers.roles_changed;
            break;
        case Change::Kind::Other:
            ++numbers.other_changed;
            break;
        }
    }
    return numbers;
}

std::string in_words(const ContentChanges& changes) {
    Lines parts;
    const auto say = [&](int number, std::string_view one, std::string_view many) {
        if (number > 0)
            parts.push_back(fmt::format("{} {}", number, number == 1 ? one : many));
    };
    say(changes.roles_added, "role added", "roles added");
    say(changes.roles_removed, "role removed", "roles removed");
    say(changes.roles_changed, "role changed", "roles changed");
    say(changes.other_changed, "other change", "other changes");
    return parts.empty() ? "nothing changes for visitors" : fmt::format("{}", fmt::join(parts, ", "));
}

Result<ContentChanges> count_changes(Connection& before, Connection& after) {
    const auto old = outline_of(before);
    if (!old)
        return tl::unexpected(old.error());
    const auto now = outline_of(after);
    if (!now)
        return tl::unexpected(now.error());
    return compare(*old, *now);
}

} // namespace db::update
