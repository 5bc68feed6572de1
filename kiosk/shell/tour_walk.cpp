#include "kiosk/shell/tour_walk.h"

#include <algorithm>
#include <fmt/format.h>
#include <imgui.h>

namespace kiosk::shell {
namespace {

namespace fs = std::filesystem;
using model::Millis;

/// The staff panel is off without a PIN; the tour wants to show it, and no PIN opens this one.
Config with_staff(Config config) {
    config.staff_pin_hash = "$argon2id$";
    config.name = "booth-1";
    return config;
}

} // namespace

platform::MachineHealth TourMachine::health() {
    return {.temperature_c = 48.5,
            .undervoltage = false,
            .free_bytes = 21'400'000'000,
            .total_bytes = 31'900'000'000,
            .memory_available_bytes = 612'000'000,
            .uptime_s = 187'200};
}

platform::TimeZones TourMachine::time_zones() {
    return {{"Africa/Cairo",        "Africa/Lagos",        "Africa/Nairobi",      "America/Argentina/Buenos_Aires",
             "America/Bogota",      "America/Caracas",     "America/Chicago",     "America/Denver",
             "America/Guatemala",   "America/Halifax",     "America/La_Paz",      "America/Lima",
             "America/Los_Angeles", "America/Mexico_City", "America/Montevideo",  "America/New_York",
             "America/Panama",      "America/Phoenix",     "America/Puerto_Rico", "America/Santiago",
             "America/Sao_Paulo",   "America/St_Johns",    "America/Toronto",     "America/Vancouver",
             "Antarctica/Palmer",   "Arctic/Longyearbyen", "Asia/Kolkata",        "Asia/Tokyo",
             "Atlantic/Azores",     "Atlantic/Canary",     "Australia/Sydney",    "Europe/London",
             "Europe/Madrid",       "Europe/Paris",        "Indian/Maldives",     "Pacific/Auckland",
             "Pacific/Honolulu"},
            "Europe/Madrid"};
}

std::optional<int> TourMachine::level(platform::Level level) {
    return level == platform::Level::Volume ? std::optional(m_volume) : std::nullopt;
}

Walk::Walk(const TourOptions& options, const StringCatalogue& strings, ui::Fonts& fonts, Canvas& canvas,
           const std::function<void(const fs::path&)>& said, bool at_setup)
    : m_options(options), m_canvas(canvas), m_said(said), m_config(with_staff(options.config)),
      m_stage(fonts, options.icons), m_app({m_config, strings, m_stage, m_machine, {"setup.toml", at_setup, {}}}) {
    ui::Panel panel{options.mounting.upright_width(), options.mounting.upright_height(), 0};
    panel.diagonal_in = options.diagonal_in > 0 ? static_cast<float>(options.diagonal_in)
                                                : ui::guess_diagonal_in(panel.width_px, panel.height_px);
    m_app.set_panel(panel);
    m_stage.attach(canvas.renderer());
}

void Walk::wait(Millis time) {
    for (Millis passed{0}; passed < time; passed += kTourFrame) {
        m_machine.advance(kTourFrame);
        m_app.poll();
        if (m_app.wants_frame())
            m_app.frame();
    }
}

void Walk::tap(model::Point at) {
    press(at);
    wait(2 * kTourFrame);
    release(at);
    wait(2 * kTourFrame);
}

bool Walk::tap(a11y::NodeId id) {
    for (int attempt = 0; attempt < 40; ++attempt) {
        const a11y::Node* node = m_stage.tree().find(id);
        if (node == nullptr)
            return false;
        if (!node->visible().empty() && node->visible().contains(node->rect.center())) {
            tap(node->rect.center());
            return true;
        }
        m_app.handle(Key::PageDown);
        wait(Millis{400});
    }
    return false;
}

db::Result<void> Walk::save(const std::string& name) {
    m_app.invalidate();
    m_app.frame();
    while (m_stage.pictures().is_busy()) { // one after the other: each frame asks for the next
        m_stage.pictures().wait();
        m_app.frame();
    }
    m_canvas.render(*m_stage.draw_data());
    const fs::path path = m_options.folder / (m_prefix + name + ".png");
    if (auto saved = m_canvas.save_png(path); !saved)
        return saved;
    ++m_saved;
    m_said(path);
    return {};
}

void Saver::operator()(const std::string& name) {
    if (!m_failure)
        if (auto saved = m_walk.save(name); !saved)
            m_failure = saved.error();
}

void show_pages(Walk& walk, Saver& save, const std::string& name) {
    walk.settle();
    save(name);
    for (int part = 2; part < 30; ++part) {
        const auto scrolls = walk.stage().tree().scrolls();
        if (scrolls.empty() || scrolls.front().offset >= scrolls.front().max_offset - 1)
            return;
        walk.app().handle(Key::PageDown);
        walk.wait(Millis{600});
        save(fmt::format("{}-{}", name, part));
    }
}

} // namespace kiosk::shell
