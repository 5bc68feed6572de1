// Reads the images of a content folder.
#pragma once
#include "db/authoring/problems.h"
#include "db/role.h"

#include <filesystem>
#include <map>
#include <string>

namespace db::authoring {

/// The images of `folder` by name, which is the file's name without its ending; none where there is no folder.
/// Reports what is no SVG, PNG or JPEG, too large, or badly named.
[[nodiscard]] std::map<std::string, Image> read_images(const std::filesystem::path& folder, Problems& problems);

} // namespace db::authoring
