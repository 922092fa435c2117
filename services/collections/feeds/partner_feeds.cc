#include "services/collections/feeds/partner_feeds.h"

#include <algorithm>
#include <utility>

#include "libs/base/check.h"
#include "libs/engine/log_failure.h"
#include "libs/wire/event.h"
#include "recourse/collections/v1/partner_events.pb.h"
#include "services/collections/homes.h"
#include "services/collections/views/partner_list.h"

namespace recourse::collections {
namespace {

constexpr std::size_t kRecentMax = 1'000;  // Of one feed, in memory.
constexpr std::size_t kPartnersAPage = 1'000;
constexpr char kPartners[] = "partners/";

// Nothing if it is not an entry.
std::optional<bus::FeedEntry> EntryOf(const engine::Record& record) {
  if (!wire::Is<v1::EscalationIssued>(record.type())) return std::nullopt;
  const auto issued = wire::Unpack<v1::EscalationIssued>(record.payload());
  CHECK(issued);  // Our own event.
  return bus::FeedEntry{.sequence = issued->feed_sequence(),
                        .type = record.type(),
                        .subject = issued->placement(),
                        .recorded_at_us = record.recorded_at_us(),
                        .content = record.payload()};
}

}  // namespace

PartnerFeeds::PartnerFeeds(engine::RunningEngine& engine) : engine_(engine) {
  // Views reach as far as the log does when the engine has just been opened.
  for (std::uint32_t shard = 0; shard < engine_.log().identity().shards; ++shard) {
    seen_.push_back(engine_.applied(shard));
    std::string after = kPartners;
    for (;;) {
      const auto rows =
          engine_.views().Scan(PartnerList::kName, shard, kPartners, after, kPartnersAPage);
      for (const auto& [partner, row] : rows) AddFeed(partner);
      if (rows.size() < kPartnersAPage) break;
      after = rows.back().first;
    }
  }
}

PartnerFeeds::~PartnerFeeds() { CHECK(listener_ == 0); }

void PartnerFeeds::OnNews(std::function<void()> told) {
  if (listener_ != 0) engine_.Forget(std::exchange(listener_, 0));
  if (told) listener_ = engine_.OnRelease(std::move(told));
}

void PartnerFeeds::AddFeed(const std::string& feed) {
  const auto place = std::lower_bound(feeds_.begin(), feeds_.end(), feed);
  if (place == feeds_.end() || *place != feed) feeds_.insert(place, feed);
}

const std::vector<std::string>& PartnerFeeds::Feeds() {
  Tail();
  return feeds_;
}

void PartnerFeeds::Tail() {
  engine::Record record;
  for (std::uint32_t shard = 0; shard < seen_.size(); ++shard) {
    const std::uint64_t released = engine_.released(shard);
    if (released <= seen_[shard]) continue;
    const auto scanned = engine_.log().Scan(
        shard, seen_[shard] + 1, [&](std::uint64_t sequence, std::string_view bytes) {
          CHECK(record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
          Take(record);
          return sequence < released;
        });
    if (!scanned) engine::EndOnLogError(scanned.error());
    seen_[shard] = released;
  }
}

void PartnerFeeds::Take(const engine::Record& record) {
  if (!record.home().starts_with(kPartners)) return;
  if (record.stream() == kPartnerStream) AddFeed(record.home());
  auto entry = EntryOf(record);
  if (!entry) return;
  Entries& recent = recent_[record.home()];
  recent.push_back(*std::move(entry));
  if (recent.size() > kRecentMax) recent.pop_front();
}

std::vector<bus::FeedEntry> PartnerFeeds::Read(const std::string& feed, std::uint64_t after,
                                               std::size_t most) {
  const auto found = recent_.find(feed);
  if (found == recent_.end() || found->second.front().sequence > after + 1) {
    const auto nothing = nothing_after_.find(feed);
    const bool news = found != recent_.end();
    if (!news && nothing != nothing_after_.end() && nothing->second == after) return {};
    auto entries = ReadStream(feed, after, most);
    if (entries.empty()) nothing_after_[feed] = after;
    return entries;
  }
  const Entries& recent = found->second;
  const std::uint64_t skipped = after + 1 - recent.front().sequence;
  if (skipped >= recent.size()) return {};
  const auto first = recent.begin() + static_cast<std::ptrdiff_t>(skipped);
  const auto count =
      std::min<std::ptrdiff_t>(recent.end() - first, static_cast<std::ptrdiff_t>(most));
  return {first, first + count};
}

// A stream's versions are never behind its feed's sequences: acknowledgements lie between them.
std::vector<bus::FeedEntry> PartnerFeeds::ReadStream(const std::string& feed, std::uint64_t after,
                                                     std::size_t most) const {
  std::vector<bus::FeedEntry> entries;
  engine::Record record;
  engine_.ScanStream(feed, std::string(kFeedStream), after + 1,
                     [&](std::uint64_t, std::string_view bytes) {
                       CHECK(record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
                       auto entry = EntryOf(record);
                       if (entry && entry->sequence > after) entries.push_back(*std::move(entry));
                       return entries.size() < most;
                     });
  return entries;
}

}  // namespace recourse::collections
