#include "platform/pictures/svg_gradients.h"

#include <algorithm>
#include <fmt/format.h>

namespace platform::pictures {

bool SvgGradients::is_endless(const std::string& first) const {
    constexpr int kMaxChain = 8; // longer is of no use either
    std::string id = first;
    for (int step = 0; step < kMaxChain; ++step) {
        const auto gradient = m_places.find(id);
        const auto next = gradient == m_places.end() ? m_follows.end() : m_follows.find(gradient->second);
        if (next == m_follows.end())
            return false;
        id = next->second;
    }
    return true;
}

std::optional<Refusal> SvgGradients::problem() const {
    for (const auto& [id, line] : m_paints)
        if (!m_places.contains(id))
            return Refusal{
                fmt::format("fills a shape with '{}' in line {}, which is not a gradient: use plain colours or "
                            "gradients instead of patterns",
                            id, line),
                line};
    const bool endless =
        std::any_of(m_follows.begin(), m_follows.end(), [&](const auto& link) { return is_endless(link.second); });
    return endless ? std::optional(Refusal{"has gradients that follow each other in a ring: export it again", 0})
                   : std::nullopt;
}

} // namespace platform::pictures
