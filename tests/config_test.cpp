#include "kiosk/config.h"
#include "tests/support/scratch_folder.h"
#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>
#include <random>
#include <sstream>

using namespace kiosk;
namespace fs = std::filesystem;

namespace {

LoadedConfig parse(std::string_view text) {
    return parse_config(text, "/etc/kiosk");
}

std::string read_file(const fs::path& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The example with the # taken away from every setting.
std::string uncommented(const std::string& example) {
    std::istringstream lines(example);
    std::string text;
    for (std::string line; std::getline(lines, line);) {
        const bool is_setting = line.size() > 1 && line[0] == '#' && line[1] != ' ';
        text += (is_setting ? line.substr(1) : line) + "\n";
    }
    return text;
}

const fs::path kExample = fs::path(KIOSK_SOURCE_DIR) / "kiosk/kiosk.toml";

/// Checks that `text` gives just one problem, at this key and line, and no setting.
void check_refused(const std::string& text, const std::string& key, int line, const std::string& allowed) {
    CAPTURE(text);
    const LoadedConfig loaded = parse(text);
    REQUIRE(loaded.problems.size() == 1);
    CHECK(loaded.problems[0].key == key);
    CHECK(loaded.problems[0].line == line);
    CAPTURE(loaded.problems[0].message);
    CHECK(loaded.problems[0].message.find(allowed) != std::string::npos);
    Config without_night = loaded.config;
    without_night.night.reset();
    CHECK(without_night == Config{});
    CHECK(loaded.config.night.value_or(NightConfig{}) == NightConfig{});
}

} // namespace

TEST_CASE("an empty file is the defaults") {
    CHECK(parse("").problems.empty());
    CHECK(parse("").config == Config{});
    CHECK(parse("[display]\n[times]\n[language]\n[motion]\n[content]\n").config == Config{});
}

TEST_CASE("the example loads without a problem and is the defaults") {
    const LoadedConfig loaded = load_config(kExample);
    CHECK(loaded.problems.empty());
    CHECK(loaded.config == Config{});
}

TEST_CASE("the example shows each default as it is") {
    const LoadedConfig loaded = parse(uncommented(read_file(kExample)));
    for (const ConfigProblem& problem : loaded.problems)
        FAIL_CHECK(describe(kExample, problem));
    Config expected; // the settings without a default show these
    expected.display.size = PixelSize{1920, 1080};
    expected.display.diagonal_in = 21.5;
    expected.default_language = "en";
    expected.time_zone = "Europe/Madrid";
    expected.night = NightConfig{};
    expected.database = "/srv/kiosk/roles.db";
    expected.name = "booth-1";
    expected.staff_pin_hash = "$argon2id$v=19$m=32768,t=2,p=1$...";
    expected.usb_keypad = "1a2c:2124";
    CHECK(loaded.config == expected);
}

TEST_CASE("every key is read") {
    const LoadedConfig loaded = parse(R"(
[display]
size = "800x480"
rotation = 270
diagonal_in = 7
[times]
idle_s = 90
countdown_s = 30
slide_s = 12
[language]
default = "zh-Hant"
[clock]
time_zone = "America/Argentina/Buenos_Aires"
[motion]
reduced = true
[night]
from = "20:15"
to = "07:45"
brightness = 0.5
[content]
database = "content/roles.db"
channel = "test-2"
[kiosk]
name = "booth-7"
[staff]
pin_hash = "$argon2id$v=19$m=32768,t=2,p=1$c2FsdHNhbHQ$aGFzaA"
[usb]
keypad = "1A2c:2124"
)");
    CHECK(loaded.problems.empty());
    CHECK(loaded.config.display == DisplayConfig{PixelSize{800, 480}, 270, 7.0});
    CHECK(loaded.config.times == TimesConfig{90, 30, 12});
    CHECK(loaded.config.default_language == "zh-Hant");
    CHECK(loaded.config.time_zone == "America/Argentina/Buenos_Aires");
    CHECK(loaded.config.reduced_motion);
    CHECK(loaded.config.night == NightConfig{{20, 15}, {7, 45}, 0.5});
    CHECK(loaded.config.database == fs::path("/etc/kiosk/content/roles.db"));
    CHECK(loaded.config.channel == "test-2");
    CHECK(loaded.config.name == "booth-7");
    CHECK(loaded.config.staff_pin_hash == "$argon2id$v=19$m=32768,t=2,p=1$c2FsdHNhbHQ$aGFzaA");
    CHECK(loaded.config.usb_keypad == "1a2c:2124");
}

TEST_CASE("other services get the settings in words that a shell reads as they are") {
    kiosk::Config config;
    CHECK(kiosk::service_settings(config) == "KIOSK_NAME=kiosk\nKIOSK_CHANNEL=stable\nKIOSK_LEAST_VERSION=0\n");
    config.name = "hall-2";
    config.channel = "test";
    config.usb_keypad = "1a2c:2124";
    config.least_version = 999'999'999;
    CHECK(kiosk::service_settings(config)
          == "KIOSK_NAME=hall-2\nKIOSK_CHANNEL=test\nKIOSK_LEAST_VERSION=999999999\nUSB_KEYPAD=1a2c:2124\n");
}

TEST_CASE("a mistake about what may be installed is no default: nothing is known then") {
    const auto knows = [](std::string_view text) {
        return kiosk::knows_what_to_take(kiosk::parse_config(text, "/etc/kiosk").problems);
    };
    CHECK(knows(""));
    CHECK(knows("[content]\nchannel = 'draft'\nleast_version = 7\n"));
    CHECK_MESSAGE(knows("[times]\nidle_s = 'soon'\n[dispaly]\nrotation = 90\nname = \"\n"),
                  "other mistakes stop nothing");
    for (const char* text :
         {"[content]\nchannel = 'Draft'\n", "[content]\nchannel = 'draft\n", "[content]\nchanel = 'draft'\n",
          "[content\nchannel = 'draft'\n", "channel = 'draft'\n", "[contents]\nchannel = 'draft'\n",
          "content = 'draft'\n", "[content]\nleast_version = -1\n", "[content]\nleast_version = 12 13\n",
          "[kiosk]\nleast_version = 12\n"})
        CHECK_MESSAGE(!knows(text), text);
    const test::ScratchFolder scratch;
    std::ofstream(scratch.path() / "kiosk.toml") << std::string(1000, '=') << std::string(70000, '\n');
    CHECK_FALSE(kiosk::knows_what_to_take(kiosk::load_config(scratch.path() / "kiosk.toml").problems));
    CHECK(kiosk::knows_what_to_take(kiosk::load_config(scratch.path() / "none.toml").problems));
}

TEST_CASE("a least version that is no version is refused") {
    for (const char* version : {"-1", "1000000000", "'7'", "7.0", "true"})
        check_refused(std::string("[content]\nleast_version = ") + version, "content.least_version", 2, "999999999");
}

TEST_CASE("a keypad that is no USB number is refused") {
    for (const char* id : {"''", "'1a2c'", "'1a2c:212'", "'1a2c:21245'", "'1a2c-2124'", "'1a2g:2124'", "'1a2c:2124 '",
                           "'*:*'", "'1a2c:$(x)'", "1", "['1a2c:2124']"})
        check_refused(std::string("[usb]\nkeypad = ") + id, "usb.keypad", 2, "lsusb");
}

TEST_CASE("a name that is not a folder everywhere, and a PIN that is not hashed, are refused") {
    for (const char* name : {"''", "'Booth'", "'booth 1'", "'booth/1'", "'..'", "'bööth'", "1", "true",
                             "'a23456789-123456789-123456789-123'"}) {
        check_refused(std::string("[kiosk]\nname = ") + name, "kiosk.name", 2, "a-z, 0-9 and -");
        check_refused(std::string("[content]\nchannel = ") + name, "content.channel", 2, "\"stable\" holds");
    }
    CHECK(parse("[kiosk]\nname = 'a23456789-123456789-123456789-12'").problems.empty());
    for (const char* hash : {"''", "'1234'", "1234", "'$2b$12$abc'", "'$argon2i$v=19$abc'", "'$argon2id$v= 19'"})
        check_refused(std::string("[staff]\npin_hash = ") + hash, "staff.pin_hash", 2, "kiosk --hash-pin");
}

TEST_CASE("the edges of every range are taken") {
    CHECK(parse("[display]\nsize='320x7680'\ndiagonal_in=3").problems.empty());
    CHECK(parse("[display]\nsize='7680x320'\ndiagonal_in=100.0\nrotation=0").problems.empty());
    CHECK(parse("[times]\nidle_s=10\ncountdown_s=5\nslide_s=3").problems.empty());
    CHECK(parse("[times]\nidle_s=3600\ncountdown_s=120\nslide_s=60").problems.empty());
    CHECK(parse("[night]\nfrom='00:00'\nto='23:59'\nbrightness=0.1").problems.empty());
    CHECK(parse("[night]\nbrightness=1").problems.empty());
    for (const char* language : {"en", "EN", "haw", "es-419", "zh-Hant-TW", "sl-rozaj-biske-1994"})
        CHECK(parse(std::string("[language]\ndefault='") + language + "'").problems.empty());
}

TEST_CASE("a wrong value names its key, its line and what is allowed, and leaves the default") {
    for (const char* size :
         {"1920", "'1920'", "''", "'x'", "'1920x'", "'x1080'", "'1920X1080'", "'319x480'", "'800x7681'", "'-800x480'",
          "'800x480x2'", "' 800x480'", "'99999999999x480'", "[800, 480]", "true"})
        check_refused(std::string("[display]\nsize = ") + size, "display.size", 2, "1920x1080");
    for (const char* rotation : {"45", "-90", "360", "90.0", "'90'", "9223372036854775807", "true"})
        check_refused(std::string("[display]\nrotation = ") + rotation, "display.rotation", 2, "0, 90, 180 or 270");
    for (const char* diagonal : {"2.9", "100.1", "nan", "inf", "-inf", "'21'", "false", "-21.5"})
        check_refused(std::string("[display]\ndiagonal_in = ") + diagonal, "display.diagonal_in", 2, "3 to 100");
    for (const char* time : {"1", "100000", "-60", "60.0", "'60'", "true", "[60]", "07:30:00"}) {
        check_refused(std::string("[times]\n\nidle_s = ") + time, "times.idle_s", 3, "10 to 3600; 60 holds");
        check_refused(std::string("[times]\n\ncountdown_s = ") + time, "times.countdown_s", 3, "5 to 120; 20 holds");
        check_refused(std::string("[times]\n\nslide_s = ") + time, "times.slide_s", 3, "3 to 60");
    }
}

TEST_CASE("a wrong language, motion, night or database is refused likewise") {
    for (const char* language : {"''", "'e'", "'english!'", "'-en'", "'en-'", "'en--US'", "'e1'", "'en_US'",
                                 "'englishes'", "1", "'en-abcdefghi'", "'en-aaaaaaaa-aaaaaaaa-aaaaaaaa-aaaaaaaa'"})
        check_refused(std::string("[language]\ndefault = ") + language, "language.default", 2, "pt-BR");
    for (const char* zone : {"''", "1", "'/Europe/Madrid'", "'Europe/../Madrid'", "'Europe Madrid'", "':EST'"})
        check_refused(std::string("[clock]\ntime_zone = ") + zone, "clock.time_zone", 2, "Europe/Madrid");
    for (const char* reduced : {"'true'", "1", "0", "'yes'"})
        check_refused(std::string("[motion]\nreduced = ") + reduced, "motion.reduced", 2, "true or false");
    for (const char* time : {"'24:00'", "'21:60'", "'9:00'", "21", "21:00:00", "''", "'21-00'", "'21:0a'", "'+1:00'"}) {
        check_refused(std::string("[night]\nfrom = ") + time, "night.from", 2, "\"00:00\" to \"23:59\"");
        check_refused(std::string("[night]\nto = ") + time, "night.to", 2, "\"06:00\" holds");
    }
    for (const char* brightness : {"0", "0.09", "1.01", "nan", "'0.5'", "-1"})
        check_refused(std::string("[night]\nbrightness = ") + brightness, "night.brightness", 2, "0.1 to 1.0");
    for (const char* path : {"''", "1", "true", "\"a\\u0000b\""})
        check_refused(std::string("[content]\ndatabase = ") + path, "content.database", 2, "bundled");
}

TEST_CASE("one wrong value leaves the others alone") {
    const LoadedConfig loaded = parse("[times]\nidle_s = 5\nslide_s = 20\n[display]\nrotation = 90\nsize = 'big'\n");
    REQUIRE(loaded.problems.size() == 2);
    CHECK(loaded.problems[0].line == 2);
    CHECK(loaded.problems[1].line == 6);
    CHECK(loaded.config.times == TimesConfig{60, 20, 20});
    CHECK(loaded.config.display.rotation == 90);
}

TEST_CASE("an unknown key names the nearest known one") {
    check_refused("[times]\nidle = 90", "times.idle", 2, "times.idle_s?");
    check_refused("[times]\nidle_sec = 90", "times.idle_sec", 2, "times.idle_s?");
    check_refused("[display]\nrotate = 90", "display.rotate", 2, "display.rotation?");
    check_refused("[display]\nidle_s = 90", "display.idle_s", 2, "times.idle_s?");
    check_refused("rotation = 90", "rotation", 1, "display.rotation?");
    check_refused("[dispaly]\nrotation = 90", "dispaly", 1, "mean [display]?");
    check_refused("times = 5", "times", 1, "write [times] alone on a line");
    check_refused("[[times]]\nidle_s = 90", "times", 1, "write [times] alone on a line");
}

TEST_CASE("a line that is not TOML is left out and the others count") {
    const LoadedConfig loaded =
        parse("[display]\nrotation = 90\nsize = \"1920x1080\n[times]\nidle_s = 6O\nslide_s = 20\nslide_s = 21\n");
    REQUIRE(loaded.problems.size() == 3);
    CHECK(loaded.problems[0].line == 3);
    CHECK(loaded.problems[1].line == 5);
    CHECK(loaded.problems[2].line == 7);
    CHECK(loaded.problems[1].message.find("left out") != std::string::npos);
    CHECK(loaded.config.display == DisplayConfig{std::nullopt, 90, std::nullopt});
    CHECK(loaded.config.times.slide_s == 20);
}

TEST_CASE("a file that is not TOML at all is the defaults") {
    std::string text;
    for (int i = 0; i < 100; ++i)
        text += "this is a letter to the editor\n";
    const LoadedConfig loaded = parse(text);
    CHECK(loaded.config == Config{});
    CHECK(loaded.problems.size() > 1);
    CHECK(loaded.problems.size() < 30);
}

TEST_CASE("a night without length is off") {
    const LoadedConfig loaded = parse("[night]\nfrom = '06:00'\n");
    CHECK_FALSE(loaded.config.night.has_value());
    REQUIRE(loaded.problems.size() == 1);
    CHECK(loaded.problems[0].key == "night.to");
}

TEST_CASE("the night spans midnight, begins at its first minute and ends before its last") {
    const NightConfig night{{21, 0}, {6, 0}, 0.35};
    CHECK(covers(night, {21, 0}));
    CHECK(covers(night, {23, 59}));
    CHECK(covers(night, {0, 0}));
    CHECK(covers(night, {5, 59}));
    CHECK_FALSE(covers(night, {6, 0}));
    CHECK_FALSE(covers(night, {20, 59}));
    const NightConfig afternoon{{13, 30}, {15, 0}, 0.35};
    CHECK(covers(afternoon, {14, 0}));
    CHECK_FALSE(covers(afternoon, {13, 29}));
    CHECK_FALSE(covers(afternoon, {15, 0}));
}

TEST_CASE("a file that is missing, a folder or too long is one problem") {
    for (const fs::path& path : {fs::path("/nonexistent/kiosk.toml"), fs::path("/"), fs::path()}) {
        const LoadedConfig loaded = load_config(path);
        CHECK(loaded.config == Config{});
        REQUIRE(loaded.problems.size() == 1);
        CHECK(loaded.problems[0].line == 0);
    }
    const test::ScratchFolder folder;
    const fs::path name = folder / "kiosk.toml";
    std::ofstream(name) << std::string(70000, '#');
    CHECK(load_config(name).problems.size() == 1);
    std::ofstream(name) << "[content]\ndatabase = \"roles.db\"\n";
    CHECK(load_config(name).config.database == folder / "roles.db");
}

TEST_CASE("a later file wins setting by setting, and a mistake in it leaves what was there") {
    LoadedConfig loaded;
    add_config(loaded,
               "[display]\nrotation = 90\ndiagonal_in = 24\n[night]\nfrom = '20:00'\n[content]\ndatabase='a.db'",
               "/var/setup.toml");
    add_config(loaded,
               "[display]\nrotation = 45\ndiagonal_in = 27\n[night]\nto = '07:00'\n[times]\nidle_s = 90\nidle_s = 91",
               "/boot/kiosk.toml");
    CHECK(loaded.config.display == DisplayConfig{std::nullopt, 90, 27.0});
    CHECK(loaded.config.night == NightConfig{{20, 0}, {7, 0}, 0.35});
    CHECK(loaded.config.times.idle_s == 90);
    CHECK(loaded.config.database == fs::path("/var/a.db"));
    REQUIRE(loaded.problems.size() == 2);
    CHECK(loaded.problems[0].file == fs::path("/boot/kiosk.toml"));
    CHECK(loaded.problems[0].message.find("what /var/setup.toml says holds instead") != std::string::npos);
    CHECK(loaded.set_by.find("display.rotation")->second == fs::path("/var/setup.toml"));
    CHECK(loaded.set_by.find("display.diagonal_in")->second == fs::path("/boot/kiosk.toml"));
    CHECK(loaded.set_by.find("kiosk.name") == loaded.set_by.end());
    add_config(loaded, "[night]\nfrom = '07:00'\n[content]\ndatabase='b.db'", "/etc/third.toml");
    CHECK(loaded.config.night == NightConfig{{20, 0}, {7, 0}, 0.35});
    CHECK(loaded.config.database == fs::path("/etc/b.db"));
    REQUIRE(loaded.problems.size() == 3);
    CHECK(loaded.problems[2].message.find("the night of an earlier file holds") != std::string::npos);
}

TEST_CASE("a file that is missing or no TOML at all loses only itself") {
    const test::ScratchFolder folder;
    std::ofstream(folder / "letter") << std::string(40, '?') << "\n"
                                     << "Dear editor\n";
    std::ofstream(folder / "good") << "[kiosk]\nname = 'booth-3'\n";
    LoadedConfig loaded;
    add_config(loaded, {folder / "none", true});
    CHECK(loaded.problems.empty());
    CHECK(loaded.set_by.empty());
    add_config(loaded, {folder / "good"});
    add_config(loaded, {folder / "letter"});
    add_config(loaded, {folder / "none"});
    CHECK(loaded.config.name == "booth-3");
    REQUIRE(loaded.problems.size() == 3);
    CHECK(loaded.problems[0].file == folder / "letter");
    CHECK(loaded.problems[2].file == folder / "none");
}

TEST_CASE("a problem reads as file, line, key and message") {
    const LoadedConfig loaded = parse("[times]\nidle_s = 5");
    REQUIRE(loaded.problems.size() == 1);
    CHECK(describe("kiosk.toml", loaded.problems[0])
          == "kiosk.toml:2: times.idle_s: must be a whole number of seconds from 10 to 3600; 60 holds instead");
    CHECK(describe("kiosk.toml", {"", 0, "there is no such file"}) == "kiosk.toml: there is no such file");
}

TEST_CASE("a section without a name is left out") {
    for (const char* header : {"[", "[]", "[[", "[ ", "[:display]", "[[:display]]", "[.x]", "\xef\xbb\xbf[:x]",
                               "  [\x07]", "[\xc2\xa0:x]", "\xc2\xa0[:x]"}) {
        CAPTURE(header);
        const LoadedConfig loaded = parse(std::string("[times]\nidle_s = 90\n") + header);
        REQUIRE(loaded.problems.size() == 1);
        CHECK(loaded.problems[0].line == 3);
        CHECK(loaded.config.times.idle_s == 90);
    }
}

TEST_CASE("no bytes can harm the reader") {
    const std::string seed = uncommented(read_file(kExample));
    std::minstd_rand random(20261124);
    for (int round = 0; round < 1000; ++round) {
        std::string text = seed.substr(0, 1 + random() % seed.size());
        for (int change = 0; change < 8; ++change)
            text[random() % text.size()] = static_cast<char>(random() % 256);
        const LoadedConfig loaded = parse(text);
        CHECK(loaded.config.times.idle_s >= 10);
        CHECK(loaded.config.times.idle_s <= 3600);
        CHECK(loaded.config.display.rotation % 90 == 0);
    }
}

TEST_CASE("Attack: the file of the setup screen sets no PIN, no channel, no database, no keypad") {
    const std::string all = uncommented(read_file(kExample));
    LoadedConfig loaded;
    add_config(loaded, all, "setup.toml", MaySet::OfSetup);
    Config expected;
    const Config named = parse(all).config;
    expected.display.rotation = named.display.rotation;
    expected.display.diagonal_in = named.display.diagonal_in;
    expected.default_language = named.default_language;
    expected.time_zone = named.time_zone;
    expected.name = named.name;
    CHECK(loaded.config == expected);
    const std::size_t five = 5;
    CHECK(loaded.set_by.size() == five);
    const std::map<std::string, std::filesystem::path, std::less<>> everything = parse(all).set_by;
    // [night] is a setting of its own beside its three.
    CHECK(loaded.problems.size() == everything.size() - five - 1);
    for (const ConfigProblem& problem : loaded.problems) {
        CAPTURE(problem.key);
        CHECK(everything.contains(problem.key));
        CHECK_FALSE(loaded.set_by.contains(problem.key));
        CHECK(problem.line > 0);
        CHECK(problem.file == "setup.toml");
        CHECK(problem.message.find("has no effect in this file") != std::string::npos);
        CHECK(problem.message.find("write it into kiosk.toml") != std::string::npos);
    }
    // What an earlier file says stays, also where the value could be taken.
    LoadedConfig later = parse("[content]\nchannel = 'fair'\n[night]\nfrom = '20:00'\n");
    const Config before = later.config;
    add_config(later, "[content]\nchannel = 'mine'\ndatabase = '/tmp/x.db'\n[night]\n[staff]\npin_hash = 1\n",
               "setup.toml", MaySet::OfSetup);
    CHECK(later.config == before);
    REQUIRE(later.problems.size() == 4);
    CHECK(later.problems[0].line == 2);
    CHECK(later.problems[0].message.ends_with("what /etc/kiosk/kiosk.toml says holds instead"));
    CHECK(later.problems[2].key == "night");
}
