#include "libs/engine/stream_run.h"

#include <gtest/gtest.h>

namespace recourse::engine {
namespace {

TEST(StreamRunTest, ComesBackAsItWas) {
  const StreamRun plain = DecodeRun(EncodeRun({70'000'000'000, 3, {}}));
  EXPECT_EQ(plain.first, 70'000'000'000u);
  EXPECT_EQ(plain.count, 3u);
  EXPECT_FALSE(plain.request);

  const StreamRun asked = DecodeRun(EncodeRun({1, 1, StreamRun::Request{0xfedcba9876543210, -5}}));
  ASSERT_TRUE(asked.request);
  EXPECT_EQ(asked.request->hash, 0xfedcba9876543210u);
  EXPECT_EQ(asked.request->day, -5);  // Before 1970: a simulated clock may stand there.
}

}  // namespace
}  // namespace recourse::engine
