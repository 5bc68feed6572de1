#include "kiosk/model/strings.h"

namespace kiosk::model {

std::string filled(std::string_view pattern, std::string_view first, std::string_view second) {
    std::string out;
    for (std::size_t at = 0; at < pattern.size();) {
        const std::string_view rest = pattern.substr(at);
        if (rest.starts_with("{0}") || rest.starts_with("{1}")) {
            out += rest[1] == '0' ? first : second;
            at += 3;
        } else {
            out += pattern[at++];
        }
    }
    return out;
}

} // namespace kiosk::model
