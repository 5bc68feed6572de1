// Makes broken variants of our own roles.db and holds each against two gates, separately.
//
// The signature: a variant whose bytes differ must not verify. This is the gate that keeps content equal: whoever can
// flip one letter inside a text makes a valid database, and only the signature tells.
// The opening alone, as if the signature had been bypassed: it must not crash, must refuse or read all of it without an
// error, and what it accepts must keep every bound, in bounded time and memory. Whether the content is still equal is
// counted.
#include "db/authoring/content_reader.h"
#include "db/authoring/database_writer.h"
#include "db/update/key_ring.h"
#include "tests/fuzz/child.h"
#include "tests/fuzz/damage.h"
#include "tests/fuzz/database_reading.h"
#include "tests/fuzz/sample_content.h"
#include "tests/fuzz/scratch.h"
#include "tests/fuzz/target.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <map>

namespace {

namespace fs = std::filesystem;
using fuzz::Damage;

constexpr double kMaxSeconds = 2;
constexpr std::size_t kMaxHeap = 64 * 1024 * 1024;
constexpr int kEndlessSeconds = 20; ///< ends a process that never comes back
constexpr std::size_t kMaxViolations = 20;
constexpr std::size_t kKinds = fuzz::kDamageNames.size();

struct Options {
    fs::path database; ///< empty: the bundled one, built here from db/content
    fs::path found = "build/fuzz-found";
    std::size_t variants = 100'000;
    std::size_t jobs = 1;
    double seconds = 0; ///< 0: no end
    std::uint64_t seed = 1;
    std::int64_t only = -1;
};

struct Counts {
    std::size_t made, same_bytes, verified, refused, refused_io, equal, other;
};

/// What one worker tells.
struct Board {
    std::size_t current; ///< the variant that it works on
    Counts kinds[kKinds];
    double worst_seconds;
    std::size_t worst_seconds_variant;
    std::size_t worst_heap;
    std::size_t worst_heap_variant;
    std::size_t violations;
};

/// The bytes that `roledb build db/content` gives.
fs::path bundled_database() {
    db::authoring::Problems problems;
    const auto content = db::authoring::read_content(fs::path(KIOSK_SOURCE_DIR) / "db" / "content", problems);
    fs::path file = fuzz::scratch() / "roles.db";
    const bool is_built = problems.empty() && db::authoring::write_database(content, file);
    fuzz::require(is_built, "db/content cannot be built");
    return file;
}

struct Variant {
    std::string bytes;
    std::size_t kind = 0;
    std::string what;
};

/// The original and all that is needed to judge a copy of it.
class Judge {
public:
    explicit Judge(const Options& options)
        : m_options(options), m_original(fuzz::read_file(options.database)),
          m_donor(fuzz::database_of(fuzz::long_content(8), 4096)), m_key(db::update::SecretKey::generate()) {
        m_ring.content.push_back(m_key.public_key());
        const std::string text = m_key.sign(digest_of(m_original), "careers-kiosk", "test");
        m_signature = *db::update::parse_signature(text);
        const fuzz::Reading reading = fuzz::read_everything(options.database);
        fuzz::require(!reading.refusal, "the original is refused", reading.refusal ? reading.refusal->text() : "");
        fuzz::require(reading.violation.empty(), "the original breaks a bound", reading.violation);
        m_visible = reading.visible;
    }

    [[nodiscard]] const std::string& original() const { return m_original; }

    [[nodiscard]] Variant variant(std::size_t number) const {
        fuzz::Random random(m_options.seed * 0x100000001b3U + number);
        Variant made{m_original, random.below(kKinds), ""};
        // Some damage finds nothing to break: it tries again.
        for (int attempt = 0; attempt < 8 && made.bytes == m_original; ++attempt)
            damage(made, random);
        return made;
    }

    /// The rule that the variant breaks; empty where none.
    [[nodiscard]] std::string judge(const Variant& variant, std::size_t number, Board& board) const {
        Counts& counts = board.kinds[variant.kind];
        ++counts.made;
        const bool is_same = variant.bytes == m_original;
        counts.same_bytes += is_same ? 1 : 0;
        const auto verdict = db::update::verify(m_ring, m_signature, digest_of(variant.bytes)).verdict;
        const bool verifies = verdict == db::update::Verdict::Installed;
        counts.verified += verifies && !is_same ? 1 : 0;
        if (verifies != is_same)
            return is_same ? "the original's signature does not verify" : "the signature verifies a broken variant";

        const fs::path file = fuzz::scratch() / "variant.db";
        fuzz::write_scratch(file, variant.bytes);
        fuzz::forget_peak_heap();
        const double began = fuzz::processor_seconds();
        const fuzz::Reading reading = fuzz::read_everything(file);
        const double seconds = fuzz::processor_seconds() - began;
        const std::size_t heap = fuzz::peak_heap();
        keep_worst(seconds, heap, number, board);

        const bool is_equal = !reading.refusal && reading.visible == m_visible;
        if (!is_same)
            ++(reading.refusal ? counts.refused : is_equal ? counts.equal : counts.other);
        counts.refused_io += reading.refusal && reading.refusal->code == db::ErrorCode::Io ? 1 : 0;
        if (is_same && !is_equal)
            return "the original is refused or reads differently";
        if (!reading.violation.empty())
            return "accepted, but " + reading.violation;
        if (reading.refusal && (reading.refusal->message.empty() || reading.refusal->where.empty()))
            return "refused without words";
        if (seconds > kMaxSeconds)
            return fmt::format("{:.2f} s of processor time", seconds);
        if (heap > kMaxHeap)
            return fmt::format("{:.1f} MiB of heap", static_cast<double>(heap) / (1 << 20));
        return {};
    }

private:
    void damage(Variant& made, fuzz::Random& random) const {
        // Mostly one kind of damage at a time: of two the first refusal would hide the second.
        made.what = fuzz::kDamageNames[made.kind];
        made.bytes = fuzz::damaged(made.bytes, m_donor, static_cast<Damage>(made.kind), random);
        const auto second = static_cast<Damage>(random.below(kKinds));
        if (!random.one_in(10) || fuzz::is_sql(second))
            return;
        made.what += fmt::format(" and {}", fuzz::kDamageNames[static_cast<std::size_t>(second)]);
        made.bytes = fuzz::damaged(made.bytes, m_donor, second, random);
    }
    static db::update::Digest digest_of(std::string_view bytes) {
        db::update::Hasher hasher;
        hasher.add(bytes);
        return hasher.finish();
    }
    static void keep_worst(double seconds, std::size_t heap, std::size_t number, Board& board) {
        if (seconds > board.worst_seconds) {
            board.worst_seconds = seconds;
            board.worst_seconds_variant = number;
        }
        if (heap > board.worst_heap) {
            board.worst_heap = heap;
            board.worst_heap_variant = number;
        }
    }

    const Options& m_options;
    std::string m_original;
    std::string m_donor;
    db::update::SecretKey m_key;
    db::update::KeyRing m_ring;
    db::update::Signature m_signature;
    std::string m_visible;
};

void report(const Judge& judge, const Options& options, std::size_t number, std::string_view problem) {
    const Variant variant = judge.variant(number);
    const fs::path file = options.found / fmt::format("roles-{}-{}.db", options.seed, number);
    fuzz::write_scratch(file, variant.bytes);
    fmt::print("variant {} ({}): {}; kept as {}; replay with\n    broken_databases --seed {} --only {}\n", number,
               variant.what, problem, file.string(), options.seed, number);
    std::fflush(stdout);
}

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point began) {
    return std::chrono::duration<double>(Clock::now() - began).count();
}

void work(const Judge& judge, const Options& options, std::size_t first, Clock::time_point began, Board& board) {
    for (std::size_t number = first; number < options.variants; number += options.jobs) {
        if (options.seconds > 0 && seconds_since(began) >= options.seconds)
            return;
        board.current = number;
        fuzz::limit_processor_seconds(kEndlessSeconds);
        const std::string problem = judge.judge(judge.variant(number), number, board);
        if (problem.empty())
            continue;
        report(judge, options, number, problem);
        if (++board.violations >= kMaxViolations)
            return;
    }
}

/// The workers, each started again behind the variant that ended it. The boards stay.
class Workers {
public:
    Workers(const Judge& judge, const Options& options) : m_judge(judge), m_options(options), m_boards(options.jobs) {}

    void run() {
        for (std::size_t job = 0; job < m_options.jobs; ++job)
            start(job, job);
        while (!m_running.empty()) {
            const auto [child, problem] = fuzz::wait_for_child();
            const std::size_t job = m_running.at(child);
            m_running.erase(child);
            if (problem.empty())
                continue;
            Board& board = *m_boards[job];
            report(m_judge, m_options, board.current, problem);
            if (++board.violations < kMaxViolations)
                start(job, board.current + m_options.jobs);
        }
    }

    [[nodiscard]] Board sum() const {
        Board sum = {};
        for (const auto& board : m_boards) {
            for (std::size_t kind = 0; kind < kKinds; ++kind)
                add(sum.kinds[kind], board->kinds[kind]);
            if (board->worst_seconds > sum.worst_seconds) {
                sum.worst_seconds = board->worst_seconds;
                sum.worst_seconds_variant = board->worst_seconds_variant;
            }
            if (board->worst_heap > sum.worst_heap) {
                sum.worst_heap = board->worst_heap;
                sum.worst_heap_variant = board->worst_heap_variant;
            }
            sum.violations += board->violations;
        }
        return sum;
    }

    static void add(Counts& sum, const Counts& one) {
        sum.made += one.made;
        sum.same_bytes += one.same_bytes;
        sum.verified += one.verified;
        sum.refused += one.refused;
        sum.refused_io += one.refused_io;
        sum.equal += one.equal;
        sum.other += one.other;
    }

private:
    void start(std::size_t job, std::size_t first) {
        m_running[fuzz::start_child([this, job, first] { work(m_judge, m_options, first, m_began, *m_boards[job]); })] =
            job;
    }

    const Judge& m_judge;
    const Options& m_options;
    Clock::time_point m_began = Clock::now();
    std::vector<fuzz::Shared<Board>> m_boards;
    std::map<pid_t, std::size_t> m_running;
};

void print_counts(std::string_view name, const Counts& counts) {
    fmt::print("{:<17}{:>9}{:>11}{:>9}{:>9}{:>9}\n", name, counts.made, counts.same_bytes, counts.refused, counts.equal,
               counts.other);
}

void print_totals(const Board& board, double seconds) {
    fmt::print("{:<17}{:>9}{:>11}{:>9}{:>9}{:>9}\n", "", "variants", "unchanged", "refused", "equal", "other");
    Counts all = {};
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        const Counts& counts = board.kinds[kind];
        print_counts(fuzz::kDamageNames[kind], counts);
        Workers::add(all, counts);
    }
    print_counts("all", all);
    fmt::print("signature: {} of {} broken variants verify ({} more were not changed by their damage).\n", all.verified,
               all.made - all.same_bytes, all.same_bytes);
    fmt::print("opening alone: {} refused ({} with Io), {} accepted with equal content, {} accepted with other content "
               "that keeps all bounds.\n",
               all.refused, all.refused_io, all.equal, all.other);
    fmt::print("worst: {:.3f} s of {} (variant {}), {:.2f} MiB of {} (variant {}).\n", board.worst_seconds, kMaxSeconds,
               board.worst_seconds_variant, static_cast<double>(board.worst_heap) / (1 << 20), kMaxHeap >> 20,
               board.worst_heap_variant);
    fmt::print("broken_databases: {} variants in {:.0f} s, {:.0f} a second, {} violations.\n", all.made, seconds,
               static_cast<double>(all.made) / seconds, board.violations);
}

} // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app(
        "Makes broken variants of a roles database and sees that none verifies, and that opening each without "
        "looking at the signature neither crashes, nor breaks a bound, nor takes more than 2 s or 64 MiB. Exit "
        "status 1 where one does; then the variant is kept in a file.");
    app.add_option("--variants", options.variants, "How many")->capture_default_str();
    app.add_option("--seconds", options.seconds, "Stop after this time; 0: after all variants")->capture_default_str();
    app.add_option("--jobs", options.jobs, "Processes at a time")->capture_default_str()->check(CLI::Range(1, 64));
    app.add_option("--seed", options.seed, "The same seed makes the same variants")->capture_default_str();
    app.add_option("--only", options.only, "Only the variant of this number, in this process");
    app.add_option("--database", options.database, "The original; without it the bundled roles.db");
    app.add_option("--found", options.found, "Where a variant that breaks a rule is kept")->capture_default_str();
    CLI11_PARSE(app, argc, argv);

    if (options.database.empty())
        options.database = bundled_database();
    const Judge judge(options);
    if (options.only >= 0) {
        const fuzz::Shared<Board> board;
        const auto number = static_cast<std::size_t>(options.only);
        const std::string problem = judge.judge(judge.variant(number), number, *board);
        report(judge, options, number, problem.empty() ? "nothing is wrong" : problem);
        return problem.empty() ? 0 : 1;
    }
    const auto began = Clock::now();
    Workers workers(judge, options);
    workers.run();
    const Board board = workers.sum();
    print_totals(board, seconds_since(began));
    return board.violations == 0 ? 0 : 1;
}
