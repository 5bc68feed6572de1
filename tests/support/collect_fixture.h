// Collections in tests: where from, where to, and what is left.
#pragma once
#include "platform/logs/collect.h"
#include "tests/support/log_support.h"

namespace test {

namespace logs = platform::logs;

inline constexpr const char* kRequest = "00112233445566778899aabbccddeeff"; ///< id of a request

/// A log, two sticks and the memory of a kiosk.
struct CollectFixture {
    test::ScratchFolder folder;
    fs::path stick = folder.path() / "stick";
    fs::path other_stick = folder.path() / "other";
    fs::path state = folder.path() / "state";
    fs::path log = folder.path() / "kiosk.log";

    CollectFixture() {
        fs::create_directories(stick);
        fs::create_directories(other_stick);
    }

    [[nodiscard]] logs::CollectOptions options(const fs::path& to) const {
        logs::CollectOptions options;
        options.stick = to;
        options.state = state;
        options.kiosk = "hall-2";
        options.version = "0.1.0";
        options.log = log;
        options.by = logs::CollectedBy::Staff;
        return options;
    }
    /// Because of a request on the stick.
    [[nodiscard]] logs::CollectOptions requested(const fs::path& to, const std::string& id = kRequest) const {
        logs::CollectOptions options = this->options(to);
        options.by = logs::CollectedBy::Request;
        options.request = id;
        return options;
    }
    [[nodiscard]] logs::Collection collect_to(const fs::path& to) const { return collect_with(options(to)); }
    [[nodiscard]] logs::Collection request_to(const fs::path& to, const std::string& id = kRequest) const {
        return collect_with(requested(to, id));
    }
    [[nodiscard]] static logs::Collection collect_with(const logs::CollectOptions& options) {
        const auto collection = logs::collect(options);
        REQUIRE_MESSAGE(collection.has_value(), collection.error().reason << ": " << collection.error().detail);
        return *collection;
    }
    [[nodiscard]] logs::Failure failure_of(const logs::CollectOptions& options) const {
        const auto collection = logs::collect(options);
        REQUIRE_FALSE(collection.has_value());
        CHECK(collection.error().detail.size() > 20);
        return collection.error();
    }
    [[nodiscard]] fs::path place(const fs::path& on, const char* number) const {
        return on / "kiosk-logs" / "hall-2" / number;
    }
};

inline std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const fs::path& file : test::sorted(folder))
        names.push_back(file.filename().string());
    return names;
}

/// Nothing is half done: every collection there is has its sums, and no temporary file is left.
inline void check_tidy(const fs::path& stick) {
    for (const fs::path& collection : test::sorted(stick / "kiosk-logs" / "hall-2")) {
        CHECK_MESSAGE(fs::exists(collection / "SHA256SUMS"), collection.string());
        for (const fs::path& file : test::sorted(collection))
            CHECK(file.extension() != ".part");
    }
}

} // namespace test
