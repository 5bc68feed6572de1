// The segments of a JPEG (ITU-T T.81): its frame's size and colours, how many scans, and its end.
#include "platform/pictures/picture.h"

#include <fmt/format.h>
#include <utility>

namespace platform::pictures {
namespace {

constexpr int kStart = 0xd8;
constexpr int kEnd = 0xd9;
constexpr int kScan = 0xda;
constexpr int kApp1 = 0xe1;
constexpr std::string_view kTurned =
    "is turned only by a mark of the camera, which the kiosk does not follow: turn it in a picture program and save it";

class SegmentReader {
public:
    explicit SegmentReader(std::string_view bytes) : m_bytes(bytes) {}

    Result<Picture> read() {
        m_picture.kind = Kind::Jpeg;
        if (!m_bytes.starts_with("\xff\xd8\xff"))
            return refused(kWrongKind);
        for (m_at = 2;;) {
            const int marker = next_marker();
            if (marker < 0)
                return refused(kCutOff);
            if (marker == kEnd)
                break;
            if (marker == kStart || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7))
                continue;
            if (m_bytes.size() - m_at < 2 || word(m_at) < 2 || word(m_at) > m_bytes.size() - m_at)
                return refused(kCutOff);
            const std::string_view segment = m_bytes.substr(m_at + 2, word(m_at) - 2);
            m_at += word(m_at);
            if (std::string problem = segment_problem(marker, segment); !problem.empty())
                return refused(problem);
        }
        if (m_picture.width == 0 || m_scans == 0)
            return refused(kCutOff);
        m_picture.plain = m_bytes.substr(0, m_at);
        return std::move(m_picture);
    }

private:
    static tl::unexpected<Refusal> refused(std::string_view message) {
        return tl::unexpected(Refusal{std::string(message)});
    }
    [[nodiscard]] std::size_t byte(std::size_t at) const { return static_cast<unsigned char>(m_bytes[at]); }
    [[nodiscard]] std::size_t word(std::size_t at) const { return byte(at) << 8 | byte(at + 1); }

    /// Passes over what a scan consists of, too. -1 at the end of the bytes.
    int next_marker() {
        for (; m_bytes.size() - m_at >= 2; ++m_at) {
            if (byte(m_at) != 0xff || byte(m_at + 1) == 0 || byte(m_at + 1) == 0xff)
                continue;
            m_at += 2;
            return static_cast<int>(byte(m_at - 1));
        }
        return -1;
    }

    std::string segment_problem(int marker, std::string_view segment) {
        if (marker == kScan)
            return ++m_scans > kMaxJpegScans ? "is put together of too many scans: save it again, not \"progressive\""
                                             : "";
        if (marker == kApp1)
            return is_turned(segment) ? std::string(kTurned) : "";
        const bool is_frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        return is_frame ? frame_problem(marker, segment) : "";
    }

    std::string frame_problem(int marker, std::string_view frame) {
        if (m_picture.width != 0 || frame.size() < 6)
            return std::string(kCutOff);
        if (marker > 0xc2 || frame[0] != 8)
            return "is a JPEG of a rare kind: save it again as an ordinary JPEG or as PNG";
        const auto at = static_cast<std::size_t>(frame.data() - m_bytes.data());
        if (std::string problem = size_problem(word(at + 3), word(at + 1)); !problem.empty())
            return problem;
        m_picture.height = static_cast<int>(word(at + 1));
        m_picture.width = static_cast<int>(word(at + 3));
        const std::size_t colors = byte(at + 5);
        if (colors == 4)
            return "has the colours of a printing press (CMYK), which a screen shows wrongly: save it as RGB";
        return colors == 1 || colors == 3 ? ""
                                          : "is a JPEG of a rare kind: save it again as an ordinary JPEG or as PNG";
    }

    /// Exif 2.32, 4.6.4: tag 0x0112 of the first directory says which way up. 1 is as it lies.
    static bool is_turned(std::string_view exif) {
        constexpr std::string_view kName("Exif\0\0", 6);
        if (!exif.starts_with(kName) || exif.size() < kName.size() + 8)
            return false;
        const std::string_view tiff = exif.substr(kName.size());
        const bool is_big = tiff[0] == 'M';
        const auto number = [&](std::size_t at, std::size_t bytes) {
            std::size_t value = 0;
            for (std::size_t place = 0; place < bytes; ++place)
                value = value << 8 | static_cast<unsigned char>(tiff[is_big ? at + place : at + bytes - 1 - place]);
            return value;
        };
        const std::size_t directory = number(4, 4);
        if (directory > tiff.size() || tiff.size() - directory < 2)
            return false;
        const std::size_t count = number(directory, 2);
        for (std::size_t index = 0; index < count; ++index) {
            const std::size_t entry = directory + 2 + index * 12;
            if (entry + 12 > tiff.size())
                return false;
            if (number(entry, 2) == 0x0112)
                return number(entry + 8, 2) > 1 && number(entry + 8, 2) <= 8;
        }
        return false;
    }

    std::string_view m_bytes;
    std::size_t m_at = 0;
    int m_scans = 0;
    Picture m_picture;
};

} // namespace

Result<Picture> examine_jpeg(std::string_view bytes) {
    return SegmentReader(bytes).read();
}

} // namespace platform::pictures
