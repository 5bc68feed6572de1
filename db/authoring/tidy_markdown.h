// Makes the Markdown of word processors and web pages into ours, before it is parsed.
#pragma once
#include "db/authoring/problems.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace db::authoring {

/// `body` with as many lines, in which bullets of Word and of a Mac are "- ", headings "## ", HTML's entities are
/// characters, and its comments and <br> are gone. Each of these is a note of `problems`. What is sure to be meant as
/// markup that nobody can see on the screen, or might be, is a problem with its line. `first_line` is the line of the
/// file in which `body` begins. A sign with a backslash before it is meant itself; before a bullet's sign or a dash at
/// the beginning of a line the backslash is taken away here, for Markdown knows none there.
[[nodiscard]] std::string tidy_markdown(std::string_view body, const std::filesystem::path& file, int first_line,
                                        Problems& problems);

} // namespace db::authoring
