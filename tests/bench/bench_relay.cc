// Publishes the records of a log to a topic of one broker: `relay` as Recourse does it, `raw` as a
// bare librdkafka producer does it that has the same messages in memory, or with --bare only their
// keys and values. All idempotent and acknowledged. The topic is made before and deleted after.

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "libs/base/check.h"
#include "libs/base/testing/temp_folder.h"
#include "libs/bus/kafka/admin.h"
#include "libs/bus/kafka/handle.h"
#include "libs/bus/kafka/relay.h"
#include "libs/bus/kafka/topics.h"
#include "libs/engine/running_engine.h"
#include "libs/eventlog/rocks_log.h"
#include "tests/bench/json.h"
#include "tests/bench/usage.h"

namespace recourse::bench {
namespace {

namespace kafka = bus::kafka;
using eventlog::RocksLog;

int Fail(const std::string& message) {
  fmt::print(stderr, "bench_relay: {}\n", message);
  return 2;
}

// No service: its log is published, and that is all.
class Nobody final : public engine::Outbound {
 public:
  void Call(const std::string&, const engine::PromiseCall&, const std::string&,
            std::function<void(Expected<std::string, Failure>)>) override {}
};

engine::Definition DefinitionOf(const std::string& service) {
  engine::Definition definition;
  definition.service = service;
  definition.timers = [](const engine::Record&) { return std::vector<engine::TimerChange>(); };
  definition.promise = [](const engine::Record&) { return std::optional<engine::PromiseCall>(); };
  return definition;
}

Cost RunRelay(engine::RunningEngine& engine, const kafka::Settings& settings) {
  const testkit::TempFolder folder;
  kafka::Relay relay(engine, settings, folder.path() / "relay.cursor");
  CHECK(static_cast<bool>(relay.Check()));
  const Cost cost = Measure([&] {
    relay.Start();
    CHECK(relay.AwaitPublished(std::chrono::hours(1)));
  });
  relay.Stop();
  return cost;
}

struct Raw {
  std::string key;
  std::string value;
  std::int32_t partition = 0;
  kafka::CloudEvent::Values headers;  // Empty values are not sent.
};

std::vector<Raw> ReadAll(const eventlog::EventLog& log, bool bare) {
  std::vector<Raw> records;
  kafka::CloudEvent event;
  for (std::uint32_t shard = 0; shard < log.identity().shards; ++shard) {
    const auto scanned = log.Scan(shard, 1, [&](std::uint64_t, std::string_view bytes) {
      engine::Record record;
      CHECK(record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
      records.push_back({record.home(), std::string(bytes),
                         static_cast<std::int32_t>(record.shard()),
                         bare ? kafka::CloudEvent::Values() : event.Describe(record)});
      return true;
    });
    CHECK(static_cast<bool>(scanned));
  }
  return records;
}

bool Produce(const kafka::Handle& handle, const kafka::Topic& topic, const Raw& record) {
  rd_kafka_headers_t* headers = rd_kafka_headers_new(record.headers.size());
  for (std::size_t i = 0; i < record.headers.size(); ++i) {
    const std::string& value = record.headers[i];
    if (value.empty()) continue;
    rd_kafka_header_add(headers, kafka::CloudEvent::kNames[i].data(), -1, value.data(),
                        static_cast<ssize_t>(value.size()));
  }
  const auto error = rd_kafka_producev(
      handle.get(), RD_KAFKA_V_RKT(topic.get()), RD_KAFKA_V_PARTITION(record.partition),
      RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
      RD_KAFKA_V_KEY(record.key.data(), record.key.size()),
      RD_KAFKA_V_VALUE(const_cast<char*>(record.value.data()), record.value.size()),
      RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_END);
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return true;
  rd_kafka_headers_destroy(headers);
  CHECK(error == RD_KAFKA_RESP_ERR__QUEUE_FULL);
  return false;
}

Cost RunRaw(const std::vector<Raw>& records, const std::string& topic_name,
            const kafka::Settings& settings) {
  std::size_t acknowledged = 0;
  kafka::HandleOptions options;
  options.properties = {{"acks", "all"},
                        {"enable.idempotence", "true"},
                        {"linger.ms", "1"},
                        {"queue.buffering.max.messages", "50000"},
                        {"queue.buffering.max.kbytes", "65536"}};
  options.opaque = &acknowledged;
  options.on_delivery = [](rd_kafka_t*, const rd_kafka_message_t* message, void* opaque) {
    CHECK(message->err == RD_KAFKA_RESP_ERR_NO_ERROR);
    ++*static_cast<std::size_t*>(opaque);
  };
  const auto handle = kafka::MakeHandle(settings, options);
  CHECK(static_cast<bool>(handle));
  const kafka::Topic topic = kafka::OpenTopic(*handle, topic_name);
  return Measure([&] {
    for (const Raw& record : records) {
      while (!Produce(*handle, topic, record)) rd_kafka_poll(handle->get(), 100);
    }
    while (acknowledged < records.size()) rd_kafka_poll(handle->get(), 100);
  });
}

int Main(int argc, char** argv) {
  CLI::App app("Publishes the log of a service that has stopped to a topic of one broker.");
  app.require_subcommand(1);
  std::string folder;
  kafka::Settings settings;
  const auto add = [&](const char* name, const char* what) {
    CLI::App* command = app.add_subcommand(name, what);
    command->add_option("--log", folder, "folder of the log")->required();
    command->add_option("--kafka", settings.brokers, "the broker, as host:port")->required();
    return command;
  };
  CLI::App* relay = add("relay", "by the relay");
  bool bare = false;
  add("raw", "by a bare producer")->add_flag("--bare", bare, "keys and values only");
  CLI11_PARSE(app, argc, argv);

  const auto log = RocksLog::Open(folder, RocksLog::Access::kReadOnly);
  if (!log) return Fail(log.error().message);
  const eventlog::Identity& identity = (*log)->identity();
  const std::string topic = kafka::TopicOf(identity.service);
  if (const auto made = kafka::ApplyTopics(settings, {{topic, identity.shards}}, 1); !made) {
    return Fail(made.error().message);
  }
  Cost cost;
  std::uint64_t count = 0;
  if (relay->parsed()) {
    const engine::Definition definition = DefinitionOf(identity.service);
    engine::MemoryKeyValues derived;
    const SystemClock clock;
    Nobody nobody;
    const auto engine =
        engine::RunningEngine::Open({definition, **log, {}, derived, clock, nobody}, {});
    if (!engine) return Fail(engine.error().message);
    for (std::uint32_t i = 0; i < identity.shards; ++i) count += (*engine)->released(i);
    cost = RunRelay(**engine, settings);
  } else {
    const auto records = ReadAll(**log, bare);
    count = records.size();
    cost = RunRaw(records, topic, settings);
  }
  if (const auto deleted = kafka::Admin::Open(settings, kafka::kAnswerWithin)->Delete(topic);
      !deleted) {
    return Fail(deleted.error().message);
  }
  fmt::print("{}\n", JsonObject()
                         .Count("records", count)
                         .Number("seconds", cost.seconds)
                         .Number("records_per_second", static_cast<double>(count) / cost.seconds)
                         .Number("cpu_us_per_record",
                                 static_cast<double>(cost.cpu_us) / static_cast<double>(count))
                         .ToString());
  return 0;
}

}  // namespace
}  // namespace recourse::bench

int main(int argc, char** argv) { return recourse::bench::Main(argc, argv); }
