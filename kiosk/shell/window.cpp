#include "kiosk/shell/window.h"

#include "kiosk/shell/keys.h"

#include <SDL.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_impl_sdlrenderer2.h>
#include <span>

namespace kiosk::shell {
namespace {

namespace logs = platform::logs;
using model::Millis;

constexpr Millis kLongestWait{500}; // the service manager is told that the loop turns, and a stick is noticed
constexpr Millis kBusyWait{100};    // while a stick is read or staff are there
constexpr Millis kRetryRenderer{500};
constexpr Millis kCursorRests{5000}; // a mouse that nobody moves has no cursor
constexpr Millis kStall{5000};       // of the loop: what was touched before its end was meant for another picture

void set_hints() {
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1"); // SIGTERM is ours; SDL would turn it into a closed window
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0"); // fingers come as fingers
    SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_WINDOWS_NO_CLOSE_ON_ALT_F4, "1");
    SDL_SetHint(SDL_HINT_GRAB_KEYBOARD, "1");
    SDL_SetHint(SDL_HINT_RENDER_BATCHING, "1"); // SDL gives it up where the render driver is named, as on KMSDRM
}

/// Without any display SDL falls back to drivers that draw where nobody looks. They count only when asked for by name.
bool is_seen(const char* driver) {
    if (SDL_getenv("SDL_VIDEODRIVER") != nullptr || driver == nullptr)
        return driver != nullptr;
    return std::strcmp(driver, "offscreen") != 0 && std::strcmp(driver, "dummy") != 0
           && std::strcmp(driver, "evdev") != 0;
}

/// No more are looked at: a kiosk has one.
constexpr std::size_t kMostTouchScreens = 8;

} // namespace

bool has_display() {
    set_hints();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
        return false;
    const bool seen = is_seen(SDL_GetCurrentVideoDriver());
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    return seen;
}

db::Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
    set_hints();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0)
        return db::fail(db::ErrorCode::Unsupported,
                        fmt::format("no display can be opened ({}): connect one, or render pictures with --tour DIR",
                                    SDL_GetError()));
    std::unique_ptr<Window> window(new Window(options));
    const char* driver = SDL_GetCurrentVideoDriver();
    if (!is_seen(driver))
        return db::fail(db::ErrorCode::Unsupported,
                        "there is no display: connect one, or render pictures with --tour DIR");
    // SDL's own choice on KMSDRM gets a GLES context for its desktop GL renderer: a wrong picture without an error.
    if (driver != nullptr && std::strcmp(driver, "KMSDRM") == 0)
        SDL_SetHint(SDL_HINT_RENDER_DRIVER, "opengles2");
    Uint32 flags = SDL_WINDOW_ALLOW_HIGHDPI;
    PixelSize size{1280, 800};
    if (options.windowed) {
        size = *options.windowed;
        flags |= SDL_WINDOW_RESIZABLE;
    } else {
        flags |= options.mode ? SDL_WINDOW_FULLSCREEN : SDL_WINDOW_FULLSCREEN_DESKTOP;
        if (SDL_DisplayMode desktop{}; SDL_GetDesktopDisplayMode(0, &desktop) == 0)
            size = {desktop.w, desktop.h};
        size = options.mode.value_or(size);
    }
    window->m_window =
        SDL_CreateWindow("Kiosk", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, size.width, size.height, flags);
    if (window->m_window == nullptr || !window->create_renderer())
        return db::fail(db::ErrorCode::Unsupported, fmt::format("no window can be opened: {}", SDL_GetError()));
    if (!options.windowed && !options.mode)
        window->fill_screen();
    SDL_ShowCursor(SDL_DISABLE);
    return window;
}

void Window::fill_screen() {
    SDL_Rect screen{};
    SDL_Rect window{};
    if (SDL_GetDisplayBounds(std::max(0, SDL_GetWindowDisplayIndex(m_window)), &screen) != 0)
        return;
    SDL_GetWindowPosition(m_window, &window.x, &window.y);
    SDL_GetWindowSize(m_window, &window.w, &window.h);
    if (SDL_RectEquals(&screen, &window) == SDL_TRUE)
        return;
    SDL_SetWindowPosition(m_window, screen.x, screen.y);
    SDL_SetWindowSize(m_window, screen.w, screen.h);
}

std::string Window::size_problem() const {
    const std::optional<PixelSize> wanted = m_options.windowed ? m_options.windowed : m_options.mode;
    const int display = std::max(0, SDL_GetWindowDisplayIndex(m_window));
    SDL_Rect screen{};
    if (!wanted || SDL_GetDisplayBounds(display, &screen) != 0)
        return {};
    if (m_options.windowed)
        return wanted->width <= screen.w && wanted->height <= screen.h
                   ? std::string()
                   : fmt::format("{}x{} is larger than the display, which has {}x{}: a part can't be seen",
                                 wanted->width, wanted->height, screen.w, screen.h);
    SDL_DisplayMode mode{};
    if (SDL_GetCurrentDisplayMode(display, &mode) != 0 || (mode.w == wanted->width && mode.h == wanted->height))
        return {};
    return fmt::format("this display can't do {}x{}: it shows {}x{}; leave `size` out to take the display's own",
                       wanted->width, wanted->height, mode.w, mode.h);
}

Window::~Window() {
    if (m_renderer != nullptr)
        SDL_DestroyRenderer(m_renderer);
    if (m_window != nullptr)
        SDL_DestroyWindow(m_window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

bool Window::create_renderer() {
    m_renderer = SDL_CreateRenderer(m_window, -1, SDL_RENDERER_PRESENTVSYNC);
    if (m_renderer == nullptr)
        m_renderer = SDL_CreateRenderer(m_window, -1, SDL_RENDERER_SOFTWARE);
    return m_renderer != nullptr;
}

Mounting Window::mounting() const {
    Mounting mounting;
    mounting.degrees = m_options.rotation;
    if (SDL_GetRendererOutputSize(m_renderer, &mounting.width_px, &mounting.height_px) != 0 || mounting.width_px <= 0)
        SDL_GetWindowSize(m_window, &mounting.width_px, &mounting.height_px);
    return mounting;
}

ui::Panel Window::panel() const {
    const Mounting mounted = mounting();
    ui::Panel panel{mounted.upright_width(), mounted.upright_height(), 0};
    panel.diagonal_in = m_options.diagonal_in ? static_cast<float>(*m_options.diagonal_in)
                                              : ui::guess_diagonal_in(panel.width_px, panel.height_px);
    return panel;
}

void Window::handle_pointer(const SDL_Event& event, App& app, Millis now) {
    const Mounting mounted = mounting();
    const auto finger = [&](const SDL_TouchFingerEvent& touch) {
        return to_upright(
            mounted, {touch.x * static_cast<float>(mounted.width_px), touch.y * static_cast<float>(mounted.height_px)});
    };
    // Mouse events are in points of the window, the picture in pixels.
    int window_width = 1;
    int window_height = 1;
    SDL_GetWindowSize(m_window, &window_width, &window_height);
    const auto mouse = [&](int x, int y) {
        return to_upright(mounted, {static_cast<float>(x) * static_cast<float>(mounted.width_px)
                                        / static_cast<float>(std::max(1, window_width)),
                                    static_cast<float>(y) * static_cast<float>(mounted.height_px)
                                        / static_cast<float>(std::max(1, window_height))});
    };
    std::optional<PointerEvent> pointer;
    switch (event.type) {
    case SDL_FINGERDOWN:
        pointer = m_touch.finger_down(event.tfinger.touchId, event.tfinger.fingerId, finger(event.tfinger), now);
        break;
    case SDL_FINGERMOTION:
        pointer = m_touch.finger_move(event.tfinger.touchId, event.tfinger.fingerId, finger(event.tfinger), now);
        break;
    case SDL_FINGERUP:
        pointer = m_touch.finger_up(event.tfinger.touchId, event.tfinger.fingerId, finger(event.tfinger));
        break;
    case SDL_MOUSEBUTTONDOWN:
        if (event.button.button == SDL_BUTTON_LEFT)
            pointer = PointerEvent{PointerEvent::Kind::Down, mouse(event.button.x, event.button.y), 0};
        m_mouse_down = m_mouse_down || event.button.button == SDL_BUTTON_LEFT;
        break;
    case SDL_MOUSEBUTTONUP:
        if (event.button.button == SDL_BUTTON_LEFT) {
            pointer = PointerEvent{PointerEvent::Kind::Up, mouse(event.button.x, event.button.y), 0};
            m_mouse_down = false;
        }
        break;
    case SDL_MOUSEMOTION:
        show_cursor(now);
        if (m_mouse_down)
            pointer = PointerEvent{PointerEvent::Kind::Move, mouse(event.motion.x, event.motion.y), 0};
        break;
    case SDL_MOUSEWHEEL: {
        int x = 0;
        int y = 0;
        SDL_GetMouseState(&x, &y);
        pointer = PointerEvent{PointerEvent::Kind::Wheel, mouse(x, y), static_cast<float>(event.wheel.y)};
        break;
    }
    default:
        break;
    }
    if (event.type == SDL_FINGERDOWN)
        hide_cursor();
    if (pointer)
        app.handle(*pointer);
}

void Window::show_cursor(Millis now) {
    m_mouse_moved = now;
    if (!std::exchange(m_cursor_shown, true))
        SDL_ShowCursor(SDL_ENABLE);
}

void Window::hide_cursor() {
    if (std::exchange(m_cursor_shown, false))
        SDL_ShowCursor(SDL_DISABLE);
}

void Window::forget_the_gone(App& app, Millis now) {
    std::array<std::int64_t, kMostTouchScreens> devices{};
    const int count = std::min(SDL_GetNumTouchDevices(), static_cast<int>(devices.size()));
    for (int index = 0; index < count; ++index)
        devices[static_cast<std::size_t>(index)] = SDL_GetTouchDevice(index);
    const std::span<const std::int64_t> there(devices.data(), static_cast<std::size_t>(std::max(0, count)));
    app.set_touch_screen(!there.empty());
    if (!std::equal(there.begin(), there.end(), m_touch_screens.begin(), m_touch_screens.end())) {
        m_touch_screens.assign(there.begin(), there.end());
        if (const auto up = m_touch.devices_changed(there))
            app.handle(*up);
    }
    if (const auto up = m_touch.give_up_rest(now))
        app.handle(*up);
    const bool in_visit = app.screen() != model::Screen::Attract;
    if ((m_in_visit && !in_visit) || now - m_mouse_moved > kCursorRests)
        hide_cursor();
    m_in_visit = in_visit;
}

void Window::handle_key(const SDL_Event& event, App& app) {
    const SDL_Keycode code = event.key.keysym.sym;
    const auto key = key_of(code, (event.key.keysym.mod & KMOD_SHIFT) != 0);
    if (key && event.key.repeat != 0)
        app.repeat(*key);
    else if (key)
        app.handle(*key);
    else if (event.key.repeat == 0
             && ((code >= SDLK_a && code <= SDLK_z) || code == SDLK_MINUS || code == SDLK_KP_MINUS))
        app.type(code == SDLK_KP_MINUS ? '-' : static_cast<char>(code));
}

bool Window::handle(const SDL_Event& event, App& app, ui::Stage& stage, platform::Platform& platform) {
    switch (event.type) {
    case SDL_QUIT:
        // Alt-F4, a window manager or a chord: it closes a developer's window, never the kiosk.
        return m_options.windowed.has_value();
    case SDL_KEYDOWN: {
        if (!m_options.windowed && !m_options.has_keypad)
            break; // whoever brought a keyboard is not staff
        const bool control = (event.key.keysym.mod & KMOD_CTRL) != 0;
        if (m_options.windowed && control && event.key.keysym.sym == SDLK_q)
            return true;
        if ((event.key.keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) == 0)
            handle_key(event, app);
        break;
    }
    case SDL_WINDOWEVENT:
        if (event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED) {
            app.set_panel(panel());
            stage.attach(m_renderer);
        } else if (event.window.event == SDL_WINDOWEVENT_FOCUS_LOST) {
            if (const auto up = m_touch.reset())
                app.handle(*up);
        }
        app.invalidate();
        break;
    case SDL_RENDER_TARGETS_RESET:
        app.invalidate();
        break;
    case SDL_RENDER_DEVICE_RESET:
        renderer_lost(app, stage, platform);
        break;
    case SDL_DISPLAYEVENT:
        app.invalidate();
        break;
    default:
        handle_pointer(event, app, platform.now());
        break;
    }
    return false;
}

void Window::remount(App& app, ui::Stage& stage) {
    const std::optional<PanelWish> wish = app.take_panel_wish();
    if (!wish)
        return;
    m_options.rotation = wish->rotation;
    m_options.diagonal_in = wish->diagonal_in;
    app.set_panel(panel());
    stage.attach(m_renderer);
}

void Window::renderer_lost(App& app, ui::Stage& stage, platform::Platform& platform) {
    platform.log(logs::DisplayLost{logs::DisplayPart::Renderer});
    stage.detach();
    SDL_DestroyRenderer(m_renderer);
    m_renderer = nullptr;
    // Not told alive meanwhile: where this does not help soon, the service manager begins anew.
    while (!create_renderer()) {
        SDL_Delay(static_cast<Uint32>(kRetryRenderer.count()));
    }
    app.set_panel(panel());
    stage.attach(m_renderer);
    platform.log(logs::DisplayRestored{});
    app.invalidate();
}

void Window::read_first_picture(const App& app) {
    if (!m_options.keep_first_picture || app.screen() != model::Screen::Attract || app.stick_card().shown() != nullptr)
        return;
    const Mounting mounted = mounting();
    ScreenPicture picture{{mounted.width_px, mounted.height_px}, mounted.degrees, {}};
    const int row_bytes = picture.size.width * 4;
    picture.pixels.resize(static_cast<std::size_t>(row_bytes) * static_cast<std::size_t>(picture.size.height));
    if (SDL_RenderReadPixels(m_renderer, nullptr, SDL_PIXELFORMAT_BGRA32, picture.pixels.data(), row_bytes) == 0)
        m_first_picture = std::move(picture);
}

void Window::present(App& app, ui::Stage& stage, platform::Platform& platform) {
    const Uint64 start = SDL_GetPerformanceCounter();
    app.frame();
    ImDrawData* data = stage.draw_data();
    rotate(mounting(), *data);
    bool drawn = SDL_SetRenderDrawColor(m_renderer, 0, 0, 0, 255) == 0 && SDL_RenderClear(m_renderer) == 0;
    ImGui_ImplSDLRenderer2_RenderDrawData(data);
    drawn = SDL_RenderFlush(m_renderer) == 0 && drawn;
    if (drawn && m_frames_until_ready == 1)
        read_first_picture(app);
    const double cost = static_cast<double>(SDL_GetPerformanceCounter() - start) * 1000.0
                        / static_cast<double>(SDL_GetPerformanceFrequency());
    SDL_RenderPresent(m_renderer);
    app.frame_took(cost);
    if (!drawn) {
        renderer_lost(app, stage, platform);
        return;
    }
    platform.alive();
    // A frame that was handed over may still be on its way to the glass; the next one waits until it is there. Whoever
    // starts after the first frame does not take the processor from it.
    if (m_frames_until_ready > 0 && --m_frames_until_ready == 0)
        platform.ready();
    else if (m_frames_until_ready > 0)
        app.invalidate();
}

LoopEnd Window::run(App& app, ui::Stage& stage, platform::Platform& platform, const std::atomic<bool>& stop,
                    const std::function<void()>& between) {
    SDL_RendererInfo renderer{};
    if (SDL_GetRendererInfo(m_renderer, &renderer) == 0 && (renderer.flags & SDL_RENDERER_SOFTWARE) != 0)
        app.begin_without_gpu();
    Millis looked = platform.now(); // for events
    while (!stop) {
        forget_the_gone(app, platform.now());
        app.poll();
        remount(app, stage);
        between();
        if (app.restart_requested())
            return LoopEnd::Restart;
        SDL_Event event;
        if (!app.wants_frame()) {
            platform.alive(); // what is on the screen is what shall be there
            const Millis longest = app.is_busy() ? kBusyWait : kLongestWait;
            const Millis wait = std::clamp(app.next_frame_at() - platform.now(), Millis{0}, longest);
            if (SDL_WaitEventTimeout(&event, static_cast<int>(wait.count())) != 0
                && handle(event, app, stage, platform))
                return LoopEnd::Closed;
        }
        while (SDL_PollEvent(&event) != 0)
            if (handle(event, app, stage, platform))
                return LoopEnd::Closed;
        if (const Millis before = std::exchange(looked, platform.now()); looked - before > kStall)
            app.forget_presses();
        if (app.wants_frame())
            present(app, stage, platform);
    }
    return LoopEnd::Signal;
}

} // namespace kiosk::shell
