// The lines and the base64 of minisign's files. What editors of Windows leave is read as minisign 0.11 reads it (CRLF,
// no last newline, blank lines at the end); anything else that is not of the format is refused, so that nothing can
// hide in it.
#pragma once
#include "db/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace db::update {

inline constexpr std::string_view kUntrustedPrefix = "untrusted comment: ";
inline constexpr std::string_view kTrustedPrefix = "trusted comment: ";

/// libsodium asks for this before anything else; any number of times, from any thread.
void start_sodium();

/// Takes a text apart line by line. Errors of all: BadContent, naming the line.
class LineReader {
public:
    /// `text` must outlive the reader.
    explicit LineReader(std::string_view text) : m_rest(text) {}

    /// The next line without its prefix: at most `max_bytes` of UTF-8, tabs allowed, no other control characters.
    [[nodiscard]] Result<std::string> comment(std::string_view prefix, std::size_t max_bytes);
    /// The first line of a public key, of which minisign wants no prefix and before which it takes a byte order mark.
    /// The comment is what stands behind `prefix`, or the whole line. Bounds as of comment().
    [[nodiscard]] Result<std::string> free_comment(std::string_view prefix, std::size_t max_bytes);
    /// The next line: base64 of exactly as many bytes as `into` has, in its one canonical form.
    [[nodiscard]] Result<void> bytes(std::span<std::uint8_t> into);
    /// Nothing follows but blank lines.
    [[nodiscard]] Result<void> end() const;

private:
    [[nodiscard]] Result<std::string_view> line();
    [[nodiscard]] Result<std::string> checked(std::string_view words, std::size_t max_bytes) const;
    [[nodiscard]] tl::unexpected<Error> problem(std::string_view what) const;

    std::string_view m_rest;
    int m_number = 0;
};

[[nodiscard]] std::string base64_of(std::span<const std::uint8_t> bytes);

} // namespace db::update
