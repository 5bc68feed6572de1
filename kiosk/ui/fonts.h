// Font files by package (fonts-inter, fonts-noto-core) and open fonts by size.
#pragma once
#include "db/result.h"

#include <SDL_ttf.h> // not forward-declared: its struct has another name in 2.20 and in 2.24
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace kiosk::ui {

enum class Weight : std::uint8_t { Regular, Bold, ExtraBold };

/// Capital height of Inter as a share of the em; sizes are given by capital height.
inline constexpr float kCapHeightPerEm = 0.727F;

/// A family of platform::letter_fonts(), by index.
using FontFamily = std::size_t;
inline constexpr FontFamily kInter = 0;

/// Where the packages put their fonts; the first folder that has a file is taken.
struct FontFolders {
    std::vector<std::filesystem::path> inter{"/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/inter"};
    std::vector<std::filesystem::path> noto{"/usr/share/fonts/truetype/noto"};
};

/// Opens SDL_ttf for its lifetime. Use from the frame thread.
class Fonts {
public:
    /// Where a weight of Inter is missing or damaged, another weight or Noto Sans is taken, and reported.
    /// Errors: Unsupported, naming the packages to install, if there is neither.
    [[nodiscard]] static db::Result<std::unique_ptr<Fonts>> open(FontFolders folders = {});
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;
    Fonts(Fonts&&) = delete;
    Fonts& operator=(Fonts&&) = delete;
    ~Fonts();

    /// Calls `report` once for each font that is missing or damaged, with its file and the cure: at once for those
    /// found so far, later when one is needed.
    void on_fault(std::function<void(const db::Error&)> report);

    /// The family to set `code` in, by the table of letters, without a look at a file; Inter, whose box then shows, if
    /// none has it. What clings to `before`'s letters (a mark, a space) stays in that family if it has it.
    [[nodiscard]] FontFamily family(char32_t code, FontFamily before, Weight weight, int size_px);
    /// The open font of a family, or Inter's if the family's files are missing or damaged. Owned by this object.
    /// Null only if all fonts vanished since open().
    [[nodiscard]] TTF_Font* at(FontFamily family, Weight weight, int size_px);
    [[nodiscard]] TTF_Font* primary(Weight weight, int size_px) { return at(kInter, weight, size_px); }
    /// Closes fonts if very many are open. Invalidates every pointer that was handed out: call between frames.
    void trim();
    /// How many times a font was opened or its file looked for. For tests that hold the cost of a frame.
    [[nodiscard]] std::size_t files_tried() const { return m_files_tried; }

private:
    explicit Fonts(FontFolders folders) : m_folders(std::move(folders)) {}
    using Face = std::pair<FontFamily, Weight>;
    /// The first whole file of the face, or an empty path. Looks once for each face.
    [[nodiscard]] const std::filesystem::path& file_of(Face face);
    [[nodiscard]] std::filesystem::path find(Face face);
    /// `name` without its ending in `folders`, if it is there and whole.
    [[nodiscard]] std::filesystem::path whole_file(const std::vector<std::filesystem::path>& folders,
                                                   const std::string& name);
    void fault(db::Error error);

    FontFolders m_folders;
    std::map<Face, std::filesystem::path> m_files;
    std::map<std::pair<Face, int>, TTF_Font*> m_open;
    std::vector<db::Error> m_faults;
    std::function<void(const db::Error&)> m_report;
    std::size_t m_files_tried = 0;
};

} // namespace kiosk::ui
