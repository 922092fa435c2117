#include "libs/bus/kafka/kafka_transport.h"

#include <algorithm>
#include <array>

#include "libs/base/check.h"
#include "libs/bus/kafka/end_within.h"
#include "libs/bus/kafka/handle.h"
#include "libs/observability/log.h"

namespace recourse::bus::kafka {
namespace {

constexpr std::size_t kRoundMessagesMax = 1'000;
constexpr std::chrono::seconds kBeginAgainAfter{1};
constexpr std::chrono::seconds kEndsWithin{2};

}  // namespace

struct KafkaTransport::Client {
  Handle handle;
  std::map<std::string, Topic> topics;
  Queue queue;

  // A message that has come by now, or within `wait`; null if there is none.
  Message Next(std::chrono::milliseconds wait) {
    return Message(rd_kafka_consume_queue(queue.get(), static_cast<int>(wait.count())));
  }
};

KafkaTransport::KafkaTransport(std::uint64_t installation)
    : installation_(installation), client_(std::make_unique<Client>()) {}

Expected<std::unique_ptr<KafkaTransport>, Failure> KafkaTransport::Open(
    const Settings& settings, std::uint64_t installation) {
  auto handle = MakeHandle(settings, {RD_KAFKA_CONSUMER,
                                      {{"check.crcs", "true"},
                                       {"auto.offset.reset", "error"},
                                       {"fetch.error.backoff.ms", "100"},
                                       // A partition: a service follows some dozens.
                                       {"queued.max.messages.kbytes", "2048"}}});
  if (!handle) return Unexpected{handle.error()};
  std::unique_ptr<KafkaTransport> self(new KafkaTransport(installation));
  self->client_->handle = *std::move(handle);
  self->client_->queue.reset(rd_kafka_queue_new(self->client_->handle.get()));
  return self;
}

KafkaTransport::~KafkaTransport() {
  for (auto& [key, partition] : partitions_) {
    if (!partition.begun || (!partition.hangs && End(key, partition))) continue;
    (void)client_.release();  // Something of it still runs.
    return;
  }
  client_->queue.reset();
  client_->topics.clear();
}

void KafkaTransport::Seek(const std::string& service, std::uint32_t shard, std::uint64_t sequence) {
  const std::string topic = TopicOf(service);
  Topic& opened = client_->topics[topic];
  if (!opened) opened = OpenTopic(client_->handle, topic);
  Partition& partition = partitions_[{topic, shard}];
  CHECK(!partition.begun);
  partition.service = service;
  partition.shard = shard;
  partition.sequence = sequence;
}

std::uint64_t KafkaTransport::Head(const std::string& service, std::uint32_t shard) const {
  const std::string topic = TopicOf(service);
  std::int64_t first = 0;
  std::int64_t next = 0;
  // As the last fetch told it.
  const auto error = rd_kafka_get_watermark_offsets(
      client_->handle.get(), topic.c_str(), static_cast<std::int32_t>(shard), &first, &next);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR || next < 0) return 0;
  return static_cast<std::uint64_t>(
      std::max<std::int64_t>(0, next - 1 - partitions_.at({topic, shard}).ahead.load()));
}

void KafkaTransport::Wake() { rd_kafka_queue_yield(client_->queue.get()); }

// Asks for nothing but where the partition ends, and that only where the brokers have said that it
// ends before: they are there then, and answer at once.
int KafkaTransport::BeginWith(const std::string& topic, const Partition& partition) const {
  const auto number = static_cast<std::int32_t>(partition.shard);
  auto offset = static_cast<std::int64_t>(partition.sequence);
  if (partition.beyond) {
    std::int64_t first = 0;
    std::int64_t next = 0;
    const auto error = rd_kafka_query_watermark_offsets(
        client_->handle.get(), topic.c_str(), number, &first, &next,
        static_cast<int>(std::chrono::milliseconds(kEndsWithin).count()));
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return error;
    offset = std::clamp(offset, first, next);
  }
  const int begun = rd_kafka_consume_start_queue(client_->topics.at(topic).get(), number, offset,
                                                 client_->queue.get());
  return begun == 0 ? RD_KAFKA_RESP_ERR_NO_ERROR : rd_kafka_last_error();
}

// Begins with the partitions that are due, until one cannot.
void KafkaTransport::Begin() {
  const auto now = std::chrono::steady_clock::now();
  for (auto& [key, partition] : partitions_) {
    if (partition.begun || partition.begin_at > now) continue;
    const int error = BeginWith(key.first, partition);
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return Halt(key, partition, error);
    partition.begun = true;
  }
}

// librdkafka waits without a limit for a thread of its own here, which was seen not to answer after
// its broker was gone.
bool KafkaTransport::End(const Key& key, const Partition& partition) const {
  rd_kafka_topic_t* const topic = client_->topics.at(key.first).get();
  const auto number = static_cast<std::int32_t>(partition.shard);
  return EndWithin(kEndsWithin, [topic, number] { rd_kafka_consume_stop(topic, number); });
}

// Lets go of a partition, to begin again: at once if it only ends earlier than was thought, else in
// a while. A reason is told once.
void KafkaTransport::Halt(const Key& key, Partition& partition, int error) {
  if (partition.begun && (partition.hangs || !End(key, partition))) {
    if (std::exchange(partition.hangs, true)) return;
    observability::LogError("a partition is followed no more until this process starts again",
                            {{"topic", key.first}, {"partition", partition.shard}});
    return;
  }
  partition.begun = false;
  partition.beyond = error == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET ||
                     error == RD_KAFKA_RESP_ERR_OFFSET_OUT_OF_RANGE;
  partition.begin_at = std::chrono::steady_clock::now();
  if (!partition.beyond) partition.begin_at += kBeginAgainAfter;
  const std::string why = rd_kafka_err2str(static_cast<rd_kafka_resp_err_t>(error));
  if (std::exchange(complaint_, why) == why) return;
  observability::LogWarning("consumer waits", {{"topic", key.first}, {"why", why}});
}

std::vector<Batch> KafkaTransport::Poll(std::chrono::milliseconds wait) {
  Begin();
  std::map<Key, Batch> round;
  Message message = client_->Next(wait);
  for (std::size_t count = 0; message && count < kRoundMessagesMax;
       ++count, message = client_->Next(std::chrono::milliseconds(0))) {
    const Key key{rd_kafka_topic_name(message->rkt),
                  static_cast<std::uint32_t>(message->partition)};
    Partition& partition = partitions_.at(key);
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      Halt(key, partition, message->err);
      continue;
    }
    auto record = std::make_shared<Record>();
    const bool ours = record->ParseFromArray(message->payload, static_cast<int>(message->len)) &&
                      record->installation() == installation_ &&
                      record->service() == partition.service && record->shard() == partition.shard;
    if (!ours) {
      if (std::exchange(complaint_, key.first) == key.first) continue;
      observability::LogWarning("a topic holds what this installation has not written there",
                                {{"topic", key.first}, {"offset", message->offset}});
      continue;
    }
    partition.sequence = std::max(partition.sequence, record->sequence());
    partition.ahead = message->offset - static_cast<std::int64_t>(record->sequence());
    Batch& batch = round[key];
    batch.service = partition.service;
    batch.shard = partition.shard;
    batch.records.push_back(std::move(record));
  }
  std::vector<Batch> batches;
  for (auto& [key, batch] : round) batches.push_back(std::move(batch));
  return batches;
}

}  // namespace recourse::bus::kafka
