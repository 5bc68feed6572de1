// Entities of HTML, such as &nbsp;, as the characters that they stand for.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace db::authoring {

/// The character of `entity` ("&amp;", "&#8217;", "&#x2022;"), with a backslash where Markdown would take it for
/// markup. Nothing for one that is not known, and for &lt; and &gt;, which most often are HTML that was escaped twice.
[[nodiscard]] std::optional<std::string> markdown_of_entity(std::string_view entity);

} // namespace db::authoring
