// What in a text is a mark of Markdown, HTML or a word processor rather than words, and would be read as it stands.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace db {

enum class MarkupKind { Comment, Tag, Entity, Emphasis, Strike, Box, Footnote, Link, Code, Block };

/// One mark: where it stands in its text, in bytes.
struct Markup {
    MarkupKind kind = MarkupKind::Comment;
    std::size_t offset = 0;
    std::size_t size = 0;
};

/// The first mark of `text` that begins at `from` or behind it: <!-- -->, <br>, &nbsp;, **, __, *words*, _words_, ~~,
/// [ ], [x], [^1], [[, ](, `words`. A sign alone, as in "5 * 3", "R&D" or "a < b", is none.
[[nodiscard]] std::optional<Markup> find_markup(std::string_view text, std::size_t from = 0);

/// What begins a heading, a quotation or a bullet at the beginning of a text: "## ", "> ", "- ", "• ".
[[nodiscard]] std::optional<Markup> find_block_markup(std::string_view text);

/// The cure, as a sentence that goes with every place: "emphasis is not shown: ...".
[[nodiscard]] std::string_view markup_cure(MarkupKind kind);

/// The bytes of the sign at the beginning of `text` that only bullets have: • · ▪ ◦ ‣ and their kin, those of Word's
/// Symbol and Wingdings fonts included. 0 where there is none.
[[nodiscard]] std::size_t bullet_sign_bytes(std::string_view text);

/// The same of a dash that is more than a hyphen, – — ‒ ― −, or two hyphens.
[[nodiscard]] std::size_t dash_bytes(std::string_view text);

} // namespace db
