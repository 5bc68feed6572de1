// The attract loop's first frame, kept on the disk: the image's start shows it seconds before the kiosk itself is
// there.
#pragma once
#include "platform/linux/background_thread.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace platform {

/// What a kept picture is of. It is kept anew where any of this differs.
struct PictureKey {
    int width = 0; ///< of the panel as it is mounted, in pixels
    int height = 0;
    int rotation = 0;     ///< degrees
    std::string language; ///< in which a visitor is met; empty: the content's own
    std::int64_t content_version = 0;
    std::string program_version;
};

/// "first-picture-1920x1080-0-es-12-0.1.0". image/root/usr/lib/kiosk-os/prepare looks for the size in it.
[[nodiscard]] std::string picture_name(const PictureKey& key);

/// Of pixels of 4 bytes (blue, green, red, nothing), `width` a row, pixels of 2 (from the highest bit: 5 of red, 6 of
/// green, 5 of blue; the lower byte first). What is lost is spread over 4 by 4 pixels (Bayer, "An optimum method for
/// two-level rendition of continuous-tone pictures", 1973), so that a sky shows no bands.
[[nodiscard]] std::string rgb565_of(std::string_view pixels, int width);

/// Writes `pixels`, rows from the top, 4 bytes each (blue, green, red, nothing), as the only kept picture of `folder`,
/// in the two forms in which frame buffers take it: NAME.bgrx, as it is, and NAME.rgb565, as on a Raspberry Pi. Nothing
/// happens where both are there already. False where one could not be written. Blocks on disk.
bool keep_picture(const std::filesystem::path& folder, const PictureKey& key, std::string_view pixels);

/// Removes every kept picture of `folder`. Once this returned, a pulled plug brings none of them back. False where one
/// is left. Blocks on disk.
bool forget_pictures(const std::filesystem::path& folder);

/// The same, but leaves what this program kept of this content.
bool forget_pictures_of_others(const std::filesystem::path& folder, std::int64_t content_version,
                               std::string_view program_version);

/// Keeps and forgets on a thread of its own, in the order of the calls, which do not wait. Use from one thread.
class PictureKeeper {
public:
    /// An empty folder: nothing is kept, and nothing happens.
    explicit PictureKeeper(std::filesystem::path folder) : m_folder(std::move(folder)) {}
    /// Does what is still to be done.
    ~PictureKeeper();
    PictureKeeper(const PictureKeeper&) = delete;
    PictureKeeper& operator=(const PictureKeeper&) = delete;
    PictureKeeper(PictureKeeper&&) = delete;
    PictureKeeper& operator=(PictureKeeper&&) = delete;

    void keep(PictureKey key, std::string pixels);
    /// Other content came onto the glass, or is about to.
    void forget();
    void forget_others(std::int64_t content_version, std::string program_version);

private:
    void add(std::function<void()> work);
    void run();

    const std::filesystem::path m_folder;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_waiting; // this and what follows: under the mutex
    bool m_stopping = false;
    std::unique_ptr<BackgroundThread> m_thread;
};

} // namespace platform
