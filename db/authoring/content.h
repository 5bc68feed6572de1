// Everything that a roles database says, as plain data: what is read from a content folder and written to a database,
// and the other way round.
#pragma once
#include "db/role.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace db::authoring {

/// A language with the headings that its role files use.
struct ContentLanguage {
    Language language;
    std::string assignments_heading;
    std::string skills_heading;
};

/// A role in one language.
struct RoleText {
    std::string title;
    std::string tagline;
    std::string description; ///< paragraphs are separated by a blank line
    std::vector<std::string> assignments;
    std::vector<std::string> skills;
};

/// A role. `texts` has one entry a language; the default language is never empty.
struct ContentRole {
    std::string id;
    std::string emblem;
    std::uint32_t accent_rgb = 0;
    std::vector<std::size_t> tags; ///< indexes of Content::tags, as the writer ordered them
    std::vector<std::optional<RoleText>> texts;
};

/// A subject that roles share. `names` has one entry a language, empty where there is no translation.
struct ContentTag {
    std::string id;
    std::vector<std::string> names;
};

/// The words of a slide in one language; both empty where there is no translation.
struct SlideText {
    std::string title;
    std::string text;
};

/// One slide. `texts` has one entry a language; a role slide has none.
struct ContentSlide {
    SlideKind kind = SlideKind::Purpose;
    std::optional<std::size_t> role; ///< index of Content::roles, of a role slide only
    std::vector<SlideText> texts;
};

/// The whole. The first language is the default language; roles, tags and slides are in display order.
struct Content {
    std::int64_t version = 0;
    std::string published; ///< ISO 8601 date
    std::vector<ContentLanguage> languages;
    std::vector<std::optional<Organisation>> organisations; ///< one entry a language
    std::vector<ContentRole> roles;
    std::vector<ContentTag> tags;
    std::vector<ContentSlide> slides;
    std::map<std::string, Image> images; ///< by name
};

} // namespace db::authoring
