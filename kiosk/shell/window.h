// The window on the glass and the loop that feeds the app: events in, frames out, nothing drawn while nothing moves.
#pragma once
#include "db/result.h"
#include "kiosk/app.h"
#include "kiosk/shell/rotation.h"
#include "kiosk/shell/touch.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

struct SDL_Renderer;
struct SDL_Window;
union SDL_Event;

namespace kiosk::shell {

struct WindowOptions {
    std::optional<PixelSize> windowed = {}; ///< a window of this size that a key can close; empty: the whole screen
    std::optional<PixelSize> mode = {};     ///< fullscreen mode to ask for; empty: the display's own
    int rotation = 0;
    std::optional<double> diagonal_in = {};
    bool keep_first_picture = false; ///< see take_first_picture()
    bool has_keypad = false;         ///< on the whole screen keys count only then; in a window they always do
};

/// The panel as it is mounted: rows from the top, 4 bytes a pixel (blue, green, red, nothing).
struct ScreenPicture {
    PixelSize size;
    int rotation = 0; ///< degrees
    std::string pixels;
};

/// Why the loop ended.
enum class LoopEnd { Signal, Closed, Restart };

/// Whether SDL finds a screen to open a window on. Main thread; while no window is open.
[[nodiscard]] bool has_display();

/// Opens SDL's video for its lifetime. Use from one thread.
class Window {
public:
    /// Errors: Unsupported, with what SDL says and what to try.
    [[nodiscard]] static db::Result<std::unique_ptr<Window>> open(const WindowOptions& options);
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;
    Window(Window&&) = delete;
    Window& operator=(Window&&) = delete;
    ~Window();

    [[nodiscard]] SDL_Renderer* renderer() { return m_renderer; }
    [[nodiscard]] ui::Panel panel() const;
    /// Empty, or what size was asked for that this display does not have, and what there is instead.
    [[nodiscard]] std::string size_problem() const;

    /// What the first frame was, once, if that was the attract loop with nothing before it. For `between`.
    [[nodiscard]] std::optional<ScreenPicture> take_first_picture() { return std::exchange(m_first_picture, {}); }

    /// Runs until `stop` is set by a signal, the window of --windowed is closed, or staff ask for a restart. `between`
    /// is called before each frame and at least twice a second. A lost renderer is made anew; the app does not notice.
    LoopEnd run(App& app, ui::Stage& stage, platform::Platform& platform, const std::atomic<bool>& stop,
                const std::function<void()>& between);

private:
    explicit Window(const WindowOptions& options) : m_options(options) {}
    [[nodiscard]] bool create_renderer();
    /// Without a window manager nobody makes the window as large as the screen.
    void fill_screen();
    [[nodiscard]] Mounting mounting() const;
    [[nodiscard]] bool handle(const SDL_Event& event, App& app, ui::Stage& stage, platform::Platform& platform);
    static void handle_key(const SDL_Event& event, App& app);
    void handle_pointer(const SDL_Event& event, App& app, model::Millis now);
    void show_cursor(model::Millis now);
    void hide_cursor();
    /// The finger whose touch screen went, or that rests for too long; the cursor of a mouse that nobody moves.
    void forget_the_gone(App& app, model::Millis now);
    /// Turns the picture, or takes another size, where the setup screen asks for it.
    void remount(App& app, ui::Stage& stage);
    void renderer_lost(App& app, ui::Stage& stage, platform::Platform& platform);
    /// Call when all is drawn and not presented: reading waits for the renderer.
    void read_first_picture(const App& app);
    void present(App& app, ui::Stage& stage, platform::Platform& platform);

    WindowOptions m_options;
    SDL_Window* m_window = nullptr;
    SDL_Renderer* m_renderer = nullptr;
    TouchFilter m_touch;
    std::vector<std::int64_t> m_touch_screens;
    bool m_mouse_down = false;
    bool m_cursor_shown = false;
    bool m_in_visit = false;
    model::Millis m_mouse_moved{0};
    int m_frames_until_ready = 2;
    std::optional<ScreenPicture> m_first_picture;
    bool m_close = false;
};

} // namespace kiosk::shell
