#include "libs/engine/disk_space.h"

#include <gtest/gtest.h>

#include <limits>

namespace recourse::engine {
namespace {

TEST(DiskSpaceTest, IsEnoughDownToTheBoundOnly) {
  const auto folder = std::filesystem::temp_directory_path();
  EXPECT_TRUE(DiskSpace(folder, 1).Enough());
  EXPECT_FALSE(DiskSpace(folder, std::numeric_limits<std::uintmax_t>::max()).Enough());
}

TEST(DiskSpaceTest, WhatIsFreeIsKnownOnceItWasLookedAt) {
  DiskSpace space(std::filesystem::temp_directory_path());
  EXPECT_EQ(space.free_bytes(), 0u);
  EXPECT_TRUE(space.Enough());
  EXPECT_GT(space.free_bytes(), DiskSpace::kFreeMin);
}

}  // namespace
}  // namespace recourse::engine
