#include "kiosk/ui/picture_worker.h"

#include <utility>

namespace kiosk::ui {
namespace {

/// Held against the same bounds as when it was written and installed: the database may be another one by now.
platform::pictures::Result<platform::pictures::Bitmap> decoded(const db::Image& image, int side_px) {
    const auto picture = platform::pictures::examine(image.media_type, image.bytes);
    if (!picture)
        return tl::unexpected(picture.error());
    return platform::pictures::draw(*picture, side_px);
}

} // namespace

PictureWorker::~PictureWorker() {
    {
        const std::lock_guard lock(m_mutex);
        m_ends = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void PictureWorker::ask(std::string name, db::Image image, int side_px) {
    {
        const std::lock_guard lock(m_mutex);
        m_order = Order{std::move(name), std::move(image), side_px};
    }
    m_is_busy = true;
    m_changed.notify_all();
    if (!m_thread.joinable())
        m_thread = std::thread([this] { work(); });
}

std::optional<DrawnPicture> PictureWorker::take() {
    if (!m_is_done)
        return std::nullopt;
    const std::lock_guard lock(m_mutex);
    m_is_busy = false;
    m_is_done = false;
    return std::exchange(m_drawn, std::nullopt);
}

void PictureWorker::wait() {
    if (!m_is_busy)
        return;
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_is_done.load(); });
}

void PictureWorker::work() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_ends || m_order; });
        if (m_ends)
            return;
        Order order = *std::exchange(m_order, std::nullopt);
        lock.unlock();
        DrawnPicture drawn{std::move(order.name), order.side_px, decoded(order.image, order.side_px)};
        order = {};
        lock.lock();
        m_drawn = std::move(drawn);
        m_is_done = true;
        m_changed.notify_all();
    }
}

} // namespace kiosk::ui
