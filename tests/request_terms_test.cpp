#include "db/update/request_terms.h"

#include <doctest/doctest.h>
#include <set>

using namespace db::update;

namespace {

const std::string kLines = "careers-kiosk logs-request 1\n"
                           "id=0123456789abcdef0123456789abcdef\n"
                           "kiosk=hall-2\n"
                           "event=Feria de Málaga\n"
                           "until-version=14\n"
                           "until-date=2028-02-29\n";

RequestTerms full_terms() {
    return {"0123456789abcdef0123456789abcdef", "hall-2", "Feria de Málaga", 14, "2028-02-29"};
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    REQUIRE(text.find(from) != std::string::npos);
    return text.replace(text.find(from), from.size(), to);
}

} // namespace

TEST_CASE("what a request says is read as it was written") {
    CHECK(format_terms(full_terms()).ends_with("\n" + kLines));
    CHECK(format_terms(full_terms()).starts_with("# This stick asks the careers kiosk for its logs.\n"));
    CHECK(parse_terms(format_terms(full_terms())) == full_terms());
    CHECK(parse_terms(kLines) == full_terms());
    CHECK(parse_terms("#\n# anything\n" + kLines) == full_terms());
    RequestTerms least{make_request_id(), "", "", std::nullopt, "2026-12-31"};
    CHECK(parse_terms(format_terms(least)) == least);
    least.until_date.clear();
    least.until_version = 1;
    CHECK(parse_terms(format_terms(least)) == least);
}

TEST_CASE("a request has one form") {
    for (const std::string& text :
         {std::string(),
          std::string("#"),
          std::string("careers-kiosk logs-request 1\n"),
          "\n" + kLines,
          kLines + "\n",
          kLines + kLines,
          kLines + "#\n",
          kLines.substr(0, kLines.size() - 1),
          " " + kLines,
          replaced(kLines, "request 1", "request 2"),
          replaced(kLines, "\n", "\r\n"),
          replaced(kLines, "id=", "id ="),
          replaced(kLines, "0123", "0123\n"),
          replaced(kLines, "abcdef\n", "abcdeF\n"),
          replaced(kLines, "abcdef\n", "abcdefa\n"),
          replaced(kLines, "kiosk=hall-2", "kiosk="),
          replaced(kLines, "kiosk=hall-2\n", "kiosk=hall-2\nkiosk=hall-3\n"),
          replaced(kLines, "=14", "=014"),
          replaced(kLines, "=14", "=+14"),
          replaced(kLines, "=14", "=0"),
          replaced(kLines, "=14", "=-1"),
          replaced(kLines, "=14", "=1e3"),
          replaced(kLines, "=14", "=99999999999999999999"),
          replaced(kLines, "-29", "-30"),
          replaced(kLines, "-29", "-2"),
          replaced(kLines, "2028", "1999"),
          replaced(kLines, "until-version=14\nuntil-date=2028-02-29\n", ""),
          replaced(kLines, "until-version=14\nuntil-date=2028-02-29\n", "until-date=2028-02-29\nuntil-version=14\n"),
          replaced(kLines, "until-date=2028-02-29\n", "until-date=2028-02-29\nuntil-year=2028\n"),
          replaced(kLines, "Feria", "Fe\xE2\x80\xAEria"),
          replaced(kLines, "Feria", "Fe\xFFria"),
          replaced(kLines, "Feria", "Fe\x1B[31mria"),
          replaced(kLines, "Feria", std::string(60, 'F'))}) {
        CAPTURE(text);
        const auto terms = parse_terms(text);
        REQUIRE_FALSE(terms);
        CHECK(terms.error().code == db::ErrorCode::BadContent);
        CHECK_FALSE(terms.error().message.empty());
    }
}

TEST_CASE("terms that can't be are told with the cure") {
    const auto problem = [](auto change) {
        RequestTerms terms = full_terms();
        change(terms);
        const auto outcome = check_terms(terms);
        return outcome ? std::string() : outcome.error().message;
    };
    CHECK(problem([](RequestTerms&) {}).empty());
    CHECK(problem([](RequestTerms& terms) { terms.id = "1"; }) == "the id of the request is not 32 of 0-9 and a-f");
    CHECK(problem([](RequestTerms& terms) { terms.event = "two\nlines"; }).starts_with("the name of the event "));
    CHECK(
        problem([](RequestTerms& terms) { terms.kiosk = std::string(65, 'k'); }).starts_with("the name of the kiosk "));
    CHECK(problem([](RequestTerms& terms) { terms.until_version = 0; }).starts_with("'0' is not a content version"));
    CHECK(problem([](RequestTerms& terms) { terms.until_date = "31.12.2026"; })
          == "the last day '31.12.2026' is not a date: write year, month and day as in 2026-11-24");
    CHECK(problem([](RequestTerms& terms) {
              terms.until_version.reset();
              terms.until_date.clear();
          }).starts_with("the request has no end"));
}

TEST_CASE("no two requests have one id") {
    std::set<std::string> ids;
    for (int i = 0; i < 1000; ++i) {
        const std::string id = make_request_id();
        CHECK(is_request_id(id));
        CHECK(ids.insert(id).second);
    }
}

TEST_CASE("a day is over when it is over everywhere") {
    constexpr std::int64_t kNoon = 1'795'521'600; // 2026-11-24T12:00:00Z
    CHECK_FALSE(is_over("2026-11-24", kNoon));
    CHECK_FALSE(is_over("2026-11-23", kNoon - 1));
    CHECK(is_over("2026-11-23", kNoon));
    CHECK_FALSE(is_over("2026-12-31", kNoon));
    CHECK(is_over("2026-11-24", kNoon + 24 * 3600));
    CHECK(day_after(kNoon, 0) == "2026-11-24");
    CHECK(day_after(kNoon, 7) == "2026-12-01");
    CHECK(day_after(kNoon, 90) == "2027-02-22");
}
