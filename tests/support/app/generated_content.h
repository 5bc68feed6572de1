// Databases of any size for tests: one role to many, one language to three, texts as short or as long as they may be.
#pragma once
#include "db/authoring/content.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace test {

enum class TextLength {
    Short,
    AtTheBounds, ///< the longest titles, taglines, names and lists, and words wider than a card
};

struct GeneratedContent {
    std::size_t roles = 6;
    std::size_t languages = 2; ///< 1 to 3: English, Spanish, French, which the interface has no words for
    TextLength length = TextLength::Short;
    std::int64_t version = 1;
};

[[nodiscard]] db::authoring::Content generate(const GeneratedContent& wanted);
/// Writes it to `file`, in place of what is there.
void write_generated(const GeneratedContent& wanted, const std::filesystem::path& file);

} // namespace test
