// An entry of systemd's journal, in whatever form it came, as an event.
#pragma once
#include "platform/logs/review/read_event.h"
#include "platform/logs/vocabulary.h"
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace platform::logs::review {

inline constexpr std::size_t kMaxFields = 200;     ///< of one event
inline constexpr std::size_t kMaxKioskBytes = 256; ///< longer than any that the kiosk takes

/// What makes an event unusable, as a sentence's end ("it has no boot id"); null where nothing does.
[[nodiscard]] const char* identity_problem(const ReadEvent& event);

/// As the journal allows it: 1 to 64 of A-Z, 0-9 and _.
[[nodiscard]] bool is_field_name(std::string_view name);

/// Used again and again, so that entries need no allocation.
class EntryBuilder {
public:
    void clear();
    /// A field by its name in the journal; copies both. A name that is none leaves it out. Of fields with one name the
    /// first counts.
    void add(std::string_view name, std::string_view value);
    void set_boot(std::string_view hex32);
    void set_realtime_us(std::uint64_t time) { m_realtime_us = time; }
    void set_monotonic_us(std::uint64_t time) { m_monotonic_us = time; }
    [[nodiscard]] bool is_event() const { return m_is_event; }
    /// Its own fields say in which boot it was, and when.
    [[nodiscard]] bool has_moment() const { return m_has_boot && m_monotonic_ms; }

    /// Fills `event`, whose texts hold until clear(). Returns what makes it unusable, or null.
    [[nodiscard]] const char* finish(ReadEvent& event);

private:
    struct Slot {
        std::size_t name = 0; ///< place in m_bytes; the value stands behind it
        std::size_t name_size = 0;
        std::size_t value_size = 0;
    };
    [[nodiscard]] const std::vector<KnownField>* fields_of(std::string_view event);
    void add_to_stamp(std::string_view name, std::string_view value);

    std::string m_event, m_kiosk;
    std::optional<std::int64_t> m_run, m_seq, m_monotonic_ms;
    std::size_t m_fields = 0;
    std::size_t m_size = 0;
    std::string m_bytes; ///< names and values of m_slots
    std::vector<Slot> m_slots;
    std::string m_hostname;
    std::string m_boot;
    std::string m_boot_hex; ///< what m_boot was made from: it stays from entry to entry
    std::optional<std::uint64_t> m_realtime_us;
    std::uint64_t m_monotonic_us = 0;
    bool m_has_boot = false;
    bool m_is_event = false;
    bool m_is_too_large = false;
    std::map<std::string, std::vector<KnownField>, std::less<>> m_known; ///< of the vocabulary, as far as it was met
};

} // namespace platform::logs::review
