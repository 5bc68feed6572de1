// What the finger did since the last frame, in order. Bounded and aged: a flood of touches is not played back when it
// is over, and a touch from before a long stall presses nothing. Plain data, no memory of its own to grow.
#pragma once
#include "kiosk/input.h"
#include "kiosk/model/idle.h"

#include <array>
#include <cstddef>
#include <optional>

namespace kiosk {

/// Use from one thread. Time is handed in by the caller.
class PointerQueue {
public:
    /// Presses and lifts that wait, each for a frame of its own: the lift of a finger that is down, then two whole
    /// touches. Of more the oldest touches go.
    static constexpr std::size_t kMostEdges = 5;
    /// A movement at least this long (pixels) that ends with the lift gets a frame of its own before it: a swipe that
    /// arrives within one frame scrolls, and presses nothing where it ends.
    static constexpr float kSwipePx = 10;
    /// A press that waited longer is forgotten.
    static constexpr model::Millis kOldest{2'000};

    /// All that one frame is told: where the finger is, then at most one press or lift.
    struct Step {
        model::Point position;
        float wheel = 0;
        enum class Edge : std::uint8_t { None, Press, Lift };
        Edge edge = Edge::None;
        model::Millis since{0}; ///< of the press
    };

    void push(const PointerEvent& event, model::Millis now);
    /// The next frame's, if anything waits.
    [[nodiscard]] std::optional<Step> take(model::Millis now);
    /// Nothing that waits presses anything. A lift stays: it ends what was pressed before.
    void forget_presses();
    [[nodiscard]] bool empty() const { return m_count == 0; }

private:
    using Edge = Step::Edge;
    [[nodiscard]] std::size_t edges() const;
    [[nodiscard]] bool ends_with_lift() const;
    /// Whether the last that waits is a movement that scrolls.
    [[nodiscard]] bool ends_with_swipe() const;
    void erase(std::size_t at);
    /// Returns false where no press waits.
    bool drop_first_press();

    std::array<Step, 2 * (kMostEdges + 1) + 1> m_steps{}; ///< one without an edge is the last or before a lift
    std::size_t m_count = 0;
    model::Point m_told; ///< where the finger was in the last frame
};

} // namespace kiosk
