// Whether a stick is still there, where its file system does not tell.
#pragma once
#include "db/update/refusal.h"

#include <filesystem>

namespace db::update {

/// Whether the block device under the mounted folder is gone. FAT does not fail then: Linux reads the folders of a
/// device that is gone as empty, so that a file that is missing proves nothing. False where `folder` lies on no block
/// device, or where there is no list of them. `devices` has one entry for each device, named MAJOR:MINOR (sysfs(5)).
[[nodiscard]] bool is_pulled_out(const std::filesystem::path& folder,
                                 const std::filesystem::path& devices = "/sys/dev/block");

/// Whether the refusal is for want of a file, and the want is of the whole stick.
[[nodiscard]] bool means_pulled_out(const Refusal& refusal, const std::filesystem::path& folder);

} // namespace db::update
