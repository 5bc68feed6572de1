// The machinery of the interface: one ImGui context, atlas, type and pictures. Frames are drawn on it.
// One stage a process; use from the frame thread.
#pragma once
#include "kiosk/a11y/tree.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/frame.h"

#include <filesystem>
#include <memory>

struct ImGuiContext;
struct ImDrawData;

namespace kiosk::ui {

class Stage {
public:
    Stage(Fonts& fonts, std::filesystem::path icon_folder);
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    Stage(Stage&&) = delete;
    Stage& operator=(Stage&&) = delete;
    ~Stage();

    /// The upright size of the screen.
    void set_panel(const Panel& panel) { m_panel = panel; }
    [[nodiscard]] const Panel& panel() const { return m_panel; }
    /// Draws with `renderer` from now on; call again after its device was lost. Null: measures and lays out only.
    void attach(SDL_Renderer* renderer);
    /// Forgets the renderer, which may be gone already. Call before it is destroyed.
    void detach();

    [[nodiscard]] Pictures& pictures() { return m_pictures; }
    [[nodiscard]] Memory& memory() { return m_memory; }
    [[nodiscard]] const a11y::Tree& tree() const { return m_tree; }

    /// Runs `draw(frame)` as one frame. Returns whether something moves and wants another.
    template <typename Draw>
    bool run(const FrameInput& input, model::TextSize text_size, const Theme& theme, Draw&& draw) {
        const Metrics metrics(m_panel, text_size);
        ImDrawList& list = begin(input);
        Painter painter(list, m_text, m_pictures);
        Frame frame(painter, m_tree, m_memory, metrics, theme, input);
        draw(frame);
        frame.draw_focus();
        end();
        return frame.animating() || m_atlas.overflowed();
    }

    /// Of the last frame; valid until the next one. Upright: the shell rotates. Owned by ImGui.
    [[nodiscard]] ImDrawData* draw_data() const;

private:
    [[nodiscard]] ImDrawList& begin(const FrameInput& input);
    void end();

    ImGuiContext* m_context;
    bool m_has_renderer = false;
    Atlas m_atlas;
    TextCache m_text;
    Pictures m_pictures;
    a11y::Tree m_tree;
    Memory m_memory;
    Panel m_panel;
    std::chrono::milliseconds m_last{0};
};

} // namespace kiosk::ui
