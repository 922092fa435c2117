#include <gtest/gtest.h>

#include <set>

#include "libs/wire/event.h"
#include "libs/wire/golden.h"
#include "services/collections/codec/case_codec.h"
#include "services/collections/codec/partner_codec.h"
#include "services/collections/codec/terms_wire.h"
#include "services/collections/testing/case_script.h"

namespace recourse::collections {
namespace {

const char* const kGolden = "services/collections/codec/golden";

const Date kDue = Day(2012, 2, 2);
const Date kIssued = kDue - Days(30);
const LateCharge kCharge{Eur(5'00), "terms 7.2", Day(2011, 1, 1), "with the order"};
const InvoiceFact kFact{"i1", "R-1", kDue, Eur(100'00), Eur(40'00)};
const AgencyChoice kChoice{"DE-BY", 3, {{"partners/a", "DE-BY", false}, {"partners/b", "*", true}}};

Account FilledAccount() {
  Account account = BusinessIn("Europe/Berlin");
  account.kind = DebtorKind::kConsumer;
  account.channel = Channel::kEmail;
  account.late_charge = kCharge;
  return account;
}

Escalation FilledEscalation() {
  return {EscalationKind::kRecalled,
          3,
          kDue + Days(98),
          "issuers/acme",
          DebtorKind::kConsumer,
          "DE",
          "BY",
          "de",
          "i1",
          "R-1",
          kIssued,
          kDue,
          Eur(100'00),
          Eur(60'00),
          Eur(40'00),
          {{StepKind::kFriendly, kDue + Days(3)}, {StepKind::kAgency, kDue + Days(91)}},
          2,
          RecallReason::kCredited};
}

// One filled example of every event of a case.
std::vector<CaseEvent> Examples() {
  return {
      AccountObserved{FilledAccount()},
      InvoiceObserved{"i1", "R-1", kIssued, kDue, Eur(100'00), Eur(90'00)},
      DueDateObserved{"i1", kDue + Days(30)},
      BalancesObserved{BalanceCause::kDisputed, "d1", {{"i1", Eur(60'00), Eur(40'00)}}},
      HoldPlaced{"h1", HoldReason::kQuestion, "i1", kDue},
      HoldEnded{"h1", HoldEnd::kExpired},
      PromiseMade{"y1", {"i1", "i2"}, Eur(60'00), kDue, kDue + Days(3)},
      PromiseKept{"y1", Eur(60'00), PromiseEnd::kNothingLeft},
      PromiseBroken{"y1", Eur(10'00)},
      RunScheduled{kDue + std::chrono::hours(9)},
      LadderRun{kDue,
                "strategies/default",
                1,
                {{"i1", StepKind::kFriendly, kDue + Days(3), kDue + Days(10)},
                 {"i2", StepKind::kAgency, kDue, std::nullopt}}},
      MessagePromised{"ladder-2012-02-05-EUR",
                      StepKind::kSecondReminder,
                      Channel::kEmail,
                      "de",
                      DebtorKind::kConsumer,
                      "DE",
                      "Europe/Berlin",
                      {kFact},
                      Eur(60'00),
                      kDue,
                      kCharge},
      MessageQueued{"ladder-2012-02-05-EUR"},
      MessageRefused{"ladder-2012-02-05-EUR", "QUIET_HOURS"},
      CallTaskRaised{"call-2012-02-05-EUR", kDue + Days(3), {kFact}, Eur(60'00), kDue},
      CallTaskCompleted{"call-2012-02-05-EUR", CallOutcome::kNotReached},
      PlacementOffered{"p1", "partners/a", "i1", kDue, kChoice},
      PlacementNotOffered{"i1", kChoice, kDue},
      PlacementAccepted{"p1"},
      PlacementDeclined{"p1", "conflict of interest"},
      PlacementSuspended{"p1", Eur(40'00)},
      PlacementResumed{"p1", Eur(0), kDue},
      PlacementRecalled{"p1", RecallReason::kUndeliverable},
      PlacementClosed{"p1"},
      PlacementReturned{"p1", ReturnReason::kInsolvent},
      PartnerPaymentReported{"p1", "b7", Eur(50'00), Eur(12'50), kDue + Days(100)},
      EscalationPromised{"p1", "partners/a", FilledEscalation()},
      EscalationRefused{"p1", 3, "VERSION_GAP"},
  };
}

// The same events with all that may be absent absent.
std::vector<CaseEvent> SparseExamples() {
  Escalation escalation = FilledEscalation();
  escalation.answer_by.reset();
  escalation.recall_reason.reset();
  escalation.steps.clear();
  return {
      AccountObserved{BusinessIn("UTC")},
      HoldPlaced{"h1", HoldReason::kManual, "", {}},
      RunScheduled{},
      MessagePromised{"m1",
                      StepKind::kNote,
                      Channel::kLetter,
                      "en",
                      DebtorKind::kBusiness,
                      "DE",
                      "UTC",
                      {},
                      Eur(0),
                      kDue,
                      std::nullopt},
      PlacementResumed{"p1", Eur(0), {}},
      EscalationPromised{"p1", "partners/a", escalation},
  };
}

TEST(CaseCodecTest, StoredFormsAreKept) {
  for (const auto& event : Examples()) wire::ExpectGolden<CaseAggregate>(kGolden, event);
}

TEST(CaseCodecTest, EveryEventHasAnExample) {
  std::set<std::size_t> kinds;
  for (const auto& event : Examples()) kinds.insert(event.index());
  EXPECT_EQ(kinds.size(), std::variant_size_v<CaseEvent>);
}

TEST(CaseCodecTest, WhatIsAbsentStaysAbsent) {
  for (const auto& event : SparseExamples()) {
    const auto encoded = CaseAggregate::Encode(event);
    EXPECT_EQ(CaseAggregate::Decode(encoded.type, encoded.payload), event) << encoded.type;
  }
}

// Each amount may be as much as one may be; their sum is more.
TEST(CaseCodecTest, SumsOfLargeAmountsAreKept) {
  const Money sum = Eur(2 * kMoneyMax);
  MessagePromised message;
  message.step = StepKind::kNote;
  message.channel = Channel::kLetter;
  message.debtor_kind = DebtorKind::kBusiness;
  message.total = sum;
  message.deadline = kDue;
  for (const CaseEvent& event :
       {CaseEvent(message), CaseEvent(CallTaskRaised{"c1", kDue, {kFact}, sum, kDue}),
        CaseEvent(PromiseKept{"y1", sum, PromiseEnd::kPaid}),
        CaseEvent(PromiseBroken{"y1", sum})}) {
    const auto encoded = CaseAggregate::Encode(event);
    EXPECT_EQ(CaseAggregate::Decode(encoded.type, encoded.payload), event) << encoded.type;
  }
}

TEST(CaseCodecTest, UnknownTypeIsNotDecoded) {
  EXPECT_FALSE(CaseAggregate::Decode("recourse.invoicing.v1.InvoiceIssued", ""));
  EXPECT_FALSE(CaseAggregate::Decode("", ""));
}

TEST(CaseCodecTest, BytesThatAreNoMessageAreNotDecoded) {
  EXPECT_FALSE(CaseAggregate::Decode("recourse.collections.v1.HoldEnded", "\xff"));
}

TEST(CaseCodecTest, MessageWithoutWhatItMustHaveIsNotDecoded) {
  for (const auto* type :
       {"AccountObserved", "InvoiceObserved", "DueDateObserved", "BalancesObserved", "HoldPlaced",
        "HoldEnded", "PromiseMade", "PromiseKept", "PromiseBroken", "LadderRun", "MessagePromised",
        "CallTaskRaised", "CallTaskCompleted", "PlacementOffered", "PlacementNotOffered",
        "PlacementSuspended", "PlacementResumed", "PlacementRecalled", "EscalationPromised"}) {
    const std::string name = std::string("recourse.collections.v1.") + type;
    EXPECT_FALSE(CaseAggregate::Decode(name, "")) << name;
  }
}

TEST(CaseCodecTest, StepOfANewerProgramIsNotDecoded) {
  v1::LadderRun run;
  *run.mutable_day() = wire::ToWire(kDue);
  *run.add_steps() = ToWire(StepTaken{"i1", StepKind::kCall, kDue, {}});
  run.mutable_steps(0)->set_step(static_cast<v1::LadderStep>(99));
  const auto encoded = wire::Pack(run);
  EXPECT_FALSE(CaseAggregate::Decode(encoded.type, encoded.payload));
}

TEST(PartnerCodecTest, StoredFormsAreKept) {
  wire::ExpectGolden<PartnerAggregate>(kGolden,
                                       {"Inkasso Nord", PartnerKind::kAgency, {"AT", "DE-BY"}, 10});
  wire::ExpectGolden<FeedAggregate>(
      kGolden, EscalationIssued{42, "accounts/a1/placements/p1", FilledEscalation()});
  wire::ExpectGolden<FeedAggregate>(kGolden, FeedAcknowledged{42});
}

TEST(PartnerCodecTest, EventsOfOtherStreamsAreNotDecoded) {
  const PartnerRegistered partner{"Inkasso Nord", PartnerKind::kAgency, {"AT"}, 10};
  const auto encoded = PartnerAggregate::Encode(partner);
  EXPECT_FALSE(FeedAggregate::Decode(encoded.type, encoded.payload));
  EXPECT_FALSE(CaseAggregate::Decode(encoded.type, encoded.payload));
}

}  // namespace
}  // namespace recourse::collections
