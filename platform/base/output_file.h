// The one rule for what a person names as an output: nothing that is read, and nothing of another kind, is lost by it.
#pragma once
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace platform {

/// What a program writes, and how an older file of that kind is known by its first bytes.
struct OutputKind {
    std::string_view name;                                           ///< with its article: "a page of the report"
    bool (*is_of_this_kind)(std::string_view first_bytes) = nullptr; ///< null: an older file can't be told from others
    bool can_stream = true;                                          ///< may be written to a pipe or a device
};

struct OutputWish {
    std::filesystem::path file;
    std::string_view option;                       ///< as the person wrote it: "--html"
    std::span<const std::filesystem::path> inputs; ///< what is read, of folders all that is below: never replaced
    bool force = false;                            ///< a file of another kind may be replaced, but no key
};

/// Nothing if `wish.file` may be written: it is not there, is empty, is of this kind, or is a pipe or a device. Else
/// what lies there and what to do, for a person. What can't be read counts as another kind. Reads 4 KiB at most, and
/// with `force` the names in folders of `inputs`; blocks on disk.
[[nodiscard]] std::optional<std::string> output_problem(const OutputWish& wish, const OutputKind& kind);

} // namespace platform
