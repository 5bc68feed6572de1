// How long, how many and of which form everything in the database may be. Held when building, checking and opening.
#pragma once
#include "db/role.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace db {

/// One kind of text: its name in messages and its greatest length in Unicode characters.
struct TextBound {
    std::string_view name;
    std::size_t max_characters;
    bool may_have_paragraphs = false; ///< separated by one blank line
    bool may_be_empty = false;
};

inline constexpr TextBound kTitle{"title", 80};
inline constexpr TextBound kTagline{"tagline", 120};
inline constexpr TextBound kDescription{"description", 4000, true};
inline constexpr TextBound kPoint{"point", 900};
inline constexpr TextBound kTagName{"tag name", 40};
inline constexpr TextBound kOrganisationName{"name", 80};
inline constexpr TextBound kShortName{"short_name", 40};
inline constexpr TextBound kHeading{"heading", 60};
inline constexpr TextBound kPurpose{"purpose", 120};
inline constexpr TextBound kIntroduction{"introduction", 2000, true};
inline constexpr TextBound kSlideTitle{"title", 80};
inline constexpr TextBound kSlideText{"text", 160, false, true};
inline constexpr TextBound kLanguageName{"name", 40};

/// What is longer is hard to read standing. Writers are told; it is not a mistake.
inline constexpr std::size_t kLongDescriptionCharacters = 2000;
inline constexpr std::size_t kLongPointCharacters = 400;

inline constexpr std::size_t kMaxLanguages = 16;
inline constexpr std::size_t kMaxRoles = 200'000;
inline constexpr std::size_t kMaxPoints = 40; ///< per section of one role
inline constexpr std::size_t kMaxTags = 64;
inline constexpr std::size_t kMaxTagsOfRole = 8;
inline constexpr std::size_t kMaxRelated = 3;
inline constexpr std::size_t kMaxSlides = 200;
inline constexpr std::size_t kMaxImages = 256;
inline constexpr std::size_t kMaxImageBytes = 4 * 1024 * 1024;
inline constexpr std::size_t kMaxKeyCharacters = 64;
inline constexpr std::size_t kMaxDatabaseBytes = 512u * 1024 * 1024;
inline constexpr std::int64_t kMaxContentVersion = 999'999'999;

/// What is wrong with `text`, as the end of a sentence that begins with its name and with the cure; empty if nothing
/// is. Besides the length: valid UTF-8, no control or text direction characters, no space at either end, single spaces;
/// joiners and soft hyphens only between letters.
[[nodiscard]] std::string text_problem(const TextBound& bound, std::string_view text);

/// The same for a key: a role, a tag, an image. 1 to 64 of a-z, 0-9 and single hyphens between them.
[[nodiscard]] std::string key_problem(std::string_view key);

/// The same for a BCP 47 language code such as "en", "es-MX" or "zh-Hant".
[[nodiscard]] std::string language_code_problem(std::string_view code);

/// The same for an ISO 8601 date that exists.
[[nodiscard]] std::string date_problem(std::string_view date);

/// Whether the library draws an emblem of this name.
[[nodiscard]] bool is_library_emblem(std::string_view name);

/// The library's emblems, for messages: "scales, ledger, ...".
[[nodiscard]] std::string library_emblems();

/// NAME of "image:NAME", or empty.
[[nodiscard]] std::string_view image_of_emblem(std::string_view emblem);

/// What is wrong with an image of the database, as text_problem says it. Told from its bytes, without decoding them:
/// authoring draws it, too.
[[nodiscard]] std::string image_problem(const Image& image);

/// How many bytes of `text` are valid UTF-8 before the first that is not.
[[nodiscard]] std::size_t valid_utf8_bytes(std::string_view text);

/// The number of Unicode characters of valid UTF-8.
[[nodiscard]] std::size_t count_characters(std::string_view text);

} // namespace db
