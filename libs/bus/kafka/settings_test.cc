#include "libs/bus/kafka/settings.h"

#include <gtest/gtest.h>

namespace recourse::bus::kafka {
namespace {

TEST(SettingsTest, BrokersAreHostsWithPorts) {
  for (const char* good : {"127.0.0.1:9092", "one:1,two.example:65535", "kafka-0.kafka_ns:9092"}) {
    EXPECT_TRUE(IsBrokerList(good)) << good;
  }
  for (const char* bad : {"", "one", ":9092", "one:", "one:0", "one:65536", "one:x", "one:1:2",
                          "one:1,", ",one:1", "one:1, two:2", "kafka://one:1", "one:+1"}) {
    EXPECT_FALSE(IsBrokerList(bad)) << bad;
  }
}

}  // namespace
}  // namespace recourse::bus::kafka
