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
