#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace recourse::bus::kafka {

// How to reach a cluster.
struct Settings {
  std::string brokers;  // "host:port,host:port": the first to ask; they name the others.
  // A folder as libs/rpc/tls.h says, whose certificate is shown to them. Empty: no TLS. It is read
  // when a connection is first made, and not again.
  std::filesystem::path tls = {};
};

// Whether `text` is "host:port", or several of them with commas between. librdkafka itself takes
// whatever it is given, and then never finds it.
bool IsBrokerList(std::string_view text);

// The facts of a service; the partition of a record is its shard, its key is its home.
inline std::string TopicOf(const std::string& service) { return "recourse." + service + ".v1"; }

// What a partner follows: the topic of "partners/p1".
inline constexpr char kPartnerTopicPrefix[] = "recourse.partner.";
inline std::string PartnerTopicOf(const std::string& partner) {
  return kPartnerTopicPrefix + partner.substr(partner.find('/') + 1) + ".v1";
}

// Who "services/dispute" is to the brokers, whose names have no slash: "services.dispute". A
// certificate of deploy/tls/issue.sh has it as its common name.
std::string KafkaUserOf(std::string principal);

// The longest message: a record, at most 2 MiB, with its key and headers.
inline constexpr std::size_t kMessageBytesMax = std::size_t{3} << 20;

// How long a question to the brokers may take.
inline constexpr std::chrono::seconds kAnswerWithin{5};

}  // namespace recourse::bus::kafka
