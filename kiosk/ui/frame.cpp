#include "kiosk/ui/frame.h"

#include <algorithm>
#include <cmath>
#include <imgui.h>
#include <imgui_internal.h>

namespace kiosk::ui {
namespace {
constexpr float kDragThresholdMm = 3.0F; // a finger rolls by this much when it only means to press
constexpr float kWheelMm = 18.0F;        // a notch of the mouse wheel
constexpr std::chrono::milliseconds kEmblemPlay{4000};
constexpr float kCueMm = 9.0F; // height of the shadow at an edge with more behind it
} // namespace

double Frame::emblem_seconds() {
    if (input.reduced_motion || input.place_age >= kEmblemPlay)
        return -1;
    animate();
    return static_cast<double>(input.place_age.count()) / 1000.0;
}

TextStyle Frame::style(TextRole role) const {
    const TypeScale& type = metrics.type();
    switch (role) {
    case TextRole::Display:
        return {Weight::ExtraBold, metrics.px(type.display_mm), 1.5F, Wrap::Balanced};
    case TextRole::TitleStrong:
        return {Weight::ExtraBold, metrics.px(type.title_mm), 1.6F, Wrap::Balanced};
    case TextRole::Title:
        return {Weight::Bold, metrics.px(type.title_mm), 1.6F, Wrap::Balanced};
    case TextRole::BodyStrong:
        return {Weight::Bold, metrics.px(type.body_mm), 1.75F, Wrap::Greedy};
    case TextRole::Body:
        return {Weight::Regular, metrics.px(type.body_mm), 1.95F, Wrap::Greedy};
    }
    return {};
}

a11y::Node& Frame::node(a11y::NodeId id, a11y::Role role, std::string_view name, const model::Rect& rect) {
    a11y::Node& node = m_tree.add(id, role, name, rect);
    node.clip = paint.clip();
    node.scroll = m_scroll;
    return node;
}

Interaction Frame::interact(a11y::NodeId id, a11y::Role role, std::string_view name, const model::Rect& rect) {
    Interaction result;
    if (m_inert)
        return result;
    const model::Rect clip = paint.clip();
    const model::Rect seen = rect.intersection(clip);
    if (!m_memory.swallow_press && !seen.empty()) {
        const ImRect box(seen.left, seen.top, seen.right, seen.bottom);
        bool hovered = false;
        bool held = false;
        if (ImGui::ItemAdd(box, id))
            result.clicked = ImGui::ButtonBehavior(box, id, &hovered, &held);
        result.held = held && hovered;
    }
    result.focused = m_memory.show_focus && m_memory.focus == id;
    if (result.focused && input.activate)
        result.clicked = true;
    if (result.clicked)
        m_memory.focus = id;
    a11y::Node& made = node(id, role, name, rect);
    made.state.pressed = result.held;
    made.state.focused = result.focused;
    return result;
}

Interaction Frame::disabled(a11y::NodeId id, a11y::Role role, std::string_view name, const model::Rect& rect) {
    if (!m_inert)
        node(id, role, name, rect).state.disabled = true;
    return {};
}

void Frame::set_checked(bool checked) {
    if (!m_inert)
        m_tree.last().state.checked = checked;
}

float Frame::text(model::Point position, float width, std::string_view text, const TextStyle& text_style, Color color,
                  a11y::Role role, Align align, a11y::NodeId parent) {
    TextLayout& layout = paint.layout(text, text_style, width);
    paint.text(layout, position, color, align, width);
    if (!m_inert) {
        const float spare = width - layout.width;
        const float left = position.x + (align == Align::Left ? 0 : align == Align::Center ? spare / 2 : spare);
        node(a11y::make_id(text, parent), role, text,
             {left, position.y, left + layout.width, position.y + layout.height})
            .parent = parent;
    }
    return layout.height;
}

float Frame::text_height(std::string_view text, const TextStyle& text_style, float width) {
    return paint.layout(text, text_style, width).height;
}

float Frame::text_width(std::string_view text, const TextStyle& text_style) {
    return paint.layout(text, text_style, 0).width;
}

void Frame::follow_finger(a11y::NodeId id, Scroll& scroll, const model::Rect& viewport) {
    const Pointer& pointer = input.pointer;
    if (pointer.pressed && viewport.contains(pointer.position)) {
        m_memory.grabbed = id;
        m_memory.grab_start = pointer.position;
        if (scroll.press(pointer.position.y, input.now))
            m_memory.swallow_press = true;
    }
    if (m_memory.grabbed == id) {
        const float moved = pointer.position.y - m_memory.grab_start.y;
        const float threshold = metrics.px(kDragThresholdMm);
        if (pointer.down && !scroll.dragging() && std::abs(moved) > threshold) {
            // From where the finger began to mean it: a swipe that came within one frame has moved far already.
            scroll.begin_drag(m_memory.grab_start.y + std::copysign(threshold, moved));
            m_memory.swallow_press = true;
            ImGui::ClearActiveID();
        }
        if (pointer.down)
            scroll.drag(pointer.position.y, input.now);
        else {
            scroll.release(input.now, !input.reduced_motion);
            m_memory.grabbed = a11y::kNoNode;
        }
    }
    if (pointer.wheel != 0 && viewport.contains(pointer.position))
        scroll.travel_to(scroll.offset() - pointer.wheel * metrics.px(kWheelMm), input.now, false);
}

TextStyle Frame::style_that_keeps_words(TextStyle text_style, std::string_view text, float width) {
    constexpr float kStep = 0.9F;
    const float least = text_style.cap_px * 0.5F;
    while (text_style.cap_px * kStep >= least && paint.layout(text, text_style, width).broke_word)
        text_style.cap_px = std::floor(text_style.cap_px * kStep);
    return text_style;
}

ScrollArea Frame::begin_scroll(std::string_view key, const model::Rect& viewport) {
    ScrollArea area{a11y::make_id(key), viewport, viewport.top};
    Scroll& scroll = m_memory.scrolls[area.id];
    if (!m_inert) {
        follow_finger(area.id, scroll, viewport);
        scroll.step(input.now);
        if (scroll.moving())
            animate();
    }
    area.top = std::round(viewport.top - scroll.offset());
    m_scroll = area.id;
    paint.push_clip(viewport);
    return area;
}

void Frame::end_scroll(const ScrollArea& area, float bottom) {
    Scroll& scroll = m_memory.scrolls[area.id];
    const float before = scroll.offset();
    scroll.set_max(std::floor(bottom - area.top - area.viewport.height()));
    if (scroll.offset() != before)
        animate(); // the content shrank under the finger: draw it where it is now
    const float cue = metrics.px(kCueMm);
    const float below = std::clamp((scroll.max_offset() - scroll.offset()) / cue, 0.0F, 1.0F);
    // What goes on below lies in the shadow of the bar.
    if (below > 0 && !theme.high_contrast)
        paint.gradient({area.viewport.left, area.viewport.bottom - cue, area.viewport.right, area.viewport.bottom},
                       with_alpha(theme.ground, 0), with_alpha(theme.ground, 0.30F * below));
    if (scroll.max_offset() > 0) {
        const float width = metrics.px(1.2F);
        const float track = area.viewport.height() - 2 * width;
        const float share = area.viewport.height() / (area.viewport.height() + scroll.max_offset());
        const float length = std::max(track * share, metrics.px(8));
        const float top = area.viewport.top + width + (track - length) * scroll.offset() / scroll.max_offset();
        const model::Rect thumb{area.viewport.right - 2 * width, top, area.viewport.right - width, top + length};
        if (!theme.high_contrast)
            paint.fill_rounded(thumb.shrunk(-width * 0.35F, -width * 0.35F), width, with_alpha(theme.paper, 0.55F));
        paint.fill_rounded(thumb, width / 2, with_alpha(theme.ink, theme.high_contrast ? 1.0F : 0.6F));
    }
    paint.pop_clip();
    m_scroll = a11y::kNoNode;
    if (m_inert)
        return;
    m_tree.add_scroll({area.id, area.viewport, scroll.offset(), scroll.max_offset()});
    if (m_memory.show_focus)
        reveal_focus(area.id);
}

void Frame::reveal_focus(a11y::NodeId area_id) {
    const a11y::Node* focused = m_tree.find(m_memory.focus);
    if (focused == nullptr || focused->scroll != area_id)
        return;
    const a11y::ScrollNode* area = nullptr;
    for (const a11y::ScrollNode& candidate : m_tree.scrolls())
        if (candidate.id == area_id)
            area = &candidate;
    Scroll& scroll = m_memory.scrolls[area_id];
    if (area == nullptr || scroll.moving() || scroll.dragging())
        return;
    const float margin = metrics.px(kCueMm);
    float target = scroll.offset();
    if (focused->rect.bottom + margin > area->viewport.bottom)
        target += focused->rect.bottom + margin - area->viewport.bottom;
    if (focused->rect.top - margin < area->viewport.top)
        target += focused->rect.top - margin - area->viewport.top;
    target = std::clamp(target, 0.0F, scroll.max_offset());
    if (std::abs(target - scroll.offset()) < 1)
        return;
    scroll.travel_to(target, input.now, !input.reduced_motion);
    animate();
}

const a11y::ScrollNode* Frame::scrollable() const {
    for (const a11y::ScrollNode& area : m_tree.scrolls())
        if (area.max_offset > 1)
            return &area;
    return nullptr;
}

void Frame::page_down(a11y::NodeId area_id) {
    Scroll& scroll = m_memory.scrolls[area_id];
    for (const a11y::ScrollNode& area : m_tree.scrolls())
        if (area.id == area_id)
            scroll.travel_to(scroll.at_end() ? 0 : scroll.offset() + area.viewport.height() * 0.85F, input.now,
                             !input.reduced_motion);
    animate();
}

void Frame::draw_focus() {
    if (!m_memory.show_focus)
        return;
    const a11y::Node* focused = m_tree.find(m_memory.focus);
    if (focused == nullptr)
        return;
    const model::Rect seen = focused->visible();
    if (seen.empty())
        return;
    const float width = metrics.px(1.0F);
    paint.outline(seen.shrunk(-2 * width, -2 * width), metrics.px(4), theme.focus, width);
    paint.outline(seen.shrunk(-width, -width), metrics.px(3), theme.ground, width);
}

} // namespace kiosk::ui
