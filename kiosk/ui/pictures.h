// Icons of the interface (SVG files) and emblem images that a database brings, rendered at the size needed.
#pragma once
#include "db/role.h"
#include "kiosk/model/geometry.h"
#include "kiosk/ui/atlas.h"
#include "kiosk/ui/picture_worker.h"

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
    enum class Shown : std::uint8_t { Picture, Later, Nothing };
    /// The image in its own colours, fitted into `box`. Later: it is being decoded, away from the frame; poll() tells
    /// when the next frame has it. Nothing: there is none, or it is refused.
    Shown draw_image(ImDrawList& list, std::string_view name, const model::Rect& box, std::uint32_t tint);

    /// Takes what was decoded. Whether the next frame has something new. Costs nothing where nothing was asked for.
    [[nodiscard]] bool poll();
    /// A picture is being decoded: poll() often.
    [[nodiscard]] bool is_busy() const { return m_worker.is_busy(); }
    /// Blocks until the one that is being decoded is there. For pictures of screens and tests.
    void wait() { m_worker.wait(); }

private:
    struct IconEntry {
        Slot slot;
        bool failed = false;
    };
    enum class ImageState : std::uint8_t { New, Waiting, Ready, Failed };
    struct ImageEntry {
        Slot slot;
        ImageState state = ImageState::New;
        platform::pictures::Bitmap bitmap; ///< once it is ready
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

    [[nodiscard]] bool icon_ready(IconEntry& entry, Icon icon, int side_px);
    [[nodiscard]] SDL_Surface* render_icon(std::string_view name, int side_px);
    void ask(ImageEntry& entry, std::string_view name, int side_px);
    [[nodiscard]] bool uploaded(ImageEntry& entry);
    void keep(ImageEntry& entry, platform::pictures::Bitmap bitmap);

    Atlas& m_atlas;
    std::filesystem::path m_icon_folder;
    ImageSource m_source;
    std::map<std::pair<Icon, int>, IconEntry> m_icons;
    std::map<Key, ImageEntry, KeyLess> m_images;
    std::size_t m_kept_pixels = 0;
    bool m_forget_drawn = false; ///< what is being decoded is of an earlier database
    PictureWorker m_worker;
};

} // namespace kiosk::ui
