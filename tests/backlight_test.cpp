#include "platform/linux/backlight.h"
#include "tests/support/scratch_folder.h"

#include <doctest/doctest.h>
#include <fstream>
#include <string>

using namespace platform;
namespace fs = std::filesystem;

namespace {

class Panel {
public:
    void add(const std::string& name, int most, int value) const {
        fs::create_directories(light(name));
        std::ofstream(light(name) / "max_brightness") << most << "\n";
        std::ofstream(light(name) / "brightness") << value << "\n";
    }
    [[nodiscard]] int raw(const std::string& name) const {
        int value = -1;
        std::ifstream(light(name) / "brightness") >> value;
        return value;
    }
    [[nodiscard]] Backlight backlight() const { return Backlight(m_scratch.path()); }

private:
    [[nodiscard]] fs::path light(const std::string& name) const {
        return m_scratch.path() / "sys/class/backlight" / name;
    }
    test::ScratchFolder m_scratch;
};

} // namespace

TEST_CASE("a panel without a light has no level, and setting one does nothing") {
    const Panel panel;
    CHECK_FALSE(panel.backlight().level());
    panel.backlight().set_level(50);
    panel.add("broken", 0, 0);
    CHECK_FALSE(panel.backlight().level());
    panel.backlight().set_level(50);
    CHECK(panel.raw("broken") == 0);
}

TEST_CASE("the level is in percent of the most, and reads back as it was set") {
    const Panel panel;
    panel.add("10-0045", 255, 255);
    const Backlight light = panel.backlight();
    CHECK(light.level() == 100);
    for (int percent = kLeastBrightnessPercent; percent <= 100; ++percent) {
        light.set_level(percent);
        CHECK(light.level() == percent);
    }
}

TEST_CASE("the light never goes out, however few steps it has") {
    for (const int most : {1, 2, 7, 15, 31, 100, 255, 65535}) {
        const Panel panel;
        panel.add("light", most, most);
        for (const int percent : {-1000, 0, 1, 4, 5}) {
            panel.backlight().set_level(percent);
            CHECK(panel.raw("light") >= 1);
            CHECK(panel.raw("light") * 100 >= most * 5);
        }
        panel.backlight().set_level(1000);
        CHECK(panel.raw("light") == most);
    }
}

TEST_CASE("of several lights the first is read and all are set") {
    const Panel panel;
    panel.add("b", 100, 20);
    panel.add("a", 10, 3);
    CHECK(panel.backlight().level() == 30);
    panel.backlight().set_level(50);
    CHECK(panel.raw("a") == 5);
    CHECK(panel.raw("b") == 50);
}

TEST_CASE("a value out of its range is brought into it") {
    const Panel panel;
    panel.add("light", 100, 900);
    CHECK(panel.backlight().level() == 100);
    panel.add("light", 100, -5);
    CHECK(panel.backlight().level() == 0);
}
