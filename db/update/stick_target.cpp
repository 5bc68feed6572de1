#include "db/update/stick_target.h"

#include "db/update/make_stick.h"

#include <fmt/format.h>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace db::update {
namespace {

namespace fs = std::filesystem;

struct Mount {
    fs::path point;
    std::string type;
};

/// A space is \040 there.
std::string unescaped(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto digit = [&](std::size_t offset) { return at + offset < text.size() ? text[at + offset] - '0' : -1; };
        const bool escaped = text[at] == '\\' && digit(1) >= 0 && digit(1) <= 3 && digit(2) >= 0 && digit(2) <= 7
                             && digit(3) >= 0 && digit(3) <= 7;
        result += escaped ? static_cast<char>(digit(1) * 64 + digit(2) * 8 + digit(3)) : text[at];
        at += escaped ? 3 : 0;
    }
    return result;
}

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    while (!line.empty()) {
        const std::size_t end = std::min(line.find(' '), line.size());
        words.push_back(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

bool is_below(const fs::path& path, const fs::path& above) {
    const fs::path relative = path.lexically_relative(above);
    return !relative.empty() && *relative.begin() != "..";
}

/// The file system in which `folder` lies: of several mounts the deepest, of one place the last.
Mount mount_of(const fs::path& folder, std::string_view mounts) {
    Mount found;
    while (!mounts.empty()) {
        const std::size_t end = std::min(mounts.find('\n'), mounts.size());
        const std::vector<std::string_view> words = words_of(mounts.substr(0, end));
        mounts.remove_prefix(std::min(end + 1, mounts.size()));
        std::size_t dash = 6; // the optional fields end with it
        while (dash < words.size() && words[dash] != "-")
            ++dash;
        if (dash + 1 >= words.size())
            continue;
        fs::path point = unescaped(words[4]);
        const bool holds = point == folder || is_below(folder, point);
        if (holds && point.native().size() >= found.point.native().size())
            found = {std::move(point), std::string(words[dash + 1])};
    }
    return found;
}

bool is_read_by_kiosks(std::string_view type) {
    return type == "vfat" || type == "exfat";
}

/// /tmp, for one: nobody plugs it into a kiosk.
bool is_in_memory(std::string_view type) {
    return type == "tmpfs" || type == "ramfs" || type == "overlay";
}

/// Where desktops mount what is plugged in.
bool is_plugged_in(const fs::path& point) {
    return is_below(point, "/media") || is_below(point, "/run/media");
}

} // namespace

Result<StickTarget> stick_target(const fs::path& folder, std::string_view mounts) {
    const std::string name = folder.string();
    if (folder == folder.root_path())
        return fail(ErrorCode::BadConfig,
                    "this is the root of this computer, not a stick: name the folder in which the "
                    "stick appears",
                    name);
    if (folder.filename() == kStickFolder)
        return fail(
            ErrorCode::BadConfig,
            fmt::format("the kiosk looks for a folder {0} in the root of the stick, so that {0}/{0} would never "
                        "be found: name the folder that holds this one",
                        kStickFolder),
            name);
    const Mount mount = mount_of(folder, mounts);
    const bool is_root = mount.point == folder;
    const bool is_stick = is_read_by_kiosks(mount.type) || is_plugged_in(mount.point);
    if (!is_root && is_stick)
        return fail(ErrorCode::BadConfig,
                    fmt::format("the kiosk reads only the root of a stick, and this is a folder on it: name {}",
                                mount.point.string()),
                    name);
    if (is_root && is_in_memory(mount.type))
        return StickTarget::Folder;
    if (is_root && !is_read_by_kiosks(mount.type))
        return fail(ErrorCode::Unsupported,
                    fmt::format("this has the file system '{}', which kiosks don't read: format the stick as FAT32 or "
                                "exFAT (Windows: right-click the drive, Format; Mac: Disk Utility, MS-DOS or ExFAT; "
                                "Linux: mkfs.exfat), which erases it. Nothing was written",
                                mount.type == "fuseblk" ? "ntfs" : mount.type),
                    name);
    return is_root ? StickTarget::Stick : StickTarget::Folder;
}

Result<StickTarget> find_stick_target(const fs::path& folder) {
    std::error_code failed;
    const fs::path real = fs::canonical(folder, failed);
    if (!failed && !fs::is_directory(real, failed))
        return fail(ErrorCode::NotFound, "this is not a folder: name the folder in which the stick appears",
                    folder.string());
    if (failed)
        return fail(ErrorCode::NotFound,
                    "there is no such folder: plug the stick in and name the folder in which it "
                    "appears",
                    folder.string());
    std::ifstream mounts("/proc/self/mountinfo");
    return stick_target(real, std::string(std::istreambuf_iterator<char>(mounts), {}));
}

} // namespace db::update
