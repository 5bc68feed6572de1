#include "tests/fuzz/scratch.h"

#include "db/files.h"
#include "tests/fuzz/target.h"

#include <cstdlib>
#include <limits>
#include <unistd.h>

namespace fuzz {
namespace {

namespace fs = std::filesystem;

/// Removed only by the process that made it: a fork has the value, too.
struct Root {
    fs::path folder;
    pid_t owner = getpid();

    Root() {
        std::error_code ignored;
        const fs::path memory = "/dev/shm";
        const bool has_memory = std::getenv("TMPDIR") == nullptr && access(memory.c_str(), W_OK) == 0;
        std::string name = ((has_memory ? memory : fs::temp_directory_path(ignored)) / "kiosk-fuzz-XXXXXX").string();
        require(mkdtemp(name.data()) != nullptr, "a folder for temporary files cannot be made", name);
        folder = name;
    }
    Root(const Root&) = delete;
    Root& operator=(const Root&) = delete;
    Root(Root&&) = delete;
    Root& operator=(Root&&) = delete;
    ~Root() {
        std::error_code ignored;
        if (getpid() == owner)
            fs::remove_all(folder, ignored);
    }
};

} // namespace

const fs::path& scratch() {
    static const Root root;
    static pid_t process = 0;
    static fs::path folder;
    if (process != getpid()) {
        process = getpid();
        folder = root.folder / std::to_string(process);
        std::error_code ignored;
        fs::create_directories(folder, ignored);
        setenv("TMPDIR", folder.c_str(), 1);
    }
    return folder;
}

void write_scratch(const fs::path& file, std::string_view bytes) {
    const auto outcome = db::write_file(file, bytes);
    require(outcome.has_value(), "a temporary file cannot be written", outcome ? "" : outcome.error().text());
}

std::string read_file(const fs::path& file) {
    auto bytes = db::read_whole(file, std::numeric_limits<int>::max());
    require(bytes.has_value(), "a file cannot be read", bytes ? "" : bytes.error().text());
    return std::move(*bytes);
}

} // namespace fuzz
