#include "tools/recourse/output/progress.h"

#include <gtest/gtest.h>

#include <sstream>

namespace recourse::cli {
namespace {

using std::chrono::milliseconds;

const Progress::Clock::time_point kStart{std::chrono::hours(1)};

TEST(ProgressTest, IsALineNowAndThenInALogFile) {
  std::ostringstream out;
  Progress progress(out, false, "importing");
  progress.Update(1, 10, "2012-01-03", kStart);
  progress.Update(2, 10, "2012-01-04", kStart + milliseconds(4'999));
  progress.Update(3, 10, "2012-01-05", kStart + milliseconds(5'000));
  progress.Update(10, 10, "2012-01-06", kStart + milliseconds(5'001));
  progress.Finish();
  EXPECT_EQ(out.str(),
            "importing: 1 of 10, 2012-01-03\n"
            "importing: 3 of 10, 2012-01-05\n"
            "importing: 10 of 10, 2012-01-06\n");
}

TEST(ProgressTest, IsABarOnATerminal) {
  std::ostringstream out;
  Progress progress(out, true, "importing");
  progress.Update(5, 10, "", kStart);
  progress.Update(6, 10, "", kStart + milliseconds(99));
  progress.Finish();
  EXPECT_EQ(out.str(),
            "\rimporting [###############...............] 5/10 \x1b[K"
            "\rimporting [##################............] 6/10 \x1b[K\n");
}

TEST(ProgressTest, SaysNothingOfWorkThatNeverBegan) {
  std::ostringstream out;
  Progress progress(out, true, "importing");
  progress.Finish();
  EXPECT_EQ(out.str(), "");
}

}  // namespace
}  // namespace recourse::cli
