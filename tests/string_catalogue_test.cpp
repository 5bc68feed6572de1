#include "kiosk/strings.h"

#include "db/update/verdict.h"
#include "tests/support/database_support.h"

#include <doctest/doctest.h>
#include <set>
#include <toml++/toml.h>

namespace fs = std::filesystem;
using kiosk::StringCatalogue;

namespace {

const fs::path kAssets = fs::path(KIOSK_SOURCE_DIR) / "assets" / "strings";

std::string english_name() {
    return test::read(kAssets / "en.toml");
}

} // namespace

namespace {

/// Both files have every key of `keys` in their section, with the same placeholders, and no other.
template <typename Keys>
void check_section(const toml::table& en, const toml::table& es, const Keys& keys, std::size_t others = 0) {
    for (const auto& named : keys) {
        const std::string_view key = named.first;
        CAPTURE(key);
        const auto english_text = en[key].template value<std::string>();
        const auto spanish_text = es[key].template value<std::string>();
        REQUIRE(english_text);
        REQUIRE(spanish_text);
        CHECK_FALSE(spanish_text->empty());
        for (const char* placeholder : {"{0}", "{1}"})
            CHECK((english_text->find(placeholder) != std::string::npos)
                  == (spanish_text->find(placeholder) != std::string::npos));
    }
    CHECK(en.size() == keys.size() + others);
    CHECK(es.size() == keys.size() + others);
}

} // namespace

TEST_CASE("both languages of the bundled content have every string, with the same placeholders") {
    const toml::table en = toml::parse_file((kAssets / "en.toml").string());
    const toml::table es = toml::parse_file((kAssets / "es.toml").string());
    check_section(en, es, kiosk::model::kStringKeys, 4); // and four sections
    check_section(*en["stick"].as_table(), *es["stick"].as_table(), kiosk::model::kStickKeys);
    check_section(*en["staff"].as_table(), *es["staff"].as_table(), kiosk::model::kStaffKeys);
    check_section(*en["setup"].as_table(), *es["setup"].as_table(), kiosk::model::kSetupKeys);
}

TEST_CASE("every verdict about a stick has its own words in both languages: what happened, and what to do") {
    for (const char* language : {"en", "es"}) {
        const toml::table file = toml::parse_file((kAssets / (std::string(language) + ".toml")).string());
        const toml::table* verdicts = file["verdicts"].as_table();
        REQUIRE(verdicts != nullptr);
        std::set<std::string> titles;
        for (const auto& verdict : db::update::kVerdictNames) {
            const std::string_view name = verdict.second;
            CAPTURE(language);
            CAPTURE(name);
            const toml::array* words = (*verdicts)[name].as_array();
            REQUIRE(words != nullptr);
            REQUIRE(words->size() == 2);
            const std::string title = (*words)[0].value<std::string>().value_or("");
            CHECK_MESSAGE(titles.insert(title).second, "two verdicts in the same words: " << title);
            CHECK(title.size() > 10);
            CHECK((*words)[1].value<std::string>().value_or("").size() > 10);
        }
        CHECK(verdicts->size() == db::update::kVerdictNames.size());
    }
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
    const test::ScratchFolder folder;
    test::write(folder / "en.toml", english_name());
    test::write(folder / "fr.toml", "back = \"Retour\"\n");
    const auto strings = StringCatalogue::load(folder.path());
    REQUIRE(strings);
    CHECK(strings->in("fr").back == "Retour");
    CHECK(strings->in("fr").home == strings->in("en").home);
    CHECK(strings->in("fr").staff.title == strings->in("en").staff.title);
    CHECK(strings->in("fr").stick.found == strings->in("en").stick.found);
    CHECK(strings->in("fr").verdicts.at("older").title == strings->in("en").verdicts.at("older").title);
}

TEST_CASE("mistakes are named with file, line and cure") {
    const auto message_of = [](const std::string& en, const std::string& fr) {
        const test::ScratchFolder folder;
        if (!en.empty())
            test::write(folder / "en.toml", en);
        if (!fr.empty())
            test::write(folder / "fr.toml", fr);
        const auto strings = StringCatalogue::load(folder.path());
        return strings ? std::string() : strings.error().text();
    };
    CHECK(message_of(english_name(), "").empty());
    CHECK(message_of("", "").find("bundled_assets") != std::string::npos);
    CHECK(message_of("back = \"Back\"\n", "").find("is missing: add it") != std::string::npos);
    const std::string unknown = message_of(english_name(), "back = \"x\"\nbakc = \"y\"\n");
    CHECK(unknown.find("fr.toml:2") != std::string::npos);
    CHECK(unknown.find("\"bakc\" is no known string") != std::string::npos);
    CHECK(message_of(english_name(), "back = 3\n").find("must be a text in quotes") != std::string::npos);
    CHECK(message_of(english_name(), "back = \"\"\n").find("must be a text in quotes") != std::string::npos);
    CHECK(message_of(english_name(), "back = \n").find("fr.toml:1") != std::string::npos);
    CHECK(message_of(english_name(), "staff = 3\n").find("write [staff]") != std::string::npos);
    CHECK(message_of(english_name(), "[staff]\ntitel = \"x\"\n").find("\"staff.titel\" is no known")
          != std::string::npos);
    CHECK(message_of(english_name(), "[stick]\nfound = 1\n").find("\"stick.found\" must be a text")
          != std::string::npos);
    CHECK(message_of(english_name(), "[verdicts]\nolder = \"x\"\n").find("must be two texts") != std::string::npos);
    CHECK(message_of(english_name(), "[verdicts]\noldest = [\"x\", \"y\"]\n").find("is no verdict")
          != std::string::npos);
}
