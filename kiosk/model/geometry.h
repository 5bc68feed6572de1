// Points and rectangles in pixels, y down. Pure data for layout, input and the accessibility tree.
#pragma once
#include <algorithm>

namespace kiosk::model {

struct Point {
    float x = 0;
    float y = 0;
    bool operator==(const Point&) const = default;
};

/// Half-open rectangle. The cut_ functions take a strip off one side and return it: layouts read top to bottom.
struct Rect {
    float left = 0;
    float top = 0;
    float right = 0;
    float bottom = 0;

    [[nodiscard]] float width() const { return right - left; }
    [[nodiscard]] float height() const { return bottom - top; }
    [[nodiscard]] Point center() const { return {(left + right) / 2, (top + bottom) / 2}; }
    [[nodiscard]] bool empty() const { return right <= left || bottom <= top; }
    [[nodiscard]] bool contains(Point point) const {
        return point.x >= left && point.x < right && point.y >= top && point.y < bottom;
    }
    [[nodiscard]] bool overlaps(const Rect& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
    [[nodiscard]] Rect intersection(const Rect& other) const {
        return {std::max(left, other.left), std::max(top, other.top), std::min(right, other.right),
                std::min(bottom, other.bottom)};
    }
    [[nodiscard]] Rect shrunk(float horizontal, float vertical) const {
        return {left + horizontal, top + vertical, right - horizontal, bottom - vertical};
    }
    [[nodiscard]] Rect moved(float dx, float dy) const { return {left + dx, top + dy, right + dx, bottom + dy}; }

    Rect cut_top(float amount) {
        Rect strip{left, top, right, top + amount};
        top += amount;
        return strip;
    }
    Rect cut_bottom(float amount) {
        Rect strip{left, bottom - amount, right, bottom};
        bottom -= amount;
        return strip;
    }
    Rect cut_left(float amount) {
        Rect strip{left, top, left + amount, bottom};
        left += amount;
        return strip;
    }
    Rect cut_right(float amount) {
        Rect strip{right - amount, top, right, bottom};
        right -= amount;
        return strip;
    }
    bool operator==(const Rect&) const = default;
};

} // namespace kiosk::model
