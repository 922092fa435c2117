#include "libs/process/clock_file.h"

#include <gtest/gtest.h>

#include <fstream>

#include "libs/base/testing/temp_folder.h"

namespace recourse::process {
namespace {

class ClockFileTest : public testing::Test {
 protected:
  testkit::TempFolder folder_;
  const ClockFile file_{folder_.path()};
};

TEST_F(ClockFileTest, MomentIsReadToTheMicrosecondAsItWasLastWritten) {
  const Instant day = Date(date::year(2012) / 12 / 31);
  ASSERT_TRUE(file_.Write(day));
  ASSERT_TRUE(file_.Write(day + Days(1) - Instant::duration(1)));
  const auto read = file_.Read();
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, day + Days(1) - Instant::duration(1));
}

TEST_F(ClockFileTest, WithoutAFileThereIsNoMoment) {
  const auto read = file_.Read();
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, std::nullopt);
}

TEST_F(ClockFileTest, WhatIsNoMomentIsRefusedByFileAndText) {
  const auto path = folder_.path() / "clock";
  for (const char* text : {"", "tomorrow", "12 13", "99999999999999999999"}) {
    std::ofstream(path) << text;
    std::filesystem::permissions(path, std::filesystem::perms::owner_read);
    const auto read = file_.Read();
    ASSERT_FALSE(read) << text;
    const Failure::Values expected = {{"path", path.string()}, {"text", text}};
    EXPECT_EQ(read.error().values, expected);
    std::filesystem::remove(path);
  }
}

}  // namespace
}  // namespace recourse::process
