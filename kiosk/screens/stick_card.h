// The quiet card that tells how far the machine is with a USB stick. Over every screen; takes no touch but on its
// close.
#pragma once
#include "kiosk/ui/frame.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kiosk::screens {

struct StickCardModel {
    enum class Look : std::uint8_t { Working, Good, Attention };
    Look look = Look::Working;
    std::string title;
    std::string text;
    std::optional<int> percent; ///< of the whole work
    std::string percent_text;   ///< "40 %"
    std::string close;          ///< name of the small button
    bool operator==(const StickCardModel&) const = default;
};

/// The id of the small button that closes it: the app takes the touch itself, so that none goes to what lies below.
[[nodiscard]] a11y::NodeId stick_card_close();

/// Draws the card in the top right corner of `room`; in a narrow one without its text. Returns true where a key closed
/// it.
bool draw_stick_card(ui::Frame& frame, const StickCardModel& model, const model::Rect& room, bool close_is_pressed);

} // namespace kiosk::screens
