#include "platform/logs/review/report_json.h"
#include "platform/logs/review/report_page.h"

#include <doctest/doctest.h>

using namespace platform::logs::review;

TEST_CASE("Texts of a log cannot leave the data of the page") {
    const std::size_t plain = report_page(Report{}, std::nullopt).size();
    CHECK(plain > 5000);
    Report report;
    report.events = 1;
    report.kiosks.emplace_back().name = "</script><img src=x onerror=alert(1)>&\u2028{{script}}";
    const std::string page = report_page(report, 0);
    CHECK(page.find("<img") == std::string::npos);
    CHECK(page.find("\u2028") == std::string::npos);
    CHECK(page.find("\\u003c/script\\u003e\\u003cimg src=x onerror=alert(1)\\u003e\\u0026\\u2028{{script}}")
          != std::string::npos);
    CHECK(page.find("default-src 'none'") != std::string::npos);
    CHECK(page.find("http://") == std::string::npos);
    CHECK(page.find("https://") == std::string::npos);
}

TEST_CASE("what a report does not tell is the first that the page and its JSON say") {
    Report report;
    report.kiosks_left_out = 7000;
    report.kiosks.emplace_back().name = "a\u202eb\xc2\x9b";
    const std::string json = report_json(report);
    CHECK(json.starts_with(
        R"({"left_out":"Not all is told here, for the logs hold more than any fair leaves: 7000 kiosks)"));
    CHECK(json.find(R"("name":"a\u202eb\u009b")") != std::string::npos);
    CHECK(report_json({}).starts_with(R"({"left_out":"",)"));
    const std::string page = report_page(report, std::nullopt);
    CHECK(page.find("<header>\n<p id=\"left-out\"") != std::string::npos);
}
