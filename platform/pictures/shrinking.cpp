#include "platform/pictures/shrinking.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace platform::pictures {
namespace {
int shrunk(int length, int longest, int side_px) {
    return longest <= side_px ? length
                              : std::max(1, static_cast<int>(static_cast<std::int64_t>(length) * side_px / longest));
}

std::uint32_t channel(float value) {
    return static_cast<std::uint32_t>(std::clamp(std::lround(value), 0L, 255L));
}
} // namespace

Shrinking::Shrinking(int width, int height, int side_px) : m_width(width), m_height(height) {
    const int longest = std::max(width, height);
    m_small.width = shrunk(width, longest, side_px);
    m_small.height = shrunk(height, longest, side_px);
    const auto columns = static_cast<std::size_t>(m_small.width);
    m_small.argb.resize(columns * static_cast<std::size_t>(m_small.height));
    m_row.resize(columns);
    m_sums.resize(columns);
}

/// A pixel reaches over at most two of the small ones.
void Shrinking::add_to_row(const std::uint32_t* argb) {
    std::fill(m_row.begin(), m_row.end(), Sum{});
    const float ratio = static_cast<float>(m_small.width) / static_cast<float>(m_width);
    const auto add = [&](std::uint32_t pixel, std::int64_t column, float weight) {
        Sum& sum = m_row[static_cast<std::size_t>(std::min<std::int64_t>(column, m_small.width - 1))];
        const float alpha = static_cast<float>(pixel >> 24) * weight;
        sum.alpha += alpha;
        sum.red += static_cast<float>(pixel >> 16 & 0xff) * alpha;
        sum.green += static_cast<float>(pixel >> 8 & 0xff) * alpha;
        sum.blue += static_cast<float>(pixel & 0xff) * alpha;
    };
    for (std::int64_t x = 0; x < m_width; ++x) {
        const std::int64_t column = x * m_small.width / m_width;
        const std::int64_t over = (x + 1) * m_small.width - (column + 1) * m_width; // beyond the column, in 1/m_width
        const float beyond = over > 0 ? static_cast<float>(over) / static_cast<float>(m_width) : 0;
        add(argb[x], column, ratio - beyond);
        if (beyond > 0)
            add(argb[x], column + 1, beyond);
    }
}

void Shrinking::spread(float weight, std::vector<Sum>& onto) const {
    for (std::size_t column = 0; column < m_row.size(); ++column) {
        onto[column].red += m_row[column].red * weight;
        onto[column].green += m_row[column].green * weight;
        onto[column].blue += m_row[column].blue * weight;
        onto[column].alpha += m_row[column].alpha * weight;
    }
}

void Shrinking::write_row() {
    std::uint32_t* pixel =
        m_small.argb.data() + static_cast<std::ptrdiff_t>(m_small_y) * static_cast<std::ptrdiff_t>(m_small.width);
    for (Sum& sum : m_sums) {
        const float alpha = std::max(sum.alpha, 1e-6F);
        *pixel++ = channel(sum.alpha) << 24 | channel(sum.red / alpha) << 16 | channel(sum.green / alpha) << 8
                   | channel(sum.blue / alpha);
        sum = {};
    }
    ++m_small_y;
}

void Shrinking::add_row(const std::uint32_t* argb) {
    add_to_row(argb);
    const std::int64_t next = static_cast<std::int64_t>(m_y + 1) * m_small.height;
    const std::int64_t over = next - static_cast<std::int64_t>(m_small_y + 1) * m_height;
    const float ratio = static_cast<float>(m_small.height) / static_cast<float>(m_height);
    const float beyond = over > 0 ? static_cast<float>(over) / static_cast<float>(m_height) : 0;
    spread(ratio - beyond, m_sums);
    ++m_y;
    if (over < 0 || m_small_y >= m_small.height)
        return;
    write_row();
    if (beyond > 0)
        spread(beyond, m_sums);
}

Bitmap Shrinking::finish() {
    return std::move(m_small);
}

} // namespace platform::pictures
