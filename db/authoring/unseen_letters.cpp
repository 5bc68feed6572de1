#include "db/authoring/unseen_letters.h"

#include "platform/base/letters.h"
#include "platform/base/printable.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace db::authoring {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxLinesNoted = 12; // of a language, one by one
constexpr std::size_t kMaxLettersNamed = 6;
/// Scripts that put no space between words.
constexpr std::array<std::string_view, 4> kWithoutSpaces{"Thai", "Laoo", "Khmr", "Mymr"};

bool is_private_use(char32_t letter) {
    return (letter >= 0xe000 && letter <= 0xf8ff) || letter >= 0xf0000;
}

std::string utf8(char32_t letter) {
    const auto tail = [&](unsigned shift) { return static_cast<char>(0x80U | ((letter >> shift) & 0x3fU)); };
    if (letter < 0x80)
        return {static_cast<char>(letter)};
    if (letter < 0x800)
        return {static_cast<char>(0xc0U | letter >> 6U), tail(0)};
    if (letter < 0x10000)
        return {static_cast<char>(0xe0U | letter >> 12U), tail(6), tail(0)};
    return {static_cast<char>(0xf0U | letter >> 18U), tail(12), tail(6), tail(0)};
}

/// "U+7814 研".
std::string named(char32_t letter) {
    const auto number = fmt::format("U+{:04X}", static_cast<std::uint32_t>(letter));
    if (is_private_use(letter))
        return number + " (for private use: each font shows something else)";
    return letter == 0xfffd ? number + " (stands for a letter that was lost)" : number + ' ' + utf8(letter);
}

std::string named(const std::vector<char32_t>& letters) {
    std::vector<std::string> names;
    for (std::size_t index = 0; index < std::min(letters.size(), kMaxLettersNamed); ++index)
        names.push_back(named(letters[index]));
    const std::string more =
        letters.size() > kMaxLettersNamed ? fmt::format(" and {} more", letters.size() - kMaxLettersNamed) : "";
    return fmt::format("{}{}", fmt::join(names, ", "), more);
}

void add_once(std::vector<char32_t>& letters, char32_t letter) {
    if (std::find(letters.begin(), letters.end(), letter) == letters.end())
        letters.push_back(letter);
}

} // namespace

void UnseenLetters::read_line(const std::string& language, const fs::path& file, int line, std::string_view text) {
    Found* found = nullptr;
    bool is_new_line = true;
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        const platform::Character character = platform::character_at(text, at);
        at += character.bytes;
        if (found == nullptr) {
            found = &m_found[language];
            if (found->first_file.empty())
                found->first_file = file;
        }
        if (const auto font = platform::letter_font(character.code))
            found->fonts.insert(*font);
        // What shows nothing and may not stand there is refused, not noted.
        if (platform::can_be_shown(character.code) || !character.is_harmless)
            continue;
        if (is_new_line)
            found->lines.push_back({file, line, {}});
        is_new_line = false;
        add_once(found->lines.back().letters, character.code);
    }
}

void UnseenLetters::read_file(const std::string& language, const fs::path& file, std::string_view text) {
    const bool is_toml = file.extension() == ".toml";
    for (int line = 1; !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (!is_toml || !text.starts_with('#'))
            read_line(language, file, line, text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

void UnseenLetters::read_content(const Content& content, const fs::path& file) {
    for (std::size_t index = 0; index < content.languages.size(); ++index) {
        const ContentLanguage& names = content.languages[index];
        const std::string& code = names.language.code;
        const auto read = [&](const std::string& place, std::initializer_list<std::string_view> texts) {
            for (const std::string_view text : texts)
                read_line(code, fmt::format("{}: {}, language '{}'", file.string(), place, code), 0, text);
        };
        read("headings", {names.language.name, names.assignments_heading, names.skills_heading});
        if (const auto& organisation = content.organisations[index])
            read("organisation", {organisation->name, organisation->short_name, organisation->heading,
                                  organisation->purpose, organisation->introduction});
        for (const ContentTag& tag : content.tags)
            read(fmt::format("tag '{}'", tag.id), {tag.names[index]});
        for (std::size_t slide = 0; slide < content.slides.size(); ++slide)
            if (index < content.slides[slide].texts.size())
                read(fmt::format("slide {}", slide + 1),
                     {content.slides[slide].texts[index].title, content.slides[slide].texts[index].text});
        for (const ContentRole& role : content.roles) {
            if (!role.texts[index])
                continue;
            const std::string place = fmt::format("role '{}'", role.id);
            read(place, {role.texts[index]->title, role.texts[index]->tagline, role.texts[index]->description});
            for (const auto* points : {&role.texts[index]->assignments, &role.texts[index]->skills})
                for (const std::string& point : *points)
                    read(place, {point});
        }
    }
}

void UnseenLetters::report_lines(const std::string& language, const std::vector<Line>& lines, Problems& problems) {
    constexpr std::string_view kCure = "visitors see a box instead. Write it in other letters, or as a picture";
    if (lines.size() <= kMaxLinesNoted) {
        for (const Line& line : lines)
            problems.note(line.file, line.line,
                          fmt::format("no font of the kiosk shows {}: {}", named(line.letters), kCure));
        return;
    }
    std::vector<char32_t> letters;
    std::set<char32_t> known;
    for (const Line& line : lines)
        for (const char32_t letter : line.letters)
            if (known.insert(letter).second)
                letters.push_back(letter);
    problems.note(
        lines.front().file, lines.front().line,
        fmt::format("from here on, {} lines{} have letters that no font of the kiosk shows, {} different ones: "
                    "{}: {}",
                    lines.size(), language.empty() ? "" : fmt::format(" of the language '{}'", language),
                    letters.size(), named(letters), kCure));
}

void UnseenLetters::report_scripts(const std::string& language, const Found& found, Problems& problems) {
    const auto has = [&](auto is_wanted) {
        return std::any_of(found.fonts.begin(), found.fonts.end(),
                           [&](std::size_t font) { return is_wanted(platform::letter_fonts()[font]); });
    };
    const std::string whose = fmt::format("the letters of '{}'", language);
    if (has([](const platform::LetterFont& font) { return font.right_to_left; }))
        problems.note(found.first_file, 0,
                      whose
                          + " run from right to left: lines are set so, but the screens are not mirrored, and bullets "
                            "stand on the left. Look at them with `kiosk --tour`");
    if (has([](const platform::LetterFont& font) {
            return std::find(kWithoutSpaces.begin(), kWithoutSpaces.end(), font.script) != kWithoutSpaces.end();
        }))
        problems.note(found.first_file, 0,
                      whose
                          + " stand without spaces between words: lines may end within a word. Look at them with "
                            "`kiosk --tour`");
}

void UnseenLetters::report(Problems& problems) const {
    for (const auto& [language, found] : m_found) {
        report_lines(language, found.lines, problems);
        if (!language.empty()) // content.toml: names of languages that have files of their own
            report_scripts(language, found, problems);
    }
}

} // namespace db::authoring
