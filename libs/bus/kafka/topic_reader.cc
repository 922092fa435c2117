#include "libs/bus/kafka/topic_reader.h"

#include "libs/bus/kafka/handle.h"

namespace recourse::bus::kafka {

struct TopicReader::Client {
  std::string name;
  Handle handle;
  Topic topic;
};

namespace {

// A partition that is being read, until this goes.
class Reading {
 public:
  Reading(rd_kafka_topic_t* topic, std::int32_t partition, std::int64_t from)
      : topic_(topic),
        partition_(partition),
        started_(rd_kafka_consume_start(topic, partition, from) == 0) {}
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;
  ~Reading() {
    if (started_) rd_kafka_consume_stop(topic_, partition_);
  }
  bool started() const { return started_; }

 private:
  rd_kafka_topic_t* const topic_;
  const std::int32_t partition_;
  const bool started_;
};

}  // namespace

TopicReader::TopicReader(std::unique_ptr<Client> client) : client_(std::move(client)) {}
TopicReader::~TopicReader() = default;

Expected<std::unique_ptr<TopicReader>, Failure> TopicReader::Open(const Settings& settings,
                                                                  const std::string& topic) {
  auto handle = MakeHandle(settings, {RD_KAFKA_CONSUMER,
                                      {{"check.crcs", "true"},
                                       {"enable.partition.eof", "true"},
                                       {"auto.offset.reset", "error"},
                                       // At the end of one partition a fetch waits, and the next
                                       // partition with it.
                                       {"fetch.wait.max.ms", "5"},
                                       {"queued.max.messages.kbytes", "4096"}}});
  if (!handle) return Unexpected{handle.error()};
  auto client = std::make_unique<Client>();
  client->name = topic;
  client->handle = *std::move(handle);
  client->topic = OpenTopic(client->handle, topic);
  return std::unique_ptr<TopicReader>(new TopicReader(std::move(client)));
}

Expected<TopicReader::Ends, Failure> TopicReader::FindEnds(std::uint32_t partition) {
  Ends ends;
  const auto error = rd_kafka_query_watermark_offsets(
      client_->handle.get(), client_->name.c_str(), static_cast<std::int32_t>(partition),
      &ends.first, &ends.next, static_cast<int>(std::chrono::milliseconds(kAnswerWithin).count()));
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return Unexpected{BrokerAway(client_->name, error)};
  return ends;
}

Expected<Done, Failure> TopicReader::Read(std::uint32_t partition, std::int64_t from,
                                          std::int64_t end, const Visitor& visit) {
  if (from >= end) return Done{};
  const auto number = static_cast<std::int32_t>(partition);
  const Reading reading(client_->topic.get(), number, from);
  if (!reading.started()) return Unexpected{BrokerAway(client_->name, rd_kafka_last_error())};
  for (std::int64_t offset = from; offset < end;) {
    const Message message(
        rd_kafka_consume(client_->topic.get(), number,
                         static_cast<int>(std::chrono::milliseconds(kAnswerWithin).count())));
    if (!message) return Unexpected{BrokerAway(client_->name, RD_KAFKA_RESP_ERR__TIMED_OUT)};
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      return Unexpected{BrokerAway(client_->name, message->err)};
    }
    offset = message->offset + 1;
    const std::string_view bytes(static_cast<const char*>(message->payload), message->len);
    if (!visit(message->offset, bytes)) break;
  }
  return Done{};
}

}  // namespace recourse::bus::kafka
