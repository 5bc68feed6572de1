#include "platform/linux/health.h"
#include "tests/support/scratch_folder.h"

#include <doctest/doctest.h>
#include <fstream>

using namespace platform;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

/// A tree that looks like /sys and /proc of a machine.
class Machine {
public:
    void set(const std::string& file, const std::string& text) const {
        fs::create_directories((m_scratch.path() / file).parent_path());
        std::ofstream(m_scratch.path() / file) << text;
    }
    [[nodiscard]] const fs::path& root() const { return m_scratch.path(); }
    [[nodiscard]] MachineHealth health() const { return Health({}, root()).read(1000ms); }

private:
    test::ScratchFolder m_scratch;
};

constexpr const char* kThrottled = "sys/devices/platform/soc/soc:firmware/get_throttled";

} // namespace

TEST_CASE("a machine that tells nothing has no health but its uptime") {
    const Machine machine;
    const MachineHealth health = Health({}, machine.root()).read(90500ms);
    CHECK_FALSE(health.temperature_c);
    CHECK_FALSE(health.undervoltage);
    CHECK_FALSE(health.free_bytes);
    CHECK_FALSE(health.total_bytes);
    CHECK_FALSE(health.memory_available_bytes);
    CHECK(health.uptime_s == 90);
}

TEST_CASE("the temperature is the processor's where there are several") {
    const Machine machine;
    machine.set("sys/class/thermal/cooling_device0/type", "cpu-fan");
    machine.set("sys/class/thermal/thermal_zone0/type", "acpitz\n");
    machine.set("sys/class/thermal/thermal_zone0/temp", "27800\n");
    CHECK(machine.health().temperature_c == 27.8);
    machine.set("sys/class/thermal/thermal_zone1/type", "cpu-thermal\n");
    machine.set("sys/class/thermal/thermal_zone1/temp", "48312\n");
    machine.set("sys/class/thermal/thermal_zone2/type", "x86_pkg_temp\n");
    machine.set("sys/class/thermal/thermal_zone2/temp", "51000\n");
    CHECK(machine.health().temperature_c == 48.312);
    machine.set("sys/class/thermal/thermal_zone1/temp", "-274000\n");
    CHECK(machine.health().temperature_c == 51.0);
    machine.set("sys/class/thermal/thermal_zone2/temp", "warm\n");
    CHECK(machine.health().temperature_c == 27.8);
}

TEST_CASE("undervoltage is told by the firmware: now, or since the machine started") {
    const Machine machine;
    for (const auto& [text, low] : {std::pair{"0\n", false},
                                    {"1\n", true},
                                    {"10000\n", true},
                                    {"50005\n", true},
                                    {"0x50000\n", true},
                                    {"e000e\n", false},
                                    {"20002\n", false}}) {
        const std::string bits = text;
        machine.set(kThrottled, bits);
        CHECK_MESSAGE(machine.health().undervoltage == low, bits);
    }
    machine.set(kThrottled, "nothing\n");
    CHECK_FALSE(machine.health().undervoltage);
}

TEST_CASE("undervoltage is told by the Pi's voltage driver, and remembered when it has passed") {
    const Machine machine;
    machine.set("sys/class/hwmon/hwmon0/name", "cpu_thermal\n");
    machine.set("sys/class/hwmon/hwmon0/in0_lcrit_alarm", "1\n");
    machine.set("sys/class/hwmon/hwmon1/name", "rpi_volt\n");
    machine.set("sys/class/hwmon/hwmon1/in0_lcrit_alarm", "0\n");
    Health health({}, machine.root());
    CHECK(health.read(0s).undervoltage == false);
    machine.set("sys/class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");
    CHECK(health.read(5s).undervoltage == true);
    machine.set("sys/class/hwmon/hwmon1/in0_lcrit_alarm", "0\n");
    CHECK(health.read(10s).undervoltage == true);
}

TEST_CASE("memory is what the kernel says is available") {
    const Machine machine;
    machine.set("proc/meminfo",
                "MemTotal:         430000 kB\nMemFree:   100 kB\nMemAvailable:     210336 kB\nBuffers: 1 kB\n");
    CHECK(machine.health().memory_available_bytes == 210336 * 1024);
    machine.set("proc/meminfo", "MemTotal:         430000 kB\nMemAvailable:");
    CHECK_FALSE(machine.health().memory_available_bytes);
}

TEST_CASE("storage is that of the state folder, also before it is made") {
    const Machine machine;
    const MachineHealth health = Health(machine.root(), machine.root()).read(0s);
    REQUIRE(health.free_bytes);
    REQUIRE(health.total_bytes);
    CHECK(*health.free_bytes > 0);
    CHECK(*health.free_bytes <= *health.total_bytes);
    CHECK(Health(machine.root() / "later", machine.root()).read(0s).total_bytes == health.total_bytes);
    CHECK_FALSE(Health(machine.root() / "no" / "way", machine.root()).read(0s).total_bytes);
}

TEST_CASE("what was read is kept for five seconds; the uptime is always right") {
    const Machine machine;
    machine.set("sys/class/thermal/thermal_zone0/type", "cpu-thermal\n");
    machine.set("sys/class/thermal/thermal_zone0/temp", "40000\n");
    Health health({}, machine.root());
    CHECK(health.read(100s).temperature_c == 40.0);
    machine.set("sys/class/thermal/thermal_zone0/temp", "60000\n");
    CHECK(health.read(104999ms).temperature_c == 40.0);
    CHECK(health.read(104999ms).uptime_s == 104);
    CHECK(health.read(105s).temperature_c == 60.0);
}

TEST_CASE("this machine's own /sys and /proc are read without complaint") {
    const MachineHealth health = Health(fs::temp_directory_path()).read(1s);
    CHECK(health.memory_available_bytes.value_or(0) > 0);
    CHECK(health.total_bytes.value_or(0) > 0);
}
