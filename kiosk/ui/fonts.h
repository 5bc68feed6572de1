// Font files by package (fonts-inter, fonts-noto-core) and open fonts by size.
#pragma once
#include "db/result.h"

#include <SDL_ttf.h> // not forward-declared: its struct has another name in 2.20 and in 2.24
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace kiosk::ui {

enum class Weight : std::uint8_t { Regular, Bold, ExtraBold };

/// Capital height of Inter as a share of the em; sizes are given by capital height.
inline constexpr float kCapHeightPerEm = 0.727F;

/// Opens SDL_ttf for its lifetime. Use from the frame thread.
class Fonts {
public:
    /// Errors: Unsupported, naming the package to install.
    [[nodiscard]] static db::Result<std::unique_ptr<Fonts>> open();
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;
    Fonts(Fonts&&) = delete;
    Fonts& operator=(Fonts&&) = delete;
    ~Fonts();

    /// The font to set `codepoint` in: Inter in `weight`, or the first Noto font that has it, or Inter's "missing" box.
    /// Owned by this object. Null only if a font file vanished.
    [[nodiscard]] TTF_Font* for_codepoint(char32_t codepoint, Weight weight, int size_px);
    [[nodiscard]] TTF_Font* primary(Weight weight, int size_px) {
        return at(static_cast<std::size_t>(weight), size_px);
    }
    /// Closes fonts if very many are open. Invalidates every pointer that was handed out: call between frames.
    void trim();

private:
    Fonts() = default;
    [[nodiscard]] TTF_Font* at(std::size_t file, int size_px);

    std::vector<std::filesystem::path> m_files; ///< the three weights of Inter, then fallbacks
    std::map<std::pair<std::size_t, int>, TTF_Font*> m_open;
    std::map<char32_t, std::size_t> m_fallback; ///< which file has a character that Inter lacks
};

} // namespace kiosk::ui
