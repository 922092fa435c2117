#include <gtest/gtest.h>

#include "libs/wire/golden.h"
#include "services/invoicing/codec/approval_codec.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

static_assert(engine::Aggregate<ApprovalsAggregate>);
static_assert(engine::Aggregate<ApprovalLimitsAggregate>);

constexpr char kFolder[] = "services/invoicing/codec/golden";
const Control kControl{"x1", Eur(50'00), 3, true};

const WriteOffInvoice kWriteOff{"w1", "i1", Eur(70'00), Day(9), "insolvent"};

TEST(ApprovalGoldenTest, ApprovalRequested) {
  wire::ExpectGolden<ApprovalsAggregate>(kFolder, ApprovalRequested{"x1", "clerks/a", kWriteOff});
}

TEST(ApprovalGoldenTest, ApprovalGranted) {
  wire::ExpectGolden<ApprovalsAggregate>(kFolder, ApprovalGranted{"x1", "approvers/b"});
}

TEST(ApprovalGoldenTest, ApprovalRefused) {
  wire::ExpectGolden<ApprovalsAggregate>(kFolder, ApprovalRefused{"x1", "approvers/b", "no"});
}

TEST(ApprovalGoldenTest, ApprovalLimitsSet) {
  wire::ExpectGolden<ApprovalLimitsAggregate>(
      kFolder,
      {7, {{ControlledOperation::kWriteOff, Eur(50'00)}, {ControlledOperation::kRefund, Usd(0)}}});
}

TEST(ApprovalGoldenTest, EveryOperationIsReadBack) {
  const std::vector<ControlledCommand> operations{
      kWriteOff, WaiveCharge{"v1", "c1", Eur(7'00), Day(9), "goodwill"},
      IssueCreditNote{"c1", "i1", Eur(7'00), Day(9), "damaged", "d1"},
      RequestRefund{"r1",
                    {RefundSourceKind::kPayment, "p1"},
                    Eur(7'00),
                    Day(9),
                    "twice",
                    {RefundMethod::kCard, "card-1"}}};
  for (const ControlledCommand& operation : operations) {
    const ApprovalEvent event = ApprovalRequested{"x1", "clerks/a", operation};
    const auto encoded = ApprovalsAggregate::Encode(event);
    EXPECT_EQ(ApprovalsAggregate::Decode(encoded.type, encoded.payload), event);
  }
}

TEST(ApprovalGoldenTest, AnApprovalOfNothingCannotBeRead) {
  EXPECT_FALSE(ApprovalsAggregate::Decode("recourse.invoicing.v1.ApprovalRequested", ""));
  EXPECT_FALSE(ApprovalsAggregate::Decode("recourse.invoicing.v1.PaymentRecorded", ""));
}

// By whose leave, in events that are older than limits.
TEST(ApprovalGoldenTest, ControlIsReadBackFromWhatItAllowed) {
  const std::vector<LedgerEvent> events{
      InvoiceWrittenOff{"w1", "i1", Eur(1), Day(9), "", {}, kControl},
      ChargeWaived{"v1", "c1", Eur(1), Day(9), "", {}, kControl},
      CreditNoteIssued{"c1", "i1", Eur(1), Day(9), "", "", {}, kControl},
      RefundRequested{
          "r1", {RefundSourceKind::kPayment, "p1"}, Eur(1), Day(9), "", {}, {}, kControl}};
  for (const LedgerEvent& event : events) {
    const auto encoded = LedgerAggregate::Encode(event);
    EXPECT_EQ(LedgerAggregate::Decode(encoded.type, encoded.payload), event);
  }
}

}  // namespace
}  // namespace recourse::invoicing
