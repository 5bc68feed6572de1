// The attract loop's picture: a harbour at daybreak, drawn in code, endless and sharp at any size.
#pragma once
#include <imgui.h>

#include <memory>

namespace kiosk::attract {

/// How much is drawn. Low leaves out what a software renderer feels most and the eye misses least.
enum class Detail { Low, Medium, High };

/// One picture of the harbour. Needs an ImGui context to lay out and to draw. Use from one thread.
///
/// White text with a contrast of at least 7:1 may stand anywhere in `text_area()`. The picture adds solid and coloured
/// triangles only, all on the list's white pixel: it stays within the current draw command.
class Harbour {
public:
    /// The moment to show where nothing may move.
    static constexpr double kStillSeconds = 9;

    Harbour();
    ~Harbour();
    Harbour(const Harbour&) = delete;
    Harbour& operator=(const Harbour&) = delete;
    Harbour(Harbour&&) noexcept;
    Harbour& operator=(Harbour&&) noexcept;

    /// Lays out and records for this size in pixels; call again when the size changes, not in every frame.
    /// Wider than three times its height, it is composed as a banner.
    void resize(float width, float height);

    /// The corner opposite (0, 0) of the area where text may stand, in pixels of the picture.
    [[nodiscard]] ImVec2 text_area() const;

    /// Draws over `origin` and the size given to `resize`, and a little over the edges, so that the caller may shift
    /// the picture by a few pixels. `seconds` is the loop's own time, 0 or more; the same time gives the same vertices.
    /// Allocates nothing but what the list's buffers need to grow.
    void draw(ImDrawList& list, ImVec2 origin, double seconds, Detail detail) const;

    /// Draws the harbour as a wide strip from `min` to `max`, cut off there. Lays out anew when the strip's size
    /// changes.
    void draw_banner(ImDrawList& list, ImVec2 min, ImVec2 max, double seconds) const;

private:
    struct Scene;
    std::unique_ptr<Scene> m_scene;
    mutable std::unique_ptr<Scene> m_banner;
};

} // namespace kiosk::attract
