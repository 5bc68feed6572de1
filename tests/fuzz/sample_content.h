// Small valid content to begin from.
#pragma once
#include "db/authoring/content.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fuzz {

/// Two roles in two languages, an image, tags and slides: every table has rows.
[[nodiscard]] db::authoring::Content sample_content();

/// The files of a content folder that say the same.
[[nodiscard]] const std::vector<std::pair<std::string, std::string>>& sample_files();

/// A database of `content` with pages of `page_bytes`: small pages give many of them, and deep trees.
[[nodiscard]] std::string database_of(const db::authoring::Content& content, int page_bytes);

/// `count` roles with long texts, so that texts overflow pages and trees have more than one level.
[[nodiscard]] db::authoring::Content long_content(std::size_t count);

} // namespace fuzz
