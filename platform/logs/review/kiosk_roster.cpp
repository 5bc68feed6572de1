#include "platform/logs/review/kiosk_roster.h"
#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace platform::logs::review {
namespace {

constexpr std::size_t kMaxSharing = 1'000;
constexpr std::size_t kMaxExamples = 3;
constexpr std::size_t kShareOfReserve = 10;
constexpr std::size_t kLongestKiosk = 64;
constexpr std::size_t kShortBootId = 8;
constexpr std::size_t kRolesOfKiosk = 20;
constexpr std::string_view kDefaultName = "kiosk"; ///< of a kiosk that nobody has named yet: see kiosk.toml

bool is_without_name(std::string_view key) {
    return !key.empty() && key.front() == '\x01';
}

bool is_name_of_its_own(std::string_view key) {
    return !key.empty() && !is_without_name(key) && key != kDefaultName;
}

std::string name_of(std::string_view key) {
    return is_without_name(key) ? "kiosk of boot " + std::string(key.substr(1, kShortBootId)) + "\u2026"
                                : std::string(key);
}

void keep_most_viewed(std::map<std::string, Views>& roles) {
    std::vector<std::pair<std::int64_t, std::string>> order;
    order.reserve(roles.size());
    for (const auto& [name, of] : roles)
        order.emplace_back(-of.views, name);
    std::ranges::sort(order);
    for (std::size_t place = kRolesOfKiosk; place < order.size(); ++place)
        roles.erase(order[place].second);
}

void insert_hash(std::set<std::size_t>& hashes, std::string_view name) {
    if (hashes.size() < kMaxCounted)
        hashes.insert(std::hash<std::string_view>()(name));
}

/// The indices `of`, the first of which is the most worthy: of each file the one with most events, then the second ...
std::vector<std::size_t> best_of_each_file_in_turn(const std::vector<Worth>& all, std::vector<std::size_t> of) {
    std::ranges::sort(
        of, {}, [&](std::size_t index) { return std::tuple(all[index].file, -all[index].events, all[index].name); });
    std::vector<std::size_t> turn(all.size());
    for (std::size_t place = 1; place < of.size(); ++place)
        if (all[of[place]].file == all[of[place - 1]].file)
            turn[of[place]] = turn[of[place - 1]] + 1;
    std::ranges::sort(of, {},
                      [&](std::size_t index) { return std::tuple(turn[index], -all[index].events, all[index].name); });
    return of;
}

/// Who a boot belongs to, as far as was seen.
struct Owner {
    std::string_view key;
    std::int64_t events = 0;
    bool is_certain = false;
    [[nodiscard]] bool is_better_than(const Owner& other) const {
        return std::tuple(is_certain, is_name_of_its_own(key), events, other.key)
               > std::tuple(other.is_certain, is_name_of_its_own(other.key), other.events,
                            key); // the smaller name of two alike
    }
};

} // namespace

std::vector<bool> worthiest(const std::vector<Worth>& all, std::size_t most) {
    const std::size_t reserve = most / kShareOfReserve;
    std::vector<bool> stays(all.size());
    const auto choose = [&](const std::vector<std::size_t>& of, std::size_t count) {
        const auto order = best_of_each_file_in_turn(all, of);
        for (std::size_t place = 0; place < std::min(count, order.size()); ++place)
            stays[order[place]] = true;
    };
    std::vector<std::size_t> needy, others;
    for (std::size_t index = 0; index < all.size(); ++index)
        if (all[index].has_needs)
            needy.push_back(index);
    const std::size_t needy_places = std::min(needy.size(), most - reserve);
    choose(needy, needy_places);
    for (std::size_t index = 0; index < all.size(); ++index)
        if (!stays[index])
            others.push_back(index);
    choose(others, most - needy_places);
    return stays;
}

KioskTally& KioskRoster::at(const ReadEvent& event) {
    m_key.clear();
    if (event.kiosk.empty())
        m_key.append(1, '\x01').append(event.boot_id.substr(0, kLongestKiosk));
    else
        m_key.append(event.kiosk.substr(0, kLongestKiosk));
    if (m_latest != nullptr && m_key == m_latest->first) {
        m_latest->second.is_certain |= event.is_kiosk_certain;
        return m_latest->second.tally;
    }
    count_latest();
    if (m_count > kMaxEntries)
        make_room();
    auto found = m_entries.find(m_key);
    if (found == m_entries.end()) {
        if (m_entries.size() >= kMaxKiosks + kSlack)
            make_room();
        found = m_entries.try_emplace(m_key).first;
        found->second.file = m_file;
    }
    found->second.is_certain |= event.is_kiosk_certain;
    m_latest = &*found;
    return found->second.tally;
}

void KioskRoster::count_latest() {
    if (m_latest == nullptr)
        return;
    Entry& entry = m_latest->second;
    const std::size_t entries = entry.tally.entries();
    m_count += entries - entry.counted; // also where it shrank: unsigned numbers wrap around and back
    entry.counted = entries;
}

void KioskRoster::make_room() {
    join_names();
    if (m_entries.size() > kMaxKiosks)
        keep_worthiest(kMaxKiosks);
    while (m_count > kMaxEntries / 4 * 3 && m_entries.size() > 1)
        keep_worthiest(std::max<std::size_t>(m_entries.size() / 4 * 3, 1));
}

void KioskRoster::keep_worthiest(std::size_t most) {
    std::vector<Worth> all;
    all.reserve(m_entries.size());
    for (const auto& [key, entry] : m_entries)
        all.push_back({entry.tally.has_needs(), entry.file, entry.tally.events(), key});
    const std::vector<bool> stays = worthiest(all, most);
    m_latest = nullptr;
    auto entry = m_entries.begin();
    for (const bool does_stay : stays) {
        if (!does_stay) {
            leave_out(entry->first, entry->second.tally);
            m_count -= entry->second.counted;
        }
        entry = does_stay ? std::next(entry) : m_entries.erase(entry);
    }
}

void KioskRoster::leave_out(std::string_view key, const KioskTally& tally) {
    insert_hash(m_left_out, name_of(key));
    tally.add_to(m_rest);
}

std::vector<KioskRoster::Join> KioskRoster::find_joins() const {
    std::unordered_map<std::string_view, Owner> owners;
    for (const auto& [key, entry] : m_entries) {
        const bool is_certain = entry.is_certain;
        entry.tally.for_each_boot([&, &key = key](std::string_view boot_id, std::int64_t events) {
            const Owner candidate{key, events, is_certain};
            const auto [owner, is_first] = owners.try_emplace(boot_id, candidate);
            if (!is_first && candidate.is_better_than(owner->second))
                owner->second = candidate;
        });
    }
    std::vector<Join> joins;
    for (const auto& [key, entry] : m_entries) {
        bool owns_one = entry.is_certain;
        std::int64_t most = 0;
        std::string_view boot_id;
        entry.tally.for_each_boot([&, &key = key](std::string_view boot, std::int64_t events) {
            owns_one = owns_one || owners.at(boot).key == key;
            if (events > most) {
                most = events;
                boot_id = boot;
            }
        });
        if (!owns_one && most > 0)
            joins.push_back({key, std::string(owners.at(boot_id).key), std::string(boot_id)});
    }
    return joins;
}

/// Who owns a boot joins nobody, so that none of these is gone when another one is to join it.
void KioskRoster::join_names() {
    const std::vector<Join> joins = find_joins();
    if (joins.empty())
        return;
    m_latest = nullptr;
    for (const Join& join : joins) {
        const auto from = m_entries.find(join.name);
        Entry& into = m_entries.find(join.into)->second;
        into.tally.merge(from->second.tally);
        into.file = std::min(into.file, from->second.file);
        note_join(join, from->second.tally.events());
        const std::size_t entries = into.tally.entries();
        m_count += entries - into.counted - from->second.counted;
        into.counted = entries;
        m_entries.erase(from);
    }
}

void KioskRoster::note_join(const Join& join, std::int64_t events) {
    if (!is_name_of_its_own(join.name))
        return;
    if (m_sharing.size() >= kMaxSharing && !m_sharing.contains(join.into)) {
        ++m_more_names;
        return;
    }
    Sharing& sharing = m_sharing[join.into];
    sharing.told.boot_id = join.boot_id;
    sharing.told.events += events;
    insert_hash(sharing.names, join.name);
    auto& names = sharing.told.names;
    if (names.size() < kMaxExamples && std::ranges::find(names, join.name) == names.end())
        names.push_back(join.name);
}

void KioskRoster::report_names(Report& report) const {
    report.names_of_others = m_more_names;
    for (const auto& [key, sharing] : m_sharing) {
        report.names_of_others += static_cast<std::int64_t>(sharing.names.size());
        if (report.other_names.size() >= kMaxOtherNames)
            continue;
        OtherNames& told = report.other_names.emplace_back(sharing.told);
        told.kiosk = name_of(key);
        told.more_names = static_cast<std::int64_t>(sharing.names.size() - sharing.told.names.size());
    }
}

void KioskRoster::add_to(Report& report, bool takes) {
    join_names();
    report.visitors = m_rest;
    report.kiosks.reserve(m_entries.size());
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        const auto& [key, of] = *entry;
        of.tally.add_to(report.visitors);
        KioskReport& kiosk = report.kiosks.emplace_back(of.tally.report());
        kiosk.name = name_of(key);
        kiosk.file = of.file;
        kiosk.is_partial = m_left_out.contains(std::hash<std::string_view>()(kiosk.name));
        keep_most_viewed(kiosk.visitors.roles);
        entry = takes ? m_entries.erase(entry) : std::next(entry);
    }
    m_latest = nullptr;
    report_names(report);
}

void KioskRoster::bound(Report& report) {
    std::set<std::size_t> left_out = m_left_out;
    if (report.kiosks.size() > kMaxKiosks) {
        std::vector<Worth> all;
        for (const KioskReport& kiosk : report.kiosks)
            all.push_back({!kiosk.needs.empty(), kiosk.file, kiosk.events, kiosk.name});
        const std::vector<bool> stays = worthiest(all, kMaxKiosks);
        std::vector<KioskReport> kept;
        for (std::size_t index = 0; index < stays.size(); ++index) {
            if (stays[index])
                kept.push_back(std::move(report.kiosks[index]));
            else
                insert_hash(left_out, report.kiosks[index].name);
        }
        report.kiosks = std::move(kept);
    }
    report.kiosks_in_part = std::ranges::count(report.kiosks, true, &KioskReport::is_partial);
    report.kiosks_left_out = static_cast<std::int64_t>(left_out.size()) - report.kiosks_in_part;
}

} // namespace platform::logs::review
