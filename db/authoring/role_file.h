// One role in one language: the Markdown file that a writer edits.
#pragma once
#include "db/authoring/content.h"
#include "db/authoring/problems.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace db::authoring {

/// What stands only in the default language's file, because it is the same in every language.
struct RoleTraits {
    std::int64_t order = 0;
    int order_line = 0;
    std::string emblem;
    std::uint32_t accent_rgb = 0;
    std::vector<std::size_t> tags;
};

/// A translation may leave out a section, which then has no points: visitors read it in the default language.
struct RoleFile {
    RoleText text;
    int assignments_line = 0; ///< of the section's heading; 0 where it is left out
    int skills_line = 0;
    RoleTraits traits; ///< of the default language only
};

enum class RoleFileKind { DefaultLanguage, Translation };

/// Reads one role file. `content` gives the tags and images that it may refer to. Reports what is wrong.
[[nodiscard]] RoleFile read_role_file(std::string_view text, const std::filesystem::path& file, RoleFileKind kind,
                                      const ContentLanguage& language, const Content& content, Problems& problems);

/// The file that reads back as these. `traits` is null for a translation.
[[nodiscard]] std::string role_file_text(const RoleText& text, const RoleTraits* traits,
                                         const ContentLanguage& language, const Content& content);

/// "#7c5cbf" as 0x7c5cbf, or nothing.
[[nodiscard]] std::optional<std::uint32_t> parse_accent(std::string_view text);

} // namespace db::authoring
