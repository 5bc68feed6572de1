// Why the logs did not leave, as one word for programs and a sentence for a person.
#pragma once
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace platform::logs {

/// `reason` is a name that other programs read: "stick_full", "stick_read_only", "no_log", or the name of a verdict
/// ("stick_gone", "not_a_file", "no_space", "disk_failed", "busy"). `detail` names file, place and cure.
struct Failure {
    std::string reason;
    std::string detail;
    bool operator==(const Failure&) const = default;
};

template <typename T>
using Outcome = tl::expected<T, Failure>;

[[nodiscard]] inline tl::unexpected<Failure> fail(std::string reason, std::string detail) {
    return tl::unexpected<Failure>(Failure{std::move(reason), std::move(detail)});
}

} // namespace platform::logs
