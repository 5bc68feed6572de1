// Cuts the plug in the middle of what changes a kiosk's content, and says what is wrong with what is left.
#pragma once
#include "tests/support/update/hooked_disk.h"
#include "tests/support/update/install_desk.h"
#include "tests/support/update/lossy_disk.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>

namespace test {

/// Something that changes what a kiosk shows.
struct Scenario {
    std::string name;
    std::int64_t before; ///< what is shown; 0: the factory's
    std::int64_t after;
    std::function<void(InstallDesk&)> prepare; ///< the kiosk and the stick
    std::function<void(InstallDesk&, db::update::FileSystem&)> act;
    std::set<std::int64_t> marks = {}; ///< rolled back where `after` is shown
};

/// Installing and rolling back in every way that writes something else.
[[nodiscard]] std::vector<Scenario> scenarios();

/// A kiosk on a disk that loses what was not synced.
class CutPlug {
public:
    explicit CutPlug(const Scenario& scenario);

    /// Runs the scenario and cuts the plug before operation `cut_at`, or after its end where that is -1. Sync number
    /// `dropped` says that it was done and does nothing. Returns whether the plug was cut before the end.
    bool run(int cut_at, int dropped = -1);
    /// Of the last run that came to its end.
    [[nodiscard]] int operations() const { return m_operations; }
    [[nodiscard]] int syncs() const { return m_syncs; }
    /// What the dropped sync is for: "sync file rolled-back.new after append rolled-back.new".
    [[nodiscard]] const std::string& dropped_sync() const { return m_dropped; }

    /// Whether the disk may have stored something that was not synced.
    [[nodiscard]] bool is_open() const { return !m_disk->is_synced(); }
    /// Starts the kiosk with what was synced (seed 0), or with a random part of the rest. Empty: all is well. What was
    /// left by a cut before, to the byte, is not started again.
    [[nodiscard]] std::string problem(unsigned seed);
    /// The same, then installs what the stick holds and wants a clean kiosk.
    [[nodiscard]] std::string problem_with_next(unsigned seed);

private:
    using Left = db::update::Digest;
    [[nodiscard]] LossyDisk::Leftover leftover(unsigned seed) const;
    /// Of what is left, and of whether the change was done.
    [[nodiscard]] Left digest_of(const LossyDisk::Leftover& leftover) const;
    [[nodiscard]] std::string problem_of_state();
    [[nodiscard]] std::string problem_of_next();
    /// What the signatures in STATE/newest prove without the content that they belong to.
    [[nodiscard]] std::int64_t newest_in_evidence() const;
    /// Unless what is left is among `good`.
    [[nodiscard]] std::string problem_once(unsigned seed, std::set<Left>& good,
                                           const std::function<std::string()>& what_follows);
    [[nodiscard]] std::string problem_of(const db::update::InstalledContent& content);
    void restore_start() const;

    Scenario m_scenario;
    InstallDesk m_desk;
    std::set<std::string> m_verified; ///< database and signature of contents that were found good, so that each is once
    std::set<Left> m_good;            ///< what was left and found good
    std::set<Left> m_good_next;       ///< the same, and the next installation too
    std::unique_ptr<LossyDisk> m_disk;
    bool m_is_finished = false;
    int m_operations = 0;
    int m_syncs = 0;
    std::string m_dropped;
};

} // namespace test
