#pragma once

#include <memory>
#include <string>
#include <vector>

#include "libs/bus/kafka/cloud_event.h"
#include "libs/bus/kafka/settings.h"
#include "libs/bus/kafka/topic_standing.h"
#include "libs/engine/running_engine.h"

namespace recourse::bus::kafka {

// Writes the released records of a log to its topic, in order within each shard, by an idempotent
// producer: one life of it, which ends at the first sign that the topic is not as it left it. What
// the topic holds then is for FindPublished to say. One thread, but for Wake.
class Publisher {
 public:
  // Goes on from `places`, one a shard. `engine` outlives it.
  static Expected<std::unique_ptr<Publisher>, Failure> Open(const Settings& settings,
                                                            const engine::RunningEngine& engine,
                                                            const std::vector<Place>& places);
  ~Publisher();

  // Hands on what is released and not handed on yet, as far as there is room in memory (50,000
  // messages, 64 MiB). Whether there is more, and room for it.
  bool Feed();
  // Takes the brokers' acknowledgements; waits for one up to `wait`, or until Wake.
  void Await(std::chrono::milliseconds wait);
  void Wake();

  // What the brokers have acknowledged, by shard.
  const std::vector<Place>& places() const { return places_; }
  bool all_acknowledged() const;
  // Why it ended; nothing as long as it has not.
  const std::string& broken() const { return broken_; }

 private:
  struct Client;

  Publisher(const engine::RunningEngine& engine, const std::vector<Place>& places);
  bool FeedShard(std::uint32_t shard);
  bool Produce(std::uint32_t shard, std::string_view bytes);
  void Acknowledge(std::uint32_t shard, std::uint64_t sequence, std::int64_t offset);

  const engine::RunningEngine& engine_;
  std::vector<Place> places_;
  std::vector<std::uint64_t> sent_;  // By shard: handed to the producer through there.
  std::string broken_;
  engine::Record record_;  // Reused, as is the next.
  CloudEvent event_;
  std::unique_ptr<Client> client_;
};

}  // namespace recourse::bus::kafka
