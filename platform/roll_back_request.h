// How the program that shows asks the one that installs to go back to older content, and is answered: a file each, in a
// folder in which only the writer may write. Neither trusts the other's file.
//
//     REQUESTS/roll-back.json    {"id":"0f3c...","version":11}    without "version": the one before; 0: the factory's
//     ANSWERS/roll-back.json     {"id":"0f3c...","version":11}    what is shown now, or why not:
//     {"id":...,"problem":...}
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace platform {

struct RollBackRequest {
    std::string id;                      ///< random; the answer repeats it
    std::optional<std::int64_t> version; ///< empty: the one before; 0: the factory's
    bool operator==(const RollBackRequest&) const = default;
};

struct RollBackAnswer {
    std::string id;
    std::int64_t version = 0; ///< that is shown now; 0: the factory's
    std::string problem;      ///< for staff, in English; why nothing was changed; empty: it was
    bool operator==(const RollBackAnswer&) const = default;
};

/// 32 random digits of 0-9 and a-f; empty where the machine has no randomness to give.
[[nodiscard]] std::string new_request_id();

/// As text (one JSON object), and back. The text may be anything: what is not exactly a request or an answer is empty.
/// An id is 32 of 0-9 and a-f, a version not negative.
[[nodiscard]] std::string format_roll_back_request(const RollBackRequest& request);
[[nodiscard]] std::string format_roll_back_answer(const RollBackAnswer& answer);
[[nodiscard]] std::optional<RollBackRequest> parse_roll_back_request(std::string_view text);
[[nodiscard]] std::optional<RollBackAnswer> parse_roll_back_answer(std::string_view text);

/// Where they lie in their folders.
[[nodiscard]] std::filesystem::path roll_back_file(const std::filesystem::path& folder);

/// Reads a regular file of at most 1 KiB (an answer: 4 KiB); never follows a link in its last part, never waits on a
/// pipe. Empty if there is none, or something else.
[[nodiscard]] std::optional<RollBackRequest> read_roll_back_request(const std::filesystem::path& file);
[[nodiscard]] std::optional<RollBackAnswer> read_roll_back_answer(const std::filesystem::path& file);

/// Puts it in place of the last one in `folder`, whole or not at all, readable for everybody. False where that is not
/// possible.
[[nodiscard]] bool write_roll_back_request(const std::filesystem::path& folder, const RollBackRequest& request);
[[nodiscard]] bool write_roll_back_answer(const std::filesystem::path& folder, const RollBackAnswer& answer);

} // namespace platform
