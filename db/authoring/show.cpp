#include "db/authoring/show.h"

#include "db/bounds.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace db::authoring {
namespace {

constexpr std::size_t kColumns = 80;
constexpr std::size_t kPageRoles = 200;

/// `text` in lines of at most kColumns; `first` begins the first line and as many spaces each other one.
std::string wrapped(std::string_view text, std::string_view first) {
    const std::string indent(count_characters(first), ' ');
    std::string lines;
    std::string line(first);
    bool has_word = false;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" \n", start), text.size());
        const std::string_view word = text.substr(start, end - start);
        const bool ends_paragraph = text.substr(end).starts_with("\n\n");
        if (has_word && count_characters(line) + 1 + count_characters(word) > kColumns) {
            lines += line + '\n';
            line = indent;
            has_word = false;
        }
        line += (has_word ? " " : "") + std::string(word);
        has_word = true;
        if (ends_paragraph) {
            lines += line + "\n\n";
            line = indent;
            has_word = false;
        }
        start = end + (ends_paragraph ? 2 : 1);
    }
    return lines + line + '\n';
}

std::string headline(std::string_view text) {
    std::string line;
    for (std::size_t count = count_characters(text); count > 0; --count)
        line += "─";
    return fmt::format("{}\n{}\n", text, line);
}

std::string section(std::string_view heading, const std::vector<std::string>& points) {
    std::string text = fmt::format("\n{} ({})\n", heading, points.size());
    for (const std::string& point : points)
        text += wrapped(point, "  • ");
    return text;
}

} // namespace

Result<std::string> overview_text(const RoleStore& store, std::string_view language) {
    const auto organisation = store.organisation(language);
    const auto count = store.role_count();
    if (!organisation)
        return tl::unexpected(organisation.error());
    if (!count)
        return tl::unexpected(count.error());
    std::string text = headline(organisation->name) + wrapped(organisation->introduction, "");
    std::vector<std::string> languages;
    for (const Language& known : store.languages())
        languages.push_back(fmt::format("{} ({})", known.name, known.code));
    text += fmt::format("\nContent version {}, published {}. Languages: {}.\n\n{} roles\n",
                        store.info().content_version, store.info().published, fmt::join(languages, ", "), *count);
    for (std::size_t offset = 0; offset < *count; offset += kPageRoles) {
        const auto page = store.page(language, offset, kPageRoles);
        if (!page)
            return tl::unexpected(page.error());
        for (const RoleCard& card : *page)
            text += fmt::format("\n  {}  ({})\n", card.title, card.id) + wrapped(card.tagline, "    ");
    }
    return text;
}

Result<std::string> role_text(const RoleStore& store, std::string_view language, std::string_view role_id) {
    const auto role = store.role(language, role_id);
    if (!role && role.error().code == ErrorCode::NotFound)
        return fail(ErrorCode::NotFound,
                    fmt::format("there is no role '{}'; `roledb show FILE` lists them all", role_id));
    if (!role)
        return tl::unexpected(role.error());
    std::string text = headline(role->card.title) + wrapped(role->card.tagline, "") + '\n';
    text += wrapped(role->description, "");
    text += section(role->assignments_heading, role->assignments);
    text += section(role->skills_heading, role->skills);
    text += fmt::format("\nTags: {}\n", fmt::join(role->tags, ", "));
    for (const RoleCard& related : role->related)
        text += fmt::format("See also: {} ({})\n", related.title, related.id);
    return text;
}

} // namespace db::authoring
