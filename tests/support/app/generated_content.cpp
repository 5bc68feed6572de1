#include "tests/support/app/generated_content.h"

#include "db/authoring/database_writer.h"
#include "db/bounds.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <stdexcept>

namespace test {
namespace {

using db::authoring::Content;

constexpr std::array<const char*, 6> kEmblems{"scales", "ledger", "curve", "globe", "container", "board"};
constexpr std::size_t kTags = 10;

const std::array<db::authoring::ContentLanguage, 3> kLanguages{
    {{{"en", "English"}, "Typical assignments", "Required skill sets"},
     {{"es", "Español"}, "Tareas habituales", "Habilidades necesarias"},
     {{"fr", "Français"}, "Missions types", "Compétences requises"}}};

/// Cut to `bound` characters without a space at the end.
std::string cut(std::string text, std::size_t bound) {
    text.resize(std::min(text.size(), bound));
    while (text.back() == ' ')
        text.back() = 'x';
    return text;
}

/// Words of mixed length, the first too wide for any card.
std::string long_text(const db::TextBound& bound, std::string_view first) {
    std::string text{first};
    while (text.size() < bound.max_characters)
        text += " Verwaltungszusammenarbeitsangelegenheiten of customs and trade";
    return cut(text, bound.max_characters);
}

db::authoring::RoleText role_text(std::size_t index, const std::string& code, TextLength length) {
    db::authoring::RoleText text;
    if (length == TextLength::Short) {
        text = {fmt::format("Role {} {}", index, code),
                "One sentence.",
                "One paragraph.",
                {"Do one thing.", "Do another."},
                {"Know one thing."}};
        return text;
    }
    text.title =
        long_text(db::kTitle, fmt::format("{}{}Donaudampfschifffahrtsgesellschaftskapitänswitwenrente", code, index));
    // The cut counts bytes, the bound characters: a cut within the bound is always allowed.
    text.tagline = long_text(
        db::kTagline, fmt::format("Nr{}Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz", index));
    text.description = long_text(db::kDescription, "Description");
    for (std::size_t point = 0; point < (index == 0 ? db::kMaxPoints : 3); ++point)
        text.assignments.push_back(long_text(db::kPoint, fmt::format("Assignment{}", point)));
    text.skills = {long_text(db::kPoint, "Skill")};
    return text;
}

} // namespace

Content generate(const GeneratedContent& wanted) {
    const bool at_bounds = wanted.length == TextLength::AtTheBounds;
    Content content;
    content.version = wanted.version;
    content.published = "2026-11-24";
    content.languages.assign(kLanguages.begin(),
                             kLanguages.begin()
                                 + static_cast<std::ptrdiff_t>(std::clamp<std::size_t>(wanted.languages, 1, 3)));
    for (const auto& language : content.languages) {
        db::Organisation organisation{"Office", "Off", "What we do", "We help.", "First.\n\nSecond."};
        if (at_bounds)
            organisation = {long_text(db::kOrganisationName, language.language.code),
                            long_text(db::kShortName, "Office"), long_text(db::kHeading, "What"),
                            long_text(db::kPurpose, "We"), long_text(db::kIntroduction, "First")};
        content.organisations.emplace_back(std::move(organisation));
    }
    for (std::size_t tag = 0; tag < kTags; ++tag)
        content.tags.push_back({fmt::format("tag-{}", tag),
                                std::vector<std::string>(content.languages.size(), fmt::format("Tag {}", tag))});
    for (std::size_t index = 0; index < wanted.roles; ++index) {
        db::authoring::ContentRole role{fmt::format("role-{}", index),
                                        kEmblems[index % kEmblems.size()],
                                        static_cast<std::uint32_t>(0x2a9d8f + index * 0x01070d) & 0xffffffU,
                                        {index % kTags},
                                        {}};
        for (const auto& language : content.languages)
            role.texts.emplace_back(role_text(index, language.language.code, wanted.length));
        content.roles.push_back(std::move(role));
    }
    const auto slide = [&](db::SlideKind kind, std::optional<std::size_t> role, const db::authoring::SlideText& text) {
        content.slides.push_back({kind, role, std::vector<db::authoring::SlideText>(content.languages.size(), text)});
    };
    slide(db::SlideKind::Purpose, std::nullopt,
          at_bounds ? db::authoring::SlideText{long_text(db::kSlideTitle, "We"), long_text(db::kSlideText, "Office")}
                    : db::authoring::SlideText{"We help.", "Office"});
    for (std::size_t role = 0; role < std::min<std::size_t>(wanted.roles, 3); ++role)
        slide(db::SlideKind::Role, role, {});
    return content;
}

void write_generated(const GeneratedContent& wanted, const std::filesystem::path& file) {
    if (const auto written = db::authoring::write_database(generate(wanted), file); !written)
        throw std::runtime_error(written.error().text());
}

} // namespace test
