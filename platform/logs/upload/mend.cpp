#include "platform/logs/upload/mend.h"
#include <algorithm>

namespace platform::logs::upload {
namespace {

constexpr int kWitnesses = 64;

Answer send_slice(const Slice& slice, const Send& send) {
    return slice.body.empty() ? Answer::Taken : send(slice.body);
}

/// Whether the collector takes any entry behind `after`. Taking it twice does no harm.
Answer takes_another(std::string after, const ReadSlice& read, const Send& send) {
    for (int i = 0; i < kWitnesses; ++i) {
        const auto slice = read(after, 1);
        if (!slice || slice->entries == 0)
            return Answer::Refused;
        if (!slice->body.empty())
            if (const Answer answer = send(slice->body); answer != Answer::Refused)
                return answer;
        after = slice->last;
    }
    return Answer::Refused;
}

} // namespace

Mended mend(const std::string& position, const ReadSlice& read, const Send& send, const Keep& keep) {
    Mended result{position};
    std::size_t most = kSliceEntries;
    const auto advance = [&](const std::string& to) {
        result.position = to;
        keep(to);
    };
    for (int sent = 0; sent < kSlicesAtOnce; ++sent) {
        const auto slice = read(result.position, most);
        if (!slice || slice->entries == 0)
            return result;
        result.answer = send_slice(*slice, send);
        if (result.answer == Answer::Taken) {
            result.skipped += static_cast<std::int64_t>(slice->unreadable);
            advance(slice->last);
            most = std::min(most * 2, kSliceEntries);
            continue;
        }
        if (result.answer != Answer::Refused)
            return result;
        if (slice->entries > 1) {
            most = slice->entries / 2;
            continue;
        }
        result.answer = takes_another(slice->last, read, send);
        if (result.answer != Answer::Taken)
            return result;
        ++result.skipped;
        advance(slice->last);
    }
    return result;
}

} // namespace platform::logs::upload
