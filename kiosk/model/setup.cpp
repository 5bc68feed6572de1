#include "kiosk/model/setup.h"

#include <algorithm>
#include <cmath>

namespace kiosk::model {

std::string_view setup_step_name(SetupStep step) {
    constexpr std::array<std::string_view, kSetupSteps + 1> kNames{"language", "rotation", "size",   "touch",
                                                                   "zone",     "name",     "summary"};
    return kNames[static_cast<std::size_t>(step)];
}

void SetupWay::next() {
    if (m_to_summary || m_step == SetupStep::Summary)
        m_step = SetupStep::Summary;
    else
        m_step = static_cast<SetupStep>(static_cast<int>(m_step) + 1);
    m_to_summary = false;
}

void SetupWay::back() {
    if (m_to_summary)
        m_step = SetupStep::Summary;
    else if (m_step != SetupStep::Language)
        m_step = static_cast<SetupStep>(static_cast<int>(m_step) - 1);
    m_to_summary = false;
}

void SetupWay::change(SetupStep step) {
    m_step = step;
    m_to_summary = step != SetupStep::Summary;
}

void RotationTrial::begin(int before, Millis now) {
    if (!m_end)
        m_before = before;
    m_end = now + kTime;
}

int RotationTrial::undo() {
    m_end.reset();
    return m_before;
}

int RotationTrial::seconds_left(Millis now) const {
    if (!m_end || now >= *m_end)
        return 0;
    return static_cast<int>(((*m_end - now).count() + 999) / 1000);
}

Millis RotationTrial::next_change(Millis now) const {
    return m_end ? *m_end - Millis{1000} * std::max(0, seconds_left(now) - 1) : Millis::max();
}

int turned(int rotation, int quarter_turns) {
    return (rotation + 90 * quarter_turns) % 360;
}

int diagonal_tenths(double inches) {
    return std::clamp(static_cast<int>(std::lround(inches * 10)), kLeastDiagonal, kMostDiagonal);
}

std::string inches_text(int tenths) {
    std::string text = std::to_string(tenths / 10);
    if (tenths % 10 != 0)
        text += "." + std::to_string(tenths % 10);
    return text;
}

bool type_into_name(std::string& name, char letter) {
    if (letter >= 'A' && letter <= 'Z')
        letter = static_cast<char>(letter - 'A' + 'a');
    const bool is_taken = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
    if (!is_taken || name.size() >= kMostName)
        return false;
    name += letter;
    return true;
}

std::string_view region_of(std::string_view zone) {
    return zone.substr(0, zone.find('/'));
}

std::string city_of(std::string_view zone) {
    const std::size_t last = zone.rfind('/');
    if (last == std::string_view::npos)
        return std::string(zone);
    std::string city(zone.substr(last + 1));
    if (const std::size_t first = zone.find('/'); first != last)
        city += " (" + std::string(zone.substr(first + 1, last - first - 1)) + ")";
    std::ranges::replace(city, '_', ' ');
    return city;
}

std::vector<std::string> regions_of(std::span<const std::string> zones) {
    std::vector<std::string> regions;
    for (const std::string& zone : zones)
        if (const std::string region(region_of(zone)); std::ranges::find(regions, region) == regions.end())
            regions.push_back(region);
    return regions;
}

std::vector<std::string> zones_in(std::span<const std::string> zones, std::string_view region) {
    std::vector<std::string> found;
    std::ranges::copy_if(zones, std::back_inserter(found),
                         [&](const std::string& zone) { return region_of(zone) == region; });
    std::ranges::sort(found, {}, [](const std::string& zone) { return city_of(zone); });
    return found;
}

} // namespace kiosk::model
