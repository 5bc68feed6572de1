#include "kiosk/a11y/focus_order.h"

#include <cmath>
#include <limits>

namespace kiosk::a11y {
namespace {

bool can_focus(const Node& node) {
    return node.is_control() && !node.state.disabled;
}

/// Distance with the way across counted more than the way along; infinite if `to` does not lie in the direction.
float directed_distance(const model::Rect& from, const model::Rect& to, FocusMove move) {
    const float dx = to.center().x - from.center().x;
    const float dy = to.center().y - from.center().y;
    const bool horizontal = move == FocusMove::Left || move == FocusMove::Right;
    const float along = horizontal ? (move == FocusMove::Right ? dx : -dx) : (move == FocusMove::Down ? dy : -dy);
    const float across = std::abs(horizontal ? dy : dx);
    // The end of a row holds: to the right of its last card lies nothing, though a button of the bar lies further
    // right.
    const bool same_row = from.top < to.bottom && to.top < from.bottom;
    if (horizontal && !same_row && across > along)
        return std::numeric_limits<float>::infinity();
    return along <= 1 ? std::numeric_limits<float>::infinity() : along + 2.5F * across;
}

NodeId step(const Tree& tree, NodeId current, bool forward) {
    NodeId first = kNoNode;
    NodeId last = kNoNode;
    NodeId before = kNoNode;
    NodeId after = kNoNode;
    bool seen = false;
    for (const Node& node : tree.nodes()) {
        if (!can_focus(node))
            continue;
        if (first == kNoNode)
            first = node.id;
        if (seen && after == kNoNode)
            after = node.id;
        if (node.id == current) {
            seen = true;
            before = last;
        }
        last = node.id;
    }
    if (!seen)
        return forward ? first : last;
    if (forward)
        return after == kNoNode ? first : after;
    return before == kNoNode ? last : before;
}

} // namespace

NodeId move_focus(const Tree& tree, NodeId current, FocusMove move) {
    const Node* from = tree.find(current);
    if (move == FocusMove::Next || move == FocusMove::Previous || from == nullptr)
        return step(tree, from == nullptr ? kNoNode : current, move != FocusMove::Previous);
    NodeId best = current;
    float best_distance = std::numeric_limits<float>::infinity();
    for (const Node& node : tree.nodes()) {
        if (!can_focus(node) || node.id == current)
            continue;
        const float distance = directed_distance(from->rect, node.rect, move);
        if (distance < best_distance) {
            best_distance = distance;
            best = node.id;
        }
    }
    return best;
}

} // namespace kiosk::a11y
