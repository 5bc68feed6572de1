// Loads the interface's words: assets/strings/<language>.toml, a table, and a section each for sticks, verdicts,
// staff and the setup screen.
#pragma once
#include "db/result.h"
#include "kiosk/model/strings.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace kiosk {

/// The words in every language that the program speaks. Immutable after loading.
class StringCatalogue {
public:
    /// Reads every *.toml in `folder`. English must be complete; what another language lacks is taken from English.
    /// Errors: NotFound (no en.toml), BadContent (syntax, unknown or missing key, with file and line).
    [[nodiscard]] static db::Result<StringCatalogue> load(const std::filesystem::path& folder);

    /// For a BCP 47 code: the language itself, else its base ("es" for "es-MX"), else English.
    [[nodiscard]] const model::Strings& in(std::string_view language) const;
    /// Codes that have a file.
    [[nodiscard]] const std::map<std::string, model::Strings, std::less<>>& all() const { return m_languages; }

private:
    std::map<std::string, model::Strings, std::less<>> m_languages;
};

} // namespace kiosk
