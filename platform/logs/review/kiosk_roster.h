// The kiosks of a fleet's logs in bounded memory, however many a hostile log makes up.
//
// While there is room every name has a tally. Where there is none, first names that only share boots with others become
// part of these, then the kiosks of least worth are left out: those without needs, of files that brought many, with few
// events (see worthiest). So neither many names in one file nor names that sort before all others hide a kiosk of
// another file.
#pragma once
#include "platform/logs/review/kiosk_tally.h"
#include "platform/logs/review/read_event.h"
#include "platform/logs/review/report.h"
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace platform::logs::review {

/// What decides who stays where not all can.
struct Worth {
    bool has_needs = false;
    std::uint32_t file = 0;
    std::int64_t events = 0;
    std::string_view name;
};

/// Whether each stays: at most `most`. Those with needs stay first, then those with the most events of each file in
/// turn. A need is quickly made up, so a tenth of the places is for the latter in any case: more kiosks than the other
/// nine tenths need somebody at no fair.
[[nodiscard]] std::vector<bool> worthiest(const std::vector<Worth>& all, std::size_t most);

/// Use from one thread.
class KioskRoster {
public:
    static constexpr std::size_t kSlack = 2'500; ///< that many more than kMaxKiosks are tallied while logs are read
    /// Of all tallies: some 200 MiB. An honest kiosk has a few hundred.
    static constexpr std::size_t kMaxEntries = 1'500'000;

    void begin_file() { ++m_file; }
    /// The tally of the kiosk whose event this is. Valid until the next call of any function.
    KioskTally& at(const ReadEvent& event);
    /// Gives the events of each boot to one kiosk; but a name that a collector vouches for stays one. Nothing changes
    /// where no two names share a boot.
    void join_names();
    /// Adds the report of each kiosk, by name, and all visitors to `report`. `takes` gives the memory of each back at
    /// once; then nothing may be added any more.
    void add_to(Report& report, bool takes);
    /// Kiosks of `report` that there is no room for: only their visitors, who are in the totals, stay.
    void bound(Report& report);
    /// In memory, see KioskTally::entries.
    [[nodiscard]] std::size_t entries() const { return m_count; }

private:
    struct Entry {
        KioskTally tally;
        std::uint32_t file = 0;
        bool is_certain = false; ///< see ReadEvent::is_kiosk_certain
        std::size_t counted = 0; ///< of m_count
    };
    using Entries = std::map<std::string, Entry, std::less<>>;
    struct Join {
        std::string name, into, boot_id;
    };
    struct Sharing {
        OtherNames told;
        std::set<std::size_t> names; ///< hashes
    };
    void make_room();
    void keep_worthiest(std::size_t most);
    void count_latest();
    void leave_out(std::string_view key, const KioskTally& tally);
    [[nodiscard]] std::vector<Join> find_joins() const;
    void note_join(const Join& join, std::int64_t events);
    void report_names(Report& report) const;

    Entries m_entries; ///< by name; without a name by '\x01' and the boot id
    Entries::value_type* m_latest = nullptr;
    std::string m_key; ///< keeps its memory from event to event
    std::uint32_t m_file = 0;
    std::size_t m_count = 0;                  ///< entries of all tallies, when each was last left for another one
    Visitors m_rest;                          ///< of kiosks that were left out
    std::set<std::size_t> m_left_out;         ///< hashes of names
    std::map<std::string, Sharing> m_sharing; ///< by the kiosk that other names count as
    std::int64_t m_more_names = 0;            ///< joined into kiosks beyond those
};

} // namespace platform::logs::review
