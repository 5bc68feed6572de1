// The gradients of an SVG: which there are, which take their colours from another, and which shapes are filled with
// them.
#pragma once
#include "platform/pictures/picture.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace platform::pictures {

/// Ids may be used before they are given, so that all is checked at the end. `place` tells gradients apart.
class SvgGradients {
public:
    void name(std::string_view id, std::size_t place) { m_places[std::string(id)] = place; }
    /// The gradient takes its colours from `id`.
    void follow(std::size_t place, std::string_view id) { m_follows[place] = id; }
    /// A shape is filled with `id`.
    void paint(std::string id, int line) { m_paints.emplace_back(std::move(id), line); }

    /// What is wrong: a filling that is not a gradient; gradients that follow each other without end.
    [[nodiscard]] std::optional<Refusal> problem() const;

private:
    [[nodiscard]] bool is_endless(const std::string& first) const;

    std::map<std::string, std::size_t> m_places;
    std::map<std::size_t, std::string> m_follows;
    std::vector<std::pair<std::string, int>> m_paints;
};

} // namespace platform::pictures
