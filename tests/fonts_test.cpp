#include "kiosk/ui/fonts.h"

#include "platform/base/letters.h"
#include "platform/base/letters_table.h"
#include "tests/support/scratch_folder.h"

#include <doctest/doctest.h>
#include <fstream>

using namespace kiosk::ui;
namespace fs = std::filesystem;

namespace {

/// The installed fonts, or some of them, in folders of their own.
struct FontBench {
    test::ScratchFolder scratch;
    FontFolders folders{{scratch.path() / "inter"}, {scratch.path() / "noto"}};
    std::vector<std::string> faults;
    std::unique_ptr<Fonts> fonts;

    FontBench() {
        fs::create_directory(folders.inter[0]);
        fs::create_directory(folders.noto[0]);
    }
    fs::path copy(const std::string& name) {
        const bool is_inter = name.starts_with("Inter");
        for (const fs::path& folder : is_inter ? FontFolders{}.inter : FontFolders{}.noto)
            for (const char* ending : {".otf", ".ttf"})
                if (const fs::path file = folder / (name + ending); fs::exists(file)) {
                    const fs::path to = (is_inter ? folders.inter : folders.noto)[0] / file.filename();
                    fs::copy_file(file, to);
                    return to;
                }
        FAIL(name << " is not installed");
        return {};
    }
    void copy_inter() {
        for (const char* name : {"Inter-Regular", "Inter-Bold", "Inter-ExtraBold"})
            copy(name);
    }
    void open() {
        auto opened = Fonts::open(folders);
        REQUIRE_MESSAGE(opened.has_value(), opened.error().text());
        fonts = std::move(*opened);
        fonts->on_fault([this](const db::Error& error) { faults.push_back(error.text()); });
    }
    [[nodiscard]] bool was_told(std::string_view part) const {
        return std::any_of(faults.begin(), faults.end(),
                           [&](const std::string& fault) { return fault.find(part) != std::string::npos; });
    }
    [[nodiscard]] bool shows(char32_t code, Weight weight = Weight::Regular) const {
        TTF_Font* font = fonts->at(fonts->family(code, kInter, weight, 20), weight, 20);
        return font != nullptr && TTF_GlyphIsProvided32(font, code) != 0;
    }
};

void cut(const fs::path& file) {
    fs::resize_file(file, fs::file_size(file) / 2);
}

} // namespace

TEST_CASE("the installed fonts show all that the table of letters promises") {
    auto opened = Fonts::open();
    REQUIRE(opened.has_value());
    std::vector<std::string> faults;
    (*opened)->on_fault([&](const db::Error& error) { faults.push_back(error.text()); });
    std::size_t missing = 0;
    for (const auto& range : platform::letters_table::kShown)
        for (const Weight weight : {Weight::Regular, Weight::Bold, Weight::ExtraBold}) {
            (*opened)->trim();
            TTF_Font* font = (*opened)->at(range.font, weight, 12);
            REQUIRE(font != nullptr);
            for (char32_t code = range.first; code <= range.last; ++code)
                missing += TTF_GlyphIsProvided32(font, code) == 0 ? 1 : 0;
        }
    CHECK_MESSAGE(missing == 0, "make the table anew with platform/base/make-letters");
    CHECK_MESSAGE(faults.empty(), faults.front());
}

TEST_CASE("a letter's font is known without opening any") {
    FontBench bench;
    bench.copy_inter();
    bench.open();
    const std::size_t before = bench.fonts->files_tried();
    for (char32_t code = 0x4e00; code < 0x5000; ++code)
        CHECK(bench.fonts->family(code, kInter, Weight::Regular, 20) == kInter);
    for (const char32_t code : {U'a', U'ш', U'क', U'ש'})
        (void)bench.fonts->family(code, kInter, Weight::Regular, 20);
    CHECK(bench.fonts->files_tried() == before);
}

TEST_CASE("a damaged font is named, and another is taken") {
    FontBench bench;
    bench.copy_inter();
    SUBCASE("cut off") {
        cut(bench.folders.inter[0] / "Inter-Bold.otf");
    }
    SUBCASE("one byte is another") {
        std::fstream file(bench.folders.inter[0] / "Inter-Bold.otf", std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(100'000);
        const char byte = static_cast<char>(file.get() ^ 1);
        file.seekp(100'000);
        file.put(byte);
    }
    SUBCASE("empty") {
        fs::resize_file(bench.folders.inter[0] / "Inter-Bold.otf", 0);
    }
    bench.open();
    CHECK(bench.shows(U'a', Weight::Bold));
    CHECK(bench.was_told("Inter-Bold.otf: this font is damaged: install its package again"));
    CHECK(bench.was_told("Inter-Regular is shown instead"));
    CHECK(bench.faults.size() == 2);
}

TEST_CASE("a missing font is named, and another is taken") {
    FontBench bench;
    bench.copy("NotoSans-Regular");
    bench.copy("NotoSans-Bold");
    bench.open();
    CHECK(bench.shows(U'a'));
    CHECK(bench.shows(U'a', Weight::ExtraBold));
    CHECK(bench.was_told("Inter-Regular: this font can't be used: install the package fonts-inter again. "
                         "NotoSans-Regular is shown instead."));
    SUBCASE("of another script, too: then its box is seen, and it is told once") {
        const FontFamily hebrew = bench.fonts->family(U'ש', kInter, Weight::Regular, 20);
        const std::size_t tried = bench.fonts->files_tried();
        for (int frame = 0; frame < 100; ++frame)
            CHECK(bench.fonts->at(hebrew, Weight::Regular, 20) == bench.fonts->primary(Weight::Regular, 20));
        CHECK(bench.fonts->files_tried() <= tried + 2);
        CHECK(bench.was_told("NotoSansHebrew-Regular: this font can't be used: install the package fonts-noto-core"));
        CHECK(bench.faults.size() == 4);
    }
}

TEST_CASE("a damaged font of a script is replaced by its other weight") {
    FontBench bench;
    bench.copy_inter();
    cut(bench.copy("NotoSansHebrew-Regular"));
    bench.copy("NotoSansHebrew-Bold");
    bench.open();
    CHECK(bench.faults.empty());
    CHECK(bench.shows(U'ש'));
    CHECK(bench.was_told("NotoSansHebrew-Regular.ttf: this font is damaged"));
}

TEST_CASE("without any font there is an error with its cure") {
    FontBench bench;
    const auto opened = Fonts::open(bench.folders);
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().text() == "there is no font: install the packages fonts-inter and fonts-noto-core");
}
