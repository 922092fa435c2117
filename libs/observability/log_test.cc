#include "libs/observability/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

namespace recourse::observability {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::StartsWith;

std::vector<std::string> LinesOf(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(LogTest, LineIsOneJsonObject) {
  EXPECT_EQ(FormatLogLine(Instant{} + std::chrono::microseconds{1}, LogLevel::kWarning, "recourse",
                          "disk is \"nearly\" full",
                          {{"path", std::string("/a\nb")},
                           {"free_bytes", 17u},
                           {"change", -3},
                           {"share", 0.5},
                           {"refusing", true}}),
            R"({"time":"1970-01-01T00:00:00.000001Z","level":"warning","program":"recourse",)"
            R"("message":"disk is \"nearly\" full","path":"/a\nb","free_bytes":17,"change":-3,)"
            R"("share":0.5,"refusing":true})");
}

TEST(LogTest, NumberThatJsonCannotSayIsNull) {
  EXPECT_THAT(FormatLogLine({}, LogLevel::kInfo, "p", "m",
                            {{"rate", std::numeric_limits<double>::infinity()}}),
              EndsWith(R"("rate":null})"));
}

TEST(LogTest, TextIsCutAtItsBound) {
  const std::string line =
      FormatLogLine({}, LogLevel::kInfo, "p", "m", {{"text", std::string(1'000'000, 'x')}});
  EXPECT_THAT(line, EndsWith("\"text\":\"" + std::string(8 * 1024, 'x') + "\"}"));
}

TEST(LogTest, LinesFromItsLevelUpReachTheFile) {
  const auto path = std::filesystem::path(testing::TempDir()) / "log_test.json";
  std::filesystem::remove(path);
  ASSERT_TRUE(StartLogging({.program = "test", .path = path.string(), .level = LogLevel::kInfo}));
  Log(LogLevel::kDebug, "not written");
  LogInfo("first", {{"n", 1}});
  LogError("{} is no format");
  EXPECT_THAT(
      LinesOf(path),
      ElementsAre(EndsWith(R"("program":"test","message":"first","n":1})"),
                  EndsWith(R"("level":"error","program":"test","message":"{} is no format"})")));
  EXPECT_THAT(LinesOf(path).front(), StartsWith(R"({"time":"20)"));
}

TEST(LogTest, FileThatCannotBeOpenedIsNamed) {
  const auto started = StartLogging({.path = "/proc/no/such/folder/log.json"});
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().reason, "LOG_FILE_NOT_WRITABLE");
  EXPECT_EQ(started.error().values.front().second, "/proc/no/such/folder/log.json");
}

}  // namespace
}  // namespace recourse::observability
