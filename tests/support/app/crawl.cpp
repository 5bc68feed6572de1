#include "tests/support/app/crawl.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <span>

namespace test {
namespace {

namespace a11y = kiosk::a11y;

constexpr float kRoundingPx = 1.01F; // sizes are rounded to whole pixels at either side

std::string short_name(const a11y::Node& node) {
    constexpr std::size_t kMost = 48;
    return node.name.size() <= kMost ? node.name : node.name.substr(0, kMost) + "...";
}

bool overlap(const Rect& first, const Rect& second) {
    const Rect common = first.intersection(second);
    return common.width() > kRoundingPx && common.height() > kRoundingPx;
}

/// What can meet on the glass: of one scrolling area the full rectangles, else what is seen of them.
bool meet(const a11y::Node& first, const a11y::Node& second) {
    return first.scroll == second.scroll ? overlap(first.rect, second.rect)
                                         : overlap(first.visible(), second.visible());
}

bool is_text(const a11y::Node& node) {
    return !node.is_control() && node.role != a11y::Role::Screen && node.role != a11y::Role::Dialog
           && node.role != a11y::Role::Image;
}

class Inspection {
public:
    Inspection(const UiDriver& driver, std::vector<std::string>& found)
        : m_nodes(driver.tree().nodes()), m_tree(driver.tree()), m_metrics(driver.metrics()), m_found(found) {}

    void run() {
        std::set<a11y::NodeId> ids;
        for (std::size_t index = 0; index < m_nodes.size(); ++index) {
            const a11y::Node& node = m_nodes[index];
            if (node.is_control()) {
                check_control(node);
                if (!ids.insert(node.id).second)
                    m_found.push_back(fmt::format("\"{}\" has the id of another control", short_name(node)));
            } else if (is_text(node)) {
                check_text(node);
            }
            for (const a11y::Node& other : m_nodes.subspan(index + 1))
                check_pair(node, other);
        }
    }

private:
    void check_control(const a11y::Node& node) {
        if (node.name.empty())
            m_found.push_back(fmt::format("a {} at {:.0f},{:.0f} has no name", a11y::role_name(node.role),
                                          node.rect.left, node.rect.top));
        const float least = m_metrics.px(m_metrics.least_target_mm()) - kRoundingPx;
        if (node.rect.width() < least || node.rect.height() < least)
            m_found.push_back(fmt::format("\"{}\" is too small for a finger: {:.1f} x {:.1f} mm", short_name(node),
                                          node.rect.width() / m_metrics.px_per_mm(),
                                          node.rect.height() / m_metrics.px_per_mm()));
        check_sides(node);
    }

    void check_text(const a11y::Node& node) {
        check_sides(node);
        if (node.parent == a11y::kNoNode)
            return;
        const a11y::Node* parent = m_tree.find(node.parent);
        if (parent == nullptr)
            m_found.push_back(fmt::format("\"{}\" belongs to a control that is not there", short_name(node)));
        else if (node.rect.left < parent->rect.left - kRoundingPx || node.rect.right > parent->rect.right + kRoundingPx
                 || node.rect.top < parent->rect.top - kRoundingPx
                 || node.rect.bottom > parent->rect.bottom + kRoundingPx)
            m_found.push_back(fmt::format("\"{}\" reaches out of its control", short_name(node)));
    }

    void check_sides(const a11y::Node& node) {
        const Rect screen = m_metrics.screen();
        const Rect room = node.clip.intersection(screen);
        if (node.rect.left < room.left - kRoundingPx || node.rect.right > room.right + kRoundingPx)
            m_found.push_back(fmt::format("\"{}\" is cut at a side: {:.0f} to {:.0f} in {:.0f} to {:.0f}",
                                          short_name(node), node.rect.left, node.rect.right, room.left, room.right));
        if (node.scroll == a11y::kNoNode
            && (node.rect.top < screen.top - kRoundingPx || node.rect.bottom > screen.bottom + kRoundingPx))
            m_found.push_back(fmt::format("\"{}\" is cut at top or bottom: {:.0f} to {:.0f} of {:.0f}",
                                          short_name(node), node.rect.top, node.rect.bottom, screen.bottom));
    }

    void check_pair(const a11y::Node& first, const a11y::Node& second) {
        if (first.is_control() && second.is_control() && meet(first, second))
            m_found.push_back(fmt::format("\"{}\" and \"{}\" overlap", short_name(first), short_name(second)));
        if (is_text(first) && is_text(second) && !first.name.empty() && !second.name.empty() && meet(first, second))
            m_found.push_back(
                fmt::format("the texts \"{}\" and \"{}\" overlap", short_name(first), short_name(second)));
        const bool mixed = (first.is_control() && is_text(second) && second.parent != first.id)
                           || (second.is_control() && is_text(first) && first.parent != second.id);
        if (mixed && meet(first, second))
            m_found.push_back(fmt::format("\"{}\" and \"{}\" overlap", short_name(first), short_name(second)));
    }

    std::span<const a11y::Node> m_nodes;
    const a11y::Tree& m_tree;
    kiosk::ui::Metrics m_metrics;
    std::vector<std::string>& m_found;
};

} // namespace

void Crawl::add(const UiDriver& driver, std::string_view state, std::string_view fault) {
    const kiosk::ui::Panel& panel = driver.panel();
    const kiosk::model::Settings& settings = driver.app().settings();
    const auto screen = driver.screen();
    std::string where{kiosk::model::screen_name(screen)};
    if (screen == kiosk::model::Screen::Role)
        where += " " + driver.app().view().place.role_id;
    m_faults.push_back(fmt::format("{}x{} {} size {}{}, {}{}{}: {}", panel.width_px, panel.height_px, settings.language,
                                   static_cast<int>(settings.text_size), settings.high_contrast ? " contrast" : "",
                                   where, state.empty() ? "" : ", ", state, fault));
}

void Crawl::inspect(const UiDriver& driver, std::string_view state) {
    ++m_inspected;
    std::vector<std::string> found;
    Inspection(driver, found).run();
    for (const std::string& fault : found)
        add(driver, state, fault);
}

void Crawl::inspect_to_end(UiDriver& driver, std::string_view state) {
    inspect(driver, state);
    if (driver.tree().scrolls().empty() || driver.tree().scrolls().front().max_offset <= 1)
        return;
    const kiosk::a11y::ScrollNode& area = driver.tree().scrolls().front();
    const bool far = area.max_offset > 3 * area.viewport.height(); // few visitors swipe that far: there is a button
    const kiosk::model::Strings& words = driver.words();
    try {
        for (int page = 0; far && page < 500 && driver.find_control(words.more_below) != nullptr; ++page)
            driver.tap(words.more_below);
        driver.scroll_to_end();
        inspect(driver, fmt::format("{}{}at its end", state, state.empty() ? "" : " "));
        if (far)
            driver.tap(words.back_to_top);
        driver.scroll_to_start();
    } catch (const UiFailure& failure) {
        add(driver, state, failure.what());
    }
}

std::string Crawl::report() const {
    std::string out = fmt::format("{} faults on {} screens\n", m_faults.size(), m_inspected);
    for (const std::string& fault : m_faults)
        out += "  " + fault + "\n";
    return out;
}

} // namespace test
