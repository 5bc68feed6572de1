#include "db/authoring/related.h"

#include "db/bounds.h"

#include <algorithm>
#include <doctest/doctest.h>

using db::authoring::Content;

namespace {

/// The definition, word for word and slowly.
std::vector<std::size_t> expected(const Content& content, std::size_t role) {
    std::vector<std::pair<int, std::size_t>> others;
    for (std::size_t other = 0; other < content.roles.size(); ++other) {
        int shared = 0;
        for (std::size_t tag : content.roles[role].tags)
            shared +=
                static_cast<int>(std::count(content.roles[other].tags.begin(), content.roles[other].tags.end(), tag));
        if (other != role && shared > 0)
            others.emplace_back(-shared, other);
    }
    std::sort(others.begin(), others.end());
    std::vector<std::size_t> related;
    for (std::size_t index = 0; index < std::min(others.size(), db::kMaxRelated); ++index)
        related.push_back(others[index].second);
    return related;
}

} // namespace

TEST_CASE("Related roles are those with most shared tags, then in display order") {
    for (std::size_t count : {1u, 2u, 5u, 40u, 200u}) {
        for (std::size_t tags : {1u, 3u, 7u, 64u}) {
            Content content;
            std::uint32_t random = 12345;
            auto next = [&] { return (random = random * 1664525u + 1013904223u) >> 8; };
            for (std::size_t index = 0; index < count; ++index) {
                db::authoring::ContentRole role;
                for (std::uint32_t tag = next() % 4; tag > 0; --tag)
                    role.tags.push_back(next() % tags);
                std::sort(role.tags.begin(), role.tags.end());
                role.tags.erase(std::unique(role.tags.begin(), role.tags.end()), role.tags.end());
                content.roles.push_back(std::move(role));
            }
            const auto related = db::authoring::related_roles(content);
            REQUIRE(related.size() == count);
            for (std::size_t index = 0; index < count; ++index)
                CHECK(related[index] == expected(content, index));
        }
    }
}
