// Read-only access to one roles database.
#pragma once
#include "db/result.h"
#include "db/role.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace db {

/// Where a roles file came from.
enum class Trust {
    Factory,   ///< part of the image: opened in place, quick_check
    Installed, ///< passed every check when it was installed, where only the installer writes: as Factory
    Foreign,   ///< anything else: hostile; opened on a private copy, integrity_check
};

/// One open roles file. Move-only; owns its connection; use from one thread at a time.
class RoleStore {
public:
    /// Opens `path` read-only and checks it as described in db/README.md ("Opening").
    /// Blocks on disk: call outside the frame loop.
    /// Errors: NotFound; NotARolesDatabase; NewerSchema (message names both versions); Corrupt; Io.
    [[nodiscard]] static Result<RoleStore> open(const std::filesystem::path& path, Trust trust);

    RoleStore(RoleStore&&) noexcept;
    RoleStore& operator=(RoleStore&&) noexcept;
    RoleStore(const RoleStore&) = delete;
    RoleStore& operator=(const RoleStore&) = delete;
    ~RoleStore();

    [[nodiscard]] const ContentInfo& info() const;

    /// In display order, the default language first. Never empty.
    [[nodiscard]] const std::vector<Language>& languages() const;

    /// In `language` where translated, else in the default language; so for every text below.
    [[nodiscard]] Result<Organisation> organisation(std::string_view language) const;

    /// The number of roles.
    [[nodiscard]] Result<std::size_t> role_count() const;

    /// One page of roles in display order. `limit` is in rows, 1 to 200. No rows is success.
    [[nodiscard]] Result<std::vector<RoleCard>> page(std::string_view language, std::size_t offset,
                                                     std::size_t limit) const;

    /// Everything of one role. Cost does not grow with the number of roles.
    /// Errors: NotFound; Corrupt.
    [[nodiscard]] Result<RoleDetail> role(std::string_view language, std::string_view role_id) const;

    /// The attract loop in order. At most 200 slides are returned.
    [[nodiscard]] Result<std::vector<Slide>> slides(std::string_view language) const;

    /// Errors: NotFound; Corrupt.
    [[nodiscard]] Result<Image> image(std::string_view name) const;

    /// Virtual machine steps that SQLite has taken for this store since it was opened. For tests that hold the cost of
    /// the functions above.
    [[nodiscard]] std::int64_t steps_taken() const;

private:
    struct State;
    explicit RoleStore(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace db
