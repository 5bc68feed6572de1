// What a request for the logs says: the text of kiosk/logs.request, in its one form.
//
//     # Lines for people come first; they begin with '#'.
//     careers-kiosk logs-request 1
//     id=0123456789abcdef0123456789abcdef
//     kiosk=hall-2                           may be missing
//     event=Spring fair                      may be missing
//     until-version=14                       this or the next, or both
//     until-date=2026-12-31
#pragma once
#include "db/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace db::update {

struct RequestTerms {
    std::string id;                            ///< 32 of 0-9 and a-f, drawn for this request
    std::string kiosk;                         ///< the only one that answers; empty: any of the channel
    std::string event;                         ///< the fair's name, for the reviewer; may be empty
    std::optional<std::int64_t> until_version; ///< it ends where a kiosk shows newer content
    std::string until_date;                    ///< "2026-12-31": it ends when this day is over; empty: no day
    bool operator==(const RequestTerms&) const = default;
};

/// An id that nobody has, for a request of its own.
[[nodiscard]] std::string make_request_id();

/// Whether it is an id as above.
[[nodiscard]] bool is_request_id(std::string_view text);

/// Whether the day `date` ("2026-12-31") is over everywhere on earth; `now_s` counts from 1970.
[[nodiscard]] bool is_over(std::string_view date, std::int64_t now_s);

/// The day that many days after `now_s`, as "2026-12-31".
[[nodiscard]] std::string day_after(std::int64_t now_s, int days);

/// Errors: BadConfig, naming the part and the cure. Names have up to 64 characters, none of control or text direction.
[[nodiscard]] Result<void> check_terms(const RequestTerms& terms);

/// The text of the file.
[[nodiscard]] std::string format_terms(const RequestTerms& terms);

/// Exactly the form above: each line once, in this order, with an end. Errors: BadContent. `text` may be anything.
[[nodiscard]] Result<RequestTerms> parse_terms(std::string_view text);

} // namespace db::update
