#include "libs/observability/trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/base/hex.h"
#include "libs/observability/log.h"

namespace recourse::observability {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kTrace[] = "4bf92f3577b34da6a3ce929d0e0e4736";

// The example of the standard.
TEST(TraceTest, TraceparentNamesItsTrace) {
  const auto id = TraceIdIn("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  ASSERT_TRUE(id);
  EXPECT_EQ(ToHex(*id), kTrace);
  EXPECT_TRUE(TraceIdIn("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"));
  EXPECT_TRUE(TraceIdIn("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff"));
}

TEST(TraceTest, WhatIsMalformedIsIgnored) {
  for (const char* malformed : {
           "",
           "00",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
           "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
           "00-4bf92f3577b34da6a3ce929d0e0e473 -00f067aa0ba902b7-01",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067aa0ba902b7-01",
           "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
           "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
           "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
           "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
           "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
           " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
       }) {
    EXPECT_FALSE(TraceIdIn(malformed)) << malformed;
  }
}

TEST(TraceTest, ALaterVersionIsReadAsFarAsTheFirstGoes) {
  EXPECT_TRUE(TraceIdIn("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
  EXPECT_TRUE(TraceIdIn("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what.comes"));
  EXPECT_FALSE(TraceIdIn("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what"));
}

TEST(TraceTest, WhatIsFormattedIsRead) {
  const std::string text = FormatTraceparent(*FromHex(kTrace), *FromHex("00f067aa0ba902b7"));
  EXPECT_EQ(text, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  EXPECT_EQ(TraceIdIn(text), FromHex(kTrace));
}

TEST(TraceTest, LinesOfAScopeCarryItsTrace) {
  const auto line = [] { return FormatLogLine({}, LogLevel::kInfo, "p", "m", {{"n", 1}}); };
  const std::string trace_id = *FromHex(kTrace);
  {
    const TraceScope scope(trace_id);
    EXPECT_THAT(line(), EndsWith(R"("n":1,"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"})"));
    {
      const TraceScope untraced("");
      EXPECT_THAT(line(), Not(HasSubstr("trace_id")));
    }
    EXPECT_THAT(line(), HasSubstr("trace_id"));
  }
  EXPECT_THAT(line(), EndsWith(R"("n":1})"));
}

}  // namespace
}  // namespace recourse::observability
