// The setup screen: what the app does with it.
#include "kiosk/app.h"

#include <utility>

namespace kiosk {

void App::open_setup(Setup::Occasion occasion) {
    const std::string language = m_settings.language;
    m_settings = {};
    m_settings.language = language;
    m_settings.reduced_motion = m_parts.config.reduced_motion;
    m_setup.open(occasion, language, m_parts.stage.panel().diagonal_in);
    m_settings.language = m_setup.choices().language;
    m_parts.stage.memory() = {};
    m_touch_spent = m_pointer.down;
    m_dirty = true;
}

void App::act_on_setup(const model::Action& action) {
    if (!action)
        return;
    with_setup([&] { m_setup.act(action); });
    m_dirty = true;
}

void App::setup_step_left(model::SetupStep before) {
    m_settings.language = m_setup.choices().language;
    if (!m_setup.is_open()) {
        m_attract_since = now();
        m_dirty = true;
        return back_to_visitors();
    }
    if (m_setup.step() == before)
        return;
    m_dirty = true;
    ui::Memory& memory = m_parts.stage.memory();
    memory.scrolls.clear();
    memory.focus = memory.show_focus ? screens::setup_next() : a11y::kNoNode;
}

} // namespace kiosk
