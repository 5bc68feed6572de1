// Every screen and state as PNG files, without a display: to look at, and to compare.
#pragma once
#include "db/result.h"
#include "kiosk/config.h"
#include "kiosk/content_source.h"
#include "kiosk/shell/rotation.h"
#include "kiosk/strings.h"
#include "kiosk/ui/fonts.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace kiosk::shell {

struct TourOptions {
    std::filesystem::path folder; ///< made if missing; files of earlier tours are written over
    Mounting mounting;
    double diagonal_in = 0; ///< 0: guessed
    std::vector<ContentCandidate> content;
    std::filesystem::path keys; ///< by which installed content is verified
    std::filesystem::path icons;
    Config config;
    std::string language; ///< only this one; empty: all languages of the database
};

/// Renders the tour; the same input gives the same bytes. `said` is told of each file written.
/// Errors: Io; those of RoleStore for content that can't be opened are shown as the "unavailable" screen instead.
[[nodiscard]] db::Result<int> render_tour(const TourOptions& options, const StringCatalogue& strings, ui::Fonts& fonts,
                                          const std::function<void(const std::filesystem::path&)>& said);

} // namespace kiosk::shell
