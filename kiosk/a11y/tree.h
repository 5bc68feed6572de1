// The accessibility tree of one frame: what is on the screen, in reading order, as flat nodes.
// It feeds focus and keypad navigation, speech, and the tests' UiDriver. Use from the frame thread.
#pragma once
#include "kiosk/model/geometry.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kiosk::a11y {

/// Stable between frames: made from a database key or a literal, never from a translated title.
using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0;

/// 32-bit FNV-1a of `key`, continued from `scope`.
[[nodiscard]] NodeId make_id(std::string_view key, NodeId scope = kNoNode);

enum class Role : std::uint8_t { Screen, Dialog, Heading, Text, ListItem, Image, Button, Link, Toggle, Status };

/// What a node is beside its name. `scroll` is the node id of the scrolling area it lies in, or kNoNode.
struct State {
    bool disabled = false;
    bool checked = false; ///< of a Toggle
    bool pressed = false; ///< a finger is on it now
    bool focused = false;
};

struct Node {
    NodeId id = kNoNode;
    Role role = Role::Text;
    std::string name;
    model::Rect rect; ///< where it is drawn, also outside `clip`
    model::Rect clip; ///< what of the screen it can be seen in
    NodeId scroll = kNoNode;
    NodeId parent = kNoNode; ///< the control that a text belongs to, or kNoNode
    State state;

    /// Whether a finger can press it: Button, Link, Toggle.
    [[nodiscard]] bool is_control() const;
    /// The part of `rect` that can be seen; may be empty.
    [[nodiscard]] model::Rect visible() const { return rect.intersection(clip); }
};

/// A scrolling area of this frame.
struct ScrollNode {
    NodeId id = kNoNode;
    model::Rect viewport;
    float offset = 0;     ///< pixels scrolled, 0 at the top
    float max_offset = 0; ///< 0 if all fits
};

/// Rebuilt in each frame. Keeps the memory of earlier frames, so that a steady screen allocates nothing.
class Tree {
public:
    void begin();
    /// Adds a node and returns it for the caller to fill; valid until the next call.
    Node& add(NodeId id, Role role, std::string_view name, const model::Rect& rect);
    /// The node added last. There must be one.
    [[nodiscard]] Node& last() { return m_nodes[m_count - 1]; }
    void add_scroll(const ScrollNode& scroll) { m_scrolls.push_back(scroll); }

    [[nodiscard]] std::span<const Node> nodes() const { return {m_nodes.data(), m_count}; }
    [[nodiscard]] std::span<const ScrollNode> scrolls() const { return m_scrolls; }
    /// Null if there is none.
    [[nodiscard]] const Node* find(NodeId id) const;

    /// One line a node: role, name, state, indented by parent. No positions: stable over fonts and sizes.
    [[nodiscard]] std::string dump() const;

private:
    std::vector<Node> m_nodes;
    std::size_t m_count = 0;
    std::vector<ScrollNode> m_scrolls;
};

[[nodiscard]] std::string_view role_name(Role role);

} // namespace kiosk::a11y
