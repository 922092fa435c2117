#include "tests/bench/frames.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace recourse::bench {
namespace {

class FrameFileTest : public testing::Test {
 protected:
  std::string Write(const std::string& bytes) {
    const std::string path = testing::TempDir() + "frames_test.frames";
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
};

TEST_F(FrameFileTest, GivesBackWhatWasFramed) {
  const std::string large(70'000, 'x');
  const auto file = FrameFile::Open(Write(Frame("one") + Frame("") + Frame(large)));
  ASSERT_TRUE(file) << file.error();
  ASSERT_EQ(file->size(), 3u);
  EXPECT_EQ(Unframe((*file)[0]), "one");
  EXPECT_EQ(Unframe((*file)[1]), "");
  EXPECT_EQ(Unframe((*file)[2]), large);
}

TEST_F(FrameFileTest, AFrameIsWhatGrpcSends) {
  EXPECT_EQ(Frame("ab"), std::string("\0\0\0\0\2ab", 7));
}

TEST_F(FrameFileTest, RefusesAFileThatIsCutOff) {
  const std::string whole = Frame("one") + Frame("two");
  for (std::size_t length = 1; length < whole.size(); ++length) {
    if (length == Frame("one").size()) continue;
    EXPECT_FALSE(FrameFile::Open(Write(whole.substr(0, length)))) << length;
  }
  EXPECT_FALSE(FrameFile::Open(Write("")));
  EXPECT_FALSE(FrameFile::Open("/nowhere/at.all"));
}

}  // namespace
}  // namespace recourse::bench
