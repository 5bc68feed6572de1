#include "db/authoring/slide_file.h"

#include "db/authoring/toml_section.h"
#include "db/bounds.h"

#include <fmt/format.h>
#include <optional>

namespace db::authoring {
namespace {

namespace fs = std::filesystem;

void read_slide(const TomlSection& section, std::size_t index, const SlideFile& slides, const RoleIndex& roles,
                Content& content, Problems& problems) {
    const fs::path& file = slides.file;
    const std::size_t language = slides.language;
    SectionReader fields(section, file, problems);
    ContentSlide slide;
    SlideText words;
    const auto role_of = [&](std::string_view id) {
        const auto found = roles.find(id);
        return found == roles.end() ? std::nullopt : std::optional(found->second);
    };
    const auto kind = fields.raw_text("kind", "\"role\"");
    if (kind && kind->text == "role") {
        slide.kind = SlideKind::Role;
        if (auto id = fields.raw_text("role", "\"auditor\""); id && !(slide.role = role_of(id->text)))
            problems.add(file, id->line,
                         fmt::format("there is no role '{}': write the name of a file in roles", id->text));
    } else if (kind && (kind->text == "purpose" || kind->text == "invitation")) {
        slide.kind = kind->text == "purpose" ? SlideKind::Purpose : SlideKind::Invitation;
        words = {fields.text("title", kSlideTitle), fields.optional_text("text", kSlideText)};
    } else {
        if (kind)
            problems.add(
                file, kind->line,
                fmt::format("there is no kind '{}': write \"purpose\", \"role\" or \"invitation\"", kind->text));
        return;
    }
    fields.report_unknown_fields();
    const bool has_words = slide.kind != SlideKind::Role;
    if (language == 0) {
        slide.texts.resize(content.languages.size());
        content.slides.push_back(std::move(slide));
    } else if (index < content.slides.size()
               && (content.slides[index].kind != slide.kind || content.slides[index].role != slide.role)) {
        problems.add(file, section.line,
                     fmt::format("slide {} is another one in {}: keep the same slides in the same order", index + 1,
                                 slides.original.string()));
        return;
    }
    if (index < content.slides.size() && has_words)
        content.slides[index].texts[language] = std::move(words);
}

} // namespace

void read_slides(const SlideFile& slides, const RoleIndex& roles, Content& content, Problems& problems) {
    const fs::path& file = slides.file;
    const std::size_t language = slides.language;
    const auto sections = parse_toml(slides.text, file, 1, problems);
    if (sections.empty())
        return;
    SectionReader(sections.front(), file, problems).report_unknown_fields();
    for (std::size_t index = 1; index < sections.size(); ++index) {
        if (sections[index].name == "slides")
            read_slide(sections[index], index - 1, slides, roles, content, problems);
        else
            problems.add(file, sections[index].line, "only [[slides]] is known here: write that");
    }
    const std::size_t count = sections.size() - 1;
    if (language == 0 && (count == 0 || count > kMaxSlides))
        problems.add(file, 0, fmt::format("there are {} slides: write 1 to {} of [[slides]]", count, kMaxSlides));
    else if (language > 0 && count != content.slides.size())
        problems.add(file, 0,
                     fmt::format("there are {} slides but {} in {}: every language has the same ones", count,
                                 content.slides.size(), slides.original.string()));
}

} // namespace db::authoring
