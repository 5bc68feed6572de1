// The keys of kiosk.toml: what each allows, and how it is read. Only config.cpp includes this.
#pragma once
#include "kiosk/config.h"
#include <span>
#include <string>
#include <string_view>
#include <toml++/toml.h>

namespace kiosk::config_keys {

struct Key {
    std::string_view table;
    std::string_view name;
    std::string_view allowed;       ///< continues "must be"
    std::string_view default_value; ///< continues "holds instead"
    /// Takes the value into the config, or leaves the config as it is and returns false.
    bool (*read)(const toml::node& node, Config& config);
    bool is_of_setup = false; ///< the setup screen writes it

    [[nodiscard]] std::string full_name() const { return std::string(table) + "." + std::string(name); }
};

[[nodiscard]] std::span<const Key> all();

} // namespace kiosk::config_keys
