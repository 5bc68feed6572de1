// What kind of place a person named as the stick, by what the kiosk will read of it. Pure.
#pragma once
#include "db/result.h"

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace db::update {

enum class StickTarget : std::uint8_t {
    Stick,  ///< the root of a file system that kiosks read
    Folder, ///< of this computer: what is written there has to be copied to a stick
};

/// `folder` is absolute, without links or dots. `mounts` is the text of /proc/self/mountinfo (proc_pid_mountinfo(5));
/// empty: nothing is known, and the folder is taken for an ordinary one.
/// Errors, with the cure: BadConfig (the root of this computer; a folder below a stick's root; a folder named kiosk);
/// Unsupported (a file system that kiosks don't read: they mount vfat and exfat).
[[nodiscard]] Result<StickTarget> stick_target(const std::filesystem::path& folder, std::string_view mounts);

/// The same of a folder as a person wrote it, by the mounts of now. NotFound where it is not there.
[[nodiscard]] Result<StickTarget> find_stick_target(const std::filesystem::path& folder);

} // namespace db::update
