#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "libs/bus/feed_source.h"
#include "libs/engine/running_engine.h"

namespace recourse::collections {

// The feeds of all partners: stream "feed" of home "partners/<id>". Follows the log as it is
// released, so that an entry is there at once; what lies further back is read from the stream.
class PartnerFeeds final : public bus::FeedSource {
 public:
  // `engine` is open, and outlives this.
  explicit PartnerFeeds(engine::RunningEngine& engine);
  ~PartnerFeeds() override;

  const std::vector<std::string>& Feeds() override;
  std::vector<bus::FeedEntry> Read(const std::string& feed, std::uint64_t after,
                                   std::size_t most) override;
  void OnNews(std::function<void()> told) override;

 private:
  using Entries = std::deque<bus::FeedEntry>;

  void Tail();
  void Take(const engine::Record& record);
  void AddFeed(const std::string& feed);
  std::vector<bus::FeedEntry> ReadStream(const std::string& feed, std::uint64_t after,
                                         std::size_t most) const;

  engine::RunningEngine& engine_;
  std::vector<std::uint64_t> seen_;  // By shard: the log was followed through there.
  std::vector<std::string> feeds_;
  std::map<std::string, Entries> recent_;               // By feed: its end, without a gap.
  std::map<std::string, std::uint64_t> nothing_after_;  // By feed: as the stream said last.
  std::uint64_t listener_ = 0;
};

}  // namespace recourse::collections
