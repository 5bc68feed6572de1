// How fallible functions of this project report failure.
#pragma once
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace db {

enum class ErrorCode {
    NotFound,          ///< no such file, role, image
    NotARolesDatabase, ///< the file is something else
    NewerSchema,       ///< made by a newer version of the tools than this one
    Corrupt,           ///< a roles database, but damaged or with texts out of bounds
    BadContent,        ///< a content file that a writer must mend
    NotTrusted,        ///< content that is not what a trusted key signed
    BadConfig,         ///< a setting that is not allowed
    Io,                ///< the operating system refused to read or write
    NoSpace,           ///< the disk is full
    Unsupported,       ///< this machine lacks something (a font, a renderer)
};

/// What went wrong, in words for a person. `where` names file and place ("roles/auditor.md:12"), and may be empty.
/// `message` names the cure where there is one.
struct Error {
    ErrorCode code = ErrorCode::Io;
    std::string message;
    std::string where = {};

    /// "where: message", or the message alone.
    [[nodiscard]] std::string text() const { return where.empty() ? message : where + ": " + message; }
};

template <typename T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string where = {}) {
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(where)});
}

} // namespace db
