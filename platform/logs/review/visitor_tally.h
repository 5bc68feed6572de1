// Counts what visitors did.
#pragma once
#include "platform/logs/review/bounded_map.h"
#include "platform/logs/review/read_event.h"
#include "platform/logs/review/report.h"
#include <cstdint>

namespace platform::logs::review {

/// Walls before 2020 are a clock that was never set.
inline constexpr std::int64_t kFirstWallMs = 1'577'836'800'000;
inline constexpr std::int64_t kLastWallMs = 4'102'444'800'000; ///< 2100
inline constexpr std::int64_t kHourMs = 3'600'000;

class ViewsTally : public Views {
public:
    ViewsTally& operator+=(const Views& more);
    bool operator==(const ViewsTally& other) const { return views == other.views && dwell_ms == other.dwell_ms; }
};
Views& operator+=(Views& views, const Views& more);

class VisitorTally {
public:
    /// `index` as event_index gives it; events that are none of a visit change nothing.
    void add(std::size_t index, const ReadEvent& event);
    void add_to(Visitors& visitors) const;
    /// As if what the other one counted had come to this one.
    void merge(const VisitorTally& other);
    /// Names and hours in memory.
    [[nodiscard]] std::size_t entries() const;

private:
    using Names = BoundedMap<std::int64_t, kMaxNames>;
    void add_session_end(const ReadEvent& event);
    void add_session_start(const ReadEvent& event);
    void bound_hours();

    Visitors m_plain; ///< all but the maps
    Names m_ended_how, m_gave_up_on, m_languages, m_comfort;
    BoundedMap<ViewsTally, kMaxNames> m_screens;
    BoundedMap<ViewsTally, kMaxRoles> m_roles;
};

} // namespace platform::logs::review
