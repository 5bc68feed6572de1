#include "platform/logs/json_writer.h"
#include <nlohmann/json.hpp>

namespace platform::logs {

std::string json_line(const Record& record, const Stamp& stamp) {
    nlohmann::ordered_json line = {{"event", record.name},
                                   {"kiosk", stamp.kiosk},
                                   {"boot_id", stamp.boot_id},
                                   {"run", stamp.run},
                                   {"monotonic_ms", stamp.monotonic_ms},
                                   {"seq", stamp.seq},
                                   {"wall", nullptr}};
    if (!stamp.wall.empty())
        line["wall"] = stamp.wall;
    for (const Field& field : record.fields) {
        auto& slot = line[std::string(field.name)];
        if (field.is_known)
            std::visit([&](const auto& value) { slot = value; }, field.value);
    }
    return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace platform::logs
