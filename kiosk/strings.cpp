#include "kiosk/strings.h"

#include <algorithm>
#include <fmt/format.h>
#include <toml++/toml.h>
#include <vector>

namespace kiosk {
namespace {

namespace fs = std::filesystem;

std::string place(const fs::path& path, const toml::source_region& region) {
    return fmt::format("{}:{}", path.string(), region.begin.line);
}

db::Result<model::Strings> read_language(const fs::path& path, const model::Strings* fallback) {
    model::Strings strings;
    toml::table table;
    try {
        table = toml::parse_file(path.string());
    } catch (const toml::parse_error& error) {
        return db::fail(db::ErrorCode::BadContent, std::string(error.description()), place(path, error.source()));
    }
    for (const auto& [key, value] : table) {
        const std::string_view name = key.str(); // clang 14 can't capture a structured binding
        const auto known = std::find_if(model::kStringKeys.begin(), model::kStringKeys.end(),
                                        [&](const auto& entry) { return entry.first == name; });
        if (known == model::kStringKeys.end())
            return db::fail(db::ErrorCode::BadContent, fmt::format("\"{}\" is no known string: remove it", key.str()),
                            place(path, value.source()));
        const std::optional<std::string> text = value.value<std::string>();
        if (!text || text->empty())
            return db::fail(db::ErrorCode::BadContent, fmt::format("\"{}\" must be a text in quotes", key.str()),
                            place(path, value.source()));
        strings.*(known->second) = *text;
    }
    for (const auto& [key, member] : model::kStringKeys) {
        if (!(strings.*member).empty())
            continue;
        if (fallback == nullptr)
            return db::fail(db::ErrorCode::BadContent, fmt::format("\"{}\" is missing: add it", key), path.string());
        strings.*member = fallback->*member;
    }
    return strings;
}

} // namespace

db::Result<StringCatalogue> StringCatalogue::load(const fs::path& folder) {
    StringCatalogue catalogue;
    const fs::path english_path = folder / "en.toml";
    std::error_code ignored;
    if (!fs::exists(english_path, ignored))
        return db::fail(db::ErrorCode::NotFound,
                        "the interface's English words are missing: build the target bundled_assets",
                        english_path.string());
    auto english = read_language(english_path, nullptr);
    if (!english)
        return tl::unexpected(english.error());
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().extension() == ".toml")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        auto strings = read_language(file, &*english);
        if (!strings)
            return tl::unexpected(strings.error());
        catalogue.m_languages.emplace(file.stem().string(), std::move(*strings));
    }
    return catalogue;
}

const model::Strings& StringCatalogue::in(std::string_view language) const {
    if (const auto found = m_languages.find(language); found != m_languages.end())
        return found->second;
    const std::string_view base = language.substr(0, language.find('-'));
    if (const auto found = m_languages.find(base); found != m_languages.end())
        return found->second;
    return m_languages.find("en")->second;
}

} // namespace kiosk
