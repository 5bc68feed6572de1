#include "platform/stick_queue.h"

#include <doctest/doctest.h>
#include <thread>
#include <vector>

using namespace platform;

namespace {

StickReport queued(const std::string& stick, StickStage stage, std::int64_t sequence = 0) {
    StickReport made;
    made.stick = stick;
    made.stage = stage;
    made.sequence = sequence;
    return made;
}

std::vector<StickReport> take_all(StickQueue& queue) {
    std::vector<StickReport> all;
    while (auto next = queue.take())
        all.push_back(*next);
    return all;
}

} // namespace

TEST_CASE("reports come out in the order in which they went in") {
    StickQueue queue;
    CHECK_FALSE(queue.take());
    queue.push(queued("a", StickStage::Noticed, 1));
    queue.push(queued("b", StickStage::Noticed, 2));
    queue.push(queued("a", StickStage::Done, 3));
    const auto all = take_all(queue);
    REQUIRE(all.size() == 3);
    CHECK(all[0] == queued("a", StickStage::Noticed, 1));
    CHECK(all[1] == queued("b", StickStage::Noticed, 2));
    CHECK(all[2] == queued("a", StickStage::Done, 3));
}

TEST_CASE("a stick that two watchers see is removed once, and only if it was there") {
    StickQueue queue;
    queue.push(queued("a", StickStage::Removed));
    queue.push(queued("a", StickStage::Noticed));
    queue.push(queued("a", StickStage::Removed));
    queue.push(queued("a", StickStage::Removed));
    queue.push(queued("a", StickStage::Looking));
    queue.push(queued("a", StickStage::Removed));
    const auto all = take_all(queue);
    REQUIRE(all.size() == 4);
    CHECK(all[1].stage == StickStage::Removed);
    CHECK(all[3].stage == StickStage::Removed);
}

TEST_CASE("where nobody takes, progress is forgotten before anything that matters") {
    StickQueue queue;
    queue.push(queued("a", StickStage::Noticed));
    for (int i = 0; i < 10000; ++i)
        queue.push(queued("a", StickStage::Copying, i));
    queue.push(queued("a", StickStage::Done));
    auto all = take_all(queue);
    CHECK(all.size() == StickQueue::kCapacity);
    CHECK(all.front().stage == StickStage::Noticed);
    CHECK(all[1].sequence > 9000);
    CHECK(all.back().stage == StickStage::Done);
    for (int i = 0; i < 1000; ++i)
        queue.push(queued("a", StickStage::Done, i));
    all = take_all(queue);
    CHECK(all.size() == StickQueue::kCapacity);
    CHECK(all.back().sequence == 999);
}

TEST_CASE("threads may push at once") {
    StickQueue queue;
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int number = 0; number < 4; ++number)
        threads.emplace_back([&queue, number] {
            for (int i = 0; i < 50; ++i)
                queue.push(queued(std::to_string(number), StickStage::Done, i));
        });
    for (std::thread& thread : threads)
        thread.join();
    CHECK(take_all(queue).size() == 200);
}
