// Looks a screen over for what a visitor could not press or read, and collects every fault of a whole crawl.
#pragma once
#include "tests/support/app/ui_driver.h"

#include <string>
#include <string_view>
#include <vector>

namespace test {

class Crawl {
public:
    /// Checks the accessibility tree of the frame on the glass. `state` names what the screen does not: "page 2".
    /// Faults: a control smaller than a finger needs, two controls that overlap, a control without a name, two controls
    /// with one id, a text that is cut or lies on another text.
    void inspect(const UiDriver& driver, std::string_view state = {});
    /// The same, after scrolling to the end and back with a finger, which must both be reachable.
    void inspect_to_end(UiDriver& driver, std::string_view state = {});
    void add(const UiDriver& driver, std::string_view state, std::string_view fault);

    [[nodiscard]] const std::vector<std::string>& faults() const { return m_faults; }
    /// All of them, one a line, with how many screens were inspected.
    [[nodiscard]] std::string report() const;
    [[nodiscard]] int inspected() const { return m_inspected; }

private:
    std::vector<std::string> m_faults;
    int m_inspected = 0;
};

} // namespace test
