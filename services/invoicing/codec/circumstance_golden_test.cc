#include <gtest/gtest.h>

#include "libs/wire/golden.h"
#include "services/invoicing/codec/circumstance_codec.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/liable_party_codec.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

static_assert(engine::Aggregate<CircumstancesAggregate>);
static_assert(engine::Aggregate<LiablePartiesAggregate>);

template <class Aggregate>
void ExpectGolden(const typename Aggregate::Decider::Event& event) {
  wire::ExpectGolden<Aggregate>("services/invoicing/codec/golden", event);
}

ChargeFreeze Freeze() {
  return {"ru-moratorium-2022",
          "decree 497",
          {ChargeKind::kLateInterest, ChargeKind::kFixedFee, ChargeKind::kPercentage},
          true,
          Day(40),
          Day(45)};
}

TEST(CircumstanceGoldenTest, CircumstanceRecorded) {
  const CircumstanceContent content{
      CircumstanceKind::kMoratorium, Day(40), Day(50), "Government", "decree 497", Freeze(),
      Sealed{"envelope", "digest"}};
  ExpectGolden<CircumstancesAggregate>(CircumstanceRecorded{"m1", content, "people/jones"});
}

TEST(CircumstanceGoldenTest, CircumstanceEnded) {
  ExpectGolden<CircumstancesAggregate>(
      CircumstanceEnded{"m1", Day(44), "refused it", "people/smith"});
}

TEST(CircumstanceGoldenTest, CircumstanceRevoked) {
  ExpectGolden<CircumstancesAggregate>(
      CircumstanceRevoked{"m1", "another company", "people/smith"});
}

TEST(CircumstanceGoldenTest, ChargesFrozen) {
  ExpectGolden<LedgerAggregate>(ChargesFrozen{"m1", Freeze()});
}

TEST(CircumstanceGoldenTest, ChargesUnfrozen) {
  ExpectGolden<LedgerAggregate>(ChargesUnfrozen{"m1"});
}

LiablePartyContent Guarantor() {
  return {
      LiableRole::kGuarantor,      Eur(5000'00), Day(1), Day(366), std::string(31, '\xfe') + '\0',
      Sealed{"envelope", "digest"}};
}

TEST(CircumstanceGoldenTest, LiablePartyAdded) {
  ExpectGolden<LiablePartiesAggregate>(LiablePartyAdded{"g1", Guarantor()});
}

TEST(CircumstanceGoldenTest, LiablePartyChanged) {
  ExpectGolden<LiablePartiesAggregate>(LiablePartyChanged{"g1", Guarantor()});
}

TEST(CircumstanceGoldenTest, LiablePartyReleased) {
  ExpectGolden<LiablePartiesAggregate>(LiablePartyReleased{"g1", "paid", Day(60)});
}

// What may be unset stays unset, and every kind comes back.
TEST(CircumstanceGoldenTest, WhatIsOpenStaysOpen) {
  for (const CircumstanceKind kind :
       {CircumstanceKind::kMoratorium, CircumstanceKind::kInsolvency, CircumstanceKind::kDeceased,
        CircumstanceKind::kRepresentedByLawyer}) {
    CircumstanceContent content;
    content.kind = kind;
    content.from = Day(1);
    const CircumstanceEvent event = CircumstanceRecorded{"m1", content, ""};
    const auto encoded = CircumstancesAggregate::Encode(event);
    EXPECT_EQ(CircumstancesAggregate::Decode(encoded.type, encoded.payload), event);
  }
  for (const LiableRole role : {LiableRole::kCoDebtor, LiableRole::kGuarantor}) {
    LiablePartyContent content;
    content.role = role;
    const LiablePartyEvent event = LiablePartyAdded{"g1", content};
    const auto encoded = LiablePartiesAggregate::Encode(event);
    EXPECT_EQ(LiablePartiesAggregate::Decode(encoded.type, encoded.payload), event);
  }
  const auto encoded = CircumstancesAggregate::Encode(CircumstanceRecorded{"m1", {}, ""});
  EXPECT_FALSE(LiablePartiesAggregate::Decode(encoded.type, encoded.payload));
}

}  // namespace
}  // namespace recourse::invoicing
