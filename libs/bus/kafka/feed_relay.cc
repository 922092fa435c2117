#include "libs/bus/kafka/feed_relay.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "libs/base/check.h"
#include "libs/base/date.h"
#include "libs/base/thread_name.h"
#include "libs/bus/kafka/handle.h"
#include "libs/bus/kafka/topics.h"
#include "libs/observability/log.h"

namespace recourse::bus::kafka {
namespace {

constexpr std::size_t kTurnEntries = 1'000;  // Of one feed, before the next has its turn.
constexpr std::chrono::milliseconds kIdleWait{100};
constexpr std::chrono::seconds kRetryPause{1};
constexpr std::chrono::seconds kFinishWithin{2};

using Headers = std::unique_ptr<rd_kafka_headers_t, FreedBy<rd_kafka_headers_destroy>>;

// CloudEvents in binary mode, as records have them: see cloud_event.h.
Headers ToHeaders(const std::string& installation, const std::string& feed,
                  const FeedEntry& entry) {
  const std::pair<const char*, std::string> values[] = {
      {"content-type", "application/protobuf"},
      {"ce_specversion", "1.0"},
      {"ce_id", std::to_string(entry.sequence)},
      {"ce_source", fmt::format("/recourse/{}/{}", installation, feed)},
      {"ce_type", entry.type},
      {"ce_subject", entry.subject},
      {"ce_time", ToString(Instant(Instant::duration(entry.recorded_at_us)))},
      {"ce_sequence", fmt::format("{:020}", entry.sequence)},
  };
  Headers headers(rd_kafka_headers_new(std::size(values)));
  for (const auto& [name, value] : values) {
    rd_kafka_header_add(headers.get(), name, -1, value.data(), static_cast<ssize_t>(value.size()));
  }
  return headers;
}

}  // namespace

struct FeedRelay::Client {
  Handle handle;
  Queue queue;

  void End() {
    rd_kafka_purge(handle.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
    queue.reset();
    handle.reset();
  }
};

FeedRelay::FeedRelay(FeedSource& source, Settings settings, std::string installation)
    : source_(source), settings_(std::move(settings)), installation_(std::move(installation)) {}

FeedRelay::~FeedRelay() { CHECK(!thread_.joinable()); }

void FeedRelay::Start() {
  source_.OnNews([this] {
    const std::lock_guard lock(mutex_);
    if (client_ != nullptr) rd_kafka_queue_yield(client_->queue.get());
  });
  thread_ = std::thread([this] { Loop(); });
}

void FeedRelay::Stop() {
  if (!thread_.joinable()) return;
  source_.OnNews(nullptr);
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (client_ != nullptr) rd_kafka_queue_yield(client_->queue.get());
  }
  wake_.notify_one();
  thread_.join();
}

bool FeedRelay::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

bool FeedRelay::all_published() const {
  return std::all_of(lines_.begin(), lines_.end(),
                     [](const auto& line) { return line.second.sent == line.second.published; });
}

// Says it once, however often it is found.
void FeedRelay::Complain(const std::string& feed, Line& line, const std::string& trouble) {
  if (line.trouble == trouble) return;
  line.trouble = trouble;
  in_trouble_.store(
      static_cast<std::uint64_t>(std::count_if(lines_.begin(), lines_.end(), [](const auto& each) {
        return !each.second.trouble.empty();
      })));
  if (trouble.empty()) {
    observability::LogInfo("feed is published", {{"feed", feed}});
  } else {
    observability::LogWarning("feed waits", {{"feed", feed}, {"why", trouble}});
  }
}

// Through where the topic holds the feed without a gap, of a topic that is not just the feed: all
// of it is read. What lies there beside is the feed's own too, or somebody else has written there.
Expected<std::uint64_t, Failure> FeedRelay::CountThrough(const std::string& feed,
                                                         TopicReader& reader,
                                                         const TopicReader::Ends& ends) const {
  std::map<std::string, std::uint64_t> own;  // Sequences by content.
  for (std::uint64_t after = 0;;) {
    const auto entries = source_.Read(feed, after, kTurnEntries);
    if (entries.empty()) break;
    for (const FeedEntry& entry : entries) own.emplace(entry.content, entry.sequence);
    after = entries.back().sequence;
  }
  std::uint64_t through = 0;
  std::optional<std::int64_t> foreign;
  const auto read =
      reader.Read(0, ends.first, ends.next, [&](std::int64_t offset, std::string_view content) {
        const auto found = own.find(std::string(content));
        if (found == own.end()) foreign = offset;
        if (found != own.end() && found->second == through + 1) ++through;
        return !foreign;
      });
  if (!read) return Unexpected{read.error()};
  if (!foreign) return through;
  return Unexpected{
      Failure{Failure::Kind::kPrecondition,
              "TOPIC_FOREIGN",
              "A partner's topic holds what its feed has not said.",
              {{"topic", PartnerTopicOf(feed)}, {"offset", std::to_string(*foreign)}}}};
}

void FeedRelay::Find(const std::string& feed, Line& line) {
  const std::string topic = PartnerTopicOf(feed);
  line.look_again = Clock::now() + kRetryPause;
  if (const auto checked = CheckTopics(settings_, {{topic, 1}}); !checked) {
    return Complain(feed, line, Sentence(checked.error()));
  }
  const auto reader = TopicReader::Open(settings_, topic);
  if (!reader) return Complain(feed, line, Sentence(reader.error()));
  const auto ends = (*reader)->FindEnds(0);
  if (!ends) return Complain(feed, line, Sentence(ends.error()));
  auto length = static_cast<std::uint64_t>(ends->next);
  bool in_place = ends->next == ends->first;
  if (!in_place) {
    const auto last = source_.Read(feed, length - 1, 1);
    const auto read =
        (*reader)->Read(0, ends->next - 1, ends->next, [&](std::int64_t, std::string_view content) {
          in_place = !last.empty() && last[0].content == content;
          return false;
        });
    if (!read) return Complain(feed, line, Sentence(read.error()));
  }
  if (!in_place) {
    const auto through = CountThrough(feed, **reader, *ends);
    if (!through) return Complain(feed, line, Sentence(through.error()));
    length = *through;
  }
  line.published = line.sent = length;
  line.next = ends->next;
  line.known = true;
  Complain(feed, line, "");
}

bool FeedRelay::Feed(Client& client, const std::string& feed, Line& line) {
  const auto entries = source_.Read(feed, line.sent, kTurnEntries);
  const std::string topic = PartnerTopicOf(feed);
  for (const FeedEntry& entry : entries) {
    CHECK(entry.sequence == line.sent + 1);
    Headers headers = ToHeaders(installation_, feed, entry);
    const auto error = rd_kafka_producev(
        client.handle.get(), RD_KAFKA_V_TOPIC(topic.c_str()), RD_KAFKA_V_PARTITION(0),
        RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
        RD_KAFKA_V_KEY(entry.subject.data(), entry.subject.size()),
        RD_KAFKA_V_VALUE(const_cast<char*>(entry.content.data()), entry.content.size()),
        RD_KAFKA_V_TIMESTAMP(entry.recorded_at_us / 1000), RD_KAFKA_V_HEADERS(headers.get()),
        RD_KAFKA_V_OPAQUE(&line), RD_KAFKA_V_END);
    if (error == RD_KAFKA_RESP_ERR__QUEUE_FULL) return false;
    if (error != RD_KAFKA_RESP_ERR_NO_ERROR) {
      broken_ = rd_kafka_err2str(error);
      return false;
    }
    (void)headers.release();  // They are the message's now.
    line.sent = entry.sequence;
  }
  return entries.size() == kTurnEntries;
}

// Nobody else writes to the partition, so the next entry has the next offset.
void FeedRelay::Acknowledge(Line& line, std::int64_t offset, const std::string& error) {
  if (!broken_.empty()) return;
  if (!error.empty()) {
    broken_ = error;
    line.look_again = Clock::now() + kRetryPause;
    return;
  }
  if (offset >= 0 && offset != line.next) {
    broken_ = fmt::format("an entry was taken at offset {}, not at {}", offset, line.next);
    return;
  }
  ++line.published;
  ++line.next;
}

// One life of a producer.
void FeedRelay::Publish(Client& client) {
  std::optional<Clock::time_point> until;
  while (broken_.empty()) {
    if (!until && stopping()) until = Clock::now() + kFinishWithin;
    bool more = false;
    for (const std::string& feed : source_.Feeds()) {
      Line& line = lines_[feed];
      if (!line.known && !until && Clock::now() >= line.look_again) Find(feed, line);
      if (line.known && broken_.empty()) more = Feed(client, feed, line) || more;
    }
    if (until && ((all_published() && !more) || Clock::now() > *until)) return;
    rd_kafka_poll(client.handle.get(), more ? 0 : static_cast<int>(kIdleWait.count()));
    std::array<char, 512> why{};
    if (rd_kafka_fatal_error(client.handle.get(), why.data(), why.size()) !=
        RD_KAFKA_RESP_ERR_NO_ERROR) {
      broken_ = why.data();
    }
  }
}

void FeedRelay::Loop() {
  NameThread("feed relay");
  while (!stopping()) {
    broken_.clear();
    for (auto& [feed, line] : lines_) line.known = false;
    HandleOptions options;
    options.properties = {{"acks", "all"},
                          {"enable.idempotence", "true"},
                          {"message.timeout.ms", "0"},
                          {"linger.ms", "0"},
                          {"compression.type", "none"}};
    options.opaque = this;
    options.on_delivery = [](rd_kafka_t*, const rd_kafka_message_t* message, void* opaque) {
      static_cast<FeedRelay*>(opaque)->Acknowledge(
          *static_cast<Line*>(message->_private), message->offset,
          message->err == RD_KAFKA_RESP_ERR_NO_ERROR ? "" : rd_kafka_err2str(message->err));
    };
    auto handle = MakeHandle(settings_, options);
    if (handle) {
      Client client{*std::move(handle), nullptr};
      client.queue.reset(rd_kafka_queue_get_main(client.handle.get()));
      {
        const std::lock_guard lock(mutex_);
        client_ = &client;
      }
      Publish(client);
      {
        const std::lock_guard lock(mutex_);
        client_ = nullptr;
      }
      client.End();
    } else {
      broken_ = Sentence(handle.error());
    }
    if (broken_.empty()) continue;
    observability::LogWarning("feeds are looked at again", {{"why", broken_}});
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, kRetryPause, [this] { return stopping_; });
  }
}

}  // namespace recourse::bus::kafka
