#include "platform/linux/first_picture.h"
#include "platform/linux/file_descriptor.h"
#include "platform/linux/save_file.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fcntl.h>
#include <fmt/format.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace platform {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> kept_in(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed))
        if (entry->path().filename().string().starts_with("first-picture-"))
            found.push_back(entry->path());
    return found;
}

void sync_folder(const fs::path& folder) {
    const FileDescriptor opened(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened)
        fsync(opened.get());
}

/// Whether there are none left for which `goes` says true.
bool remove_pictures(const fs::path& folder, const std::function<bool(const fs::path&)>& goes) {
    bool is_clean = true;
    bool is_changed = false;
    for (const fs::path& picture : kept_in(folder)) {
        if (!goes(picture))
            continue;
        std::error_code failed;
        is_changed = fs::remove(picture, failed) || is_changed;
        is_clean = is_clean && !failed;
    }
    if (is_changed)
        sync_folder(folder);
    return is_clean;
}

bool has_size(const fs::path& file, std::size_t bytes) {
    std::error_code failed;
    return fs::file_size(file, failed) == bytes && !failed;
}

} // namespace

std::string picture_name(const PictureKey& key) {
    std::string language(key.language);
    std::ranges::replace_if(
        language, [](unsigned char letter) { return std::isalnum(letter) == 0; }, '_');
    return fmt::format("first-picture-{}x{}-{}-{}-{}-{}", key.width, key.height, key.rotation, language,
                       key.content_version, key.program_version);
}

std::string rgb565_of(std::string_view pixels, int width) {
    static constexpr std::array<std::array<unsigned, 4>, 4> kOrder{
        {{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}}};
    const auto columns = static_cast<std::size_t>(width);
    std::string packed;
    packed.reserve(pixels.size() / 2);
    for (std::size_t pixel = 0; pixel < pixels.size() / 4; ++pixel) {
        const unsigned threshold = (2 * kOrder[pixel / columns % 4][pixel % columns % 4] + 1) * 255 / 32;
        const auto level = [&](std::size_t channel, unsigned highest) {
            return (static_cast<unsigned char>(pixels[pixel * 4 + channel]) * highest + threshold) / 255;
        };
        const unsigned word = level(2, 31) << 11U | level(1, 63) << 5U | level(0, 31);
        packed.push_back(static_cast<char>(word & 0xffU));
        packed.push_back(static_cast<char>(word >> 8U));
    }
    return packed;
}

bool keep_picture(const fs::path& folder, const PictureKey& key, std::string_view pixels) {
    const std::string name = picture_name(key);
    const fs::path whole = folder / (name + ".bgrx");
    const fs::path packed = folder / (name + ".rgb565");
    const bool is_there = has_size(whole, pixels.size()) && has_size(packed, pixels.size() / 2);
    std::error_code failed;
    for (const fs::path& old : kept_in(folder)) // before the new one comes: the disk may be nearly full
        if (!is_there || (old != whole && old != packed))
            fs::remove(old, failed);
    if (!is_there)
        sync_folder(folder); // or a picture that cannot be written would leave the old one to a pulled plug
    return is_there
           || (save_file(whole, pixels).reason.empty()
               && save_file(packed, rgb565_of(pixels, key.width)).reason.empty());
}

bool forget_pictures(const fs::path& folder) {
    return remove_pictures(folder, [](const fs::path& /*picture*/) { return true; });
}

bool forget_pictures_of_others(const fs::path& folder, std::int64_t content_version, std::string_view program_version) {
    const std::string of_this = fmt::format("-{}-{}", content_version, program_version);
    return remove_pictures(folder, [&](const fs::path& picture) {
        const std::string name = picture.filename().string();
        return !name.ends_with(of_this + ".bgrx") && !name.ends_with(of_this + ".rgb565");
    });
}

PictureKeeper::~PictureKeeper() {
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    m_thread.reset();
}

void PictureKeeper::keep(PictureKey key, std::string pixels) {
    add([this, key = std::move(key), pixels = std::move(pixels)] { keep_picture(m_folder, key, pixels); });
}

void PictureKeeper::forget() {
    add([this] { forget_pictures(m_folder); });
}

void PictureKeeper::forget_others(std::int64_t content_version, std::string program_version) {
    add([this, content_version, program_version = std::move(program_version)] {
        forget_pictures_of_others(m_folder, content_version, program_version);
    });
}

void PictureKeeper::add(std::function<void()> work) {
    if (m_folder.empty())
        return;
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting.push_back(std::move(work));
    }
    m_changed.notify_all();
    if (!m_thread)
        m_thread = std::make_unique<BackgroundThread>([this](const StopSignal& /*stop*/) { run(); });
}

void PictureKeeper::run() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        const std::function<void()> work = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        work();
        lock.lock();
    }
}

} // namespace platform
