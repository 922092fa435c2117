#include "libs/bus/kafka/relay_cursor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "libs/base/testing/temp_folder.h"

namespace recourse::bus::kafka {
namespace {

using testing::HasSubstr;

class RelayCursorTest : public testing::Test {
 protected:
  std::filesystem::path file() const { return folder_.path() / "relay.cursor"; }
  RelayCursor cursor() const { return RelayCursor(file(), {7, "invoicing", 2}); }
  void Leave(const std::string& text) const { std::ofstream(file()) << text; }
  // Why the file is refused.
  std::string Refusal() const {
    const auto read = cursor().Read();
    if (read) return "";
    EXPECT_EQ(read.error().reason, "RELAY_CURSOR");
    EXPECT_THAT(read.error().message, HasSubstr(file().string()));
    return read.error().message;
  }

  testkit::TempFolder folder_;
};

TEST_F(RelayCursorTest, WithoutAFileNothingIsPublished) {
  EXPECT_EQ(*cursor().Read(), std::vector<Published>(2));
}

TEST_F(RelayCursorTest, SaysAgainWhatWasWritten) {
  // Beyond what a double holds, and no record at all.
  const std::vector<Published> shards = {{18'446'744'073'709'551'615u, 9'223'372'036'854'775'807},
                                         {0, -1}};
  ASSERT_TRUE(cursor().Write(shards));
  EXPECT_EQ(*cursor().Read(), shards);
}

TEST_F(RelayCursorTest, RefusesAnotherLogsFile) {
  ASSERT_TRUE(RelayCursor(file(), {8, "invoicing", 2}).Write(std::vector<Published>(2)));
  EXPECT_THAT(Refusal(), HasSubstr("installation is not \"0000000000000007\""));
  ASSERT_TRUE(RelayCursor(file(), {7, "dispute", 2}).Write(std::vector<Published>(2)));
  EXPECT_THAT(Refusal(), HasSubstr("service is not \"invoicing\""));
  ASSERT_TRUE(RelayCursor(file(), {7, "invoicing", 3}).Write(std::vector<Published>(3)));
  EXPECT_THAT(Refusal(), HasSubstr("has not 2 shards"));
}

TEST_F(RelayCursorTest, RefusesWhatARelayDoesNotLeave) {
  for (const char* text : {"", "{", "[]", "{}", R"({"shards":{}})"}) {
    Leave(text);
    EXPECT_THAT(Refusal(), HasSubstr("is not what a relay leaves")) << text;
  }
  const std::string head = R"({"installation":"0000000000000007","service":"invoicing","shards":[)";
  const std::string sound = R"({"sequence":1,"offset":0})";
  for (const char* shard : {"1", "{}", R"({"sequence":-1,"offset":0})",
                            R"({"sequence":"1","offset":0})", R"({"sequence":1,"offset":0.5})"}) {
    Leave(head + sound + "," + shard + "]}");
    EXPECT_THAT(Refusal(), HasSubstr("shard 1 cannot be read")) << shard;
  }
}

}  // namespace
}  // namespace recourse::bus::kafka
