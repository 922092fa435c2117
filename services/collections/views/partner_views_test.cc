#include <gmock/gmock.h>

#include "libs/wire/view_log.h"
#include "recourse/collections/v1/collections_service.pb.h"
#include "services/collections/codec/partner_codec.h"
#include "services/collections/views/feed_entries.h"
#include "services/collections/views/partner_list.h"

namespace recourse::collections {
namespace {

using testing::ElementsAre;

// Views of one service as the engine reads them, here with one shard for each partner's first
// letter.
class ShardedRows final : public engine::ViewReader {
 public:
  std::vector<wire::ViewLog<PartnerList>> logs{3};

  std::uint32_t shards() const override { return static_cast<std::uint32_t>(logs.size()); }
  std::optional<std::string> Get(std::string_view, std::uint32_t shard,
                                 std::string_view key) const override {
    const auto& rows = logs.at(shard).rows();
    const auto found = rows.find(key);
    return found == rows.end() ? std::nullopt : std::optional(found->second);
  }
  std::vector<Row> Scan(std::string_view view, std::uint32_t shard, std::string_view prefix,
                        std::string_view after, std::size_t limit) const override {
    EXPECT_EQ(view, PartnerList::kName);
    std::vector<Row> rows;
    for (const auto& [key, value] : logs.at(shard).rows()) {
      if (key.starts_with(prefix) && key > after && rows.size() < limit)
        rows.push_back({key, value});
    }
    return rows;
  }
};

PartnerRegistered Registered(std::vector<std::string> regions, std::uint32_t answer_days) {
  return {"Inkasso", PartnerKind::kAgency, std::move(regions), answer_days};
}

TEST(PartnerListTest, PartnerIsListedByName) {
  wire::ViewLog<PartnerList> log;
  log.Happens<PartnerAggregate>("partners/p1", "partner", Registered({"AT", "DE"}, 10));
  v1::Partner partner;
  ASSERT_TRUE(partner.ParseFromString(log.rows().at("partners/p1")));
  EXPECT_EQ(partner.name(), "partners/p1");
  EXPECT_EQ(partner.display_name(), "Inkasso");
  EXPECT_THAT(partner.regions(), ElementsAre("AT", "DE"));
  EXPECT_EQ(log.Rebuilt(), log.rows());
  EXPECT_EQ(log.FedTwice(), log.rows());
}

TEST(PartnerListTest, AgenciesOfAllShardsAreOfferedToTheLadderByName) {
  ShardedRows views;
  views.logs[2].Happens<PartnerAggregate>("partners/a", "partner", Registered({"DE"}, 7));
  views.logs[0].Happens<PartnerAggregate>("partners/c", "partner", Registered({"*"}, 5));
  views.logs[0].Happens<PartnerAggregate>("partners/b", "partner", Registered({"FR"}, 9));
  EXPECT_THAT(RegisteredAgencies(views),
              ElementsAre(Agency{"partners/a", {"DE"}, 7}, Agency{"partners/b", {"FR"}, 9},
                          Agency{"partners/c", {"*"}, 5}));
}

TEST(PartnerListTest, MoreAgenciesThanAPageAreAllThere) {
  ShardedRows views;
  for (int i = 0; i < 1001; ++i) {
    views.logs[1].Happens<PartnerAggregate>("partners/p" + std::to_string(i), "partner",
                                            Registered({"*"}, 7));
  }
  EXPECT_EQ(RegisteredAgencies(views).size(), 1001u);
}

TEST(FeedEntriesTest, EntriesLieInTheOrderOfTheFeed) {
  wire::ViewLog<FeedEntries> log;
  std::vector<std::string> expected;
  for (std::uint64_t sequence = 1; sequence <= 300; ++sequence) {
    Escalation escalation;
    escalation.version = static_cast<std::uint32_t>(sequence);
    const Currency eur = *Currency::Parse("EUR");
    escalation.amount = escalation.open = escalation.suspended = Money{1, eur};
    log.Happens<FeedAggregate>("partners/p1", "feed",
                               {sequence, "accounts/a1/placements/p1", escalation});
    expected.push_back(FeedKey("partners/p1", sequence));
  }
  EXPECT_EQ(log.Keys(FeedOf("partners/p1")), expected);
  v1::EscalationIssued entry;
  ASSERT_TRUE(entry.ParseFromString(log.rows().at(FeedKey("partners/p1", 256))));
  EXPECT_EQ(entry.feed_sequence(), 256u);
  EXPECT_EQ(log.Rebuilt(), log.rows());
  EXPECT_EQ(log.FedTwice(), log.rows());
}

TEST(FeedEntriesTest, OnePartnersKeysAreNoOthers) {
  EXPECT_FALSE(FeedKey("partners/p11", 1).starts_with(FeedOf("partners/p1")));
}

}  // namespace
}  // namespace recourse::collections
