// One reader of foreign bytes, and what must hold whatever it is fed. libFuzzer's programs and fuzz_replay share these.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fuzz {

struct Target {
    std::string_view name; ///< also of its folder in tests/fuzz/corpus
    std::size_t max_bytes = 0;
    void (*run)(std::string_view bytes) = nullptr; ///< ends the process where something does not hold
    /// A changed copy that keeps some structure; null where plain changes of bytes do.
    std::string (*mutate)(std::string_view bytes, std::uint64_t seed) = nullptr;
    /// Good inputs that are made rather than kept as files; may be null.
    std::vector<std::string> (*seeds)() = nullptr;
};

[[nodiscard]] std::span<const Target> targets();

/// Null where there is none of this name.
[[nodiscard]] const Target* find_target(std::string_view name);

/// Ends the process with `what` where a rule does not hold, so that the fuzzer keeps the input.
void require(bool holds, std::string_view what, std::string_view detail = {});

/// A changed copy of any bytes: flipped, cut, doubled, with `words` put in, spliced with `other`.
[[nodiscard]] std::string mutate_bytes(std::string_view bytes, std::string_view other,
                                       std::span<const std::string_view> words, std::size_t max_bytes,
                                       std::uint64_t seed);

// The functions of the targets, by file.
void run_markdown(std::string_view bytes);
void run_role_file(std::string_view bytes);
void run_toml(std::string_view bytes);
void run_content(std::string_view bytes);
[[nodiscard]] std::vector<std::string> content_seeds();
[[nodiscard]] std::vector<std::string> role_file_seeds();

void run_signature(std::string_view bytes);
void run_public_key(std::string_view bytes);
void run_secret_key(std::string_view bytes);
void run_manifest(std::string_view bytes);
void run_key_ring(std::string_view bytes);
[[nodiscard]] std::vector<std::string> signature_seeds();
[[nodiscard]] std::vector<std::string> key_ring_seeds();

void run_stick_report(std::string_view bytes);
void run_roll_back(std::string_view bytes);

void run_lines(std::string_view bytes);
[[nodiscard]] std::vector<std::string> lines_seeds();

void run_json_lines(std::string_view bytes);
void run_journal_export(std::string_view bytes);
void run_journal_file(std::string_view bytes);
[[nodiscard]] std::vector<std::string> json_lines_seeds();
[[nodiscard]] std::vector<std::string> journal_export_seeds();
[[nodiscard]] std::vector<std::string> journal_file_seeds();

void run_database(std::string_view bytes);
[[nodiscard]] std::string mutate_database(std::string_view bytes, std::uint64_t seed);
[[nodiscard]] std::vector<std::string> database_seeds();

} // namespace fuzz
