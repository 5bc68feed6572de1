#include "tests/bench/frame_meter.h"

#include "tests/support/app/allocations.h"

#include <SDL.h>
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_impl_sdlrenderer2.h>

namespace bench {
namespace {

constexpr int kTransitionFrames = 24; // more than any way to another screen takes

} // namespace

void report(std::string_view name, double value, std::string_view note) {
    fmt::print("{} {} {}\n", name, value, note);
}

UnseenKiosk::UnseenKiosk(test::DriverOptions options) {
    SDL_SetHint(SDL_HINT_VIDEODRIVER, "dummy");
    SDL_SetHint(SDL_HINT_RENDER_BATCHING, "1"); // queues a frame before it draws it, so that the two can be told apart
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) == 0)
        m_window = SDL_CreateWindow("bench", 0, 0, options.width_px, options.height_px, 0);
    if (m_window != nullptr)
        m_renderer = SDL_CreateRenderer(m_window, -1, SDL_RENDERER_SOFTWARE);
    if (m_renderer == nullptr)
        throw std::runtime_error(SDL_GetError());
    options.pixels = false;
    m_driver = std::make_unique<test::UiDriver>(options);
    m_driver->stage().attach(m_renderer);
}

UnseenKiosk::~UnseenKiosk() {
    m_driver.reset();
    SDL_DestroyRenderer(m_renderer);
    SDL_DestroyWindow(m_window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

ContentFacts facts_of(const std::filesystem::path& database) {
    const auto store = db::RoleStore::open(database, db::Trust::Factory);
    if (!store)
        throw std::runtime_error(store.error().text());
    return {static_cast<int>(store->slides("en").value().size()), store->page("en", 0, 6).value()};
}

void FrameMeter::frame(Millis step, bool rasterise) {
    m_driver.platform().advance(step);
    build(nullptr);
    if (rasterise)
        rasterise_now();
}

void FrameMeter::frames(int count, Millis step, bool rasterise) {
    for (int index = 0; index < count; ++index)
        frame(step, rasterise);
}

void FrameMeter::finger(kiosk::PointerEvent::Kind kind, Point at, bool rasterise) {
    const kiosk::PointerEvent event{kind, at, 0};
    m_driver.platform().advance(Millis{16});
    build(&event);
    if (rasterise)
        rasterise_now();
}

void FrameMeter::tap(std::string_view label) {
    m_driver.see(label);
    const Point at = m_driver.control(label).visible().center();
    finger(kiosk::PointerEvent::Kind::Down, at);
    finger(kiosk::PointerEvent::Kind::Up, at);
    frames(kTransitionFrames);
    m_driver.settle();
}

void FrameMeter::build(const kiosk::PointerEvent* event) {
    std::int64_t allocations = 0;
    std::string origins;
    {
        const test::AllocationCounter counter;
        if (event != nullptr)
            m_driver.app().handle(*event);
        m_driver.app().frame();
        allocations = counter.count();
        if (allocations > 0)
            origins = counter.origins();
    }
    ++m_totals.frames;
    m_totals.build_allocations += allocations;
    if (m_totals.first_origins.empty())
        m_totals.first_origins = std::move(origins);
    if (const int calls = draw_calls_of(m_driver); calls > m_totals.max_draw_calls) {
        m_totals.max_draw_calls = calls;
        m_totals.worst = m_place;
    }
}

// As Canvas::render() does, in two parts.
void FrameMeter::rasterise_now() {
    SDL_Renderer* renderer = m_kiosk.renderer();
    ++m_totals.rasterised_frames;
    {
        const test::AllocationCounter counter;
        SDL_RenderClear(renderer);
        ImGui_ImplSDLRenderer2_RenderDrawData(m_driver.stage().draw_data());
        m_totals.queue_allocations += counter.count();
    }
    const test::AllocationCounter counter;
    SDL_RenderFlush(renderer);
    m_totals.raster_allocations += counter.count();
}

int draw_calls_of(test::UiDriver& driver) {
    const ImDrawData* data = driver.stage().draw_data();
    int calls = 0;
    for (const ImDrawList* list : data->CmdLists)
        for (const ImDrawCmd& command : list->CmdBuffer)
            calls += command.ElemCount > 0 ? 1 : 0;
    return calls;
}

} // namespace bench
