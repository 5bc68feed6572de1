#include "db/update/pulled_out.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <system_error>

namespace db::update {

namespace fs = std::filesystem;

bool is_pulled_out(const fs::path& folder, const fs::path& devices) {
    struct stat status = {};
    if (::stat(folder.c_str(), &status) != 0 || major(status.st_dev) == 0)
        return false;
    std::error_code failed;
    if (fs::is_empty(devices, failed) || failed)
        return false;
    const auto device = devices / fmt::format("{}:{}", major(status.st_dev), minor(status.st_dev));
    return fs::symlink_status(device, failed).type() == fs::file_type::not_found;
}

bool means_pulled_out(const Refusal& refusal, const fs::path& folder) {
    return (refusal.verdict == Verdict::NoContent || refusal.verdict == Verdict::NoSignature) && is_pulled_out(folder);
}

} // namespace db::update
