#include "kiosk/ui/fonts.h"

#include <SDL_ttf.h>
#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace kiosk::ui {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 2> kFontFolders{"/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/inter"};
constexpr const char* kNotoFolder = "/usr/share/fonts/truetype/noto";
constexpr std::array<const char*, 3> kWeightNames{"Inter-Regular", "Inter-Bold", "Inter-ExtraBold"};
/// A visit with all four text sizes opens about forty.
constexpr std::size_t kMaxOpenFonts = 96;

fs::path find_inter(const char* name) {
    for (const char* folder : kFontFolders)
        for (const char* extension : {".otf", ".ttf"})
            if (fs::path path = fs::path(folder) / (std::string(name) + extension); fs::exists(path))
                return path;
    return {};
}

/// Noto Sans first, then the other scripts by name, so that the choice does not depend on the file system's order.
std::vector<fs::path> find_noto() {
    std::vector<fs::path> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(kNotoFolder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with("NotoSans") && name.ends_with("-Regular.ttf"))
            found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end(), [](const fs::path& left, const fs::path& right) {
        const auto key = [](const fs::path& path) {
            return std::make_pair(path.filename() != "NotoSans-Regular.ttf", path.string());
        };
        return key(left) < key(right);
    });
    return found;
}

} // namespace

db::Result<std::unique_ptr<Fonts>> Fonts::open() {
    std::unique_ptr<Fonts> fonts(new Fonts);
    if (TTF_Init() != 0)
        return db::fail(db::ErrorCode::Unsupported, fmt::format("SDL_ttf does not start: {}", TTF_GetError()));
    for (const char* name : kWeightNames) {
        fs::path path = find_inter(name);
        if (path.empty())
            return db::fail(db::ErrorCode::Unsupported,
                            fmt::format("the font {} is missing: install the package fonts-inter", name));
        fonts->m_files.push_back(std::move(path));
    }
    for (fs::path& path : find_noto())
        fonts->m_files.push_back(std::move(path));
    return fonts;
}

Fonts::~Fonts() {
    for (const auto& [key, font] : m_open)
        TTF_CloseFont(font);
    TTF_Quit();
}

TTF_Font* Fonts::at(std::size_t file, int size_px) {
    const auto key = std::make_pair(file, size_px);
    if (const auto found = m_open.find(key); found != m_open.end())
        return found->second;
    // SDL_ttf sizes are points at 72 dpi: pixels of the em.
    TTF_Font* font = TTF_OpenFont(m_files[file].c_str(), size_px);
    if (font == nullptr)
        return nullptr;
    TTF_SetFontHinting(font, TTF_HINTING_NONE);
    TTF_SetFontKerning(font, 1);
    return m_open.emplace(key, font).first->second;
}

void Fonts::trim() {
    if (m_open.size() <= kMaxOpenFonts)
        return;
    for (const auto& [key, font] : m_open)
        TTF_CloseFont(font);
    m_open.clear();
}

TTF_Font* Fonts::for_codepoint(char32_t codepoint, Weight weight, int size_px) {
    TTF_Font* inter = primary(weight, size_px);
    if (inter == nullptr || TTF_GlyphIsProvided32(inter, codepoint) != 0)
        return inter;
    if (const auto known = m_fallback.find(codepoint); known != m_fallback.end())
        return at(known->second == 0 ? static_cast<std::size_t>(weight) : known->second, size_px);
    std::size_t chosen = 0;
    for (std::size_t file = kWeightNames.size(); file < m_files.size() && chosen == 0; ++file) {
        TTF_Font* probe = TTF_OpenFont(m_files[file].c_str(), size_px);
        if (probe != nullptr && TTF_GlyphIsProvided32(probe, codepoint) != 0)
            chosen = file;
        if (probe != nullptr)
            TTF_CloseFont(probe);
    }
    m_fallback.emplace(codepoint, chosen);
    return chosen == 0 ? inter : at(chosen, size_px);
}

} // namespace kiosk::ui
