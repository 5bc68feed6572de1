// Reports about sticks as the platform gives them.
#pragma once
#include "platform/stick_report.h"

#include <cstdint>
#include <string>

namespace test {

inline platform::StickReport report(std::string stick, std::int64_t sequence, platform::StickStage stage,
                                    int percent = 0) {
    platform::StickReport news;
    news.stick = std::move(stick);
    news.sequence = sequence;
    news.stage = stage;
    news.percent = percent;
    return news;
}

/// Done, with this verdict.
inline platform::StickReport verdict(std::string name, std::int64_t version, std::string stick = "stick") {
    platform::StickReport news = report(std::move(stick), 100, platform::StickStage::Done);
    news.verdict = std::move(name);
    news.version = version;
    return news;
}

} // namespace test
