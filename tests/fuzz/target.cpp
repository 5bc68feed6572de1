#include "tests/fuzz/target.h"

#include "tests/fuzz/random.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

namespace fuzz {
namespace {

constexpr std::size_t kTextBytes = 8 * 1024;

constexpr std::array kTargets = {
    Target{"signature", kTextBytes * 3, run_signature, nullptr, signature_seeds},
    Target{"public_key", kTextBytes, run_public_key},
    Target{"secret_key", kTextBytes, run_secret_key},
    Target{"manifest", kTextBytes, run_manifest},
    Target{"key_ring", kTextBytes * 3, run_key_ring, nullptr, key_ring_seeds},
    Target{"stick_report", kTextBytes, run_stick_report},
    Target{"roll_back", kTextBytes, run_roll_back},
    Target{"markdown", kTextBytes, run_markdown},
    Target{"role_file", kTextBytes, run_role_file, nullptr, role_file_seeds},
    Target{"toml", kTextBytes, run_toml},
    Target{"content", kTextBytes, run_content, nullptr, content_seeds},
    Target{"database", 256 * 1024, run_database, mutate_database, database_seeds},
    Target{"lines", 1024, run_lines, nullptr, lines_seeds},
    Target{"json_lines", kTextBytes * 2, run_json_lines, nullptr, json_lines_seeds},
    Target{"journal_export", kTextBytes * 2, run_journal_export, nullptr, journal_export_seeds},
    Target{"journal_file", 200, run_journal_file, nullptr, journal_file_seeds},
};

void change_once(std::string& bytes, std::string_view other, std::span<const std::string_view> words, Random& random) {
    const std::size_t at = random.below(bytes.size() + 1);
    const std::size_t length = 1 + random.below(random.one_in(4) ? 64 : 4);
    switch (random.below(8)) {
    case 0:
        if (at < bytes.size())
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
        break;
    case 1:
        if (at < bytes.size())
            bytes[at] = random.byte();
        break;
    case 2:
        bytes.erase(at, length);
        break;
    case 3:
        bytes.insert(at, bytes.substr(random.below(bytes.size() + 1), length));
        break;
    case 4:
        bytes.insert(at, length, random.one_in(2) ? random.byte() : ' ');
        break;
    case 5:
        bytes.insert(at, words.empty() ? std::string_view("\n") : random.pick(words));
        break;
    case 6:
        bytes = bytes.substr(0, at).append(other.substr(random.below(other.size() + 1)));
        break;
    default:
        std::swap(bytes[std::min(at, bytes.size() - 1)], bytes[random.below(bytes.size())]);
        break;
    }
}

} // namespace

std::span<const Target> targets() {
    return kTargets;
}

const Target* find_target(std::string_view name) {
    const auto* found = std::find_if(kTargets.begin(), kTargets.end(), [&](const Target& t) { return t.name == name; });
    return found == kTargets.end() ? nullptr : found;
}

void require(bool holds, std::string_view what, std::string_view detail) {
    if (holds)
        return;
    std::fprintf(stderr, "fuzz: %.*s%s%.*s\n", static_cast<int>(what.size()), what.data(), detail.empty() ? "" : ": ",
                 static_cast<int>(detail.size()), detail.data());
    std::abort();
}

std::string mutate_bytes(std::string_view bytes, std::string_view other, std::span<const std::string_view> words,
                         std::size_t max_bytes, std::uint64_t seed) {
    Random random(seed);
    std::string changed(bytes);
    for (std::size_t rounds = 1 + random.below(4); rounds > 0; --rounds) {
        if (changed.empty())
            changed = " ";
        change_once(changed, other, words, random);
    }
    changed.resize(std::min(changed.size(), max_bytes));
    return changed;
}

} // namespace fuzz
