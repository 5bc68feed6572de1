// Why the installer stops: a verdict and the words that go with it.
#pragma once
#include "db/result.h"
#include "db/update/verdict.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace db::update {

struct Refusal {
    Verdict verdict = Verdict::DiskFailed;
    std::string detail; ///< file, place, cure
};

template <typename T>
using Checked = tl::expected<T, Refusal>;

[[nodiscard]] inline tl::unexpected<Refusal> refuse(Verdict verdict, std::string detail) {
    return tl::unexpected<Refusal>(Refusal{verdict, std::move(detail)});
}

/// "file: why".
[[nodiscard]] inline tl::unexpected<Refusal> refuse_at(Verdict verdict, const std::filesystem::path& file,
                                                       std::string_view why) {
    return refuse(verdict, file.string() + ": " + std::string(why));
}

/// What the internal storage refused.
[[nodiscard]] inline tl::unexpected<Refusal> refuse_disk(const Error& error) {
    if (error.code == ErrorCode::NoSpace)
        return refuse(Verdict::NoSpace,
                      error.text() + "; the internal storage is full: ask whoever maintains the kiosk to make room");
    return refuse(Verdict::DiskFailed, error.text()
                                           + "; the internal storage fails: restart the kiosk and try again, and "
                                             "replace its storage card if that does not help");
}

} // namespace db::update
