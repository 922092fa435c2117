#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace recourse::bus::kafka {

// How to reach a cluster.
struct Settings {
  std::string brokers;  // "host:port,host:port": the first to ask; they name the others.
};

// Whether `text` is "host:port", or several of them with commas between. librdkafka itself takes
// whatever it is given, and then never finds it.
bool IsBrokerList(std::string_view text);

// The facts of a service; the partition of a record is its shard, its key is its home.
inline std::string TopicOf(const std::string& service) { return "recourse." + service + ".v1"; }

// The longest message: a record, at most 2 MiB, with its key and headers.
inline constexpr std::size_t kMessageBytesMax = std::size_t{3} << 20;

// How long a question to the brokers may take.
inline constexpr std::chrono::seconds kAnswerWithin{5};

}  // namespace recourse::bus::kafka
