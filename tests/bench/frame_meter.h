// Frames of the kiosk on a manual clock, each with what it costs: heap allocations and draw calls. "To build" a frame
// is everything up to the list of triangles; "to rasterise" it is what SDL then does with them.
#pragma once
#include "tests/support/app/ui_driver.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct SDL_Window;

namespace bench {

using test::Millis;
using test::Point;

/// Prints one figure for tests/bench/run: "NAME VALUE NOTE".
void report(std::string_view name, double value, std::string_view note = {});

/// A kiosk in a window that nobody sees, with SDL's software renderer: text is real, in real texture pages, but only
/// the frames that FrameMeter is asked to rasterise become pixels. So a walk is as quick on a large panel as on a small
/// one.
class UnseenKiosk {
public:
    explicit UnseenKiosk(test::DriverOptions options);
    UnseenKiosk(const UnseenKiosk&) = delete;
    UnseenKiosk& operator=(const UnseenKiosk&) = delete;
    UnseenKiosk(UnseenKiosk&&) = delete;
    UnseenKiosk& operator=(UnseenKiosk&&) = delete;
    ~UnseenKiosk();

    [[nodiscard]] test::UiDriver& driver() { return *m_driver; }
    [[nodiscard]] SDL_Renderer* renderer() { return m_renderer; }

private:
    SDL_Window* m_window = nullptr;
    SDL_Renderer* m_renderer = nullptr;
    std::unique_ptr<test::UiDriver> m_driver; ///< ends before the renderer
};

/// What a walk needs to know of a database, in English.
struct ContentFacts {
    int slides = 0;
    std::vector<db::RoleCard> roles; ///< the first six
};
[[nodiscard]] ContentFacts facts_of(const std::filesystem::path& database);

struct FrameTotals {
    std::int64_t frames = 0;
    std::int64_t build_allocations = 0;
    std::int64_t rasterised_frames = 0; ///< only these are queued, too
    std::int64_t queue_allocations = 0;
    std::int64_t raster_allocations = 0;
    int max_draw_calls = 0;
    std::string worst;         ///< the place with the most draw calls
    std::string first_origins; ///< of the allocations of the first frame that made some
};

/// Draws frames and sums up what they cost. The kiosk outlives it.
class FrameMeter {
public:
    explicit FrameMeter(UnseenKiosk& kiosk) : m_kiosk(kiosk), m_driver(kiosk.driver()) {}

    /// Where the kiosk is now, for FrameTotals::worst.
    void set_place(std::string place) { m_place = std::move(place); }
    /// `step` later: one frame, whether the app wants it or not; rasterised if asked for.
    void frame(Millis step = Millis{16}, bool rasterise = false);
    void frames(int count, Millis step = Millis{16}, bool rasterise = false);
    /// The finger does something, then comes a frame.
    void finger(kiosk::PointerEvent::Kind kind, Point at, bool rasterise = false);
    /// Presses and lets go of the control of this name, scrolled to first; then come the frames of the way to the next
    /// screen, and the driver waits until nothing moves.
    void tap(std::string_view label);

    [[nodiscard]] const FrameTotals& totals() const { return m_totals; }
    void forget() { m_totals = {}; }

private:
    void build(const kiosk::PointerEvent* event);
    void rasterise_now();

    UnseenKiosk& m_kiosk;
    test::UiDriver& m_driver;
    std::string m_place;
    FrameTotals m_totals;
};

/// The calls of the renderer that the frame drawn last needs.
[[nodiscard]] int draw_calls_of(test::UiDriver& driver);

/// Drags the first scrolling area of the screen by finger to its end and back, letting it glide in between: `each` is
/// called with every step of the finger, and for every frame that nobody touches with null.
template <typename Each>
void scroll_about(test::UiDriver& driver, Each&& each);

} // namespace bench

template <typename Each>
void bench::scroll_about(test::UiDriver& driver, Each&& each) {
    using Kind = kiosk::PointerEvent::Kind;
    constexpr int kStrokes = 6; // three down, three up
    constexpr int kSteps = 14;
    constexpr int kGlideFrames = 70;
    for (int stroke = 0; stroke < kStrokes; ++stroke) {
        const kiosk::model::Rect view = driver.tree().scrolls().front().viewport;
        const float from = stroke < kStrokes / 2 ? view.bottom - view.height() * 0.1F : view.top + view.height() * 0.1F;
        const float to = stroke < kStrokes / 2 ? view.top + view.height() * 0.3F : view.bottom - view.height() * 0.3F;
        for (int step = 0; step <= kSteps; ++step) {
            const float share = static_cast<float>(step) / kSteps;
            const kiosk::PointerEvent event{
                step == 0 ? Kind::Down : Kind::Move, {view.center().x, from + (to - from) * share}, 0};
            each(&event);
        }
        const kiosk::PointerEvent up{Kind::Up, {view.center().x, to}, 0};
        each(&up);
        for (int frame = 0; frame < kGlideFrames; ++frame)
            each(nullptr);
    }
}
