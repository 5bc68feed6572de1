#include "kiosk/a11y/tree.h"

#include <fmt/format.h>

namespace kiosk::a11y {

NodeId make_id(std::string_view key, NodeId scope) {
    std::uint32_t hash = scope == kNoNode ? 2166136261U : scope;
    for (const char character : key) {
        hash ^= static_cast<std::uint8_t>(character);
        hash *= 16777619U;
    }
    return hash == kNoNode ? 1 : hash;
}

bool Node::is_control() const {
    return role == Role::Button || role == Role::Link || role == Role::Toggle;
}

void Tree::begin() {
    m_count = 0;
    m_scrolls.clear();
}

Node& Tree::add(NodeId id, Role role, std::string_view name, const model::Rect& rect) {
    if (m_count == m_nodes.size())
        m_nodes.emplace_back();
    Node& node = m_nodes[m_count++];
    node.id = id;
    node.role = role;
    node.name.assign(name);
    node.rect = rect;
    node.clip = rect;
    node.scroll = kNoNode;
    node.parent = kNoNode;
    node.state = {};
    return node;
}

const Node* Tree::find(NodeId id) const {
    for (const Node& node : nodes())
        if (node.id == id)
            return &node;
    return nullptr;
}

std::string Tree::dump() const {
    std::string out;
    for (const Node& node : nodes()) {
        const bool top_level = node.role == Role::Screen || node.role == Role::Dialog;
        out += fmt::format("{}{} \"{}\"{}{}{}\n", top_level ? "" : (node.parent == kNoNode ? "  " : "    "),
                           role_name(node.role), node.name, node.state.disabled ? " disabled" : "",
                           node.role == Role::Toggle ? (node.state.checked ? " on" : " off") : "",
                           node.state.focused ? " focused" : "");
    }
    return out;
}

std::string_view role_name(Role role) {
    switch (role) {
    case Role::Screen:
        return "screen";
    case Role::Dialog:
        return "dialog";
    case Role::Heading:
        return "heading";
    case Role::Text:
        return "text";
    case Role::ListItem:
        return "item";
    case Role::Image:
        return "image";
    case Role::Button:
        return "button";
    case Role::Link:
        return "link";
    case Role::Toggle:
        return "toggle";
    case Role::Status:
        return "status";
    }
    return "";
}

} // namespace kiosk::a11y
