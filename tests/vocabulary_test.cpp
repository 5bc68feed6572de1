#include "platform/logs/vocabulary.h"
#include "platform/logs/vocabulary_words.h"
#include "tests/support/log_support.h"
#include <cstdlib>
#include <doctest/doctest.h>
#include <set>
#include <utility>

using namespace platform::logs;

namespace {

const test::fs::path kTop = KIOSK_SOURCE_DIR;

template <std::size_t... I>
std::vector<Record> records(std::index_sequence<I...>) {
    return {describe(Event(std::in_place_index<I>))...};
}

std::vector<Record> all_records() {
    return records(std::make_index_sequence<std::variant_size_v<Event>>());
}

const EventWords* words_of(std::string_view name) {
    const auto all = event_words();
    const auto found = std::ranges::find(all, name, &EventWords::name);
    return found == all.end() ? nullptr : &*found;
}

bool is_sentence(std::string_view text) {
    return text.size() >= 6 && text.find_first_of("|\n") == std::string_view::npos;
}

std::string all_code_in(const test::fs::path& folder) {
    std::string code;
    for (const auto& entry : test::fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".cpp")
            code += test::read(entry.path());
    return code;
}

} // namespace

TEST_CASE("every event and every field has a sentence, and no sentence is left over") {
    const auto all = all_records();
    CHECK(event_words().size() == all.size());
    for (const Record& record : all) {
        CAPTURE(record.name);
        const EventWords* words = words_of(record.name);
        REQUIRE(words != nullptr);
        CHECK(is_sentence(words->meaning));
        REQUIRE(words->fields.size() == record.fields.size());
        for (std::size_t i = 0; i < record.fields.size(); ++i) {
            CAPTURE(record.fields[i].name);
            CHECK(words->fields[i].name == record.fields[i].name);
            CHECK(is_sentence(words->fields[i].meaning));
        }
    }
}

TEST_CASE("the events that the words call not yet written are those that the kiosk does not write") {
    const std::string code = all_code_in(kTop / "kiosk");
    const std::set<std::string_view> not_yet = {"searched", "questions_finished", "list_changed", "qr_shown"};
    for (const EventWords& words : event_words()) {
        CAPTURE(words.name);
        CHECK((words.written == Written::NotYet) == not_yet.contains(words.name));
    }
    for (const char* event : {"Searched", "QuestionsFinished", "ListChanged", "QrShown"}) {
        CAPTURE(event);
        CHECK(code.find(std::string("logs::") + event) == std::string::npos);
    }
}

TEST_CASE("EVENTS.md is what the code says; tests/rewrite-golden renews it") {
    const test::fs::path file = kTop / "platform/logs/EVENTS.md";
    const char* rewrite = std::getenv("KIOSK_REWRITE_GOLDEN");
    if (rewrite != nullptr && std::string_view(rewrite) == "1")
        test::write(file, vocabulary_markdown());
    CHECK(test::read(file) == vocabulary_markdown());
}

TEST_CASE("kiosk-logs events prints the vocabulary") {
    const auto outcome = test::run(KIOSK_BIN_DIR "/kiosk-logs events");
    CHECK(outcome.status == 0);
    CHECK(outcome.output == vocabulary_markdown());
    const auto full = test::run(KIOSK_BIN_DIR "/kiosk-logs events >/dev/full");
    CHECK(full.status == 1);
}

TEST_CASE("the fields of a known event are told in their order") {
    const auto fields = known_fields("role_viewed");
    REQUIRE(fields);
    REQUIRE(fields->size() == 2);
    CHECK((*fields)[0].name == "role_id");
    CHECK_FALSE((*fields)[0].is_number);
    CHECK((*fields)[1].is_number);
    CHECK_FALSE(known_fields("lamp_changed"));
}
