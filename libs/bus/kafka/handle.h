#pragma once

#include <librdkafka/rdkafka.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/base/freed_by.h"
#include "libs/bus/kafka/settings.h"

namespace recourse::bus::kafka {

// librdkafka's own objects, each given back when its owner goes. Only sources of this room include
// this.
using Topic = std::unique_ptr<rd_kafka_topic_t, FreedBy<rd_kafka_topic_destroy>>;
using Queue = std::unique_ptr<rd_kafka_queue_t, FreedBy<rd_kafka_queue_destroy>>;
using Message = std::unique_ptr<rd_kafka_message_t, FreedBy<rd_kafka_message_destroy>>;
using Event = std::unique_ptr<rd_kafka_event_t, FreedBy<rd_kafka_event_destroy>>;

struct EndHandle {
  void operator()(rd_kafka_t* handle) const;  // Returns within seconds, whatever hangs.
};
using Handle = std::unique_ptr<rd_kafka_t, EndHandle>;

// A connection to a cluster. What it has to complain about goes to the log of the process.
struct HandleOptions {
  rd_kafka_type_t type = RD_KAFKA_PRODUCER;
  std::vector<std::pair<std::string, std::string>> properties;  // librdkafka's own.
  void* opaque = nullptr;                                       // What callbacks are given.
  void (*on_delivery)(rd_kafka_t*, const rd_kafka_message_t*, void* opaque) = nullptr;
};

// kInvalid, naming the property, if librdkafka does not take it. No broker is asked.
Expected<Handle, Failure> MakeHandle(const Settings& settings, const HandleOptions& options);

Topic OpenTopic(const Handle& handle, const std::string& name);

// A failure in one sentence, as the log has it where something waits.
std::string Sentence(const Failure& failure);

// kUnavailable, BROKER_AWAY, with librdkafka's own words for `error`.
Failure BrokerAway(const std::string& what, rd_kafka_resp_err_t error);

}  // namespace recourse::bus::kafka
