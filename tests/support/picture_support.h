// Pictures made in code, good and hostile, and how much memory a child takes for one.
#pragma once
#include <cstdint>
#include <cstdio> // jpeglib.h needs it before itself
#include <fstream>
#include <functional>
#include <jpeglib.h>
#include <malloc.h>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>
#include <zlib.h>

namespace test {

[[nodiscard]] inline std::string big_endian(std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift & 0xff);
    return bytes;
}

[[nodiscard]] inline std::string png_chunk(std::string_view type, std::string_view data) {
    const std::string body = std::string(type) + std::string(data);
    const auto sum = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return big_endian(static_cast<std::uint32_t>(data.size())) + body + big_endian(static_cast<std::uint32_t>(sum));
}

/// `row` repeated `rows` times, packed without holding all of it.
[[nodiscard]] inline std::string packed_rows(const std::string& row, std::int64_t rows) {
    z_stream stream{};
    deflateInit(&stream, 6);
    std::string packed;
    std::vector<unsigned char> out(1U << 16U);
    std::string line = row;
    for (std::int64_t index = 0; index <= rows; ++index) {
        stream.next_in = reinterpret_cast<Bytef*>(line.data());
        stream.avail_in = index < rows ? static_cast<uInt>(line.size()) : 0;
        int state = Z_OK;
        do {
            stream.next_out = out.data();
            stream.avail_out = static_cast<uInt>(out.size());
            state = deflate(&stream, index < rows ? Z_NO_FLUSH : Z_FINISH);
            packed.append(reinterpret_cast<const char*>(out.data()), out.size() - stream.avail_out);
        } while (stream.avail_out == 0 || (index == rows && state == Z_OK));
    }
    deflateEnd(&stream);
    return packed;
}

struct PngPlan {
    std::uint32_t width = 8;
    std::uint32_t height = 8;
    int depth = 8;
    int color = 6; ///< 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA
    std::string pixel{"\x10\x80\xf0\xff", 4};
    std::int64_t rows = -1; ///< that are there; -1: as many as `height` says
    std::string extra{};    ///< chunks before the pixels
    int interlaced = 0;
};

[[nodiscard]] inline std::string make_png(const PngPlan& plan) {
    std::string row(1, '\0');
    const std::size_t bits = static_cast<std::size_t>(plan.width) * static_cast<std::size_t>(plan.depth);
    const std::size_t bytes = plan.depth < 8 ? (bits + 7) / 8 : plan.width * plan.pixel.size();
    while (plan.rows != 0 && row.size() <= bytes)
        row += plan.pixel;
    row.resize(plan.rows != 0 ? bytes + 1 : 1);
    std::string header = big_endian(plan.width) + big_endian(plan.height);
    header +=
        {static_cast<char>(plan.depth), static_cast<char>(plan.color), '\0', '\0', static_cast<char>(plan.interlaced)};
    std::string png("\x89PNG\r\n\x1a\n");
    png += png_chunk("IHDR", header);
    if (plan.color == 3)
        png += png_chunk("PLTE", std::string_view("\x10\x80\xf0\xff\xff\xff", 6));
    const std::int64_t rows = plan.rows >= 0 ? plan.rows : static_cast<std::int64_t>(plan.height);
    png += plan.extra + png_chunk("IDAT", packed_rows(row, rows));
    return png + png_chunk("IEND", "");
}

enum class JpegColors { Grey, Rgb, Cmyk };
struct JpegPlan {
    unsigned width = 64;
    unsigned height = 64;
    JpegColors colors = JpegColors::Rgb;
    bool progressive = false;
    bool full_color = false; ///< 4:4:4
    std::string exif{};
};

[[nodiscard]] inline std::string make_jpeg(const JpegPlan& plan) {
    jpeg_compress_struct jpeg{};
    jpeg_error_mgr errors{};
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    unsigned char* bytes = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&jpeg, &bytes, &size);
    jpeg.image_width = plan.width;
    jpeg.image_height = plan.height;
    jpeg.input_components = plan.colors == JpegColors::Grey ? 1 : plan.colors == JpegColors::Rgb ? 3 : 4;
    jpeg.in_color_space = plan.colors == JpegColors::Grey  ? JCS_GRAYSCALE
                          : plan.colors == JpegColors::Rgb ? JCS_RGB
                                                           : JCS_CMYK;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 60, TRUE);
    if (plan.full_color)
        for (int part = 0; part < jpeg.num_components; ++part)
            jpeg.comp_info[part].h_samp_factor = jpeg.comp_info[part].v_samp_factor = 1;
    if (plan.progressive)
        jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    if (!plan.exif.empty())
        jpeg_write_marker(&jpeg, JPEG_APP0 + 1, reinterpret_cast<const JOCTET*>(plan.exif.data()),
                          static_cast<unsigned>(plan.exif.size()));
    std::vector<JSAMPLE> row(static_cast<std::size_t>(plan.width) * static_cast<std::size_t>(jpeg.input_components));
    while (jpeg.next_scanline < jpeg.image_height) {
        for (std::size_t at = 0; at < row.size(); ++at)
            row[at] = static_cast<JSAMPLE>((at / 7 + jpeg.next_scanline * 3) & 0xff);
        JSAMPROW line = row.data();
        jpeg_write_scanlines(&jpeg, &line, 1);
    }
    jpeg_finish_compress(&jpeg);
    std::string made(reinterpret_cast<const char*>(bytes), size);
    jpeg_destroy_compress(&jpeg);
    std::free(bytes); // NOLINT(cppcoreguidelines-no-malloc): libjpeg's own
    return made;
}

[[nodiscard]] inline std::string make_svg(std::string_view inside,
                                          std::string_view attributes = "viewBox=\"0 0 24 24\"") {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
           + std::string(attributes) + ">\n" + std::string(inside) + "</svg>";
}

[[nodiscard]] inline std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    for (; times > 0; --times)
        all += text;
    return all;
}

/// How a child ended that did `work`, and the most memory that it had above what it began with.
struct ChildEnd {
    int status = 0; ///< what `work` returned; -1 if it was killed
    long peak_kib = 0;
};

[[nodiscard]] inline long status_kib(std::string_view key) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(key))
            return std::stol(line.substr(key.size()));
    return 0;
}

[[nodiscard]] inline ChildEnd in_child(const std::function<int()>& work) {
    int ends[2] = {};
    if (pipe(ends) != 0)
        return {-1, 0};
    const pid_t child = fork();
    if (child == 0) {
        alarm(60);
        malloc_trim(0);                              // what the parent freed is not to be taken for free memory
        std::ofstream("/proc/self/clear_refs") << 5; // the peak counts from here
        const long before = status_kib("VmRSS:");
        const int status = work();
        const long peak = status_kib("VmHWM:") - before;
        if (::write(ends[1], &peak, sizeof peak) != sizeof peak)
            _exit(99);
        _exit(status);
    }
    close(ends[1]);
    ChildEnd end;
    if (::read(ends[0], &end.peak_kib, sizeof end.peak_kib) != sizeof end.peak_kib)
        end.peak_kib = 0;
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    end.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return end;
}

} // namespace test
