#include "kiosk/strings.h"

#include "db/update/verdict.h"

#include <algorithm>
#include <fmt/format.h>
#include <span>
#include <toml++/toml.h>
#include <vector>

namespace kiosk {
namespace {

namespace fs = std::filesystem;

template <typename Words>
using Keys = std::span<const std::pair<std::string_view, std::string Words::*>>;

constexpr std::string_view kStick = "stick";
constexpr std::string_view kStaff = "staff";
constexpr std::string_view kSetup = "setup";
constexpr std::string_view kVerdicts = "verdicts";

std::string place(const fs::path& path, const toml::source_region& region) {
    return fmt::format("{}:{}", path.string(), region.begin.line);
}

std::string in_section(std::string_view section, std::string_view key) {
    return section.empty() ? std::string(key) : fmt::format("{}.{}", section, key);
}

/// One file on its way into Strings. The first mistake stops it.
class Reader {
public:
    Reader(const fs::path& path, const model::Strings* fallback) : m_path(path), m_fallback(fallback) {}

    db::Result<model::Strings> read() {
        toml::table table;
        try {
            table = toml::parse_file(m_path.string());
        } catch (const toml::parse_error& error) {
            return db::fail(db::ErrorCode::BadContent, std::string(error.description()), place(m_path, error.source()));
        }
        model::Strings strings;
        const model::Strings* other = m_fallback;
        take<model::Strings>(table, "", strings, other, model::kStringKeys);
        take_section<model::StickStrings>(table, kStick, strings.stick, other ? &other->stick : nullptr,
                                          model::kStickKeys);
        take_section<model::StaffStrings>(table, kStaff, strings.staff, other ? &other->staff : nullptr,
                                          model::kStaffKeys);
        take_section<model::SetupStrings>(table, kSetup, strings.setup, other ? &other->setup : nullptr,
                                          model::kSetupKeys);
        take_verdicts(section(table, kVerdicts), strings.verdicts);
        if (m_error)
            return tl::unexpected(*m_error);
        return strings;
    }

private:
    void fail(std::string message, std::string where) {
        if (!m_error)
            m_error = db::Error{db::ErrorCode::BadContent, std::move(message), std::move(where)};
    }
    void fail_at(const toml::node& node, std::string message) {
        fail(std::move(message), place(m_path, node.source()));
    }
    void missing(const std::string& name) { fail(fmt::format("\"{}\" is missing: add it", name), m_path.string()); }

    const toml::table& section(const toml::table& table, std::string_view name) {
        static const toml::table nothing;
        const toml::node* node = table.get(name);
        if (node != nullptr && !node->is_table())
            fail_at(*node, fmt::format("\"{}\" must be a section: write [{}]", name, name));
        return node != nullptr && node->is_table() ? *node->as_table() : nothing;
    }

    template <typename Words>
    void take_section(const toml::table& table, std::string_view name, Words& words, const Words* fallback,
                      Keys<Words> keys) {
        take<Words>(section(table, name), name, words, fallback, keys);
    }

    template <typename Words>
    void take(const toml::table& table, std::string_view name, Words& words, const Words* fallback, Keys<Words> keys) {
        for (const auto& [key, value] : table) {
            const std::string_view text_key = key.str(); // clang 14 can't capture a structured binding
            if (name.empty()
                && (text_key == kStick || text_key == kStaff || text_key == kSetup || text_key == kVerdicts))
                continue;
            const auto known =
                std::find_if(keys.begin(), keys.end(), [&](const auto& entry) { return entry.first == text_key; });
            const std::optional<std::string> text = value.template value<std::string>();
            if (known == keys.end())
                fail_at(value, fmt::format("\"{}\" is no known string: remove it", in_section(name, text_key)));
            else if (!text || text->empty())
                fail_at(value, fmt::format("\"{}\" must be a text in quotes", in_section(name, text_key)));
            else
                words.*(known->second) = *text;
        }
        for (const auto& [key, member] : keys) {
            if (!(words.*member).empty())
                continue;
            if (fallback == nullptr)
                missing(in_section(name, key));
            else
                words.*member = fallback->*member;
        }
    }

    void take_verdicts(const toml::table& table, std::map<std::string, model::VerdictWords, std::less<>>& verdicts) {
        for (const auto& [key, value] : table) {
            const toml::array* pair = value.as_array();
            const auto text = [&](std::size_t index) {
                return pair != nullptr && pair->size() == 2 ? (*pair)[index].value<std::string>().value_or("") : "";
            };
            if (!db::update::verdict_of(key.str()))
                fail_at(value, fmt::format("\"{}\" is no verdict: remove it", key.str()));
            else if (text(0).empty() || text(1).empty())
                fail_at(value, fmt::format("\"{}\" must be two texts: [\"what happened\", \"what to do\"]", key.str()));
            else
                verdicts.emplace(key.str(), model::VerdictWords{text(0), text(1)});
        }
        for (const auto& [verdict, name] : db::update::kVerdictNames) {
            if (verdicts.find(name) != verdicts.end())
                continue;
            if (m_fallback == nullptr)
                missing(in_section(kVerdicts, name));
            else
                verdicts.emplace(name, m_fallback->verdicts.find(name)->second);
        }
    }

    const fs::path& m_path;
    const model::Strings* m_fallback;
    std::optional<db::Error> m_error;
};

} // namespace

db::Result<StringCatalogue> StringCatalogue::load(const fs::path& folder) {
    StringCatalogue catalogue;
    const fs::path english_path = folder / "en.toml";
    std::error_code ignored;
    if (!fs::exists(english_path, ignored))
        return db::fail(db::ErrorCode::NotFound,
                        "the interface's English words are missing: build the target bundled_assets",
                        english_path.string());
    auto english = Reader(english_path, nullptr).read();
    if (!english)
        return tl::unexpected(english.error());
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().extension() == ".toml")
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        auto strings = Reader(file, &*english).read();
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
