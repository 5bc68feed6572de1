// The thoughts over the harbour, one at a time: purpose, each role, an invitation.
#pragma once
#include "db/role.h"
#include "kiosk/attract/harbour.h"
#include "kiosk/model/strings.h"
#include "kiosk/ui/frame.h"

#include <string>
#include <string_view>
#include <vector>

namespace kiosk::attract {

struct AttractModel {
    std::string organisation; ///< small, over everything
    std::string short_name;   ///< in its place where it would take more than the head's height
    std::vector<db::Slide> slides;
    std::vector<db::Language> languages; ///< to begin in; empty if there is but one
    std::chrono::milliseconds slide_time{8000};
};

/// Where the loop is in time.
struct SlideMoment {
    std::size_t index = 0;
    float entered = 1;  ///< 0 to 1 while its texts come
    float left = 0;     ///< 0 to 1 while they go
    double seconds = 0; ///< since the slide began
};

/// `since_start` is the loop's own time. With no slides the index is 0.
[[nodiscard]] SlideMoment slide_moment(std::chrono::milliseconds since_start, std::chrono::milliseconds slide_time,
                                       std::size_t slides);

/// The node of a language's name in the loop: a touch on it begins in that language.
[[nodiscard]] a11y::NodeId language_node(std::string_view code);

/// Draws harbour, slide and invitation over the whole screen. `dimmed` is 0 for full brightness, up to 0.9.
/// Always asks for another frame, but for reduced motion, where slides change by cuts and the picture is still.
void draw_attract(ui::Frame& frame, const Harbour& harbour, Detail detail, const AttractModel& model,
                  const model::Strings& strings, std::chrono::milliseconds since_start, float dimmed);

} // namespace kiosk::attract
