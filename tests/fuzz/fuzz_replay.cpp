// Feeds every target its corpus and then a fixed number of changed inputs, without libFuzzer: what tests/run needs of
// the fuzzers, built by any compiler.
#include "db/files.h"
#include "tests/fuzz/child.h"
#include "tests/fuzz/random.h"
#include "tests/fuzz/scratch.h"
#include "tests/fuzz/target.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <fmt/format.h>

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxInput = 1024 * 1024;
constexpr int kSecondsAnInput = 30;

constexpr std::array<std::string_view, 32> kWords = {"+++\n",
                                                     "## ",
                                                     "- ",
                                                     "\n\n",
                                                     "[[slides]]\n",
                                                     "key = ",
                                                     "\"\"\"",
                                                     "'",
                                                     "\\",
                                                     "*",
                                                     "`",
                                                     "<a>",
                                                     "&amp;",
                                                     "|",
                                                     "1. ",
                                                     "> ",
                                                     "\t",
                                                     "\r\n",
                                                     "\xff",
                                                     "\xc2\x9b",
                                                     "untrusted comment: ",
                                                     "trusted comment: ",
                                                     "{",
                                                     "null",
                                                     "1e999",
                                                     "\\u0000",
                                                     "\u00ad",
                                                     "\u200d",
                                                     "ש 12",
                                                     "क्",
                                                     "研",
                                                     "e\u0301"};

/// The input that a child works on, for the parent to keep where the child dies of it.
struct Board {
    std::size_t size;
    std::size_t inputs;
    char bytes[kMaxInput];
};

struct Options {
    std::vector<std::string> names;
    std::vector<fs::path> files;
    fs::path corpus = fs::path(KIOSK_SOURCE_DIR) / "tests" / "fuzz" / "corpus";
    fs::path found = "build/fuzz-found";
    fs::path seeds;
    std::size_t milliseconds = 0;
    std::size_t rounds = 1000;
    std::uint64_t seed = 1;
};

std::vector<std::string> corpus_of(const fuzz::Target& target, const fs::path& folder) {
    std::vector<std::string> inputs;
    for (const fs::path& file : db::files_in(folder / target.name))
        inputs.push_back(fuzz::read_file(file));
    if (target.seeds) {
        for (std::string& seed : target.seeds())
            inputs.push_back(std::move(seed));
    }
    fuzz::require(!inputs.empty(), "a target has no corpus", target.name);
    return inputs;
}

void feed(const fuzz::Target& target, std::string_view input, Board& board) {
    board.size = std::min(input.size(), kMaxInput);
    std::copy_n(input.begin(), board.size, board.bytes);
    ++board.inputs;
    fuzz::limit_processor_seconds(kSecondsAnInput);
    target.run(input);
}

void work(const fuzz::Target& target, const Options& options, Board& board) {
    const std::vector<std::string> corpus = corpus_of(target, options.corpus);
    for (const std::string& input : corpus)
        feed(target, input, board);
    fuzz::Random random(options.seed);
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(options.milliseconds);
    for (std::size_t round = 0; round < options.rounds; ++round) {
        if (options.milliseconds > 0 && std::chrono::steady_clock::now() >= end)
            return;
        const std::string& base = random.pick(corpus);
        const std::uint64_t seed = random.next();
        feed(target,
             target.mutate && !random.one_in(8)
                 ? target.mutate(base, seed)
                 : fuzz::mutate_bytes(base, random.pick(corpus), kWords, target.max_bytes, seed),
             board);
    }
}

/// True where nothing was found.
bool replay(const fuzz::Target& target, const Options& options) {
    const fuzz::Shared<Board> board;
    (void)fuzz::start_child([&] { work(target, options, *board); });
    const std::string problem = fuzz::wait_for_child().second;
    if (problem.empty()) {
        fmt::print("{:<14} {:>7} inputs, nothing found\n", target.name, board->inputs);
        return true;
    }
    const fs::path file = options.found / fmt::format("{}-{}-{}", target.name, options.seed, board->inputs);
    fuzz::write_scratch(file, {board->bytes, board->size});
    fmt::print("{:<14} {:>7} inputs, then {}; replay with\n    fuzz_replay --target {} {}\n", target.name,
               board->inputs, problem, target.name, file.string());
    return false;
}

int write_seeds(const fs::path& folder) {
    for (const fuzz::Target& target : fuzz::targets()) {
        std::size_t number = 0;
        for (const std::string& seed : target.seeds ? target.seeds() : std::vector<std::string>())
            fuzz::write_scratch(folder / target.name / fmt::format("seed-{:02}", number++), seed);
    }
    return 0;
}

int run_files(const fuzz::Target& target, const Options& options) {
    for (const fs::path& file : options.files) {
        fmt::print("{}\n", file.string());
        std::fflush(stdout);
        target.run(fuzz::read_file(file));
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app(
        "Feeds the readers of foreign bytes their corpora, then changed copies of them. The same seed gives the "
        "same inputs. Exit status 1 where one of them crashes or breaks a rule.");
    app.add_option("--target", options.names, "Only this one; may be repeated")->type_name("NAME");
    app.add_option("--rounds", options.rounds, "Changed inputs a target")->capture_default_str();
    app.add_option("--milliseconds", options.milliseconds, "Stop a target after this time; 0: never")
        ->capture_default_str();
    app.add_option("--seed", options.seed, "Where the changes begin")->capture_default_str();
    app.add_option("--corpus", options.corpus, "The folder of the corpora")->capture_default_str();
    app.add_option("--found", options.found, "Where an input that fails is kept")->capture_default_str();
    app.add_option("--write-seeds", options.seeds, "Write the inputs that are made, a folder a target, and end");
    app.add_option("FILE", options.files, "Feed only these to the one --target, without a process of its own");
    CLI11_PARSE(app, argc, argv);

    if (!options.seeds.empty())
        return write_seeds(options.seeds);
    std::vector<fuzz::Target> chosen;
    for (const std::string& name : options.names) {
        const fuzz::Target* target = fuzz::find_target(name);
        if (!target) {
            fmt::print(stderr, "fuzz_replay: there is no target '{}'\n", name);
            return 2;
        }
        chosen.push_back(*target);
    }
    if (!options.files.empty())
        return chosen.size() == 1 ? run_files(chosen.front(), options) : 2;
    if (chosen.empty())
        chosen.assign(fuzz::targets().begin(), fuzz::targets().end());
    std::size_t failures = 0;
    for (const fuzz::Target& target : chosen)
        failures += replay(target, options) ? 0 : 1;
    fmt::print("fuzz_replay: {} targets, {} failed\n", chosen.size(), failures);
    return failures == 0 ? 0 : 1;
}
