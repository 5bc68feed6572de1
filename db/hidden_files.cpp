#include "db/hidden_files.h"

#include <algorithm>
#include <array>
#include <string>

namespace db {
namespace {

// In small letters. "icon\r" is how a Mac names a folder's own picture.
constexpr std::array<std::string_view, 13> kNames = {"desktop.ini",
                                                     "thumbs.db",
                                                     "ehthumbs.db",
                                                     "ehthumbs_vista.db",
                                                     "$recycle.bin",
                                                     "recycler",
                                                     "recycled",
                                                     "system volume information",
                                                     "__macosx",
                                                     "icon\r",
                                                     "lost+found",
                                                     "folder.htt",
                                                     "network trash folder"};

} // namespace

bool is_hidden_file(std::string_view name) {
    if (name.starts_with('.') || name.starts_with("~$") || name.ends_with('~'))
        return true;
    std::string small(name);
    std::transform(small.begin(), small.end(), small.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    });
    const bool is_of_word = small.starts_with("~") && (small.ends_with(".tmp") || small.ends_with(".docx"));
    return is_of_word || std::find(kNames.begin(), kNames.end(), small) != kNames.end();
}

} // namespace db
