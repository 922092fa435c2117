#include "services/collections/api/feed_follower.h"

#include <chrono>

#include "libs/base/check.h"
#include "libs/eventlog/hash.h"
#include "services/collections/codec/partner_codec.h"
#include "services/collections/homes.h"
#include "services/collections/views/feed_entries.h"

namespace recourse::collections {
namespace {

constexpr std::size_t kEntriesMax = 100;  // In one message.
// After this a wait is begun anew, so that one for a client that has gone does not stay.
constexpr std::chrono::seconds kPatience{30};

Instant NextLook() {
  return std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now()) +
         kPatience;
}

Failure AheadOfFeed(std::uint64_t asked, std::uint64_t length) {
  return {
      Failure::Kind::kPrecondition,
      "AHEAD_OF_FEED",
      "The feed does not reach as far as the sequence to go on after.",
      {{"after_feed_sequence", std::to_string(asked)}, {"feed_sequence", std::to_string(length)}}};
}

}  // namespace

void FeedFollower::Start(engine::Commands& commands, std::string partner,
                         std::uint64_t after_feed_sequence, Stream stream) {
  const std::shared_ptr<FeedFollower> follower(
      new FeedFollower(commands, std::move(partner), after_feed_sequence, std::move(stream)));
  // The stream lets go of this when it is over.
  follower->stream_.OnRoom([follower] { follower->Push(); });
  follower->Push();
}

FeedFollower::FeedFollower(engine::Commands& commands, std::string partner, std::uint64_t sent,
                           Stream stream)
    : commands_(commands),
      partner_(std::move(partner)),
      shard_(eventlog::ShardOf(partner_, commands.views().shards())),
      stream_(std::move(stream)),
      sent_(sent) {}

void FeedFollower::AwaitMore() {
  auto self = shared_from_this();
  commands_.ReadWhen(
      partner_, [self](engine::Unit& unit) { return self->Look(unit); }, NextLook(),
      [self](const engine::Result& result) { self->Arrived(result); });
}

std::optional<engine::Outcome> FeedFollower::Look(engine::Unit& unit) const {
  const std::uint64_t length = unit.State<FeedAggregate>(kFeedStream).length;
  if (length < sent_) return Unexpected{AheadOfFeed(sent_, length)};
  if (length == sent_ && !stream_.ended()) return std::nullopt;
  return std::string();
}

void FeedFollower::Arrived(const engine::Result& result) {
  if (stream_.ended()) return;
  if (result.outcome) return AwaitApplied(result.position);
  if (result.outcome.error().kind == Failure::Kind::kUnknown) return AwaitMore();  // Nothing yet.
  stream_.Fail(result.outcome.error());
}

void FeedFollower::AwaitApplied(const engine::Position& position) {
  auto self = shared_from_this();
  commands_.WaitApplied(position, NextLook(), [self, position](bool applied) {
    if (self->stream_.ended()) return;
    if (!applied) return self->AwaitApplied(position);
    self->Push();
  });
}

void FeedFollower::Push() {
  for (;;) {
    const auto rows = commands_.views().Scan(FeedEntries::kName, shard_, FeedOf(partner_),
                                             FeedKey(partner_, sent_), kEntriesMax);
    if (rows.empty()) return AwaitMore();
    v1::FollowEscalationsResponse response;
    for (const auto& [key, value] : rows) {
      CHECK(response.add_escalations()->ParseFromString(value));
    }
    // Once refused, this may be running on another thread already: nothing more is touched here.
    if (!stream_.Push(response)) return;
    sent_ = response.escalations().rbegin()->feed_sequence();
  }
}

}  // namespace recourse::collections
