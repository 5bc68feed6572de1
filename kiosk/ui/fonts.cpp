#include "kiosk/ui/fonts.h"

#include "kiosk/ui/font_file.h"
#include "platform/base/letters.h"

#include <SDL_ttf.h>
#include <algorithm>
#include <fmt/format.h>

namespace kiosk::ui {
namespace {

namespace fs = std::filesystem;

constexpr std::array kWeights{Weight::Regular, Weight::Bold, Weight::ExtraBold};
constexpr FontFamily kNotoSans = 1;
/// A visit with all four text sizes opens about forty.
constexpr std::size_t kMaxOpenFonts = 96;

/// The endings of file names for a weight, the best first.
std::vector<const char*> styles(FontFamily family, Weight weight) {
    if (family == kInter && weight == Weight::ExtraBold)
        return {"ExtraBold", "Bold", "Regular"};
    return weight == Weight::Regular ? std::vector<const char*>{"Regular", "Bold"}
                                     : std::vector<const char*>{"Bold", "Regular"};
}

} // namespace

db::Result<std::unique_ptr<Fonts>> Fonts::open(FontFolders folders) {
    std::unique_ptr<Fonts> fonts(new Fonts(std::move(folders)));
    if (TTF_Init() != 0)
        return db::fail(db::ErrorCode::Unsupported, fmt::format("SDL_ttf does not start: {}", TTF_GetError()));
    for (const Weight weight : kWeights)
        if (fonts->file_of({kInter, weight}).empty())
            return db::fail(db::ErrorCode::Unsupported, "there is no font: install the packages fonts-inter and "
                                                        "fonts-noto-core");
    return fonts;
}

Fonts::~Fonts() {
    for (const auto& [key, font] : m_open)
        TTF_CloseFont(font);
    TTF_Quit();
}

void Fonts::on_fault(std::function<void(const db::Error&)> report) {
    m_report = std::move(report);
    for (const db::Error& error : m_faults)
        m_report(error);
}

void Fonts::fault(db::Error error) {
    const bool is_known = std::any_of(m_faults.begin(), m_faults.end(),
                                      [&](const db::Error& known) { return known.where == error.where; });
    if (is_known)
        return;
    m_faults.push_back(std::move(error));
    if (m_report)
        m_report(m_faults.back());
}

fs::path Fonts::whole_file(const std::vector<fs::path>& folders, const std::string& name) {
    ++m_files_tried;
    for (const fs::path& folder : folders)
        for (const char* extension : {".otf", ".ttf"}) {
            fs::path path = folder / (name + extension);
            std::error_code ignored;
            if (!fs::exists(path, ignored))
                continue;
            if (const auto whole = check_font_file(path); !whole)
                fault(whole.error());
            else
                return path;
        }
    return {};
}

fs::path Fonts::find(Face face) {
    const auto [family, weight] = face;
    const std::string_view name = platform::letter_fonts()[family].family;
    const auto& folders = family == kInter ? m_folders.inter : m_folders.noto;
    const auto endings = styles(family, weight);
    const std::string wanted = fmt::format("{}-{}", name, endings.front());
    const auto instead = [&](const fs::path& path) {
        fault({db::ErrorCode::NotFound,
               fmt::format("this font can't be used: install the package {} again. {} is shown instead.",
                           family == kInter ? "fonts-inter" : "fonts-noto-core",
                           path.empty() ? "A box" : path.stem().string()),
               wanted});
    };
    for (const char* style : endings)
        if (fs::path path = whole_file(folders, fmt::format("{}-{}", name, style)); !path.empty()) {
            if (family == kInter && style != endings.front()) // many families of Noto have no bold weight
                instead(path);
            return path;
        }
    fs::path path = family == kInter ? file_of({kNotoSans, weight}) : fs::path();
    instead(path);
    return path;
}

const fs::path& Fonts::file_of(Face face) {
    const auto known = m_files.find(face);
    return known != m_files.end() ? known->second : m_files.emplace(face, find(face)).first->second;
}

TTF_Font* Fonts::at(FontFamily family, Weight weight, int size_px) {
    const auto key = std::make_pair(Face{family, weight}, size_px);
    if (const auto found = m_open.find(key); found != m_open.end())
        return found->second;
    const fs::path& path = file_of(key.first);
    if (path.empty())
        return family == kInter ? nullptr : primary(weight, size_px);
    ++m_files_tried;
    // SDL_ttf sizes are points at 72 dpi: pixels of the em.
    TTF_Font* font = TTF_OpenFont(path.c_str(), size_px);
    if (font == nullptr) {
        fault({db::ErrorCode::Corrupt,
               fmt::format("this font does not open ({}): install its package again", TTF_GetError()), path.string()});
        m_files[key.first].clear();
        return family == kInter ? nullptr : primary(weight, size_px);
    }
    TTF_SetFontHinting(font, TTF_HINTING_NONE);
    TTF_SetFontKerning(font, 1);
    if (const std::string script(platform::letter_fonts()[family].script); !script.empty())
        TTF_SetFontScriptName(font, script.c_str());
    return m_open.emplace(key, font).first->second;
}

void Fonts::trim() {
    if (m_open.size() <= kMaxOpenFonts)
        return;
    for (const auto& [key, font] : m_open)
        TTF_CloseFont(font);
    m_open.clear();
}

FontFamily Fonts::family(char32_t code, FontFamily before, Weight weight, int size_px) {
    if (platform::shapes_its_neighbours(code))
        return before;
    if (code == ' ' || code == 0xa0 || platform::clings_to_previous(code)) {
        TTF_Font* font = before == kInter && code < 0x80 ? nullptr : at(before, weight, size_px);
        if (font == nullptr || TTF_GlyphIsProvided32(font, code) != 0)
            return before;
    }
    return platform::letter_font(code).value_or(kInter);
}

} // namespace kiosk::ui
