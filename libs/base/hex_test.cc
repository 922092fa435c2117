#include "libs/base/hex.h"

#include <gtest/gtest.h>

namespace recourse {
namespace {

TEST(HexTest, RoundTripsEveryByte) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  EXPECT_EQ(FromHex(ToHex(bytes)), bytes);
  EXPECT_EQ(ToHex("\x0a\xff"), "0aff");
}

TEST(HexTest, RefusesWhatIsNotHexadecimal) {
  EXPECT_EQ(FromHex("abc"), std::nullopt);
  EXPECT_EQ(FromHex("0g"), std::nullopt);
}

}  // namespace
}  // namespace recourse
