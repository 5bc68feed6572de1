#include "tests/support/update/install_desk.h"

#include "db/update/manifest.h"
#include "tests/support/update/hooked_disk.h"

#include <algorithm>
#include <chrono>

namespace test {

namespace up = db::update;

const std::string& database_bytes(std::int64_t version) {
    static std::map<std::int64_t, std::string> made;
    std::string& bytes = made[version];
    if (bytes.empty()) {
        const ScratchFolder folder;
        write_small_content(folder / "content");
        replace(folder / "content/content.toml", "version = 7", fmt::format("version = {}", version));
        replace(folder / "content/en/organisation.md", "First.", fmt::format("First of {}.", version));
        build(folder / "content", folder / "roles.db");
        bytes = read(folder / "roles.db");
    }
    return bytes;
}

Snapshot snapshot(const fs::path& folder, const std::vector<std::string>& ignored) {
    Snapshot found;
    if (!fs::exists(folder))
        return found;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string name = entry.path().lexically_relative(folder).string();
        if (std::find(ignored.begin(), ignored.end(), name) != ignored.end())
            continue;
        if (entry.is_symlink())
            found[name] = "link to " + fs::read_symlink(entry.path()).string();
        else if (entry.is_directory())
            found[name] = "folder";
        else
            found[name] = entry.is_regular_file() ? "file " + read(entry.path()) : "something else";
    }
    return found;
}

std::string comment_of(std::int64_t version, std::size_t bytes) {
    return fmt::format("careers-kiosk content channel=stable version={} schema=1 size={}", version, bytes);
}

up::Digest digest_of_bytes(std::string_view bytes) {
    up::Hasher hasher;
    hasher.add(bytes);
    return hasher.finish();
}

InstallDesk::InstallDesk()
    : state(m_folder / "state"), stick(m_folder / "stick"), keys(m_folder / "keys"), factory(m_folder / "factory.db") {
    fs::create_directory(stick);
    write(keys / "staff.pub", up::format_public_key(key.public_key()));
    write(keys / "recovery/recovery.pub", up::format_public_key(recovery.public_key()));
    write(keys / "withdrawn.pub", up::format_public_key(revoked.public_key()));
    write(keys / "revoked/withdrawn.pub", up::format_public_key(revoked.public_key()));
}

void InstallDesk::write_stick(std::int64_t version) {
    write_stick(version, key);
}

void InstallDesk::write_stick(std::int64_t version, const up::SecretKey& signer) {
    const std::string& bytes = database_bytes(version);
    write_stick(bytes, comment_of(version, bytes.size()), signer);
}

void InstallDesk::write_stick(std::string_view bytes, std::string_view comment, const up::SecretKey& signer) {
    write(database(), bytes);
    write(signature(), signer.sign(digest_of_bytes(bytes), comment, "content of a kiosk"));
    // Long ago, so that a change has another time even where the clock of the disk is coarse.
    fs::last_write_time(database(), fs::file_time_type::clock::now() - std::chrono::hours(1));
}

up::InstallOptions InstallDesk::options() const {
    up::InstallOptions options;
    options.source = stick;
    options.state = state;
    options.keys = keys;
    options.factory = factory;
    options.stick = "STICK";
    options.patience = std::chrono::milliseconds(0);
    return options;
}

up::RollBackOptions InstallDesk::back_to(std::optional<std::int64_t> version) const {
    up::RollBackOptions options;
    options.state = state;
    options.keys = keys;
    options.version = version;
    return options;
}

up::InstallOutcome InstallDesk::install() {
    QuickDisk disk;
    return install(disk.files());
}

up::InstallOutcome InstallDesk::install(up::FileSystem& files) {
    return up::install(files, options());
}

void InstallDesk::install_version(std::int64_t version) {
    write_stick(version);
    const auto outcome = install();
    REQUIRE_MESSAGE(outcome.verdict == up::Verdict::Installed, outcome.detail);
}

std::int64_t InstallDesk::shown() const {
    const auto contents = up::content_to_try(state);
    return contents.empty() ? 0 : contents.front().version;
}

std::vector<up::HistoryEntry> InstallDesk::history() const {
    return up::read_history(state, 1000).value_or(std::vector<up::HistoryEntry>());
}

std::string InstallDesk::problem_of(const up::InstalledContent& content) const {
    const std::string bytes = read(content.database);
    if (bytes != database_bytes(content.version))
        return fmt::format("the bytes of version {} are others", content.version);
    const auto parsed = up::parse_signature(read(content.database.string() + ".minisig"));
    const auto ring = up::KeyRing::load(keys);
    if (!parsed || !ring || up::verify(*ring, *parsed, digest_of_bytes(bytes)).verdict != up::Verdict::Installed)
        return fmt::format("the signature of version {} does not verify", content.version);
    return {};
}

} // namespace test
