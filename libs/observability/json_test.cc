#include "libs/observability/json.h"

#include <gtest/gtest.h>

namespace recourse::observability {
namespace {

std::string Json(std::string_view text) {
  std::string out;
  AppendJsonString(text, out);
  return out;
}

TEST(JsonTest, PlainTextStaysAsItIs) {
  EXPECT_EQ(Json("Müller & Söhne, 東京 🙂"), "\"Müller & Söhne, 東京 🙂\"");
}

TEST(JsonTest, QuotesBackslashesAndControlsAreEscaped) {
  EXPECT_EQ(Json("a\"b\\c\n\r\t\x01\x7f"), R"("a\"b\\c\n\r\t\u0001\u007f")");
  EXPECT_EQ(Json(std::string_view("a\0b", 3)), R"("a\u0000b")");
}

TEST(JsonTest, LineSeparatorsAreEscaped) {
  EXPECT_EQ(Json("a\u2028b\u2029"), R"("a\u2028b\u2029")");
}

TEST(JsonTest, EveryByteThatIsNotUtf8IsReplaced) {
  EXPECT_EQ(Json("\xff"), R"("\ufffd")");
  EXPECT_EQ(Json("a\x80z"), R"("a\ufffdz")");
  EXPECT_EQ(Json("cut \xe2\x82"), R"("cut \ufffd\ufffd")");
  EXPECT_EQ(Json("overlong \xc0\xaf"), R"("overlong \ufffd\ufffd")");
  EXPECT_EQ(Json("surrogate \xed\xa0\x80"), R"("surrogate \ufffd\ufffd\ufffd")");
  EXPECT_EQ(Json("beyond \xf4\x90\x80\x80"), R"("beyond \ufffd\ufffd\ufffd\ufffd")");
}

}  // namespace
}  // namespace recourse::observability
