#include "services/invoicing/domain/roll_forward.h"

#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

constexpr auto kInvoicedAt = static_cast<std::size_t>(MovementKind::kInvoiced);
constexpr auto kPaidAt = static_cast<std::size_t>(MovementKind::kPaid);
constexpr auto kCreditedAt = static_cast<std::size_t>(MovementKind::kCredited);

// What commands lead to, recorded on their days, as one report sees it.
class RollForwardTest : public testing::Test {
 protected:
  void Run(int recorded, const LedgerCommand& command) {
    const Instant now(Day(recorded));
    const auto decision = LedgerDecider::Decide(command, ledger_, now);
    ASSERT_TRUE(decision);
    for (const LedgerEvent& event : *decision) {
      events_.emplace_back(now, event);
      ledger_ = LedgerDecider::Evolve(std::move(ledger_), event);
    }
  }
  void Issue(int recorded, const std::string& id, Money amount) {
    Run(recorded, RequestInvoice{"accounts/a1", id, Content(id, amount)});
    Run(recorded, ConfirmInvoice{id});
  }
  RollForwardLine Line(int from, int through) {
    RollForward report(Day(from), Day(through), periods_);
    for (const auto& [recorded_at, event] : events_) report.Add(event, recorded_at);
    const auto lines = report.Lines();
    EXPECT_EQ(lines.size(), 1u);
    return lines.empty() ? RollForwardLine{} : lines[0];
  }

  ClosedPeriods periods_;
  Ledger ledger_;
  std::vector<std::pair<Instant, LedgerEvent>> events_;
};

TEST_F(RollForwardTest, EachMovementStandsWhereItBelongs) {
  Issue(1, "i1", Eur(100'00));
  Run(10, RecordPayment{"p1", Eur(120'00), Day(10), {}});
  Run(12, ReversePayment{"p1", ReversalCause::kBounced, Day(12), ""});
  Run(13, IssueCreditNote{"c1", "i1", Eur(5'00), Day(13), "", ""});
  const RollForwardLine line = Line(2, 31);
  EXPECT_EQ(line.opening, 100'00);
  EXPECT_EQ(line.flows[kInvoicedAt], (Flow{0, 0}));
  EXPECT_EQ(line.flows[kPaidAt], (Flow{100'00, 100'00}));
  EXPECT_EQ(line.flows[kCreditedAt], (Flow{0, 5'00}));
  EXPECT_EQ(line.closing, 95'00);
  EXPECT_EQ(line.received, 120'00);
  EXPECT_EQ(line.returned, 120'00);
  EXPECT_EQ(line.unapplied_closing, 0);
  EXPECT_EQ(Line(2, 11).unapplied_closing, 20'00);
  EXPECT_EQ(Line(12, 12).unapplied_opening, 20'00);
}

TEST_F(RollForwardTest, ChargesWaiversAndWriteOffsStandApart) {
  Issue(1, "i1", Eur(100'00));
  AssessCharge fee;
  fee.charge_id = "f1";
  fee.invoice_id = "i1";
  fee.kind = ChargeKind::kFixedFee;
  fee.amount = Eur(7'00);
  fee.effective = Day(40);
  fee.entitlement.basis = "terms 7";
  Run(40, fee);
  Run(41, WaiveCharge{"v1", "f1", Eur(3'00), Day(41), "kind"});
  Run(42, WriteOffInvoice{"w1", "i1", Eur(60'00), Day(42), "gone"});
  Run(43, ReverseWriteOff{"w1", Day(43), "back"});
  const RollForwardLine line = Line(2, 60);
  const auto flow = [&](MovementKind kind) { return line.flows[static_cast<std::size_t>(kind)]; };
  EXPECT_EQ(flow(MovementKind::kCharged), (Flow{7'00, 0}));
  EXPECT_EQ(flow(MovementKind::kWaived), (Flow{0, 3'00}));
  EXPECT_EQ(flow(MovementKind::kWrittenOff), (Flow{60'00, 60'00}));
  EXPECT_EQ(flow(MovementKind::kInvoiced), (Flow{0, 0}));
  EXPECT_EQ(line.closing, 104'00);
}

TEST_F(RollForwardTest, DiscountsSetOffsAndRefundsStandApart) {
  InvoiceContent discounted = Content("i1", Eur(100'00));
  discounted.terms.discounts = {{Day(8), 20'000, Eur(2'00)}};
  Run(1, RequestInvoice{"accounts/a1", "i1", discounted});
  Run(1, ConfirmInvoice{"i1"});
  Run(5, RecordPayment{"p1", Eur(98'00), Day(5), {}});
  Issue(6, "i2", Eur(50'00));
  Issue(6, "i3", Eur(-80'00));
  Run(40, SetOffInvoice{"s1", "i3", Day(40), {}});
  Run(41, RequestRefund{"r1", {RefundSourceKind::kInvoice, "i3"}, Eur(10'00), Day(41), "", {}});
  Run(42, SendRefund{"r1", Day(42), "our 7"});
  const RollForwardLine line = Line(1, 60);
  const auto flow = [&](MovementKind kind) { return line.flows[static_cast<std::size_t>(kind)]; };
  EXPECT_EQ(flow(MovementKind::kInvoiced), (Flow{150'00, 80'00}));
  EXPECT_EQ(flow(MovementKind::kDiscounted), (Flow{0, 2'00}));
  EXPECT_EQ(flow(MovementKind::kSetOff), (Flow{0, 0}));
  EXPECT_EQ(flow(MovementKind::kPaid), (Flow{0, 98'00}));
  EXPECT_EQ(flow(MovementKind::kRefunded), (Flow{10'00, 0}));
  EXPECT_EQ(flow(MovementKind::kCredited), (Flow{0, 0}));
  EXPECT_EQ(line.closing, -20'00);
  EXPECT_EQ(line.received, 98'00);
  EXPECT_EQ(line.returned, 10'00);
  EXPECT_EQ(line.unapplied_closing, 0);
}

TEST_F(RollForwardTest, ARefundOfUnappliedCashClearsNoDebt) {
  Issue(1, "i1", Eur(100'00));
  Run(5, RecordPayment{"p1", Eur(130'00), Day(5), {}});
  Run(6, RequestRefund{"r1", {RefundSourceKind::kPayment, "p1"}, Eur(30'00), Day(6), "", {}});
  const RollForwardLine line = Line(1, 60);
  EXPECT_EQ(line.flows[kPaidAt], (Flow{0, 100'00}));
  EXPECT_EQ(line.flows[static_cast<std::size_t>(MovementKind::kRefunded)], (Flow{0, 0}));
  EXPECT_EQ(line.returned, 30'00);
  EXPECT_EQ(line.unapplied_closing, 0);
}

TEST_F(RollForwardTest, WhatIsRecordedAfterTheClosingIsPostedAfterIt) {
  Issue(1, "i1", Eur(100'00));
  const RollForwardLine january = Line(1, 31);
  periods_.Add(Instant(Day(33)), PeriodClosed{"january", Day(31)});
  Run(34, RecordPayment{"p1", Eur(40'00), Day(20), {}});
  EXPECT_EQ(Line(1, 31), january);
  EXPECT_EQ(Line(32, 32).flows[kPaidAt], (Flow{0, 40'00}));
  EXPECT_EQ(Line(32, 32).opening, january.closing);
}

}  // namespace
}  // namespace recourse::invoicing
