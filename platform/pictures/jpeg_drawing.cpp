#include "platform/pictures/jpeg_drawing.h"

#include "platform/pictures/shrinking.h"

#include <algorithm>
#include <csetjmp>
#include <cstdio> // jpeglib.h needs it before itself

#include <jpeglib.h>
#include <memory>

namespace platform::pictures {
namespace {

/// libjpeg leaves by longjmp: everything that has a destructor lives here, outside the function that is left.
struct JpegJob {
    jpeg_decompress_struct jpeg{};
    jpeg_error_mgr errors{};
    std::jmp_buf leave{};
    std::vector<JSAMPLE> rgb;
    std::vector<std::uint32_t> argb;
    std::unique_ptr<Shrinking> shrinking;
};

/// False where libjpeg gave up.
bool decode(JpegJob& job, const Picture& picture, int side_px) {
    jpeg_decompress_struct& jpeg = job.jpeg;
    if (setjmp(job.leave) != 0) // NOLINT(cert-err52-cpp): libjpeg has no other way
        return false;
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, reinterpret_cast<const unsigned char*>(picture.plain.data()),
                 static_cast<unsigned long>(picture.plain.size()));
    (void)jpeg_read_header(&jpeg, TRUE);
    jpeg.out_color_space = JCS_RGB;
    // An eighth, quarter or half is decoded for a fraction of the time, and no smaller than wanted.
    const int longest = std::max(picture.width, picture.height);
    for (jpeg.scale_num = 1, jpeg.scale_denom = 8; jpeg.scale_denom > 1; jpeg.scale_denom /= 2)
        if (longest / static_cast<int>(jpeg.scale_denom) >= side_px)
            break;
    (void)jpeg_start_decompress(&jpeg);
    const std::size_t width = jpeg.output_width;
    job.rgb.resize(width * 3);
    job.argb.resize(width);
    job.shrinking = std::make_unique<Shrinking>(static_cast<int>(width), static_cast<int>(jpeg.output_height), side_px);
    while (jpeg.output_scanline < jpeg.output_height) {
        JSAMPROW row = job.rgb.data();
        (void)jpeg_read_scanlines(&jpeg, &row, 1);
        for (std::size_t x = 0; x < width; ++x)
            job.argb[x] = 0xff000000U | static_cast<std::uint32_t>(job.rgb[x * 3]) << 16
                          | static_cast<std::uint32_t>(job.rgb[x * 3 + 1]) << 8 | job.rgb[x * 3 + 2];
        job.shrinking->add_row(job.argb.data());
    }
    return jpeg_finish_decompress(&jpeg) == TRUE;
}

} // namespace

Result<Bitmap> draw_jpeg(const Picture& picture, int side_px) {
    const auto job = std::make_unique<JpegJob>();
    job->jpeg.err = jpeg_std_error(&job->errors);
    job->jpeg.client_data = job.get();
    job->errors.error_exit = [](j_common_ptr jpeg) {
        std::longjmp(static_cast<JpegJob*>(jpeg->client_data)->leave, 1); // NOLINT(cert-err52-cpp)
    };
    job->errors.output_message = [](j_common_ptr) {};
    const bool is_whole = decode(*job, picture, side_px) && job->errors.num_warnings == 0;
    jpeg_destroy_decompress(&job->jpeg);
    if (!is_whole)
        return tl::unexpected(Refusal{std::string(kCutOff)});
    return job->shrinking->finish();
}

} // namespace platform::pictures
