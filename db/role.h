// The shapes of the roles database as the rest of the program sees them. Plain data, no sqlite.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace db {

/// A language of the database: BCP 47 code ("en", "es") and its own name for itself ("English", "Español").
struct Language {
    std::string code;
    std::string name;
    bool operator==(const Language&) const = default;
};

/// What one card shows. `emblem` is a name of the built-in library ("scales", "ledger", "curve", "globe", "container",
/// "board", "compass"), or "image:NAME" for an image of the database. `accent_rgb` is 0xRRGGBB.
struct RoleCard {
    std::string id; ///< stable key: lower-case letters, digits, hyphens
    std::string title;
    std::string tagline; ///< one sentence, at most 120 characters
    std::string emblem;
    std::uint32_t accent_rgb = 0;
    bool operator==(const RoleCard&) const = default;
};

/// What one role page shows.
struct RoleDetail {
    RoleCard card;
    std::string description; ///< paragraphs are separated by a blank line
    std::vector<std::string> assignments;
    std::vector<std::string> skills;
    std::vector<std::string> tags;    ///< their names, as the writer ordered them
    std::vector<RoleCard> related;    ///< at most 3; by shared tags, then display order
    std::optional<RoleCard> previous; ///< in display order; empty at the first
    std::optional<RoleCard> next;     ///< empty at the last
    std::string assignments_heading;  ///< "Typical assignments" in the language of the assignments
    std::string skills_heading;       ///< "Required skill sets" in the language of the skills
};

/// The organisation that recruits.
struct Organisation {
    std::string name;         ///< "Office of Trade"
    std::string short_name;   ///< for tight places
    std::string heading;      ///< "What we do"
    std::string purpose;      ///< one thought for the attract loop, at most 120 characters
    std::string introduction; ///< paragraphs are separated by a blank line
};

enum class SlideKind { Purpose, Role, Invitation };

/// One thought of the attract loop. For a role slide, title, text, emblem and accent are the role's.
struct Slide {
    SlideKind kind = SlideKind::Purpose;
    std::string title;
    std::string text;
    std::string role_id; ///< empty unless kind is Role
    std::string emblem;  ///< empty unless kind is Role
    std::uint32_t accent_rgb = 0;
};

/// Which content a database holds.
struct ContentInfo {
    std::int64_t content_version = 0; ///< grows with each publication
    std::string published;            ///< ISO 8601 date, "2026-11-24"
    std::string default_language;     ///< code
    int schema_version = 0;
};

/// An image that the database brings.
struct Image {
    std::string media_type; ///< "image/svg+xml", "image/png" or "image/jpeg"
    std::string bytes;
};

} // namespace db
