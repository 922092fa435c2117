#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "libs/engine/engine.h"
#include "libs/rpc/outbox.h"
#include "recourse/collections/v1/partner_service.pb.h"

namespace recourse::collections {

// Brings one partner's feed to one stream: everything after a sequence, then what follows, as it is
// issued. No thread of its own and never two steps at once:
//   await that the feed is longer than what was sent -> await that the view has applied it
//     -> push from the view, waiting for room where the client is slow -> await again
// It lives as long as a step of it is awaited, and ends when the stream has ended.
class FeedFollower final : public std::enable_shared_from_this<FeedFollower> {
 public:
  using Stream = rpc::Follower<v1::FollowEscalationsResponse>;

  // `partner` is "partners/p1". The stream fails (AHEAD_OF_FEED) if the feed never had
  // `after_feed_sequence`: following on would let entries pass unseen. `commands` outlives it.
  static void Start(engine::Commands& commands, std::string partner,
                    std::uint64_t after_feed_sequence, Stream stream);

 private:
  FeedFollower(engine::Commands& commands, std::string partner, std::uint64_t sent, Stream stream)
      : commands_(commands),
        partner_(std::move(partner)),
        stream_(std::move(stream)),
        sent_(sent) {}

  void AwaitMore();
  std::optional<engine::Outcome> Look(engine::Unit& unit) const;
  void Arrived(const engine::Result& result);
  void AwaitApplied(const engine::Position& position);
  void Push();

  engine::Commands& commands_;
  const std::string partner_;
  const Stream stream_;
  std::uint32_t shard_ = 0;  // Of the partner's home.
  std::uint64_t sent_;       // The last sequence that was pushed.
};

}  // namespace recourse::collections
