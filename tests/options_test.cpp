#include "kiosk/options.h"

#include <doctest/doctest.h>
#include <vector>

namespace {

struct Parsed {
    std::optional<kiosk::Options> options;
    int exit_code = 0;
};

Parsed parse_words(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "kiosk");
    Parsed parsed;
    parsed.options =
        kiosk::parse_options(static_cast<int>(arguments.size()), arguments.data(), "1.2.3", parsed.exit_code);
    return parsed;
}

} // namespace

TEST_CASE("a state folder is used only where it is named or sticks are watched") {
    const auto folder = [](std::vector<const char*> arguments, const char* xdg, const char* home) {
        const Parsed parsed = parse_words(std::move(arguments));
        REQUIRE(parsed.options);
        return kiosk::state_folder(*parsed.options, xdg, home).string();
    };
    CHECK(folder({}, "/x", "/home/kiosk").empty());
    CHECK(folder({"--keys", "/keys"}, "/x", "/home/kiosk").empty());
    CHECK(folder({"--state", "/var/lib/kiosk"}, "/x", "/home/kiosk") == "/var/lib/kiosk");
    for (const std::vector<const char*>& watching :
         {std::vector<const char*>{"--sticks-udev"}, {"--stick-dir", "/sticks"}, {"--stick-reports", "/run/r"}}) {
        CHECK(folder(watching, "/x", "/home/kiosk") == "/x/careers-kiosk");
        CHECK(folder(watching, "", "/home/kiosk") == "/home/kiosk/.local/state/careers-kiosk");
        CHECK(folder(watching, "relative", "/home/kiosk") == "/home/kiosk/.local/state/careers-kiosk");
        CHECK(folder(watching, "", "").empty());
    }
}

TEST_CASE("what the command line says holds over kiosk.toml") {
    kiosk::Config config;
    config.channel = "from-file";
    kiosk::apply(*parse_words({}).options, config);
    CHECK(config.channel == "from-file");
    kiosk::apply(*parse_words({"--channel", "test", "--db", "a.db", "--language", "es"}).options, config);
    CHECK(config.channel == "test");
    CHECK(config.database == "a.db");
    CHECK(config.default_language == "es");
}

TEST_CASE("several files of settings are taken in order, and none swallows what follows") {
    const Parsed parsed = parse_words({"--config", "a.toml", "--setup", "s.toml", "--config", "b.toml"});
    REQUIRE(parsed.options);
    CHECK(parsed.options->config == std::vector<std::string>{"a.toml", "b.toml"});
    CHECK(parsed.options->setup == "s.toml");
    CHECK(parse_words({"--config", "a.toml", "b.toml"}).exit_code == 2);
    CHECK(parse_words({}).options->config.empty());
}

TEST_CASE("mistakes end with 2, questions with 0") {
    CHECK(parse_words({"--windowed", "1280x800"}).options->windowed == kiosk::PixelSize{1280, 800});
    for (const char* size : {"1280", "12x12", "1280x800x3", "9999x800"}) {
        const Parsed parsed = parse_words({"--windowed", size});
        CHECK_FALSE(parsed.options);
        CHECK(parsed.exit_code == 2);
    }
    CHECK(parse_words({"--nonsense"}).exit_code == 2);
    CHECK_FALSE(parse_words({"--stick-dir", "/a", "--stick-reports", "/b"}).options);
    const Parsed help = parse_words({"--help"});
    CHECK_FALSE(help.options);
    CHECK(help.exit_code == 0);
}

TEST_CASE("requests to another service and its answers are named together") {
    const Parsed parsed = parse_words({"--runs", "/var/lib/kiosk", "--requests", "/run/r", "--answers", "/run/a"});
    REQUIRE(parsed.options);
    CHECK(parsed.options->runs == "/var/lib/kiosk");
    CHECK(parsed.options->requests == "/run/r");
    CHECK(parsed.options->answers == "/run/a");
    CHECK(parse_words({"--requests", "/run/r"}).exit_code == 2);
    CHECK(parse_words({"--answers", "/run/a"}).exit_code == 2);
}

TEST_CASE("the setup's file can be read without its screen") {
    CHECK(parse_words({"--setup", "s.toml", "--no-setup-screen"}).options->no_setup_screen);
    CHECK_FALSE(parse_words({"--setup", "s.toml"}).options->no_setup_screen);
    CHECK(parse_words({"--no-setup-screen"}).exit_code == 2);
}
