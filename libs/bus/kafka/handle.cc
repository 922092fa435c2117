#include "libs/bus/kafka/handle.h"

#include <array>
#include <chrono>
#include <map>
#include <mutex>
#include <string_view>

#include "libs/base/check.h"
#include "libs/bus/kafka/end_within.h"
#include "libs/observability/log.h"

namespace recourse::bus::kafka {
namespace {

constexpr std::chrono::seconds kEndWithin{10};
constexpr int kErrorOrWorse = 3;  // As syslog counts.
constexpr std::chrono::seconds kSameAgainAfter{60};

// Whether to say something of `facility` again: a broker that is away is found so every second, by
// each connection.
bool SayAgain(const char* facility) {
  // Never destroyed: a client that was left behind may still complain.
  static auto& mutex = *new std::mutex;
  static auto& said = *new std::map<std::string, std::chrono::steady_clock::time_point>;
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex);
  const auto [last, first] = said.try_emplace(facility, now);
  if (!first && now - last->second < kSameAgainAfter) return false;
  last->second = now;
  return true;
}

void TakeLogLine(const rd_kafka_t*, int level, const char* facility, const char* text) {
  if (level > kErrorOrWorse || !SayAgain(facility)) return;
  observability::LogWarning("kafka client",
                            {{"facility", std::string_view(facility)}, {"text", text}});
}

using Configuration = std::unique_ptr<rd_kafka_conf_t, FreedBy<rd_kafka_conf_destroy>>;

Failure Wrong(const std::string& property, const std::string& value, const char* why) {
  return {Failure::Kind::kInvalid,
          "KAFKA_SETTING",
          std::string("The Kafka client does not take a setting: ") + why,
          {{property, value}}};
}

}  // namespace

void EndHandle::operator()(rd_kafka_t* handle) const {
  if (!EndWithin(kEndWithin, [handle] { rd_kafka_destroy(handle); })) {
    observability::LogWarning("kafka client did not end, and is left behind");
  }
}

Expected<Handle, Failure> MakeHandle(const Settings& settings, const HandleOptions& options) {
  Configuration configuration(rd_kafka_conf_new());
  std::vector<std::pair<std::string, std::string>> properties = {
      {"bootstrap.servers", settings.brokers},
      {"client.id", "recourse"},
      {"security.protocol", settings.tls.empty() ? "plaintext" : "ssl"},
      {"log.connection.close", "false"},
      {"reconnect.backoff.max.ms", "1000"},
      // A topic that was made anew is found soon, not after five minutes.
      {"topic.metadata.refresh.interval.ms", "10000"},
      {"message.max.bytes", std::to_string(kMessageBytesMax)},
  };
  if (!settings.tls.empty()) {
    properties.insert(properties.end(), {{"ssl.ca.location", settings.tls / "ca.crt"},
                                         {"ssl.certificate.location", settings.tls / "tls.crt"},
                                         {"ssl.key.location", settings.tls / "tls.key"},
                                         {"ssl.endpoint.identification.algorithm", "https"}});
  }
  properties.insert(properties.end(), options.properties.begin(), options.properties.end());
  std::array<char, 512> why{};
  for (const auto& [property, value] : properties) {
    if (rd_kafka_conf_set(configuration.get(), property.c_str(), value.c_str(), why.data(),
                          why.size()) != RD_KAFKA_CONF_OK) {
      return Unexpected{Wrong(property, value, why.data())};
    }
  }
  rd_kafka_conf_set_log_cb(configuration.get(), TakeLogLine);
  rd_kafka_conf_set_opaque(configuration.get(), options.opaque);
  if (options.on_delivery) rd_kafka_conf_set_dr_msg_cb(configuration.get(), options.on_delivery);
  Handle handle(rd_kafka_new(options.type, configuration.get(), why.data(), why.size()));
  if (!handle) return Unexpected{Wrong("bootstrap.servers", settings.brokers, why.data())};
  (void)configuration.release();  // It is the handle's now.
  return handle;
}

Topic OpenTopic(const Handle& handle, const std::string& name) {
  Topic topic(rd_kafka_topic_new(handle.get(), name.c_str(), nullptr));
  CHECK(topic != nullptr);
  return topic;
}

std::string Sentence(const Failure& failure) {
  std::string sentence = failure.reason + ": " + failure.message;
  for (const auto& [name, value] : failure.values) sentence += " " + name + " = " + value + ";";
  return sentence;
}

Failure BrokerAway(const std::string& what, rd_kafka_resp_err_t error) {
  return {Failure::Kind::kUnavailable,
          "BROKER_AWAY",
          "The Kafka brokers did not answer.",
          {{what, rd_kafka_err2str(error)}}};
}

}  // namespace recourse::bus::kafka
