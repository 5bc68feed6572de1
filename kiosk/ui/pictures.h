// Icons of the interface (SVG files) and emblem images that a database brings, rendered at the size needed.
#pragma once
#include "db/role.h"
#include "kiosk/model/geometry.h"
#include "kiosk/ui/atlas.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

struct ImDrawList;
struct SDL_Surface;

namespace kiosk::ui {

enum class Icon : std::uint8_t {
    None,
    Back,
    Home,
    Previous,
    Next,
    Down,
    Up,
    Language,
    Comfort,
    About,
    Check,
    Finish,
    Attention,
    Stick,
    Erase,
    Close,
    Minus,
    Plus,
    Restart,
    Target,
    Save,
    History,
    Staff,
    Right
};
/// The file's name without ".svg".
[[nodiscard]] std::string_view icon_name(Icon icon);

/// Use from the frame thread.
class Pictures {
public:
    /// Answers an image of the current database, or nothing.
    using ImageSource = std::function<std::optional<db::Image>(std::string_view name)>;

    Pictures(Atlas& atlas, std::filesystem::path icon_folder) : m_atlas(atlas), m_icon_folder(std::move(icon_folder)) {}

    /// Forgets the images of an earlier database.
    void set_image_source(ImageSource source);

    /// White pixels tinted with `color`, in the square `box`. A missing file draws nothing: names stand beside icons.
    void draw_icon(ImDrawList& list, Icon icon, const model::Rect& box, std::uint32_t color);
    /// The image in its own colours, fitted into `box`. Returns false if there is none to show.
    bool draw_image(ImDrawList& list, std::string_view name, const model::Rect& box, std::uint32_t tint);

private:
    struct Entry {
        Slot slot;
        bool failed = false;
    };
    using Key = std::pair<std::string, int>;
    struct KeyLess {
        using is_transparent = void;
        template <typename Left, typename Right>
        bool operator()(const Left& left, const Right& right) const {
            const std::string_view left_name = left.first;
            const std::string_view right_name = right.first;
            return left_name != right_name ? left_name < right_name : left.second < right.second;
        }
    };

    [[nodiscard]] bool ready(Entry& entry, SDL_Surface* (Pictures::*render)(std::string_view, int),
                             std::string_view name, int side_px);
    [[nodiscard]] SDL_Surface* render_icon(std::string_view name, int side_px);
    [[nodiscard]] SDL_Surface* render_image(std::string_view name, int side_px);

    Atlas& m_atlas;
    std::filesystem::path m_icon_folder;
    ImageSource m_source;
    std::map<std::pair<Icon, int>, Entry> m_icons;
    std::map<Key, Entry, KeyLess> m_images;
};

} // namespace kiosk::ui
