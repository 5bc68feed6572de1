#include "kiosk/model/pace.h"

#include <algorithm>
#include <array>

namespace kiosk::model {
namespace {

constexpr std::array<PaceLevel, Pace::kLevels> kLadder{{{Millis{16}, 2},
                                                        {Millis{16}, 1},
                                                        {Millis{16}, 0},
                                                        {Millis{33}, 0},
                                                        {Millis{50}, 0},
                                                        {Millis{83}, 0},
                                                        {Millis{125}, 0},
                                                        {Millis{250}, 0}}};
constexpr int kSlowFrames = 3;       // in a row, until a level is given up
constexpr int kMaxCalmFrames = 4800; // between two attempts to rise
constexpr int kFailedRise = 120;     // frames within which giving up again means that the attempt failed

double budget_ms(int level) {
    return static_cast<double>(kLadder[static_cast<std::size_t>(level)].interval.count()) * Pace::kMaxShare;
}

} // namespace

void Pace::frame_took(double cost_ms) {
    ++m_since_rise;
    m_slow = cost_ms > budget_ms(m_level) ? m_slow + 1 : 0;
    // A frame four times over the budget needs no second opinion.
    if ((m_slow >= kSlowFrames || cost_ms > 4 * budget_ms(m_level)) && m_level < kLevels - 1) {
        if (m_since_rise < kFailedRise)
            m_calm_needed = std::min(m_calm_needed * 2, kMaxCalmFrames);
        ++m_level;
        m_slow = 0;
        m_calm = 0;
        return;
    }
    // Cost at the level above is about the same or somewhat more: rise only where it fits with room.
    m_calm = m_level > 0 && cost_ms < 0.6 * budget_ms(m_level - 1) ? m_calm + 1 : 0;
    if (m_calm >= m_calm_needed) {
        --m_level;
        m_calm = 0;
        m_since_rise = 0;
    }
}

PaceLevel Pace::level() const {
    return kLadder[static_cast<std::size_t>(m_level)];
}

} // namespace kiosk::model
