// One frame of the interface: what a screen draws with and asks input of. Made by the app, gone after the frame.
// Use from the frame thread.
#pragma once
#include "kiosk/a11y/tree.h"
#include "kiosk/model/geometry.h"
#include "kiosk/ui/metrics.h"
#include "kiosk/ui/painter.h"
#include "kiosk/ui/scroll.h"
#include "kiosk/ui/theme.h"

#include <chrono>
#include <string_view>
#include <unordered_map>

namespace kiosk::ui {

/// The finger (or the mouse in development), in pixels of the upright screen.
struct Pointer {
    model::Point position;
    bool down = false;
    bool pressed = false;  ///< went down in this frame
    bool released = false; ///< went up in this frame
    float wheel = 0;       ///< lines, positive towards the top
};

/// What the interface remembers from frame to frame. Wiped with the session.
struct Memory {
    std::unordered_map<a11y::NodeId, Scroll> scrolls;
    a11y::NodeId focus = a11y::kNoNode;
    bool show_focus = false;              ///< since the last input was a key
    a11y::NodeId grabbed = a11y::kNoNode; ///< the scrolling area that the finger went down in
    model::Point grab_start;
    bool swallow_press = false; ///< the press stopped a glide or became a drag: no click comes of it
};

/// Everything that a frame is made of.
struct FrameInput {
    Pointer pointer;
    bool activate = false; ///< Enter on the focused control
    std::chrono::milliseconds now{0};
    bool reduced_motion = false;
    std::chrono::milliseconds place_age{0}; ///< since the visitor came to this place
};

/// What interact() found.
struct Interaction {
    bool clicked = false;
    bool held = false; ///< show it as pressed
    bool focused = false;
};

enum class TextRole { Title, TitleStrong, Body, BodyStrong, Display };

struct ScrollArea {
    a11y::NodeId id = a11y::kNoNode;
    model::Rect viewport;
    float top = 0; ///< y at which content begins, scrolled
};

class Frame {
public:
    Frame(Painter& painter, a11y::Tree& tree, Memory& memory, const Metrics& sizes, const Theme& colors,
          const FrameInput& events)
        : paint(painter), metrics(sizes), theme(colors), input(events), m_tree(tree), m_memory(memory) {}

    Painter& paint;
    const Metrics& metrics;
    const Theme& theme;
    const FrameInput& input;

    /// Asks for another frame right after this one.
    void animate() { m_animating = true; }
    [[nodiscard]] bool animating() const { return m_animating; }
    /// The time of an emblem that plays once when its page opens, then rests: a resting screen draws no frames.
    /// Below 0 is the still pose.
    [[nodiscard]] double emblem_seconds();

    /// What follows is only seen, not touched and not read out: a screen under another.
    void set_inert(bool inert) { m_inert = inert; }
    [[nodiscard]] bool inert() const { return m_inert; }

    /// Style of one of the two sizes that a screen has.
    [[nodiscard]] TextStyle style(TextRole role) const;

    a11y::Node& node(a11y::NodeId id, a11y::Role role, std::string_view name, const model::Rect& rect);

    /// Presses on `rect`. Emits the control's node. A press shows at once, sliding off cancels, a drag never clicks.
    Interaction interact(a11y::NodeId id, a11y::Role role, std::string_view name, const model::Rect& rect);

    /// A control that can't be pressed now. Emits its node.
    Interaction disabled(a11y::NodeId id, a11y::Role role, std::string_view name, const model::Rect& rect);

    /// Marks the control that interact() has just emitted as on or off.
    void set_checked(bool checked);

    /// Draws text and emits a node for it; `parent` is the control it belongs to. Returns its height.
    float text(model::Point position, float width, std::string_view text, const TextStyle& style, Color color,
               a11y::Role role = a11y::Role::Text, Align align = Align::Left, a11y::NodeId parent = a11y::kNoNode);
    /// The height that text() will return.
    [[nodiscard]] float text_height(std::string_view text, const TextStyle& style, float width);
    [[nodiscard]] float text_width(std::string_view text, const TextStyle& style);
    /// `style`, smaller where a word of `text` would have to be broken at `width`: by half at most.
    [[nodiscard]] TextStyle style_that_keeps_words(TextStyle style, std::string_view text, float width);

    /// Begins a vertically scrolling area. `key` keeps its position from frame to frame.
    ScrollArea begin_scroll(std::string_view key, const model::Rect& viewport);
    /// Ends it; `bottom` is where the content ends, on the screen. Draws the cue that there is more.
    void end_scroll(const ScrollArea& area, float bottom);
    /// The innermost area of this frame that can scroll, or null.
    [[nodiscard]] const a11y::ScrollNode* scrollable() const;
    /// Moves `area` by nine tenths of its height, or back to the top from its end.
    void page_down(a11y::NodeId area);

    /// Marks the focused control, over everything else. Call at the end.
    void draw_focus();

private:
    void follow_finger(a11y::NodeId id, Scroll& scroll, const model::Rect& viewport);
    void reveal_focus(a11y::NodeId area);

    a11y::Tree& m_tree;
    Memory& m_memory;
    a11y::NodeId m_scroll = a11y::kNoNode;
    bool m_inert = false;
    bool m_animating = false;
};

} // namespace kiosk::ui
