#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "libs/bus/feed_source.h"
#include "libs/bus/kafka/settings.h"
#include "libs/bus/kafka/topic_reader.h"

namespace recourse::bus::kafka {

// Brings each feed of a service to a topic of its own (PartnerTopicOf), which has one partition:
// each entry once in effect and in order, as Relay does it. What the topic holds is looked at
// first, and again whenever it is not as it was left. Entry n lies at offset n - 1, unless the
// topic was cut or made anew in the midst of it: then what is missing follows behind, and a reader
// drops what is not above the last sequence that it has. A topic that is missing, or that may not
// be written, holds up no other. One thread of its own.
class FeedRelay {
 public:
  // `source` outlives it. `installation`: 16 hexadecimal digits, for the headers.
  FeedRelay(FeedSource& source, Settings settings, std::string installation);
  ~FeedRelay();

  void Start();
  // What is known by then is published first, within two seconds; the rest at the next start.
  void Stop();

  // How many feeds cannot be published now; the log says why. Thread safe.
  std::uint64_t in_trouble() const { return in_trouble_.load(); }

 private:
  using Clock = std::chrono::steady_clock;
  struct Client;
  struct Line {
    bool known = false;            // Whether its topic was looked at in this life of the producer.
    std::uint64_t published = 0;   // Through there it lies on the topic.
    std::int64_t next = 0;         // The offset that the next entry will get.
    std::uint64_t sent = 0;        // Handed to the producer.
    std::string trouble;           // Why nothing is published; empty if it is.
    Clock::time_point look_again;  // If it is not known.
  };

  void Loop();
  void Publish(Client& client);
  // Whether there is more to send than there was room for.
  bool Feed(Client& client, const std::string& feed, Line& line);
  void Find(const std::string& feed, Line& line);
  Expected<std::uint64_t, Failure> CountThrough(const std::string& feed, TopicReader& reader,
                                                const TopicReader::Ends& ends) const;
  void Complain(const std::string& feed, Line& line, const std::string& trouble);
  void Acknowledge(Line& line, std::int64_t offset, const std::string& error);
  bool all_published() const;
  bool stopping() const;

  FeedSource& source_;
  const Settings settings_;
  const std::string installation_;
  std::map<std::string, Line> lines_;  // By feed; of the thread.
  std::string broken_;                 // Why this life of the producer ends.
  std::atomic<std::uint64_t> in_trouble_{0};

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  Client* client_ = nullptr;  // While it lives.
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace recourse::bus::kafka
