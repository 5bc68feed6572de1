// What a database from a stick may be: anything. SQLite itself is the system's and not instrumented, so what it answers
// is counted as coverage: a new complaint is as good as a new branch.
#include "tests/fuzz/damage.h"
#include "tests/fuzz/database_reading.h"
#include "tests/fuzz/sample_content.h"
#include "tests/fuzz/scratch.h"
#include "tests/fuzz/target.h"

#include <algorithm>
#include <bit>
#include <cctype>

namespace fuzz {
namespace {

constexpr std::size_t kCounters = 4096;

#ifdef KIOSK_LIBFUZZER
__attribute__((section("__libfuzzer_extra_counters")))
#endif
std::uint8_t counters[kCounters];

void count(std::uint64_t what) {
    counters[Random(what).next() % kCounters] = 1;
}

/// Words only: numbers of pages and rows would make every file look new.
void count_answer(const Reading& reading) {
    std::uint64_t hash = 1469598103934665603U;
    for (char letter : reading.refusal ? reading.refusal->message : std::string("accepted")) {
        if (!std::isdigit(static_cast<unsigned char>(letter)))
            hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211U;
    }
    count(hash);
    count(static_cast<std::uint64_t>(std::bit_width(static_cast<std::uint64_t>(reading.steps))));
}

const std::string& donor() {
    static const std::string bytes = database_of(long_content(12), 1024);
    return bytes;
}

const std::string& small() {
    static const std::string bytes = database_of(sample_content(), 512);
    return bytes;
}

} // namespace

void run_database(std::string_view bytes) {
    const auto file = scratch() / "fuzzed.db";
    write_scratch(file, bytes);
    const Reading reading = read_everything(file);
    require(reading.violation.empty(), "a database was accepted that breaks a bound", reading.violation);
    if (reading.refusal)
        require(!reading.refusal->message.empty() && !reading.refusal->where.empty(), "a refusal without words");
    count_answer(reading);
    read_as_staff(file);
}

std::string mutate_database(std::string_view bytes, std::uint64_t seed) {
    Random random(seed);
    const auto kinds = kDamageNames.size();
    std::string changed(bytes);
    // Small steps let good files gather what they need to get past one check after the other.
    for (std::size_t steps = 1 + random.below(2); steps > 0; --steps) {
        const auto damage = static_cast<Damage>(random.below(kinds));
        // SQL cannot work on what is broken already: it begins again.
        changed = is_sql(damage) ? damaged_by_sql(small(), damage, random)
                                 : damaged_bytes(std::move(changed), donor(), damage, random);
    }
    return changed;
}

std::vector<std::string> database_seeds() {
    std::vector<std::string> seeds = {small(), database_of(long_content(3), 512)};
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        Random random(seed);
        const std::size_t first = static_cast<std::size_t>(Damage::SqlValue);
        const auto damage = static_cast<Damage>(first + random.below(kDamageNames.size() - first));
        std::string changed = damaged_by_sql(small(), damage, random);
        if (changed.size() <= 128 * 1024)
            seeds.push_back(std::move(changed));
    }
    return seeds;
}

} // namespace fuzz
