#include "libs/bus/kafka/end_within.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <semaphore>

namespace recourse::bus::kafka {
namespace {

TEST(EndWithinTest, WaitsForWhatEnds) {
  std::atomic<bool> ended = false;
  EXPECT_TRUE(EndWithin(std::chrono::minutes(1), [&] { ended = true; }));
  EXPECT_TRUE(ended);
}

TEST(EndWithinTest, LeavesBehindWhatHangs) {
  const auto hangs = std::make_shared<std::binary_semaphore>(0);
  const auto done = std::make_shared<std::binary_semaphore>(0);
  EXPECT_FALSE(EndWithin(std::chrono::milliseconds(1), [hangs, done] {
    hangs->acquire();
    done->release();
  }));
  hangs->release();
  done->acquire();  // So that nothing outlives the test.
}

}  // namespace
}  // namespace recourse::bus::kafka
