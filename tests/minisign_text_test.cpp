// What editors leave in the files, held against Debian's minisign.
#include "db/update/signature.h"
#include "tests/support/command_support.h"
#include "tests/support/database_support.h"

#include <fmt/format.h>
#include <functional>
#include <string>

namespace up = db::update;

namespace {

/// What editors of Windows make of a text.
struct Edited {
    std::string name;
    std::function<std::string(const std::string&)> edit;
};

std::string with_line_ends(const std::string& text, const std::string& end) {
    std::string edited;
    for (const char byte : text)
        edited += byte == '\n' ? end : std::string(1, byte);
    return edited;
}

const Edited kEdits[] = {
    {"CRLF", [](const std::string& text) { return with_line_ends(text, "\r\n"); }},
    {"two CRs", [](const std::string& text) { return with_line_ends(text, "\r\r\n"); }},
    {"CR alone", [](const std::string& text) { return with_line_ends(text, "\r"); }},
    {"a space at the ends", [](const std::string& text) { return with_line_ends(text, " \n"); }},
    {"byte order mark", [](const std::string& text) { return "\xef\xbb\xbf" + text; }},
    {"no last newline", [](const std::string& text) { return text.substr(0, text.size() - 1); }},
    {"no last newline, CR", [](const std::string& text) { return text.substr(0, text.size() - 1) + "\r"; }},
    {"blank line at the end", [](const std::string& text) { return text + "\n"; }},
    {"blank lines at the end", [](const std::string& text) { return text + "\r\n\n\r\n"; }},
    {"blank line at the start", [](const std::string& text) { return "\n" + text; }},
    {"blank line between",
     [](const std::string& text) {
         return text.substr(0, text.find('\n') + 1) + "\n" + text.substr(text.find('\n') + 1);
     }},
    {"another comment", [](const std::string& text) { return "anything" + text.substr(text.find('\n')); }},
    {"first line gone", [](const std::string& text) { return text.substr(text.find('\n') + 1); }},
};

up::Digest content_digest() {
    up::Hasher hasher;
    hasher.add("content");
    return hasher.finish();
}

} // namespace

TEST_CASE("What editors leave in keys and signatures is read as Debian's minisign reads it, no laxer") {
    const test::ScratchFolder folder;
    const auto key = up::SecretKey::generate();
    const std::string signature = key.sign(content_digest(), "words", "by us");
    const std::string pub = up::format_public_key(key.public_key());
    test::write(folder / "file", "content");
    const auto minisign_takes = [&](const std::string& public_key, const std::string& signed_text) {
        test::write(folder / "key.pub", public_key);
        test::write(folder / "file.minisig", signed_text);
        return test::run(fmt::format("minisign -V -q -p {0}/key.pub -m {0}/file", folder.path().string())).status == 0;
    };
    REQUIRE(minisign_takes(pub, signature));
    for (const Edited& edited : kEdits) {
        CAPTURE(edited.name);
        const std::string its_signature = edited.edit(signature);
        const auto parsed = up::parse_signature(its_signature);
        CHECK(parsed.has_value() == minisign_takes(pub, its_signature));
        CHECK((!parsed
               || (up::signs(key.public_key(), *parsed, content_digest())
                   && up::signs_comment(key.public_key(), *parsed))));
        const std::string its_pub = edited.edit(pub);
        const auto public_key = up::parse_public_key(its_pub);
        // What people's editors make is read; a comment with control characters, which minisign takes, is not.
        const bool has_control = its_pub.find("\r\r") != std::string::npos;
        CHECK(public_key.has_value() == (minisign_takes(its_pub, signature) && !has_control));
        CHECK((!public_key || public_key->key == key.public_key().key));
    }
}
