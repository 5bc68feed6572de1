#include "db/authoring/images.h"

#include "db/bounds.h"
#include "db/files.h"

#include <fmt/format.h>

namespace db::authoring {

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
        if (std::string problem = image_problem(image); !problem.empty())
            problems.add(file, 0, "the image " + problem);
        if (!images.emplace(name, std::move(image)).second)
            problems.add(file, 0, fmt::format("there are two images named '{}': rename one", name));
    }
    if (images.size() > kMaxImages)
        problems.add(folder, 0, fmt::format("there are more than {} images: remove some", kMaxImages));
    return images;
}

} // namespace db::authoring
