#include "platform/logs/journal_fields.h"

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

} // namespace platform::logs
