// Kinetic scrolling of one axis: follows the finger, glides when let go, stops under the finger. Pure; time is given.
#pragma once
#include <array>
#include <chrono>
#include <cstddef>

namespace kiosk::ui {

class Scroll {
public:
    using Millis = std::chrono::milliseconds;

    [[nodiscard]] float offset() const { return m_offset; }
    [[nodiscard]] float max_offset() const { return m_max; }
    [[nodiscard]] bool at_end() const { return m_offset >= m_max - 1; }
    /// Whether step() will change the offset by itself.
    [[nodiscard]] bool moving() const { return m_mode == Mode::Glide || m_mode == Mode::Travel; }

    /// Content may have grown or shrunk; keeps the offset in range.
    void set_max(float max_offset);
    /// A finger goes down at `y`. Stops a glide; returns true if there was one, so that the press is not a click.
    bool press(float y, Millis now);
    /// The finger moves to `y`. Only after begin_drag() does the offset follow it.
    void drag(float y, Millis now);
    /// The finger has moved far enough to mean scrolling. The offset follows from here without a jump.
    void begin_drag(float y);
    [[nodiscard]] bool dragging() const { return m_mode == Mode::Drag; }
    /// The finger leaves. With `glide` the content keeps its speed and slows down.
    void release(Millis now, bool glide);
    /// Moves to `target` smoothly, or at once.
    void travel_to(float target, Millis now, bool smooth);
    /// Moves on by itself.
    void step(Millis now);

private:
    enum class Mode { Rest, Drag, Glide, Travel };
    struct Sample {
        float y = 0;
        Millis time{0};
    };

    [[nodiscard]] float clamped(float offset) const;

    Mode m_mode = Mode::Rest;
    float m_offset = 0;
    float m_max = 0;
    float m_drag_origin = 0; ///< offset + y at the start of the drag
    float m_velocity = 0;    ///< pixels a millisecond at m_start
    float m_from = 0;
    float m_target = 0;
    Millis m_start{0};
    std::array<Sample, 6> m_samples{};
    std::size_t m_sample_count = 0;
};

} // namespace kiosk::ui
