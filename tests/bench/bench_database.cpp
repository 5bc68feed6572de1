// Writes a roles database of any size: the bundled roles in English, over and over, numbered.
#include "db/authoring/content_reader.h"
#include "db/authoring/database_writer.h"
#include "db/bounds.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>

namespace {

using db::authoring::Content;
using db::authoring::ContentRole;

constexpr std::size_t kPointsOfCopies = 3;

/// The first language only, so that the size of a database comes from its roles.
void keep_first_language(Content& content) {
    content.languages.resize(1);
    content.organisations.resize(1);
    for (ContentRole& role : content.roles)
        role.texts.resize(1);
    for (auto& tag : content.tags)
        tag.names.resize(1);
    for (auto& slide : content.slides)
        slide.texts.resize(1);
}

/// The first roles stay as they are: a role has the same words in a small database and in a large one. The others have
/// their number in every text, as equal texts share their pixels, and few points, so that a large one is quick to make.
void multiply_roles(Content& content, std::size_t count) {
    const std::size_t originals = content.roles.size();
    content.roles.reserve(count);
    for (std::size_t index = originals; index < count; ++index) {
        ContentRole copy = content.roles[index % originals];
        const std::size_t number = index / originals + 1;
        copy.id += fmt::format("-{}", number);
        db::authoring::RoleText& text = *copy.texts.front();
        for (std::string* words : {&text.title, &text.tagline, &text.description})
            *words += fmt::format(" {}", number);
        for (auto* points : {&text.assignments, &text.skills}) {
            points->resize(std::min(points->size(), kPointsOfCopies));
            for (std::string& point : *points)
                point += fmt::format(" {}", number);
        }
        content.roles.push_back(std::move(copy));
    }
}

} // namespace

int main(int argc, char** argv) {
    std::size_t count = 0;
    const char* const number = argc == 3 ? argv[1] : "";
    std::from_chars(number, number + std::strlen(number), count);
    if (count < 1 || count > db::kMaxRoles) {
        fmt::print(stderr, "usage: bench_database ROLES FILE, with 1 to {} roles\n", db::kMaxRoles);
        return 2;
    }
    db::authoring::Problems problems;
    Content content = db::authoring::read_content(KIOSK_SOURCE_DIR "/db/content", problems);
    if (!problems.empty() || count < content.roles.size()) {
        fmt::print(stderr, "bench_database: db/content does not build, or has more than {} roles\n", count);
        return 1;
    }
    keep_first_language(content);
    multiply_roles(content, count);
    if (const auto written = db::authoring::write_database(content, argv[2]); !written) {
        fmt::print(stderr, "bench_database: {}\n", written.error().text());
        return 1;
    }
    return 0;
}
