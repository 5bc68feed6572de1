// How often and how richly the attract loop draws, from its own frame times: it gives up detail, then rate, before it
// stutters. Pure.
#pragma once
#include "kiosk/model/idle.h"

#include <cstdint>

namespace kiosk::model {

/// Level 0 is the best: 60 frames a second at full detail.
struct PaceLevel {
    Millis interval{16}; ///< from frame to frame
    int detail = 2;      ///< 2 high, 1 medium, 0 low
};

/// Watches the cost of frames and chooses a level. A frame may use at most kMaxShare of its interval, so that touch is
/// always answered at once and the machine stays cool. It lowers quickly, and tries to rise after a calm time that
/// doubles with each failed attempt.
class Pace {
public:
    static constexpr double kMaxShare = 0.75;
    static constexpr int kLevels = 8;

    /// For a renderer without a GPU: at full rate, but with the detail at its lowest; rises where it turns out to fit.
    void begin_low() { m_level = kLowLevel; }
    /// `cost`: time from the start of a frame to its presentation, without waiting for the display, in milliseconds.
    void frame_took(double cost_ms);
    [[nodiscard]] PaceLevel level() const;
    [[nodiscard]] int level_index() const { return m_level; }

private:
    static constexpr int kLowLevel = 2;
    int m_level = 0;
    int m_slow = 0;
    int m_calm = 0;
    int m_calm_needed = 300;
    int m_since_rise = 0;
};

} // namespace kiosk::model
