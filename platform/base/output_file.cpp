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

/// Empty where it can't be read.
std::optional<std::string> head_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string head(kHead, '\0');
    if (!stream.read(head.data(), static_cast<std::streamsize>(head.size())) && !stream.eof())
        return std::nullopt;
    head.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, stream.gcount())));
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    return head.starts_with(kByteOrderMark) ? head.substr(kByteOrderMark.size()) : head;
}

/// A half of a pair may be the only copy. Minisign's comment may say anything; a signature has a second one.
bool is_key(std::string_view head) {
    const bool is_minisign = head.starts_with("untrusted comment:") && head.find("\ntrusted comment: ") == head.npos;
    const bool is_pem =
        head.starts_with("-----BEGIN ") && head.substr(0, head.find('\n')).find("KEY-----") != head.npos;
    return is_minisign || is_pem;
}

bool is_in_folder(const fs::path& folder, const fs::path& file) {
    std::error_code failed;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, failed);
    for (; !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed))
        if (std::error_code gone; fs::equivalent(entry->path(), file, gone) && !gone)
            return true;
    return false;
}

std::string_view name_of(std::string_view head) {
    for (const KnownKind& known : kKnown)
        if (head.starts_with(known.start))
            return known.name;
    return is_key(head) ? "a key" : "something else";
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
    if (!fs::is_regular_file(wish.file, failed)) {
        if (kind.can_stream)
            return std::nullopt;
        return fmt::format("{}: this is a pipe or a device, which can't hold {}; give {} the name of a file", name,
                           kind.name, wish.option);
    }
    const std::optional<std::string> read = head_of(wish.file);
    const std::string head = read.value_or("");
    if (read && (head.empty() || (kind.is_of_this_kind != nullptr && kind.is_of_this_kind(head))))
        return std::nullopt;
    if (is_key(head) && wish.force)
        return fmt::format("{}: {} lies here, and a key is never replaced, with --force neither; give {} another name",
                           name, name_of(head), wish.option);
    if (wish.force) {
        for (const fs::path& input : wish.inputs)
            if (is_in_folder(input, wish.file))
                return fmt::format(
                    "{}: this lies in {}, which is read, so that it is not written over; give {} another "
                    "name",
                    name, input.string(), wish.option);
        return std::nullopt;
    }
    return fmt::format(
        "{}: {} lies here, and {} would replace it; nothing was written. {} wants the name of the file to "
        "write, and where a pattern such as *.jsonl follows it, takes the first file of that. Give "
        "another name, or --force to replace this one",
        name, read ? name_of(head) : "something that can't be read", kind.name, wish.option);
}

} // namespace platform
