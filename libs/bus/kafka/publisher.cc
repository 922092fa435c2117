#include "libs/bus/kafka/publisher.h"

#include <fmt/format.h>

#include <algorithm>

#include "libs/base/check.h"
#include "libs/bus/kafka/handle.h"
#include "libs/engine/log_failure.h"

namespace recourse::bus::kafka {
namespace {

constexpr std::uint64_t kTurnRecords = 2'000;  // Of one shard, before the next has its turn.

using Headers = std::unique_ptr<rd_kafka_headers_t, FreedBy<rd_kafka_headers_destroy>>;

Headers ToHeaders(const CloudEvent::Values& values) {
  Headers headers(rd_kafka_headers_new(values.size()));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string& value = values[i];
    if (value.empty()) continue;
    const std::string_view name = CloudEvent::kNames[i];
    rd_kafka_header_add(headers.get(), name.data(), static_cast<ssize_t>(name.size()), value.data(),
                        static_cast<ssize_t>(value.size()));
  }
  return headers;
}

}  // namespace

struct Publisher::Client {
  Handle handle;
  Topic topic;
  Queue queue;
  // Its callbacks take the fields above, so it ends first.
  void End() {
    rd_kafka_purge(handle.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    queue.reset();
    topic.reset();
    handle.reset();
  }
};

Publisher::Publisher(const engine::RunningEngine& engine, const std::vector<Place>& places)
    : engine_(engine), places_(places) {
  for (const Place& place : places_) sent_.push_back(place.last.sequence);
}

Publisher::~Publisher() {
  if (client_) client_->End();
}

Expected<std::unique_ptr<Publisher>, Failure> Publisher::Open(const Settings& settings,
                                                              const engine::RunningEngine& engine,
                                                              const std::vector<Place>& places) {
  std::unique_ptr<Publisher> self(new Publisher(engine, places));
  HandleOptions options;
  options.properties = {
      {"acks", "all"},
      {"enable.idempotence", "true"},
      {"message.timeout.ms", "0"},  // For ever: a record is not given up.
      {"linger.ms", "1"},           // A release brings what belongs together already.
      {"queue.buffering.max.messages", "50000"},
      {"queue.buffering.max.kbytes", "65536"},
      // Any client can read it, without a codec of its own. An operator may have the brokers
      // compress a topic by its compression.type.
      {"compression.type", "none"},
  };
  options.opaque = self.get();
  options.on_delivery = [](rd_kafka_t*, const rd_kafka_message_t* message, void* opaque) {
    auto& publisher = *static_cast<Publisher*>(opaque);
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
      if (publisher.broken_.empty()) publisher.broken_ = rd_kafka_err2str(message->err);
      return;
    }
    publisher.Acknowledge(static_cast<std::uint32_t>(message->partition),
                          reinterpret_cast<std::uintptr_t>(message->_private), message->offset);
  };
  auto handle = MakeHandle(settings, options);
  if (!handle) return Unexpected{handle.error()};
  self->client_ = std::make_unique<Client>();
  self->client_->handle = *std::move(handle);
  self->client_->topic = OpenTopic(self->client_->handle, TopicOf(engine.log().identity().service));
  self->client_->queue.reset(rd_kafka_queue_get_main(self->client_->handle.get()));
  return self;
}

bool Publisher::Feed() {
  bool more = false;
  for (std::uint32_t shard = 0; shard < sent_.size() && broken_.empty(); ++shard) {
    more = FeedShard(shard) || more;
  }
  return more;
}

// Whether its turn ended before its records, and not for want of room.
bool Publisher::FeedShard(std::uint32_t shard) {
  const std::uint64_t released = engine_.released(shard);
  if (released <= sent_[shard]) return false;
  const std::uint64_t last = std::min(released, sent_[shard] + kTurnRecords);
  bool room = true;
  const auto scanned = engine_.log().Scan(shard, sent_[shard] + 1,
                                          [&](std::uint64_t sequence, std::string_view bytes) {
                                            room = Produce(shard, bytes);
                                            if (room) sent_[shard] = sequence;
                                            return room && sequence < last;
                                          });
  if (!scanned) engine::EndOnLogError(scanned.error());
  return room && last < released;
}

bool Publisher::Produce(std::uint32_t shard, std::string_view bytes) {
  CHECK(record_.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
  Headers headers = ToHeaders(event_.Describe(record_));
  const std::string& home = record_.home();
  const auto error = rd_kafka_producev(
      client_->handle.get(), RD_KAFKA_V_RKT(client_->topic.get()),
      RD_KAFKA_V_PARTITION(static_cast<std::int32_t>(shard)),
      RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
      RD_KAFKA_V_KEY(home.empty() ? nullptr : home.data(), home.size()),
      RD_KAFKA_V_VALUE(const_cast<char*>(bytes.data()), bytes.size()),
      RD_KAFKA_V_TIMESTAMP(record_.recorded_at_us() / 1000), RD_KAFKA_V_HEADERS(headers.get()),
      RD_KAFKA_V_OPAQUE(reinterpret_cast<void*>(std::uintptr_t{record_.sequence()})),
      RD_KAFKA_V_END);
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) {
    (void)headers.release();  // They are the message's now.
    return true;
  }
  if (error != RD_KAFKA_RESP_ERR__QUEUE_FULL && broken_.empty()) {
    broken_ = rd_kafka_err2str(error);
  }
  return false;
}

// Nobody else writes to the partition, so the next record has the next offset. Another one means
// that the partition was cut, made anew, or written to by a former life of this log.
void Publisher::Acknowledge(std::uint32_t shard, std::uint64_t sequence, std::int64_t offset) {
  if (!broken_.empty()) return;
  Place& place = places_[shard];
  if (offset < 0) offset = place.next;  // A broker that had it already may not say where.
  if (sequence != place.last.sequence + 1 || offset != place.next) {
    broken_ = fmt::format("partition {} took record {} at offset {}, not at {}", shard, sequence,
                          offset, place.next);
    return;
  }
  place = {{sequence, offset}, offset + 1};
}

void Publisher::Await(std::chrono::milliseconds wait) {
  rd_kafka_poll(client_->handle.get(), static_cast<int>(wait.count()));
  std::array<char, 512> why{};
  const auto fatal = rd_kafka_fatal_error(client_->handle.get(), why.data(), why.size());
  if (fatal != RD_KAFKA_RESP_ERR_NO_ERROR && broken_.empty()) broken_ = why.data();
}

void Publisher::Wake() { rd_kafka_queue_yield(client_->queue.get()); }

bool Publisher::all_acknowledged() const {
  return std::equal(
      sent_.begin(), sent_.end(), places_.begin(),
      [](std::uint64_t sent, const Place& place) { return sent == place.last.sequence; });
}

}  // namespace recourse::bus::kafka
