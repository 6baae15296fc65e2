#include "base/digest.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

namespace amends {
namespace {

// Python: hashlib.blake2b(text, digest_size=32, key=key).hexdigest().
TEST(Blake2b, AgreesWithPython) {
  EXPECT_EQ(blake2b_hex(""), "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
  EXPECT_EQ(blake2b_hex("投诉"),
            "4ecdc7a1f2563f0be53908ff63fce7972c858c66e2239705a18ac3e6c4e99ef2");
  EXPECT_EQ(blake2b_hex("abc", "0123456789abcdef"),
            "66b4857d42c644c61fca8c0bcea243e0e75088582c7964bbac6b92c02381d9c7");
  EXPECT_EQ(blake2b_hex(std::string(1000, 'x'), std::string(64, 'k')),
            "bd17cc93b88c74c0253d531df879e44a9cbd6c40af2c5957e883b5865ebc91bb");
}

TEST(Blake2b, PartsCarryTheirLengths) {
  EXPECT_EQ(blake2b_of({"ab", "c"}),
            blake2b(std::string("\2\0\0\0\0\0\0\0ab\1\0\0\0\0\0\0\0c", 19)));
  EXPECT_NE(blake2b_of({"ab", "c"}), blake2b_of({"a", "bc"}));
  EXPECT_NE(blake2b_of({"ab"}), blake2b_of({"ab", ""}));
  EXPECT_NE(short_digest_hex({"ab", "c"}), short_digest_hex({"a", "bc"}));
  EXPECT_EQ(short_digest_hex({"shop", "C1.4.1"}), "111f7fa0f5401c3d6910e4206981c9f4");
}

TEST(Blake2b, RefusesWeakKeys) {
  EXPECT_THROW(static_cast<void>(blake2b("x", "short")), std::logic_error);
  EXPECT_THROW(static_cast<void>(blake2b("x", std::string(65, 'k'))), std::logic_error);
}

TEST(Hex, ReadsBothCases) {
  EXPECT_EQ(from_hex("00fF7a").value(), std::string("\0\xFF\x7A", 3));
  EXPECT_EQ(from_hex("0").error().code, Code::parse);
  EXPECT_EQ(from_hex("0g").error().code, Code::parse);
}

TEST(Base64, FollowsRfc4648) {
  EXPECT_EQ(to_base64(""), "");
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("fo"), "Zm8=");
  EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(to_base64("\xFB\xFF"), "+/8=");
  for (const char* bad : {"Zg", "Zg=", "Zh==", "Zm9=", "Z g=", "Zg==Zg==", "====", "=Zg=", "Zm8-"})
    EXPECT_EQ(from_base64(bad).error().code, Code::parse) << bad;
}

RC_GTEST_PROP(DigestProperty, HexAndBase64ReadBackTheSame, (const std::string& bytes)) {
  RC_ASSERT(from_hex(to_hex(bytes)).value() == bytes);
  RC_ASSERT(from_base64(to_base64(bytes)).value() == bytes);
}

} // namespace
} // namespace amends
