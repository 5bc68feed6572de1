// The loudness of the machine, through ALSA's mixer.
#pragma once
#include <chrono>
#include <memory>
#include <optional>

namespace platform {

/// The default sound card's "Master", else "PCM", else the first thing that has a playback volume. Opened when it is
/// first asked for; where that fails, tried again after some seconds at the earliest. Silent about errors: a kiosk
/// without sound is one. Use from one thread.
class Volume {
public:
    Volume();
    ~Volume();
    Volume(const Volume&) = delete;
    Volume& operator=(const Volume&) = delete;
    Volume(Volume&&) = delete;
    Volume& operator=(Volume&&) = delete;

    /// In percent; empty where there is none.
    [[nodiscard]] std::optional<int> level();
    /// Sets all channels; 0 is as quiet as the card goes.
    void set_level(int percent);

private:
    class Mixer;
    [[nodiscard]] Mixer* open_mixer();
    std::unique_ptr<Mixer> m_mixer;
    std::optional<std::chrono::steady_clock::time_point> m_failed_at;
};

/// What a card can do, in hundredths of a decibel. Percent run evenly along the cube root of the amplitude, as
/// alsamixer shows them, so that 50 % is some 18 dB below the most; along the decibels where the card has a range of 24
/// dB or less.
struct DecibelRange {
    long least = 0;
    long most = 0;
};
[[nodiscard]] int percent_of(long hundredths, DecibelRange range);
[[nodiscard]] long hundredths_of(int percent, DecibelRange range);

} // namespace platform
