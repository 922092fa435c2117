#pragma once

#include <condition_variable>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "libs/process/host.h"
#include "libs/rpc/outbox.h"
#include "recourse/history/v1/history_service.pb.h"

namespace recourse::process {

// Feeds all that follow a log: packs released records into large messages, as fast as each follower
// takes them. One thread for all followers; Add is thread safe.
class RecordPump {
 public:
  using Follower = rpc::Follower<history::v1::FollowRecordsResponse>;

  explicit RecordPump(const std::vector<Host*>& hosts);
  ~RecordPump();
  RecordPump(const RecordPump&) = delete;
  RecordPump& operator=(const RecordPump&) = delete;

  // Sends from behind `after` (one sequence a shard) on.
  void Add(Host& host, history::v1::RecordFilter filter, std::vector<std::uint64_t> after,
           Follower follower);

 private:
  struct Stream {
    Host& host;
    history::v1::RecordFilter filter;
    std::vector<std::uint64_t> sent;  // By shard: told through this sequence.
    Follower follower;
    bool told_head = false;  // Whether it knows that it has reached the head.
  };

  void Loop();
  void Wake();
  // False when there is nothing to send now.
  bool Send(Stream& stream);
  bool SendShard(Stream& stream, std::uint32_t shard);

  const std::vector<Host*> hosts_;
  std::vector<std::uint64_t> listeners_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::list<std::shared_ptr<Stream>> added_;
  bool woken_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace recourse::process
