// Makes a day of a career fair: logs of many kiosks, and the figures that a report of them must give.
#include "tests/logs/fair_figures.h"
#include "tests/logs/fair_kiosk.h"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

namespace {

struct Arguments {
    int kiosks = 1000;
    std::int64_t events = 10'000'000;
    std::uint64_t seed = 1;
    fair::Format format = fair::Format::JsonLines;
    int files = 0;
    std::filesystem::path out;
};

struct CloseFile {
    void operator()(FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<FILE, CloseFile>;

class Maker {
public:
    explicit Maker(const Arguments& arguments)
        : m_arguments(arguments), m_figures(static_cast<std::size_t>(arguments.kiosks)),
          m_files(arguments.files > 0 ? std::min(arguments.files, arguments.kiosks) : arguments.kiosks) {}

    /// False where something could not be written.
    [[nodiscard]] bool make();
    [[nodiscard]] const std::vector<fair::KioskFigures>& figures() const { return m_figures; }

private:
    void make_file(int file);
    void save(const File& file, std::string_view text);
    [[nodiscard]] std::filesystem::path name(const char* start, int file) const;

    const Arguments& m_arguments;
    std::vector<fair::KioskFigures> m_figures;
    int m_files;
    std::atomic<int> m_next = 0;
    std::atomic<bool> m_failed = false;
};

std::filesystem::path Maker::name(const char* start, int file) const {
    std::string number = std::to_string(file + 1);
    number.insert(0, 4 - std::min<std::size_t>(number.size(), 4), '0');
    return m_arguments.out / "logs"
           / (start + number + (m_arguments.format == fair::Format::Export ? ".export" : ".jsonl"));
}

void Maker::save(const File& file, std::string_view text) {
    if (!file || std::fwrite(text.data(), 1, text.size(), file.get()) != text.size() || std::fflush(file.get()) != 0)
        m_failed = true;
}

void Maker::make_file(int number) {
    const auto kiosks = std::int64_t{m_arguments.kiosks};
    const File file(std::fopen(name("day-", number).c_str(), "we"));
    File again;
    const int end = static_cast<int>((number + 1) * kiosks / m_files);
    for (int index = static_cast<int>(number * kiosks / m_files); index < end; ++index) {
        const std::int64_t events =
            m_arguments.events * (index + 1) / kiosks - m_arguments.events * std::int64_t{index} / kiosks;
        fair::FairKiosk kiosk(index, m_arguments.seed, events, m_arguments.format);
        kiosk.live();
        save(file, kiosk.log().part(kiosk.log().events()));
        if (kiosk.collected_twice() > 0) {
            if (!again)
                again.reset(std::fopen(name("again-", number).c_str(), "we"));
            save(again, kiosk.log().part(kiosk.collected_twice()));
            kiosk.figures().duplicates = static_cast<std::int64_t>(kiosk.collected_twice());
        }
        m_figures[static_cast<std::size_t>(index)] = std::move(kiosk.figures());
    }
}

bool Maker::make() {
    std::vector<std::thread> threads;
    for (unsigned i = 0; i < std::max(std::thread::hardware_concurrency(), 1U); ++i)
        threads.emplace_back([this] {
            for (int file = m_next++; file < m_files; file = m_next++)
                make_file(file);
        });
    for (std::thread& thread : threads)
        thread.join();
    return !m_failed;
}

int run(const Arguments& arguments) {
    std::error_code error;
    std::filesystem::create_directories(arguments.out / "logs", error);
    Maker maker(arguments);
    if (error || !maker.make()) {
        std::fprintf(stderr, "%s: the logs can't be written; make room, or name another folder\n",
                     arguments.out.c_str());
        return 1;
    }
    std::ofstream expected(arguments.out / "expected.json");
    expected << fair::expected_report(maker.figures()).dump() << '\n' << std::flush;
    return expected ? 0 : 1;
}

int run_command(int argc, char** argv) {
    Arguments arguments;
    CLI::App app("Makes the logs of a fair's day, OUT/logs, and what `kiosk-logs report --json` must say of them,\n"
                 "OUT/expected.json. The same arguments make the same bytes.",
                 "fair_day");
    app.add_option("--out", arguments.out, "Folder to write to")->required();
    app.add_option("--kiosks", arguments.kiosks, "How many")->check(CLI::Range(1, 5000))->capture_default_str();
    app.add_option("--events", arguments.events, "Of all kiosks, without those that are in the logs twice")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1} << 40))
        ->capture_default_str();
    app.add_option("--seed", arguments.seed, "Another number makes another day")->capture_default_str();
    app.add_option("--format", arguments.format, "jsonl, or export for systemd-journal-remote")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, fair::Format>{{"jsonl", fair::Format::JsonLines}, {"export", fair::Format::Export}}));
    app.add_option("--files", arguments.files, "Spread the kiosks over so many files; by default one a kiosk");
    app.footer("Example: fair_day --kiosks 1000 --events 10000000 --out /tmp/fair");
    CLI11_PARSE(app, argc, argv);
    return run(arguments);
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run_command(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "fair_day: %s\n", error.what());
        return 1;
    }
}
