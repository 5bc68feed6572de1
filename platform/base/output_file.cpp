#include "platform/base/output_file.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <fstream>

namespace platform {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHead = 4096;

struct KnownKind {
    std::string_view start;
    std::string_view name;
};
/// What kiosks, keys and desks have, for the message only.
constexpr std::array<KnownKind, 9> kKnown{{
    {"SQLite format 3", "a database"},
    {"untrusted comment: minisign encrypted secret key", "a secret key"},
    {"untrusted comment: minisign secret key", "a secret key"},
    {"untrusted comment: minisign public key", "a public key"},
    {"untrusted comment: ", "a key or a signature"},
    {"LPKSHHRH", "a journal"},
    {"{\"", "a log of JSON lines"},
    {"<!doctype html", "a page"},
    {"PK\x03\x04", "an archive"},
}};

std::string head_of(const fs::path& file) {
    std::string head(kHead, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, stream.gcount())));
    return head;
}

std::string_view name_of(std::string_view head) {
    for (const KnownKind& known : kKnown)
        if (head.starts_with(known.start))
            return known.name;
    return "something else";
}

} // namespace

std::optional<std::string> output_problem(const OutputWish& wish, const OutputKind& kind) {
    std::error_code failed;
    if (wish.file.empty() || !fs::exists(wish.file, failed) || failed)
        return std::nullopt;
    const std::string name = wish.file.string();
    for (const fs::path& input : wish.inputs)
        if (fs::equivalent(input, wish.file, failed) && !failed)
            return fmt::format("{}: this is what is read, so that it is not written over; give {} another name", name,
                               wish.option);
    if (fs::is_directory(wish.file, failed))
        return fmt::format("{}: this is a folder; give {} the name of a file", name, wish.option);
    if (!fs::is_regular_file(wish.file, failed) || wish.force)
        return std::nullopt;
    const std::string head = head_of(wish.file);
    if (head.empty() || (kind.is_of_this_kind != nullptr && kind.is_of_this_kind(head)))
        return std::nullopt;
    return fmt::format(
        "{}: {} lies here, and {} would replace it; nothing was written. {} wants the name of the file to "
        "write, and where a pattern such as *.jsonl follows it, takes the first file of that. Give "
        "another name, or --force to replace this one",
        name, name_of(head), kind.name, wish.option);
}

} // namespace platform
