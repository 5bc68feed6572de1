#include "platform/logs/journal_fields.h"
#include <charconv>
#include <system_error>

namespace platform::logs {
namespace {

const char* syslog_level(Severity severity) {
    switch (severity) {
    case Severity::Error:
        return "3";
    case Severity::Warning:
        return "4";
    case Severity::Notice:
        return "5";
    case Severity::Info:
        return "6";
    }
    return "6";
}

std::string upper(std::string_view snake_case) {
    std::string name(snake_case);
    for (char& c : name)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    return name;
}

} // namespace

std::vector<std::string> journal_fields(const Record& record, const Stamp& stamp) {
    std::vector<std::string> fields = {"MESSAGE=" + summary(record),
                                       std::string("PRIORITY=") + syslog_level(record.severity),
                                       "SYSLOG_IDENTIFIER=kiosk",
                                       "KIOSK_EVENT=" + std::string(record.name),
                                       "KIOSK_NAME=" + stamp.kiosk,
                                       "KIOSK_RUN=" + std::to_string(stamp.run),
                                       "KIOSK_MONOTONIC_MS=" + std::to_string(stamp.monotonic_ms),
                                       "KIOSK_SEQ=" + std::to_string(stamp.seq)};
    for (const Field& field : record.fields) {
        if (!field.is_known)
            continue;
        const auto* number = std::get_if<std::int64_t>(&field.value);
        fields.push_back(upper(field.name) + "="
                         + (number != nullptr ? std::to_string(*number) : std::get<std::string>(field.value)));
    }
    return fields;
}

bool is_about_the_entry(std::string_view name) {
    return name.starts_with('_') || name.starts_with("SYSLOG_") || name.starts_with("CODE_")
           || name.ends_with("INVOCATION_ID") || name == "MESSAGE" || name == "MESSAGE_ID" || name == "PRIORITY"
           || name == "ERRNO" || name == "TID";
}

std::string dashed_boot_id(std::string_view hex32) {
    std::string id(hex32);
    if (id.size() == 32)
        for (const std::size_t at : {8U, 13U, 18U, 23U})
            id.insert(at, 1, '-');
    return id;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

} // namespace platform::logs
