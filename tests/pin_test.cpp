#include "platform/pin.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <utility>

using namespace platform;

namespace {

constexpr const char* kSalt = "c29tZXNhbHRzb21lc2FsdA";
constexpr const char* kTail = "aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g";

std::string hash_with(std::string_view cost) {
    return "$argon2id$v=19$" + std::string(cost) + "$" + kSalt + "$" + kTail;
}

} // namespace

TEST_CASE("a PIN is 6 to 12 digits") {
    for (const char* pin : {"000000", "123456", "123456789012"})
        CHECK(is_pin(pin));
    for (const char* text : {"", "1234", "12345", "1234567890123", "123a45", " 12345", "12345 ", "-12345", "+12345",
                             "123.45", "１２３４５６"})
        CHECK_FALSE_MESSAGE(is_pin(text), text);
    CHECK_FALSE(is_pin(std::string_view("123456\0", 7)));
}

TEST_CASE("a PIN matches its own hash and no other") {
    const auto hash = hash_pin("482913");
    REQUIRE(hash);
    CHECK(hash->starts_with("$argon2id$v=19$m=32768,t=2,p=1$"));
    CHECK(is_pin_hash(*hash));
    CHECK(pin_matches("482913", *hash));
    CHECK_FALSE(pin_matches("482914", *hash));
    CHECK_FALSE(pin_matches("4829130", *hash));
    CHECK_FALSE(pin_matches("48291", *hash));
    CHECK_FALSE(pin_matches("", *hash));
    CHECK_FALSE_MESSAGE(hash_pin("482913") == hash, "two hashes of one PIN must not look alike");
}

TEST_CASE("a PIN of four digits from before opens nothing, though its hash is one") {
    const char* const of_1234 = "$argon2id$v=19$m=32768,t=2,p=1$qMISg7WC/0IFzy+/TPYVSg$"
                                "TK4gI2HgEQmFoYk3OtEc1jl2deeHNrCs90K2gimzS4A";
    CHECK(is_pin_hash(of_1234));
    CHECK_FALSE(pin_matches("1234", of_1234));
}

TEST_CASE("what is not a PIN gets no hash") {
    for (const char* text : {"", "12345", "1234567890123", "abcdef"})
        CHECK_FALSE(hash_pin(text));
}

TEST_CASE("a hash of another program is taken, as long as it is argon2id within the bounds") {
    CHECK(is_pin_hash(hash_with("m=8192,t=3,p=1")));
    CHECK(is_pin_hash(hash_with("m=65536,t=4,p=1")));
}

TEST_CASE("a hash that is hostile, broken or of another kind is refused before it is tried") {
    std::string twice = hash_with("m=32768,t=2,p=1");
    twice += twice;
    for (const std::string& hash : {std::string(),
                                    std::string("1234"),
                                    std::string("$argon2id$"),
                                    std::string("$argon2id$v=19$m=32768,t=2,p=1"),
                                    hash_with("m=4194304,t=2,p=1"),
                                    hash_with("m=65537,t=2,p=1"),
                                    hash_with("m=4294967295,t=2,p=1"),
                                    hash_with("m=99999999999999999999,t=2,p=1"),
                                    hash_with("m=-1,t=2,p=1"),
                                    hash_with("m=7,t=2,p=1"),
                                    hash_with("m=32768,t=0,p=1"),
                                    hash_with("m=32768,t=5,p=1"),
                                    hash_with("m=32768,t=4294967295,p=1"),
                                    hash_with("m=32768,t=2,p=2"),
                                    hash_with("m=32768,t=2,p=16777215"),
                                    hash_with("t=2,m=32768,p=1"),
                                    hash_with("m=32768,t=2,p=1") + " ",
                                    " " + hash_with("m=32768,t=2,p=1"),
                                    twice,
                                    std::string(100000, '$'),
                                    "$argon2i$v=19$m=32768,t=2,p=1$" + std::string(kSalt) + "$" + kTail,
                                    "$argon2id$v=16$m=32768,t=2,p=1$" + std::string(kSalt) + "$" + kTail,
                                    "$argon2id$v=19$m=32768,t=2,p=1$" + std::string(kSalt) + "$" + kTail + "=",
                                    "$argon2id$v=19$m=32768,t=2,p=1$c2FsdA$" + std::string(kTail)}) {
        CHECK_FALSE_MESSAGE(is_pin_hash(hash), hash);
        CHECK_FALSE(pin_matches("123456", hash));
    }
}

TEST_CASE("a wiped secret leaves nothing in memory, nor does one that was moved away") {
    std::string secret = "123456789";
    const char* const memory = secret.data();
    wipe(secret);
    CHECK(secret.empty());
    CHECK(std::all_of(memory, memory + 9, [](char letter) { return letter == 0; }));
    std::string source = "987654321";
    const char* const left = source.data(); // short: a move copies it
    std::string target = std::move(source);
    wipe(source); // NOLINT(bugprone-use-after-move): what the move left is the point
    CHECK(std::all_of(left, left + 9, [](char letter) { return letter == 0; }));
    CHECK(target == "987654321");
}
