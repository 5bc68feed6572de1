// What a run of the kiosk is asked for: its options, its settings, and where things lie. Part of the command line.
#pragma once
#include "kiosk/config.h"
#include "kiosk/content_source.h"
#include "kiosk/options.h"
#include "kiosk/setup.h"
#include "platform/linux/linux_platform.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kiosk {

/// Of the environment: hands to the next run what the setup screen could not write.
inline constexpr const char* kUnsavedSetup = "KIOSK_UNSAVED_SETUP";

/// What all parts of the program need to know about this run.
struct Run {
    Options options;
    Config config;
    std::vector<ConfigProblem> problems;
    std::filesystem::path share;
    std::filesystem::path state;
    SetupPlan setup;

    [[nodiscard]] CandidateList candidates() const {
        return candidate_list(state, config.database, share / "roles.db");
    }
    /// The folder of public keys.
    [[nodiscard]] std::filesystem::path keys() const {
        return options.keys.empty() ? share / "keys" : std::filesystem::path(options.keys);
    }
};

/// Reads all settings. Before any thread begins: it takes kUnsavedSetup out of the environment.
[[nodiscard]] Run prepare(Options options);

/// The time zone of the whole program. Call before any thread begins: they read the environment.
void enter_time_zone(const std::optional<std::string>& zone);

/// What the platform needs of it; of a tour the log alone.
[[nodiscard]] platform::LinuxOptions platform_options(const Run& run);

} // namespace kiosk
