// The setup screen's steps and what is chosen in them. Pure.
#pragma once
#include "kiosk/model/idle.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::model {

enum class SetupStep : std::uint8_t { Language, Rotation, Size, Touch, TimeZone, Name, Summary };
/// Those that are counted: all but the summary.
inline constexpr int kSetupSteps = 6;
/// "language", "rotation" and so on: for file names and ids.
[[nodiscard]] std::string_view setup_step_name(SetupStep step);

struct SetupChoices {
    std::string language;    ///< BCP 47
    int rotation = 0;        ///< degrees clockwise
    int diagonal_tenths = 0; ///< of an inch
    std::string time_zone;   ///< "Europe/Madrid"; empty: the machine's own
    std::string name;        ///< of the kiosk
    bool operator==(const SetupChoices&) const = default;
};

/// Where somebody is on the way through the steps.
class SetupWay {
public:
    [[nodiscard]] SetupStep step() const { return m_step; }
    [[nodiscard]] bool can_go_back() const { return m_step != SetupStep::Language || m_to_summary; }
    /// The step was opened from the summary, and leads back there.
    [[nodiscard]] bool leads_to_summary() const { return m_to_summary; }
    void next();
    void back();
    /// From the summary to one step, to change it.
    void change(SetupStep step);

private:
    SetupStep m_step = SetupStep::Language;
    bool m_to_summary = false;
};

/// A rotation on trial: it goes back by itself, so that a wrong one, under which fingers press something else, locks
/// nobody out. Time is handed in by the caller as monotonic milliseconds.
class RotationTrial {
public:
    static constexpr Millis kTime{15'000};

    [[nodiscard]] bool is_running() const { return m_end.has_value(); }
    /// Begins, or begins anew with another rotation; what holds after undo() is that before the first.
    void begin(int before, Millis now);
    void keep() { m_end.reset(); }
    /// Ends it. Returns the rotation from before.
    int undo();
    /// Whether the time is over.
    [[nodiscard]] bool is_over(Millis now) const { return m_end && now >= *m_end; }
    /// Whole seconds, rounded up; 0 where none is running.
    [[nodiscard]] int seconds_left(Millis now) const;
    /// When seconds_left() changes next; Millis::max() if never.
    [[nodiscard]] Millis next_change(Millis now) const;

private:
    std::optional<Millis> m_end;
    int m_before = 0;
};

/// The rotation after which the side that is now `quarter_turns` clockwise from the top is the top.
[[nodiscard]] int turned(int rotation, int quarter_turns);

// Sizes in tenths of an inch.
inline constexpr int kLeastDiagonal = 70;
inline constexpr int kMostDiagonal = 650;
inline constexpr std::array<int, 8> kCommonDiagonals{70, 101, 133, 156, 215, 240, 270, 320};
/// The nearest that can be chosen.
[[nodiscard]] int diagonal_tenths(double inches);
/// "21.5", "24".
[[nodiscard]] std::string inches_text(int tenths);

// The kiosk's name: 1 to 32 of a-z, 0-9 and -.
inline constexpr std::size_t kMostName = 32;
/// Appends the letter, a capital as a small one. False for what no name has, and where the name is full.
bool type_into_name(std::string& name, char letter);

// Time zones: "America/Argentina/Buenos_Aires" lies in the region "America"; "UTC" is a region of its own.
[[nodiscard]] std::string_view region_of(std::string_view zone);
/// "Buenos Aires (Argentina)".
[[nodiscard]] std::string city_of(std::string_view zone);
/// In the order of `zones`, each once.
[[nodiscard]] std::vector<std::string> regions_of(std::span<const std::string> zones);
/// Those of one region, by the alphabet of their cities.
[[nodiscard]] std::vector<std::string> zones_in(std::span<const std::string> zones, std::string_view region);

} // namespace kiosk::model
