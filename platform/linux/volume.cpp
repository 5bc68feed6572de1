#include "platform/linux/volume.h"

#include <algorithm>
#include <alsa/asoundlib.h>
#include <cmath>
#include <string_view>

namespace platform {
namespace {

constexpr std::chrono::seconds kTryAgainAfter{5};
constexpr long kNarrow = 2400; ///< 24 dB
constexpr double kCube = 6000; ///< 60 dB a factor of 10 in percent

void say_nothing(const char* /*file*/, int /*line*/, const char* /*function*/, int /*error*/, const char* /*format*/,
                 ...) {}

bool is_narrow(DecibelRange range) {
    return range.most - range.least <= kNarrow;
}

double share_at_least(DecibelRange range) {
    return std::pow(10.0, static_cast<double>(range.least - range.most) / kCube);
}

snd_mixer_elem_t* playback_named(snd_mixer_t* mixer, std::string_view name) {
    for (snd_mixer_elem_t* element = snd_mixer_first_elem(mixer); element != nullptr;
         element = snd_mixer_elem_next(element))
        if (snd_mixer_selem_is_active(element) != 0 && snd_mixer_selem_has_playback_volume(element) != 0
            && (name.empty() || name == snd_mixer_selem_get_name(element)))
            return element;
    return nullptr;
}

} // namespace

int percent_of(long hundredths, DecibelRange range) {
    if (range.most <= range.least)
        return 0;
    const long inside = std::clamp(hundredths, range.least, range.most);
    if (is_narrow(range))
        return static_cast<int>(std::lround(100.0 * static_cast<double>(inside - range.least)
                                            / static_cast<double>(range.most - range.least)));
    const double least = share_at_least(range);
    const double share = std::pow(10.0, static_cast<double>(inside - range.most) / kCube);
    return static_cast<int>(std::lround(100.0 * (share - least) / (1.0 - least)));
}

long hundredths_of(int percent, DecibelRange range) {
    const double share = std::clamp(percent, 0, 100) / 100.0;
    if (is_narrow(range))
        return range.least + std::lround(share * static_cast<double>(range.most - range.least));
    const double least = share_at_least(range);
    return std::clamp(range.most + std::lround(kCube * std::log10(share * (1.0 - least) + least)), range.least,
                      range.most);
}

/// An open mixer and the element of it that we set.
class Volume::Mixer {
public:
    Mixer() {
        if (snd_mixer_open(&m_mixer, 0) != 0) {
            m_mixer = nullptr;
            return;
        }
        if (snd_mixer_attach(m_mixer, "default") != 0 || snd_mixer_selem_register(m_mixer, nullptr, nullptr) != 0
            || snd_mixer_load(m_mixer) != 0)
            return;
        for (const char* name : {"Master", "PCM", ""})
            if (m_element == nullptr)
                m_element = playback_named(m_mixer, name);
    }
    ~Mixer() {
        if (m_mixer != nullptr)
            snd_mixer_close(m_mixer);
    }
    Mixer(const Mixer&) = delete;
    Mixer& operator=(const Mixer&) = delete;
    Mixer(Mixer&&) = delete;
    Mixer& operator=(Mixer&&) = delete;

    /// False once the card is gone.
    [[nodiscard]] bool works() {
        if (m_element == nullptr || snd_mixer_handle_events(m_mixer) < 0)
            return false;
        return snd_mixer_selem_is_active(m_element) != 0;
    }
    [[nodiscard]] std::optional<int> level() const {
        long value = 0;
        DecibelRange range;
        if (has_decibels(range) && snd_mixer_selem_get_playback_dB(m_element, SND_MIXER_SCHN_MONO, &value) == 0)
            return percent_of(value, range);
        long least = 0;
        long most = 0;
        if (snd_mixer_selem_get_playback_volume_range(m_element, &least, &most) != 0 || most <= least
            || snd_mixer_selem_get_playback_volume(m_element, SND_MIXER_SCHN_MONO, &value) != 0)
            return std::nullopt;
        return static_cast<int>(
            std::lround(100.0 * static_cast<double>(value - least) / static_cast<double>(most - least)));
    }
    void set_level(int percent) {
        DecibelRange range;
        long least = 0;
        long most = 0;
        if (snd_mixer_selem_has_playback_switch(m_element) != 0)
            snd_mixer_selem_set_playback_switch_all(m_element, 1);
        if (has_decibels(range)
            && snd_mixer_selem_set_playback_dB_all(m_element, hundredths_of(percent, range), 0) == 0)
            return;
        if (snd_mixer_selem_get_playback_volume_range(m_element, &least, &most) == 0)
            snd_mixer_selem_set_playback_volume_all(m_element, least + (most - least) * percent / 100);
    }

private:
    [[nodiscard]] bool has_decibels(DecibelRange& range) const {
        return snd_mixer_selem_get_playback_dB_range(m_element, &range.least, &range.most) == 0
               && range.most > range.least;
    }
    snd_mixer_t* m_mixer = nullptr;
    snd_mixer_elem_t* m_element = nullptr;
};

Volume::Volume() = default;
Volume::~Volume() = default;

Volume::Mixer* Volume::open_mixer() {
    if (m_mixer && m_mixer->works())
        return m_mixer.get();
    const auto now = std::chrono::steady_clock::now();
    if (m_failed_at && now - *m_failed_at < kTryAgainAfter)
        return nullptr;
    snd_lib_error_set_handler(say_nothing);
    m_mixer = std::make_unique<Mixer>();
    if (m_mixer->works()) {
        m_failed_at.reset();
        return m_mixer.get();
    }
    m_mixer.reset();
    m_failed_at = now;
    return nullptr;
}

std::optional<int> Volume::level() {
    const Mixer* mixer = open_mixer();
    return mixer == nullptr ? std::nullopt : mixer->level();
}

void Volume::set_level(int percent) {
    if (Mixer* mixer = open_mixer())
        mixer->set_level(std::clamp(percent, 0, 100));
}

} // namespace platform
