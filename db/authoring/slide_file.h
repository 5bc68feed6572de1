// Reads slides.toml of one language.
#pragma once
#include "db/authoring/content.h"
#include "db/authoring/problems.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace db::authoring {

/// Roles by id: their places in Content::roles.
using RoleIndex = std::map<std::string, std::size_t, std::less<>>;

struct SlideFile {
    std::filesystem::path file;
    std::string_view text;
    std::size_t language = 0;       ///< 0: the default language, whose slides the others translate
    std::filesystem::path original; ///< the file of language 0
};

/// Adds the slides of language 0 to `content`, or the words of another language to them. Language 0 comes first, and
/// without a problem.
void read_slides(const SlideFile& slides, const RoleIndex& roles, Content& content, Problems& problems);

} // namespace db::authoring
