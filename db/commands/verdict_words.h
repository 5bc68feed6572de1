// What became of a stick, in a sentence for staff, and what to do about it. The screen says the same (assets/strings).
#pragma once
#include "db/update/verdict.h"

#include <cstdint>
#include <string>

namespace db::commands {

struct VerdictWords {
    std::string what; ///< "Content 12 is installed."
    std::string cure; ///< "You can remove the stick."
};

/// `version` is the stick's; 0 where it is not known.
[[nodiscard]] VerdictWords words_for(update::Verdict verdict, std::int64_t version);

} // namespace db::commands
