// Publishes a log and follows its topic, again and again in one process, with a new client each
// time and a new topic each time, and prints how much memory the process has after each cycle.
// tests/bench/soak.py kills the broker meanwhile.

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

#include "libs/base/check.h"
#include "libs/base/testing/temp_folder.h"
#include "libs/bus/kafka/admin.h"
#include "libs/bus/kafka/kafka_transport.h"
#include "libs/bus/kafka/relay.h"
#include "libs/bus/kafka/topics.h"
#include "libs/engine/testing/rig.h"
#include "tests/bench/json.h"

namespace recourse::bench {
namespace {

namespace kafka = bus::kafka;
using engine::counter::Rig;

constexpr std::uint32_t kShards = 4;

std::uint64_t MemoryKiB() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t total = 0;
  std::uint64_t resident = 0;
  statm >> total >> resident;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) / 1024;
}

// Until the brokers have done it: they may be away.
template <class Work>
void Insist(const Work& work) {
  while (!work()) {
  }
}

void Publish(Rig& source, const kafka::Settings& settings) {
  const testkit::TempFolder folder;
  kafka::Relay relay(source.engine(), settings, folder.path() / "relay.cursor");
  Insist([&] { return static_cast<bool>(relay.Check()); });
  relay.Start();
  Insist([&] { return relay.AwaitPublished(std::chrono::seconds(1)); });
  relay.Stop();
}

void FollowToTheEnd(Rig& source, const kafka::Settings& settings) {
  const auto& identity = source.log().identity();
  const auto transport = kafka::KafkaTransport::Open(settings, identity.installation);
  CHECK(static_cast<bool>(transport));
  std::vector<std::uint64_t> seen(kShards, 0);
  for (std::uint32_t shard = 0; shard < kShards; ++shard) {
    (*transport)->Seek(identity.service, shard, 0);
  }
  Insist([&] {
    for (const bus::Batch& batch : (*transport)->Poll(std::chrono::milliseconds(200))) {
      seen[batch.shard] = std::max(seen[batch.shard], batch.records.back()->sequence());
    }
    for (std::uint32_t shard = 0; shard < kShards; ++shard) {
      if (seen[shard] < source.engine().released(shard)) return false;
    }
    return true;
  });
}

int Main(int argc, char** argv) {
  CLI::App app("Publishes and follows a log again and again, and shows its memory.");
  kafka::Settings settings;
  int cycles = 100;
  int records = 50'000;
  app.add_option("--kafka", settings.brokers, "the broker, as host:port")->required();
  app.add_option("--cycles", cycles, "how often")->capture_default_str();
  app.add_option("--records", records, "in the log")->capture_default_str();
  CLI11_PARSE(app, argc, argv);

  Rig source("soak", kShards);
  for (int i = 0; i < records; ++i) source.Add("h" + std::to_string(i % 100), 1);
  const std::string topic = kafka::TopicOf("soak");
  const auto admin = kafka::Admin::Open(settings, kafka::kAnswerWithin);
  for (int cycle = 0; cycle < cycles; ++cycle) {
    Insist([&] { return static_cast<bool>(kafka::ApplyTopics(settings, {{topic, kShards}}, 1)); });
    Publish(source, settings);
    FollowToTheEnd(source, settings);
    Insist([&] {
      const auto there = admin->Describe(topic);
      return there && (!there->has_value() || admin->Delete(topic));
    });
    fmt::print("{}\n",
               JsonObject().Count("cycle", cycle).Count("resident_kib", MemoryKiB()).ToString());
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace
}  // namespace recourse::bench

int main(int argc, char** argv) { return recourse::bench::Main(argc, argv); }
