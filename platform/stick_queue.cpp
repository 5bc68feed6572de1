#include "platform/stick_queue.h"

#include <algorithm>
#include <utility>

namespace platform {
namespace {

bool is_progress(const StickReport& report) {
    return report.stage != StickStage::Noticed && report.stage != StickStage::Done
           && report.stage != StickStage::Removed;
}

} // namespace

void StickQueue::push(StickReport report) {
    const std::scoped_lock lock(m_mutex);
    if (report.stage == StickStage::Removed) {
        if (m_present.erase(report.stick) == 0)
            return;
    } else {
        m_present.insert(report.stick);
    }
    make_room();
    m_reports.push_back(std::move(report));
}

std::optional<StickReport> StickQueue::take() {
    const std::scoped_lock lock(m_mutex);
    if (m_reports.empty())
        return std::nullopt;
    StickReport first = std::move(m_reports.front());
    m_reports.pop_front();
    return first;
}

void StickQueue::make_room() {
    if (m_reports.size() < kCapacity)
        return;
    const auto progress = std::find_if(m_reports.begin(), m_reports.end(), is_progress);
    m_reports.erase(progress != m_reports.end() ? progress : m_reports.begin());
}

} // namespace platform
