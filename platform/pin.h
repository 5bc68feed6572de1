// The PIN of the staff panel: 6 to 12 digits, kept as an argon2id hash.
//
// Cost of one hash: 32 MiB of memory, 2 passes, 1 lane. OWASP's Password Storage Cheat Sheet asks for at least 19 MiB,
// 2 passes and 1 lane; libsodium's "interactive" level is 2 passes of 64 MiB, of which a Raspberry Pi Zero 2 W with 512
// MiB gives half. A hash slows guessing down, but there are only a million PINs of six digits: whoever can read the
// hash finds such a PIN within days, where it was an hour with four. Keep it readable by the kiosk alone.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace platform {

inline constexpr std::size_t kMinPinDigits = 6;
inline constexpr std::size_t kMaxPinDigits = 12;

/// Whether `text` is 6 to 12 digits and nothing else.
[[nodiscard]] bool is_pin(std::string_view text);

/// "$argon2id$v=19$m=32768,t=2,p=1$salt$hash", other for each call. Empty where `pin` is none or memory is lacking.
/// Takes some tenths of a second on a small machine: not on the thread of the frame loop.
[[nodiscard]] std::optional<std::string> hash_pin(std::string_view pin);

/// Whether `hash` can belong to a PIN: argon2id of version 19, of 64 MiB, 4 passes and 1 lane at most. Quick: a hash
/// that would take all memory is refused before it is tried.
[[nodiscard]] bool is_pin_hash(std::string_view hash);

/// Whether `hash` is that of `pin`. False for anything that is not a PIN or no hash, so that the hash of a shorter PIN,
/// of which nothing tells, matches none. As slow as hash_pin.
[[nodiscard]] bool pin_matches(std::string_view pin, std::string_view hash);

/// Overwrites all that `secret` holds, also what a move left behind in it, and empties it.
void wipe(std::string& secret);

} // namespace platform
