#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

const auto kOpen100 = Open({Issued("i1", Eur(100'00)), Issued("i2", Eur(100'00))});
const Control kUpTo50{"", Eur(50'00), 3};
const Control kApproved{"x1", Eur(50'00), 3};
const Control kExempt{"", Eur(50'00), 3, true};

WriteOffInvoice WriteOff(const std::string& id, Money amount, const Control& control = kUpTo50,
                         const std::string& invoice_id = "i1") {
  return {id, invoice_id, amount, Day(20), "insolvent", control};
}
IssueCreditNote Credit(const std::string& id, Money amount, const Control& control = kUpTo50) {
  return {id, "i1", amount, Day(20), "", "", control};
}
RequestRefund Refunding(const std::string& id, Money amount, const Control& control = kUpTo50) {
  return {id, {RefundSourceKind::kPayment, "p1"}, amount, Day(20), "", {}, control};
}
WaiveCharge Waive(const std::string& id, Money amount, const Control& control = kUpTo50) {
  return {id, "c1", amount, Day(60), "", control};
}

TEST(LedgerControlTest, OnePersonMayGoUpToTheLimit) {
  EXPECT_TRUE(Given(kOpen100).When(WriteOff("w1", Eur(50'00))).decision);
  Given(kOpen100)
      .When(WriteOff("w1", Eur(50'01)))
      .ThenRefused(kNeedsApproval, {{"amount", "50.01 EUR"},
                                    {"together", "50.01 EUR"},
                                    {"limit", "50.00 EUR"},
                                    {"limits_version", "3"},
                                    {"call", "ApprovalService/RequestApproval"}});
}

TEST(LedgerControlTest, WhatIsBrokenAnywayIsSaidFirst) {
  Given(kOpen100).When(WriteOff("w1", Eur(100'01))).ThenRefused(kMoreThanOpen);
}

TEST(LedgerControlTest, TheEventSaysByWhoseLeave) {
  const auto done = After(kOpen100, WriteOff("w1", Eur(60'00), kApproved));
  EXPECT_EQ(std::get<InvoiceWrittenOff>(done.back()).control, kApproved);
  EXPECT_EQ(Replay<LedgerDecider>(done).write_offs.at("w1").control, kApproved);
}

TEST(LedgerControlTest, PartsOnOneItemCountTogether) {
  const auto first = After(kOpen100, WriteOff("w1", Eur(30'00)));
  Given(first)
      .When(WriteOff("w2", Eur(20'01)))
      .ThenRefused(kNeedsApproval, {{"amount", "20.01 EUR"},
                                    {"together", "50.01 EUR"},
                                    {"limit", "50.00 EUR"},
                                    {"limits_version", "3"},
                                    {"call", "ApprovalService/RequestApproval"}});
  EXPECT_TRUE(Given(first).When(WriteOff("w2", Eur(20'00))).decision);
  EXPECT_TRUE(Given(first).When(WriteOff("w2", Eur(50'00), kUpTo50, "i2")).decision);
}

TEST(LedgerControlTest, WhatASecondPersonSawOrAServiceAskedForDoesNotCount) {
  for (const Control& control : {kApproved, kExempt}) {
    const auto first = After(kOpen100, WriteOff("w1", Eur(50'01), control));
    EXPECT_TRUE(Given(first).When(WriteOff("w2", Eur(49'99))).decision);
  }
}

TEST(LedgerControlTest, WhatIsReversedDoesNotCount) {
  const auto reversed =
      After(After(kOpen100, WriteOff("w1", Eur(50'00))), ReverseWriteOff{"w1", Day(21), "it paid"});
  EXPECT_TRUE(Given(reversed).When(WriteOff("w2", Eur(50'00))).decision);
}

TEST(LedgerControlTest, WhatWasDoneBeforeThereWasALimitCounts) {
  const auto before = After(kOpen100, WriteOff("w1", Eur(60'00), {}));
  Given(before).When(WriteOff("w2", Eur(1))).ThenRefused(kNeedsApproval);
}

TEST(LedgerControlTest, ALimitThatCameSinceDoesNotRefuseARepeat) {
  const auto done = After(kOpen100, WriteOff("w1", Eur(60'00), {}));
  Given(done).When(WriteOff("w1", Eur(60'00))).ThenNothing();
}

TEST(LedgerControlTest, HoldsForCreditNotesWaiversAndRefundsToo) {
  Given(After(kOpen100, Credit("c1", Eur(30'00))))
      .When(Credit("c2", Eur(20'01)))
      .ThenRefused(kNeedsApproval);
  EXPECT_TRUE(Given(kOpen100).When(Credit("c1", Eur(99'00), kApproved)).decision);

  const auto overpaid = After(kOpen100, RecordPayment{"p1", Eur(300'00), Day(5), {}});
  const auto refunded = After(overpaid, Refunding("r1", Eur(30'00)));
  Given(refunded).When(Refunding("r2", Eur(20'01))).ThenRefused(kNeedsApproval);
  const auto cancelled = After(refunded, CancelRefund{"r1", Day(21), ""});
  EXPECT_TRUE(Given(cancelled).When(Refunding("r2", Eur(50'00))).decision);

  const auto charged = After(
      kOpen100,
      AssessCharge{"c1", "i1", ChargeKind::kFixedFee, Eur(90'00), Day(50), {"terms", {}, ""}});
  const auto waived = After(charged, Waive("v1", Eur(30'00)));
  Given(waived).When(Waive("v2", Eur(20'01))).ThenRefused(kNeedsApproval);
  const auto reversed = After(waived, ReverseWaiver{"v1", Day(61), ""});
  EXPECT_TRUE(Given(reversed).When(Waive("v2", Eur(50'00))).decision);
}

}  // namespace
}  // namespace recourse::invoicing
