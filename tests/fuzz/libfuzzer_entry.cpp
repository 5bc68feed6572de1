// Makes a libFuzzer program of the target that the build names.
#include "tests/fuzz/random.h"
#include "tests/fuzz/target.h"

#include <algorithm>

extern "C" {
std::size_t LLVMFuzzerMutate(std::uint8_t* bytes, std::size_t size, std::size_t max_size);
int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size, std::size_t max_size, unsigned seed);
}

namespace {

const fuzz::Target& target() {
    static const fuzz::Target* const found = fuzz::find_target(KIOSK_FUZZ_TARGET);
    return *found;
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    target().run({reinterpret_cast<const char*>(bytes), size});
    return 0;
}

std::size_t LLVMFuzzerCustomMutator(std::uint8_t* bytes, std::size_t size, std::size_t max_size, unsigned seed) {
    if (!target().mutate || fuzz::Random(seed).one_in(4))
        return LLVMFuzzerMutate(bytes, size, max_size);
    const std::string changed = target().mutate({reinterpret_cast<const char*>(bytes), size}, seed);
    const std::size_t kept = std::min(changed.size(), max_size);
    std::copy_n(changed.begin(), kept, bytes);
    return kept;
}
