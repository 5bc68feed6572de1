#include "db/authoring/related.h"

#include "db/bounds.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>

namespace db::authoring {
namespace {

static_assert(kMaxTags <= 64, "a set of tags is the bits of one number");

struct Candidate {
    int shared = 0;
    std::size_t role = 0;
    bool operator<(const Candidate& other) const {
        return shared != other.shared ? shared > other.shared : role < other.role;
    }
};

std::uint64_t tag_bits(const ContentRole& role) {
    std::uint64_t bits = 0;
    for (std::size_t tag : role.tags)
        bits |= std::uint64_t{1} << tag;
    return bits;
}

} // namespace

// Roles with the same tags have the same candidates, so the work is quadratic in the number of different sets of tags,
// not of roles. One candidate more than needed, because a role is its own best one.
std::vector<std::vector<std::size_t>> related_roles(const Content& content) {
    constexpr std::size_t kWanted = kMaxRelated + 1;
    std::map<std::uint64_t, std::vector<std::size_t>> first_roles;
    for (std::size_t index = 0; index < content.roles.size(); ++index) {
        auto& roles = first_roles[tag_bits(content.roles[index])];
        if (roles.size() < kWanted)
            roles.push_back(index);
    }
    std::map<std::uint64_t, std::vector<Candidate>> best;
    for (const auto& [bits, unused] : first_roles) {
        std::vector<Candidate>& candidates = best[bits];
        for (const auto& [other_bits, roles] : first_roles) {
            const int shared = std::popcount(bits & other_bits);
            const bool is_full = candidates.size() == kWanted;
            if (shared == 0 || (is_full && !(Candidate{shared, roles.front()} < candidates.back())))
                continue;
            for (std::size_t role : roles)
                candidates.push_back({shared, role});
            std::sort(candidates.begin(), candidates.end());
            candidates.resize(std::min(candidates.size(), kWanted));
        }
    }
    std::vector<std::vector<std::size_t>> related(content.roles.size());
    for (std::size_t index = 0; index < content.roles.size(); ++index) {
        for (const Candidate& candidate : best[tag_bits(content.roles[index])]) {
            if (candidate.role != index && related[index].size() < kMaxRelated)
                related[index].push_back(candidate.role);
        }
    }
    return related;
}

} // namespace db::authoring
