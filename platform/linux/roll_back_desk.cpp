#include "platform/linux/roll_back_desk.h"

#include <fmt/format.h>
#include <system_error>

namespace platform {
namespace {

using Clock = std::chrono::steady_clock;

/// Empty: none came in time.
std::optional<RollBackAnswer> wait_for_answer(const RollBackDesk& desk, const RollBackRequest& request,
                                              const StopSignal& stop) {
    const auto start = Clock::now();
    auto written = start;
    while (!stop.raised() && Clock::now() - start < desk.patience) {
        auto answer = read_roll_back_answer(roll_back_file(desk.answers));
        if (answer && answer->id == request.id)
            return answer;
        // Whoever watches the folder may have been busy; a request that is answered already is not carried out again.
        if (Clock::now() - written >= desk.again) {
            (void)write_roll_back_request(desk.requests, request);
            written = Clock::now();
        }
        wait_readable(-1, stop, desk.look);
    }
    return std::nullopt;
}

} // namespace

RollBackAnswer ask_to_roll_back(const RollBackDesk& desk, std::optional<std::int64_t> version, const StopSignal& stop) {
    const RollBackRequest request{new_request_id(), version};
    RollBackAnswer answer{request.id, 0, {}};
    if (request.id.empty() || !write_roll_back_request(desk.requests, request)) {
        answer.problem = fmt::format("{}: the service that installs cannot be asked to go back, for nothing can be "
                                     "written there; start the kiosk anew",
                                     desk.requests.string());
        return answer;
    }
    if (auto answered = wait_for_answer(desk, request, stop))
        return *answered;
    std::error_code failed; // nobody should carry it out when staff have long gone
    std::filesystem::remove(roll_back_file(desk.requests), failed);
    answer.problem = stop.raised()
                         ? std::string("the kiosk ended before the service that installs had answered")
                         : fmt::format("the service that installs did not answer within {} s; look whether "
                                       "kiosk-roll-back.path and kiosk-roll-back.service run, then try again",
                                       std::chrono::duration_cast<std::chrono::seconds>(desk.patience).count());
    return answer;
}

} // namespace platform
