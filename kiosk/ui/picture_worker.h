// Decodes pictures of the database on a thread of its own, so that no frame waits for one.
#pragma once
#include "db/role.h"
#include "platform/pictures/drawing.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace kiosk::ui {

/// A picture that was asked for.
struct DrawnPicture {
    std::string name;
    int side_px = 0;
    platform::pictures::Result<platform::pictures::Bitmap> bitmap;
};

/// One picture at a time: while it is decoded, whoever asks keeps the others. Use from the frame thread. The thread
/// starts with the first picture and ends with this.
class PictureWorker {
public:
    PictureWorker() = default;
    PictureWorker(const PictureWorker&) = delete;
    PictureWorker& operator=(const PictureWorker&) = delete;
    PictureWorker(PictureWorker&&) = delete;
    PictureWorker& operator=(PictureWorker&&) = delete;
    ~PictureWorker();

    /// Whether something is being decoded, or waits to be taken.
    [[nodiscard]] bool is_busy() const { return m_is_busy; }
    /// Whether take() has something. Costs nothing.
    [[nodiscard]] bool is_done() const { return m_is_done; }
    /// Only while it is not busy.
    void ask(std::string name, db::Image image, int side_px);
    /// What was asked for, once it is done.
    [[nodiscard]] std::optional<DrawnPicture> take();
    /// Blocks until it is done, if it is busy.
    void wait();

private:
    struct Order {
        std::string name;
        db::Image image;
        int side_px = 0;
    };
    void work();

    bool m_is_busy = false;
    std::atomic<bool> m_is_done = false;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ends = false;
    std::optional<Order> m_order;
    std::optional<DrawnPicture> m_drawn;
    std::thread m_thread;
};

} // namespace kiosk::ui
