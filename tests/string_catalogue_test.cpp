#include "kiosk/strings.h"
#include "tests/support/database_support.h"

#include <doctest/doctest.h>
#include <toml++/toml.h>

namespace fs = std::filesystem;
using kiosk::StringCatalogue;

namespace {

const fs::path kAssets = fs::path(KIOSK_SOURCE_DIR) / "assets" / "strings";

std::string english() {
    return test::read(kAssets / "en.toml");
}

} // namespace

TEST_CASE("both languages of the bundled content have every string, with the same placeholders") {
    const toml::table en = toml::parse_file((kAssets / "en.toml").string());
    const toml::table es = toml::parse_file((kAssets / "es.toml").string());
    for (const auto& [key, member] : kiosk::model::kStringKeys) {
        CAPTURE(key);
        const auto english_text = en[key].value<std::string>();
        const auto spanish_text = es[key].value<std::string>();
        REQUIRE(english_text);
        REQUIRE(spanish_text);
        CHECK_FALSE(spanish_text->empty());
        for (const char* placeholder : {"{0}", "{1}"})
            CHECK((english_text->find(placeholder) != std::string::npos)
                  == (spanish_text->find(placeholder) != std::string::npos));
    }
    CHECK(en.size() == kiosk::model::kStringKeys.size());
    CHECK(es.size() == kiosk::model::kStringKeys.size());
}

TEST_CASE("a language is found by its code, by its base, else English speaks") {
    const auto strings = StringCatalogue::load(kAssets);
    REQUIRE_MESSAGE(strings.has_value(), strings.error().text());
    CHECK(&strings->in("es-MX") == &strings->in("es"));
    CHECK(&strings->in("fr") == &strings->in("en"));
    CHECK(&strings->in("") == &strings->in("en"));
    CHECK(strings->in("es").back != strings->in("en").back);
}

TEST_CASE("what a language lacks is taken from English") {
    const test::TemporaryFolder folder;
    test::write(folder / "en.toml", english());
    test::write(folder / "fr.toml", "back = \"Retour\"\n");
    const auto strings = StringCatalogue::load(folder.path());
    REQUIRE(strings);
    CHECK(strings->in("fr").back == "Retour");
    CHECK(strings->in("fr").home == strings->in("en").home);
}

TEST_CASE("mistakes are named with file, line and cure") {
    const auto message_of = [](const std::string& en, const std::string& fr) {
        const test::TemporaryFolder folder;
        if (!en.empty())
            test::write(folder / "en.toml", en);
        if (!fr.empty())
            test::write(folder / "fr.toml", fr);
        const auto strings = StringCatalogue::load(folder.path());
        return strings ? std::string() : strings.error().text();
    };
    CHECK(message_of(english(), "").empty());
    CHECK(message_of("", "").find("bundled_assets") != std::string::npos);
    CHECK(message_of("back = \"Back\"\n", "").find("is missing: add it") != std::string::npos);
    const std::string unknown = message_of(english(), "back = \"x\"\nbakc = \"y\"\n");
    CHECK(unknown.find("fr.toml:2") != std::string::npos);
    CHECK(unknown.find("\"bakc\" is no known string") != std::string::npos);
    CHECK(message_of(english(), "back = 3\n").find("must be a text in quotes") != std::string::npos);
    CHECK(message_of(english(), "back = \"\"\n").find("must be a text in quotes") != std::string::npos);
    CHECK(message_of(english(), "back = \n").find("fr.toml:1") != std::string::npos);
}
