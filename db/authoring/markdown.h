// The part of Markdown that content uses: headings, paragraphs and bullets. Keeps md4c in markdown.cpp.
#pragma once
#include "db/authoring/problems.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace db::authoring {

enum class BlockKind { Heading, Paragraph, Bullet };

/// One block as plain text: line breaks are single spaces, escapes are resolved.
struct Block {
    BlockKind kind = BlockKind::Paragraph;
    std::string text;
    int line = 0; ///< in the file
};

/// A content file: TOML front matter between two lines "+++", then Markdown.
struct MarkdownFile {
    std::string_view front_matter;
    int front_matter_line = 0;
    std::string_view body;
    int body_line = 0;
};

/// Splits a file; the result points into `text`. Reports missing fences; then both parts are empty.
[[nodiscard]] MarkdownFile split_front_matter(std::string_view text, const std::filesystem::path& file,
                                              Problems& problems);

/// The blocks of `body`. Reports all markup that the kiosk does not show (emphasis, links, tables, nested lists...)
/// with its line and the cure.
[[nodiscard]] std::vector<Block> parse_markdown(std::string_view body, const std::filesystem::path& file,
                                                int first_line, Problems& problems);

/// `text` with the escapes that make Markdown read it back as it is.
[[nodiscard]] std::string escape_markdown(std::string_view text);

/// Paragraphs that are separated by "\n\n" as escaped Markdown, each with a blank line before it.
[[nodiscard]] std::string paragraphs_text(std::string_view paragraphs);

} // namespace db::authoring
