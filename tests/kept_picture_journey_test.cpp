// The picture that the next start shows before the program is there, by the program itself.
#include "tests/support/app/generated_content.h"
#include "tests/support/command_support.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/wait_until.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace {

namespace fs = std::filesystem;

/// The kiosk on a screen that nobody sees, as long as this lives.
class Program {
public:
    explicit Program(const fs::path& folder) : m_folder(folder) {
        REQUIRE(test::run(fmt::format("cd '{0}' && (SDL_VIDEODRIVER=dummy SDL_RENDER_DRIVER=software exec {1}/kiosk "
                                      "--windowed 800x480 --db roles.db --first-picture pictures --log log.jsonl "
                                      ">words 2>&1 & echo $! >pid)",
                                      folder.string(), KIOSK_BIN_DIR))
                    .status
                == 0);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    Program(Program&&) = delete;
    Program& operator=(Program&&) = delete;
    /// As a pulled plug does it: nothing is tidied up.
    ~Program() { (void)test::run(fmt::format("cd '{}' && kill -KILL $(cat pid)", m_folder.string())); }

private:
    fs::path m_folder;
};

/// Both forms of it are there.
bool has_picture_of(const fs::path& folder, int version) {
    int forms = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder / "pictures"))
        if (entry.path().filename().string().starts_with(fmt::format("first-picture-800x480-0--{}-", version)))
            ++forms;
    return forms == 2;
}

void show(const fs::path& folder, int version) {
    test::write_generated({.roles = 1, .version = version}, folder / "next.db");
    fs::rename(folder / "next.db", folder / "roles.db");
}

} // namespace

TEST_CASE("the first picture of content that has gone is never the next start's") {
    const test::ScratchFolder scratch;
    const fs::path& folder = scratch.path();
    fs::create_directory(folder / "pictures");
    show(folder, 3);
    {
        const Program kiosk(folder);
        REQUIRE(test::wait_until([&] { return has_picture_of(folder, 3); }));
        show(folder, 2);
        CHECK(test::wait_until([&] { return fs::is_empty(folder / "pictures"); }));
    }
    {
        const Program kiosk(folder);
        CHECK(test::wait_until([&] { return has_picture_of(folder, 2); }));
    }
    // Content that changed while the program was not there, and a start whose first frame is not kept.
    show(folder, 4);
    {
        const Program kiosk(folder);
        CHECK(test::wait_until([&] { return !has_picture_of(folder, 2); }));
    }
}
