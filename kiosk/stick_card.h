// What the card about sticks tells, and for how long. Fed with the platform's reports; draws nothing itself.
#pragma once
#include "kiosk/model/idle.h"
#include "kiosk/model/strings.h"
#include "kiosk/screens/stick_card.h"
#include "platform/stick_report.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace kiosk {

/// The words for `report` as they stand on the card.
[[nodiscard]] screens::StickCardModel stick_card_words(const platform::StickReport& report,
                                                       const model::Strings& strings);

/// Use from the frame thread. Time is monotonic milliseconds.
class StickCard {
public:
    static constexpr model::Millis kLeast{12'000};       ///< a verdict stands at least this long
    static constexpr model::Millis kAfterRemoval{5'000}; ///< and this long after the stick was removed
    static constexpr model::Millis kMost{60'000};        ///< and no longer than this where the stick stays in
    static constexpr model::Millis kSilence{120'000};    ///< work of which nothing is heard any more is not shown

    /// What a report meant.
    enum class News : std::uint8_t {
        Nothing,  ///< it was known
        Progress, ///< the work goes on
        Verdict,  ///< the work ended: `last` tells how. Once for each end
    };
    /// `last` is then what is known of the stick, with a verdict of its own where it was pulled in the middle.
    News take(const platform::StickReport& report, model::Millis now, platform::StickReport& last);

    /// Takes what has been shown for long enough away.
    void update(model::Millis now);
    /// When update() has to be called; Millis::max() if never.
    [[nodiscard]] model::Millis next_change() const;
    /// Somebody closed what is shown.
    void close(model::Millis now);

    /// What is shown now; null for nothing. The newest report is; then verdicts that were not seen yet.
    [[nodiscard]] const platform::StickReport* shown() const;
    /// Changes whenever shown() may say something else.
    [[nodiscard]] std::int64_t revision() const { return m_revision; }
    /// Something goes on: ask for reports often.
    [[nodiscard]] bool is_working() const;

private:
    struct Entry {
        platform::StickReport report;
        model::Millis reported{0};
        std::optional<model::Millis> shown; ///< when the verdict came to the glass
        std::optional<model::Millis> removed;
        std::int64_t order = 0;
        bool closed = false; ///< somebody closed the progress; its verdict is shown all the same
        [[nodiscard]] bool is_done() const { return report.stage == platform::StickStage::Done; }
        [[nodiscard]] model::Millis end() const;
    };
    [[nodiscard]] const Entry* front() const;
    Entry& entry_of(const std::string& stick);
    void begin_showing(model::Millis now);

    std::vector<Entry> m_entries;
    std::int64_t m_order = 0;
    std::int64_t m_revision = 0;
};

} // namespace kiosk
