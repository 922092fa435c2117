#include <gmock/gmock.h>

#include "libs/wire/view_log.h"
#include "recourse/collections/v1/collections_service.pb.h"
#include "services/collections/codec/partner_codec.h"
#include "services/collections/views/feed_entries.h"
#include "services/collections/views/partner_list.h"

namespace recourse::collections {
namespace {

using testing::ElementsAre;

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

TEST(FeedEntriesTest, EntriesLieInTheOrderOfTheFeed) {
  wire::ViewLog<FeedEntries> log;
  std::vector<std::string> expected;
  for (std::uint64_t sequence = 1; sequence <= 300; ++sequence) {
    Escalation escalation;
    escalation.version = static_cast<std::uint32_t>(sequence);
    const Currency eur = *Currency::Parse("EUR");
    escalation.amount = escalation.open = escalation.suspended = Money{1, eur};
    log.Happens<FeedAggregate>("partners/p1", "feed",
                               EscalationIssued{sequence, "accounts/a1/placements/p1", escalation});
    log.Happens<FeedAggregate>("partners/p1", "feed", FeedAcknowledged{sequence});
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
