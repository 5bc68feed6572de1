#include "db/authoring/images.h"

#include "db/bounds.h"
#include "db/files.h"
#include "db/sqlite.h"
#include "platform/pictures/drawing.h"

#include <fmt/format.h>

namespace db::authoring {
namespace {

void prove_image(const std::filesystem::path& file, const Image& image, Problems& problems) {
    const auto picture = platform::pictures::prove(image.media_type, image.bytes);
    if (!picture)
        return problems.add(file, picture.error().line, "the image " + picture.error().message);
    for (const std::string& note : picture->notes)
        problems.note(file, 0, "the image " + note);
}

} // namespace

std::map<std::string, Image> read_images(const std::filesystem::path& folder, Problems& problems) {
    std::map<std::string, Image> images;
    for (const std::filesystem::path& file : files_in(folder)) {
        const std::string ending = file.extension().string();
        const std::string name = file.stem().string();
        if (ending != ".svg" && ending != ".png" && ending != ".jpg") {
            problems.add(file, 0, "this is no image: its name must end in .svg, .png or .jpg");
            continue;
        }
        if (std::string problem = key_problem(name); !problem.empty())
            problems.add(file, 0, fmt::format("the name '{}' {}: rename the file", name, problem));
        auto bytes = read_whole(file, kMaxImageBytes);
        if (!bytes) {
            problems.add(bytes.error());
            continue;
        }
        const char* media_type = ending == ".svg" ? "image/svg+xml" : ending == ".png" ? "image/png" : "image/jpeg";
        Image image{media_type, std::move(*bytes)};
        prove_image(file, image, problems);
        if (!images.emplace(name, std::move(image)).second)
            problems.add(file, 0, fmt::format("there are two images named '{}': rename one", name));
    }
    if (images.size() > kMaxImages)
        problems.add(folder, 0, fmt::format("there are more than {} images: remove some", kMaxImages));
    return images;
}

std::vector<Error> prove_images(Connection& connection, std::size_t limit) {
    std::vector<Error> problems;
    auto outcome = connection.query("SELECT name, media_type, bytes FROM images", {}, [&](const Row& row) {
        if (problems.size() >= limit)
            return;
        if (const auto picture = platform::pictures::prove(row.text(1), row.text(2)); !picture)
            problems.push_back({ErrorCode::Corrupt, "the image " + picture.error().message,
                                fmt::format("table images, row {}", row.text(0))});
    });
    if (!outcome)
        problems.push_back(outcome.error());
    return problems;
}

} // namespace db::authoring
