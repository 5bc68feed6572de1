// Physical sizes: layout units are millimetres on the glass. Pure.
#pragma once
#include "kiosk/model/geometry.h"
#include "kiosk/model/settings.h"

namespace kiosk::ui {

/// The panel, upright after rotation.
struct Panel {
    int width_px = 1280;
    int height_px = 800;
    float diagonal_in = 10.1F;
};

/// A likely diagonal in inches for a resolution, for a kiosk whose kiosk.toml names none.
[[nodiscard]] float guess_diagonal_in(int width_px, int height_px);

/// Cap heights in millimetres of the two sizes that a screen has (and of the attract loop's large type).
struct TypeScale {
    float body_mm = 4.8F; ///< Section 508 402.4: capitals at least 4.8 mm (3/16 inch)
    float title_mm = 8.0F;
    float display_mm = 16.0F;
};

/// A panel of less than 7 inches is held closer to the eye: it is laid out as one of 7 inches, and a millimetre of the
/// layout is less on its glass (0.6 mm at 4.3 inches, so that its smallest target is 7 mm and most are 9).
class Metrics {
public:
    Metrics(const Panel& panel, model::TextSize text_size);

    [[nodiscard]] float px(float mm) const { return mm * m_px_per_mm; }
    /// Rounded to whole pixels: for edges that shall be sharp.
    [[nodiscard]] float snap(float mm) const;
    [[nodiscard]] float px_per_mm() const { return m_px_per_mm; }
    [[nodiscard]] float text_scale() const { return m_text_scale; }
    [[nodiscard]] const TypeScale& type() const { return m_type; }
    [[nodiscard]] model::Rect screen() const { return {0, 0, m_width_px, m_height_px}; }
    [[nodiscard]] float width_mm() const { return m_width_px / m_px_per_mm; }
    [[nodiscard]] float height_mm() const { return m_height_px / m_px_per_mm; }
    [[nodiscard]] bool portrait() const { return m_height_px > m_width_px; }
    /// Less than 100 mm on the shorter side: a 7-inch panel, where every millimetre counts.
    [[nodiscard]] bool small() const { return m_small; }

    /// Side of the smallest touch target: 20 mm (Colle & Hiszem 2004), 15 mm on a 7-inch panel.
    [[nodiscard]] float target_mm() const { return m_small ? 15.0F : 20.0F; }
    /// Side that no target goes below where room ends: 11 mm at 7 inches, which are held close, 13 mm at 10 inches, 20
    /// mm from 21.5 inches on. Glides with the shorter side.
    [[nodiscard]] float least_target_mm() const;
    /// Space between the screen's edge and content.
    [[nodiscard]] float margin_mm() const;

private:
    float m_width_px;
    float m_height_px;
    float m_px_per_mm;
    float m_text_scale;
    bool m_small;
    TypeScale m_type;
};

} // namespace kiosk::ui
