// Reads the images of a content folder.
#pragma once
#include "db/authoring/problems.h"
#include "db/result.h"
#include "db/role.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace db {
class Connection;
}

namespace db::authoring {

/// The images of `folder` by name, which is the file's name without its ending; none where there is no folder.
/// Reports what is not an SVG, PNG or JPEG, too large, badly named, or what the kiosk cannot draw as it was meant: each
/// is drawn once.
[[nodiscard]] std::map<std::string, Image> read_images(const std::filesystem::path& folder, Problems& problems);

/// What is wrong with the images of an open database in which find_problems found nothing, when each is drawn; at most
/// `limit` of them.
[[nodiscard]] std::vector<Error> prove_images(Connection& connection, std::size_t limit);

} // namespace db::authoring
