// Files of content on a kiosk's disk, for tests of what finds them: put, spoilt, installed and signed.
#pragma once
#include "db/update/manifest.h"
#include "db/update/signature.h"
#include "kiosk/content_source.h"
#include "tests/support/app/generated_content.h"
#include "tests/support/database_support.h"

#include <cstdint>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <optional>

namespace test {

/// A new file of this version takes the place of the old one, as an update does it.
inline void put_content(const std::filesystem::path& file, std::int64_t version) {
    write_generated({.roles = 2, .version = version}, file.string() + ".new");
    fs::rename(file.string() + ".new", file);
}
inline void spoil_content(const std::filesystem::path& file) {
    write(file.string() + ".new", "this is no database");
    fs::rename(file.string() + ".new", file);
}

/// Writes the bytes of `from` into `file` where it lies, as `cp` and an editor do.
inline void overwrite(const std::filesystem::path& file, const std::filesystem::path& from) {
    std::ofstream(file, std::ios::binary | std::ios::trunc) << std::ifstream(from, std::ios::binary).rdbuf();
}

inline std::int64_t version_of(const std::optional<kiosk::ContentUpdate>& update) {
    REQUIRE(update);
    REQUIRE(update->store);
    return update->store->info().content_version;
}

/// A state folder as db/update keeps it, with a factory's content beside it.
struct ContentState {
    ScratchFolder folder;
    std::filesystem::path state = folder / "state";
    std::filesystem::path factory = folder / "factory.db";
    std::filesystem::path keys = folder / "keys";
    db::update::SecretKey key = db::update::SecretKey::generate();

    ContentState() {
        put_content(factory, 1);
        trust(key, "staff.pub");
    }
    void trust(const db::update::SecretKey& signer, const std::filesystem::path& name) const {
        write(keys / name, db::update::format_public_key(signer.public_key()));
    }
    [[nodiscard]] kiosk::ContentSource source() const {
        return kiosk::ContentSource(kiosk::candidate_list(state, std::nullopt, factory), state, keys);
    }
    [[nodiscard]] std::filesystem::path database(int version) const {
        return state / "content" / std::to_string(version) / "roles.db";
    }
    void keep(int version) const {
        std::filesystem::create_directories(database(version).parent_path());
        put_content(database(version), version);
        sign(version, key);
    }
    void sign(int version, const db::update::SecretKey& signer) const {
        const db::update::Manifest manifest{
            .version = version,
            .schema = 1,
            .size = static_cast<std::int64_t>(std::filesystem::file_size(database(version)))};
        write(database(version).string() + ".minisig", signer.sign(db::update::digest_of(database(version)).value(),
                                                                   db::update::format_manifest(manifest), "content"));
    }
    void make_current(int version) const {
        std::filesystem::remove(state / "current");
        std::filesystem::create_directory_symlink(std::filesystem::path("content") / std::to_string(version),
                                                  state / "current");
    }
    void install(int version) const {
        keep(version);
        make_current(version);
    }
};

} // namespace test
