// The backslash before a sign that is meant itself, in Markdown and in the settings.
#pragma once
#include <string>
#include <string_view>

namespace db::authoring {

/// `text` with every escaped sign, and its backslash, as two bytes that no mark has. Offsets stay.
[[nodiscard]] std::string without_escapes(std::string_view text);

/// Whether `text` begins with a backslash and a bullet's sign or a dash: Markdown itself knows a backslash before signs
/// of ASCII only.
[[nodiscard]] bool is_escaped_sign(std::string_view text);

/// `text` without the backslashes that stand before a sign.
[[nodiscard]] std::string unescaped(std::string_view text);

} // namespace db::authoring
