#include "services/dispute/codec/dispute_codec.h"

#include <gtest/gtest.h>

#include <set>

#include "libs/wire/event.h"
#include "libs/wire/golden.h"
#include "recourse/dispute/v1/dispute_events.pb.h"
#include "services/dispute/codec/claim_wire.h"

namespace recourse::dispute {
namespace {

using namespace date::literals;

const Currency kEur = *Currency::Parse("EUR");
constexpr Date kOpenedOn = 2012_y / 3 / 5;
constexpr Date kClosedOn = 2012_y / 3 / 9;

Money Eur(std::int64_t minor_units) { return {minor_units, kEur}; }

const Claim kClaim{.dispute_id = "d1",
                   .invoice_id = "i1",
                   .claimed = Eur(100'50),
                   .reason = Reason::kInvoiceErrorTax,
                   .raised_by = RaisedBy::kPartner,
                   .note = Sealed{"envelope", "digest"},
                   .imported = true,
                   .opened_on = kOpenedOn};

const Sealed kGrounds{"envelope", "digest"};

// One filled example of every event.
const std::vector<DisputeEvent> kExamples{
    DisputeOpened{kClaim},
    AmountMarked{"d1", Eur(70'25)},
    MarkingRefused{"d1", "INVOICE_UNKNOWN"},
    DisputeClosed{"d1", PartlyConceded{Eur(40'00)}, kClosedOn},
    CreditPromised{"d1", "dispute-d1", "i1", Eur(40'00), kClosedOn},
    CreditGranted{"d1", Eur(40'00)},
    CreditRefused{"d1", "MORE_THAN_OPEN"},
    ReleasePromised{"d1", "i1", Ending::kPartlyConceded},
    AmountReleased{"d1", Eur(30'25)},
    ReleaseRefused{"d1", "DISPUTE_UNKNOWN"},
};

std::optional<DisputeEvent> ThereAndBack(const DisputeEvent& event) {
  const auto encoded = DisputeAggregate::Encode(event);
  return DisputeAggregate::Decode(encoded.type, encoded.payload);
}

TEST(DisputeCodecTest, StoredFormsAreKept) {
  for (const auto& event : kExamples) {
    wire::ExpectGolden<DisputeAggregate>("services/dispute/codec/golden", event);
  }
}

TEST(DisputeCodecTest, EveryEventHasAnExample) {
  std::set<std::size_t> kinds;
  for (const auto& event : kExamples) kinds.insert(event.index());
  EXPECT_EQ(kinds.size(), std::variant_size_v<DisputeEvent>);
}

TEST(DisputeCodecTest, WhatIsAbsentComesBackAbsent) {
  Claim claim = kClaim;
  claim.claimed.reset();
  claim.note.reset();
  EXPECT_EQ(ThereAndBack(DisputeOpened{claim}), DisputeEvent(DisputeOpened{claim}));
}

TEST(DisputeCodecTest, EveryOutcomeComesBack) {
  for (const Outcome& outcome :
       {Outcome(Conceded{}), Outcome(PartlyConceded{Eur(1)}), Outcome(Rejected{kGrounds}),
        Outcome(Withdrawn{}), Outcome(Void{})}) {
    const DisputeEvent event = DisputeClosed{"d1", outcome, kClosedOn};
    EXPECT_EQ(ThereAndBack(event), event) << outcome.index();
  }
}

TEST(DisputeCodecTest, EveryWordOfTheWireIsAWordOfTheDomain) {
  for (int value = v1::Reason_MIN + 1; value <= v1::Reason_MAX; ++value) {
    const auto reason = FromWire(static_cast<v1::Reason>(value));
    ASSERT_TRUE(reason) << value;
    EXPECT_EQ(ToWire(*reason), value);
  }
  for (int value = v1::RaisedBy_MIN + 1; value <= v1::RaisedBy_MAX; ++value) {
    const auto raised_by = FromWire(static_cast<v1::RaisedBy>(value));
    ASSERT_TRUE(raised_by) << value;
    EXPECT_EQ(ToWire(*raised_by), value);
  }
  for (int value = v1::Outcome_MIN + 1; value <= v1::Outcome_MAX; ++value) {
    const auto ending = FromWire(static_cast<v1::Outcome>(value));
    ASSERT_TRUE(ending) << value;
    EXPECT_EQ(ToWire(*ending), value);
  }
}

TEST(DisputeCodecTest, WhatCannotBeReadIsNothing) {
  EXPECT_EQ(DisputeAggregate::Decode("recourse.dispute.v1.Unheard", ""), std::nullopt);
  EXPECT_EQ(DisputeAggregate::Decode("recourse.dispute.v1.AmountMarked", "\xff"), std::nullopt);
  // Complete protobuf, but without what the event needs.
  for (const auto& event : kExamples) {
    const auto type = DisputeAggregate::Encode(event).type;
    const bool only_texts = type.ends_with("Refused");
    EXPECT_EQ(DisputeAggregate::Decode(type, "").has_value(), only_texts) << type;
  }
}

TEST(DisputeCodecTest, AnOutcomeWithoutItsAmountCannotBeRead) {
  v1::DisputeClosed closed;
  closed.set_outcome(v1::OUTCOME_PARTLY_CONCEDED);
  closed.mutable_closed_on()->set_year(2012);
  closed.mutable_closed_on()->set_month(3);
  closed.mutable_closed_on()->set_day(9);
  const auto without_amount = wire::Pack(closed);
  EXPECT_EQ(DisputeAggregate::Decode(without_amount.type, without_amount.payload), std::nullopt);
}

}  // namespace
}  // namespace recourse::dispute
