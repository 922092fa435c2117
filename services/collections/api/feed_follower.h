#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "libs/engine/engine.h"
#include "libs/rpc/outbox.h"
#include "recourse/collections/v1/partner_service.pb.h"

namespace recourse::collections {

// Brings one partner's feed to one stream: everything after a sequence, then what follows, as it is
// issued. No thread of its own and never two steps at once:
//   push from the view what there is, waiting for room where the client is slow
//     -> await that the feed is longer than what was sent -> await that the view has applied it
//     -> push again
// So a backlog is read on gRPC's threads, and the engine's threads only read what has just come. It
// lives as long as a step of it is awaited, and ends when the stream has ended.
class FeedFollower final : public std::enable_shared_from_this<FeedFollower> {
 public:
  using Stream = rpc::Follower<v1::FollowEscalationsResponse>;

  // `partner` is "partners/p1". The stream fails (AHEAD_OF_FEED) if the feed never had
  // `after_feed_sequence`: following on would let entries pass unseen. `commands` outlives it.
  static void Start(engine::Commands& commands, std::string partner,
                    std::uint64_t after_feed_sequence, Stream stream);

 private:
  FeedFollower(engine::Commands& commands, std::string partner, std::uint64_t sent, Stream stream);

  void AwaitMore();
  std::optional<engine::Outcome> Look(engine::Unit& unit) const;
  void Arrived(const engine::Result& result);
  void AwaitApplied(const engine::Position& position);
  void Push();

  engine::Commands& commands_;
  const std::string partner_;
  const std::uint32_t shard_;  // Of the partner's home.
  const Stream stream_;
  std::uint64_t sent_;  // The last sequence that was pushed.
};

}  // namespace recourse::collections
