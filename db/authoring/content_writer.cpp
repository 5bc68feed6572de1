#include "db/authoring/content_writer.h"

#include "db/authoring/markdown.h"
#include "db/authoring/role_file.h"
#include "db/authoring/toml_section.h"
#include "db/files.h"

#include <fmt/format.h>

namespace db::authoring {
namespace {

std::string settings_text(const Content& content) {
    std::string text = fmt::format("version = {}\npublished = {}\n", content.version, content.published);
    for (const ContentLanguage& language : content.languages)
        text += fmt::format("\n[[languages]]\ncode = {}\nname = {}\nassignments = {}\nskills = {}\n",
                            toml_quoted(language.language.code), toml_text(language.language.name),
                            toml_text(language.assignments_heading), toml_text(language.skills_heading));
    return text;
}

std::string organisation_text(const Organisation& organisation) {
    std::string text = fmt::format("+++\nname = {}\nshort_name = {}\nheading = {}\npurpose = {}\n+++\n",
                                   toml_text(organisation.name), toml_text(organisation.short_name),
                                   toml_text(organisation.heading), toml_text(organisation.purpose));
    return text + paragraphs_text(organisation.introduction);
}

std::string tags_text(const Content& content, std::size_t language) {
    std::string text;
    for (const ContentTag& tag : content.tags) {
        if (!tag.names[language].empty())
            text += fmt::format("{} = {}\n", tag.id, toml_text(tag.names[language]));
    }
    return text;
}

/// Empty if no slide has words in this language, unless it is the default language.
std::string slides_text(const Content& content, std::size_t language) {
    std::string text;
    bool is_translated = language == 0;
    for (const ContentSlide& slide : content.slides) {
        text += text.empty() ? "[[slides]]\n" : "\n[[slides]]\n";
        if (slide.kind == SlideKind::Role) {
            text += fmt::format("kind = \"role\"\nrole = {}\n", toml_quoted(content.roles[slide.role.value_or(0)].id));
            continue;
        }
        const SlideText& words = slide.texts[language];
        is_translated = is_translated || !words.title.empty();
        text += fmt::format("kind = \"{}\"\ntitle = {}\n", slide.kind == SlideKind::Purpose ? "purpose" : "invitation",
                            toml_text(words.title));
        if (!words.text.empty())
            text += fmt::format("text = {}\n", toml_text(words.text));
    }
    return is_translated ? text : std::string();
}

Result<void> write_language(const Content& content, std::size_t language, const std::filesystem::path& folder) {
    Result<void> outcome;
    auto write = [&](const std::filesystem::path& file, const std::string& text) {
        if (outcome && !text.empty())
            outcome = write_file(folder / file, text);
    };
    if (content.organisations[language])
        write("organisation.md", organisation_text(*content.organisations[language]));
    write("tags.toml", tags_text(content, language));
    write("slides.toml", slides_text(content, language));
    for (std::size_t index = 0; index < content.roles.size(); ++index) {
        const ContentRole& role = content.roles[index];
        if (!role.texts[language])
            continue;
        const RoleTraits traits{static_cast<std::int64_t>(index) + 1, 0, role.emblem, role.accent_rgb, role.tags};
        write(std::filesystem::path("roles") / (role.id + ".md"),
              role_file_text(*role.texts[language], language == 0 ? &traits : nullptr, content.languages[language],
                             content));
    }
    return outcome;
}

std::string_view ending_of(const Image& image) {
    return image.media_type == "image/svg+xml" ? ".svg" : image.media_type == "image/png" ? ".png" : ".jpg";
}

} // namespace

Result<void> write_content(const Content& content, const std::filesystem::path& folder) {
    std::error_code error;
    if (std::filesystem::exists(folder, error) && !std::filesystem::is_empty(folder, error))
        return fail(ErrorCode::BadContent, "this exists already: give a new or an empty folder", folder.string());
    Result<void> outcome = write_file(folder / "content.toml", settings_text(content));
    for (std::size_t language = 0; outcome && language < content.languages.size(); ++language)
        outcome = write_language(content, language, folder / content.languages[language].language.code);
    for (const auto& [name, image] : content.images) {
        if (outcome)
            outcome = write_file(folder / "images" / (name + std::string(ending_of(image))), image.bytes);
    }
    return outcome;
}

} // namespace db::authoring
