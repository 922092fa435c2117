#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "libs/bus/kafka/publisher.h"
#include "libs/bus/kafka/relay_cursor.h"

namespace recourse::bus::kafka {

// Brings all that an engine releases to the topic of its service: each record once in effect, in
// order within its shard, however often brokers, topic or this process go away. Commands never wait
// for it. Where the brokers are away it waits; where the topic was cut or made anew it publishes
// again from the first record that is missing; where the topic is missing, or has other settings
// than it needs, it says so and looks again every second. One thread of its own.
//
//   Check   before the engine starts
//   Start   after it has
class Relay {
 public:
  // `engine` outlives it. `cursor` is the file of its RelayCursor.
  Relay(engine::RunningEngine& engine, Settings settings, std::filesystem::path cursor);
  ~Relay();

  // Holds the log against the cursor and, if the brokers answer within five seconds, against its
  // topic: TOPIC_MISSING, TOPIC_DIFFERS, TOPIC_FOREIGN, LOG_BEHIND_ITS_TOPIC,
  // LOG_DIFFERS_FROM_TOPIC, RELAY_CURSOR. Brokers that are away are no failure: they are asked
  // again by the thread, and if it is the log that is wrong then, it ends the process. Writes
  // nothing.
  Expected<Done, Failure> Check();
  void Start();
  // After the engine: what it has released is published first, within two seconds; the rest at the
  // next start.
  void Stop();

  // Thread safe, as are those below. The last record of the shard that is on the topic, as far as
  // this process knows.
  std::uint64_t published(std::uint32_t shard) const { return published_[shard].load(); }
  // Records that are released and not known to be published.
  std::uint64_t behind() const;
  // Waits until there are none; false if there still are after `within`.
  bool AwaitPublished(std::chrono::milliseconds within) const;
  // Why nothing is being published, in one sentence; empty if it is. Brokers that are there no more
  // are noticed once they have taken nothing of what there is for five seconds.
  std::string trouble() const;
  // How often it had to begin anew because the topic was not as it had left it.
  std::uint64_t restarts() const { return restarts_.load(); }

 private:
  Expected<std::vector<Place>, Failure> Look() const;
  void Loop();
  // One life of a publisher.
  void Publish(Publisher& publisher);
  void Note(const std::vector<Place>& places);
  void SaveCursor();
  void Complain(const std::string& trouble);
  void Pause();
  bool stopping() const;

  engine::RunningEngine& engine_;
  const Settings settings_;
  const RelayCursor cursor_;
  std::vector<Published> known_;               // Of the thread, once it runs.
  std::optional<std::vector<Place>> checked_;  // What Check has found.
  bool saved_ = true;                          // Whether the file says what is known.
  std::unique_ptr<std::atomic<std::uint64_t>[]> published_;
  std::atomic<std::uint64_t> restarts_{0};
  std::uint64_t listener_ = 0;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  mutable std::condition_variable published_more_;
  std::string trouble_;
  Publisher* publisher_ = nullptr;  // While it lives.
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace recourse::bus::kafka
