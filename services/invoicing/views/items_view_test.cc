#include "services/invoicing/views/items_view.h"

#include <gmock/gmock.h>

#include "recourse/invoicing/v1/ledger_events.pb.h"
#include "services/invoicing/domain/ledger_kit.h"
#include "services/invoicing/views/item_balance.h"
#include "services/invoicing/views/view_kit.h"

namespace recourse::invoicing {
namespace {

using testing::ElementsAre;
using testing::Key;

Instant At(int day) { return Instant(Day(day)); }

class ItemsViewTest : public testing::Test {
 protected:
  void Apply(const LedgerEvent& event, Instant recorded_at) {
    records_.push_back(RecordOf("a1", event, recorded_at));
    view_.Apply(records_.back(), rows_);
  }

  // The row of an invoice of account a1.
  views::v1::ItemRow Invoice(std::string_view id) {
    return Parsed(rows_.Get(ItemsView::InvoiceKey("a1", id)));
  }
  views::v1::ItemRow Unapplied(std::string_view payment_id) {
    return Parsed(rows_.Get(ItemsView::PaymentKey("a1", payment_id)));
  }

  static views::v1::ItemRow Parsed(const std::optional<std::string>& bytes) {
    views::v1::ItemRow row;
    CHECK(bytes && row.ParseFromString(*bytes));
    return row;
  }

  ItemsView view_;
  wire::MemoryRows rows_;
  std::vector<history::v1::Record> records_;
};

TEST_F(ItemsViewTest, AccountKnowsItsIssuer) {
  view_.Apply(OpenedRecord("a1", "issuers/acme", At(1)), rows_);
  views::v1::AccountRow row;
  ASSERT_TRUE(row.ParseFromString(rows_.Get(ItemsView::AccountKey("a1")).value()));
  EXPECT_EQ(row.issuer(), "issuers/acme");
}

TEST_F(ItemsViewTest, IssuedInvoiceIsOpenWithAllItSays) {
  Apply(Issued("i1", Eur(100'00)), At(2));
  const auto row = Invoice("i1");
  EXPECT_EQ(Date(Days(row.issue_day())), Day(1));
  EXPECT_EQ(Date(Days(row.due_day())), Day(31));
  v1::InvoiceContent content;
  ASSERT_TRUE(content.ParseFromString(rows_.Get(ItemsView::ContentKey("a1", "i1")).value()));
  EXPECT_EQ(content.number(), "N-i1");
  EXPECT_EQ(row.currency_code(), "EUR");
  EXPECT_EQ(row.open_minor_units(), 100'00);
  EXPECT_EQ(BalanceOf(row, {}),
            (ItemBalance{Eur(100'00), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0)}));
}

TEST_F(ItemsViewTest, WhatIsRefundedIsNeitherOpenNorUnapplied) {
  Apply(Issued("i1", Eur(-100'00)), At(2));
  Apply(RefundRequested{"r1",
                        {RefundSourceKind::kInvoice, "i1"},
                        Eur(40'00),
                        Day(3),
                        "",
                        {},
                        {{"i1", Eur(-60'00), Eur(0)}}},
        At(3));
  EXPECT_EQ(BalanceOf(Invoice("i1"), {}), (ItemBalance{Eur(-60'00), Eur(0), Eur(0), Eur(0), Eur(0),
                                                       Eur(0), Eur(0), Eur(-40'00)}));
  Apply(PaymentRecorded{"p1", Eur(7'00), Day(2), {}, {}, Eur(7'00), false, {}}, At(3));
  const RefundSource source{RefundSourceKind::kPayment, "p1"};
  Apply(RefundRequested{"r2", source, Eur(3'00), Day(4), "", {}, {}}, At(4));
  EXPECT_EQ(BalanceOf(Unapplied("p1"), {}).open, Eur(-4'00));
  Apply(RefundSent{"r2", source, Eur(3'00), Day(5), "bank"}, At(5));
  EXPECT_EQ(BalanceOf(Unapplied("p1"), {}).open, Eur(-4'00));
  Apply(RefundFailed{"r2", source, Eur(3'00), Day(6), "", {}}, At(6));
  EXPECT_EQ(BalanceOf(Unapplied("p1"), {}).open, Eur(-7'00));
  EXPECT_EQ(BalanceOf(Unapplied("p1"), {.day = Day(5)}).open, Eur(-4'00));
}

TEST_F(ItemsViewTest, RequestedAndRefusedInvoicesAreNoItems) {
  Apply(Requested("i1", Eur(100'00)), At(1));
  Apply(InvoiceRefused{"i1", "N-i1", "NUMBER_TAKEN"}, At(1));
  EXPECT_TRUE(rows_.rows.empty());
}

TEST_F(ItemsViewTest, PaymentTouchesWhatItClearsAndLeaves) {
  Apply(Issued("i1", Eur(100'00)), At(1));
  Apply(Issued("i2", Eur(50'00)), At(1));
  Apply(PaymentRecorded{"p1",
                        Eur(120'00),
                        Day(20),
                        {},
                        {{"i1", Eur(100'00), Day(20)}, {"i2", Eur(10'00), Day(20)}},
                        Eur(10'00),
                        false,
                        {{"i1", Eur(0), Eur(0)}, {"i2", Eur(40'00), Eur(0)}}},
        At(25));
  EXPECT_THAT(rows_.rows, ElementsAre(Key("a1/i/i1"), Key("a1/i/i2"), Key("a1/p/p1"), Key("~a1/i1"),
                                      Key("~a1/i2"), Key("~~acme/EUR/10000/2917557/a1/i1"),
                                      Key("~~acme/EUR/5000/2917557/a1/i2")));
  EXPECT_TRUE(Invoice("i1").has_open_minor_units());
  EXPECT_EQ(Invoice("i1").open_minor_units(), 0);
  EXPECT_EQ(BalanceOf(Invoice("i1"), {}),
            (ItemBalance{Eur(0), Eur(100'00), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0)}));
  EXPECT_EQ(BalanceOf(Invoice("i2"), {}),
            (ItemBalance{Eur(40'00), Eur(10'00), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0)}));
  EXPECT_EQ(BalanceOf(Unapplied("p1"), {}).open, Eur(-10'00));
}

TEST_F(ItemsViewTest, BothAxesOfAPaymentRecordedLate) {
  Apply(Issued("i1", Eur(100'00)), At(1));
  Apply(PaymentRecorded{"p1",
                        Eur(100'00),
                        Day(20),
                        {},
                        {{"i1", Eur(100'00), Day(20)}},
                        Eur(0),
                        false,
                        {{"i1", Eur(0), Eur(0)}}},
        At(25));
  const auto open = [&](int day, Instant known_at) {
    return BalanceOf(Invoice("i1"), {Day(day), known_at}).open;
  };
  EXPECT_EQ(open(0, At(30)), Eur(0)) << "before its issue date";
  EXPECT_EQ(open(1, At(30)), Eur(100'00));
  EXPECT_EQ(open(19, At(30)), Eur(100'00));
  EXPECT_EQ(open(20, At(30)), Eur(0)) << "on the effective day itself";
  EXPECT_EQ(open(20, At(25)), Eur(0)) << "at the very moment it was recorded";
  EXPECT_EQ(open(20, At(25) - std::chrono::microseconds(1)), Eur(100'00));
  EXPECT_EQ(open(20, At(0)), Eur(0)) << "the invoice itself was not known";
}

TEST_F(ItemsViewTest, MoneyPaidInAdvanceIsUnappliedUntilTheIssueDate) {
  Apply(Issued("i1", Eur(5'00)), At(1));
  Apply(PaymentRecorded{"p1",
                        Eur(5'00),
                        Day(-3),
                        {},
                        {{"i1", Eur(5'00), Day(1)}},
                        Eur(0),
                        false,
                        {{"i1", Eur(0), Eur(0)}}},
        At(2));
  EXPECT_EQ(BalanceOf(Unapplied("p1"), {.day = Day(0)}).open, Eur(-5'00));
  EXPECT_EQ(BalanceOf(Invoice("i1"), {.day = Day(0)}).open, Eur(0));
  EXPECT_EQ(BalanceOf(Unapplied("p1"), {.day = Day(1)}).open, Eur(0));
  EXPECT_EQ(BalanceOf(Invoice("i1"), {.day = Day(1)}).open, Eur(0));
}

TEST_F(ItemsViewTest, CreditAndDisputeFollowTheirOwnAxes) {
  Apply(Issued("i1", Eur(100'00)), At(1));
  Apply(
      DisputedMarked{"d1", "i1", Eur(80'00), Eur(80'00), false, {{"i1", Eur(100'00), Eur(80'00)}}},
      At(5));
  Apply(
      CreditNoteIssued{"c1", "i1", Eur(30'00), Day(8), "", "d1", {{"i1", Eur(70'00), Eur(70'00)}}},
      At(9));
  EXPECT_EQ(Invoice("i1").disputed_minor_units(), 70'00);
  Apply(
      DisputedReleased{
          "d1", "i1", Eur(70'00), ReleaseOutcome::kPartlyConceded, {{"i1", Eur(70'00), Eur(0)}}},
      At(10));
  EXPECT_EQ(Invoice("i1").disputed_minor_units(), 0);
  EXPECT_EQ(BalanceOf(Invoice("i1"), {.known_at = At(4)}).disputed, Eur(0));
  EXPECT_EQ(BalanceOf(Invoice("i1"), {Day(7), At(5)}).disputed, Eur(80'00));
  EXPECT_EQ(
      BalanceOf(Invoice("i1"), {Day(8), At(9)}),
      (ItemBalance{Eur(70'00), Eur(0), Eur(30'00), Eur(0), Eur(70'00), Eur(0), Eur(0), Eur(0)}));
  EXPECT_EQ(BalanceOf(Invoice("i1"), {}),
            (ItemBalance{Eur(70'00), Eur(0), Eur(30'00), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0)}));
}

TEST_F(ItemsViewTest, AReversalTakesBackWhatWasPaidOnItsOwnDay) {
  Apply(Issued("i1", Eur(100'00)), At(1));
  Apply(PaymentRecorded{"p1",
                        Eur(120'00),
                        Day(20),
                        {},
                        {{"i1", Eur(100'00), Day(20)}},
                        Eur(20'00),
                        false,
                        {{"i1", Eur(0), Eur(0)}}},
        At(25));
  Apply(PaymentReversed{"p1",
                        Eur(120'00),
                        ReversalCause::kBounced,
                        Day(23),
                        "",
                        {{"i1", Eur(100'00), Day(23)}},
                        Eur(20'00),
                        {{"i1", Eur(100'00), Eur(0)}}},
        At(30));
  EXPECT_EQ(Invoice("i1").open_minor_units(), 100'00);
  EXPECT_EQ(BalanceOf(Invoice("i1"), {}),
            (ItemBalance{Eur(100'00), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0)}));
  EXPECT_EQ(BalanceOf(Invoice("i1"), {.day = Day(22)}).open, Eur(0));
  EXPECT_EQ(BalanceOf(Invoice("i1"), {.known_at = At(29)}).open, Eur(0));
  EXPECT_EQ(BalanceOf(Unapplied("p1"), {}).open, Eur(0));
}

TEST_F(ItemsViewTest, AnApplicationMovesUnappliedCashToTheInvoice) {
  Apply(PaymentRecorded{"p1", Eur(50'00), Day(20), {}, {}, Eur(50'00), false, {}}, At(25));
  Apply(Issued("i1", Eur(30'00)), At(26));
  Apply(PaymentApplied{"x1",
                       "p1",
                       Day(26),
                       {},
                       {{"i1", Eur(30'00), Day(26)}},
                       Eur(20'00),
                       {{"i1", Eur(0), Eur(0)}}},
        At(27));
  EXPECT_EQ(BalanceOf(Invoice("i1"), {}),
            (ItemBalance{Eur(0), Eur(30'00), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0)}));
  EXPECT_EQ(BalanceOf(Unapplied("p1"), {}).open, Eur(-20'00));
  EXPECT_EQ(BalanceOf(Unapplied("p1"), {.day = Day(25)}).open, Eur(-50'00));
}

TEST_F(ItemsViewTest, ASetOffClearsBothSidesOnTheDayOfEachPart) {
  Apply(Issued("i1", Eur(100'00)), At(1));
  Apply(Issued("i2", Eur(50'00)), At(1));
  Apply(Issued("i9", Eur(-60'00)), At(1));
  const std::vector<SetOffPart> parts{{"i1", Eur(40'00), Day(9)}, {"i2", Eur(10'00), Day(12)}};
  Apply(
      ItemsSetOff{
          "s1",
          "i9",
          Eur(50'00),
          Day(9),
          {},
          parts,
          {{"i9", Eur(-10'00), Eur(0)}, {"i1", Eur(60'00), Eur(0)}, {"i2", Eur(40'00), Eur(0)}}},
      At(20));
  EXPECT_EQ(BalanceOf(Invoice("i9"), {}), (ItemBalance{Eur(-10'00), Eur(0), Eur(0), Eur(0), Eur(0),
                                                       Eur(-50'00), Eur(0), Eur(0)}));
  EXPECT_EQ(BalanceOf(Invoice("i1"), {}),
            (ItemBalance{Eur(60'00), Eur(0), Eur(0), Eur(0), Eur(0), Eur(40'00), Eur(0), Eur(0)}));
  EXPECT_EQ(BalanceOf(Invoice("i9"), {.day = Day(11)}).open, Eur(-20'00));
  EXPECT_EQ(BalanceOf(Invoice("i2"), {.day = Day(11)}).open, Eur(50'00));
  EXPECT_EQ(BalanceOf(Invoice("i9"), {.known_at = At(19)}).open, Eur(-60'00));
  EXPECT_EQ(Invoice("i9").open_minor_units(), -10'00);
  Apply(
      SetOffReversed{
          "s1",
          "i9",
          Eur(50'00),
          Day(13),
          "",
          {{"i1", Eur(40'00), Day(13)}, {"i2", Eur(10'00), Day(13)}},
          {{"i9", Eur(-60'00), Eur(0)}, {"i1", Eur(100'00), Eur(0)}, {"i2", Eur(50'00), Eur(0)}}},
      At(21));
  EXPECT_EQ(BalanceOf(Invoice("i9"), {}),
            (ItemBalance{Eur(-60'00), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0)}));
  EXPECT_EQ(BalanceOf(Invoice("i2"), {.day = Day(12)}).open, Eur(40'00));
}

TEST_F(ItemsViewTest, WhatIsWrittenOffIsSaidApartUntilItIsReversed) {
  Apply(Issued("i1", Eur(100'00)), At(1));
  Apply(InvoiceWrittenOff{"w1", "i1", Eur(70'00), Day(9), "", {{"i1", Eur(30'00), Eur(0)}}}, At(9));
  EXPECT_EQ(BalanceOf(Invoice("i1"), {}),
            (ItemBalance{Eur(30'00), Eur(0), Eur(0), Eur(70'00), Eur(0), Eur(0), Eur(0), Eur(0)}));
  Apply(WriteOffReversed{"w1", "i1", Eur(70'00), Day(12), "", {{"i1", Eur(100'00), Eur(0)}}},
        At(12));
  EXPECT_EQ(BalanceOf(Invoice("i1"), {}),
            (ItemBalance{Eur(100'00), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0), Eur(0)}));
  EXPECT_EQ(BalanceOf(Invoice("i1"), {.day = Day(11)}).written_off, Eur(70'00));
}

TEST_F(ItemsViewTest, AChargeIsAnItemOfItsOwn) {
  Apply(Issued("i1", Eur(100'00)), At(1));
  Apply(ChargeAssessed{"c1",
                       "i1",
                       ChargeKind::kFixedFee,
                       Eur(5'00),
                       Day(40),
                       {"terms", {}, ""},
                       std::nullopt,
                       {{"c1", Eur(5'00)}}},
        At(41));
  Apply(PaymentRecorded{"p1",
                        Eur(3'00),
                        Day(45),
                        {},
                        {{"c1", Eur(3'00), Day(45), ItemKind::kCharge}},
                        Eur(0),
                        false,
                        {},
                        {{"c1", Eur(2'00)}}},
        At(46));
  EXPECT_THAT(rows_.rows, ElementsAre(Key("a1/c/c1"), Key("a1/i/i1"), Key("~a1/i1"),
                                      Key("~~acme/EUR/10000/2917557/a1/i1")));
  const auto row = Parsed(rows_.Get(ItemsView::ChargeKey("a1", "c1")));
  EXPECT_EQ(row.charge_kind(), v1::CHARGE_KIND_FIXED_FEE);
  EXPECT_EQ(BalanceOf(row, {}).open, Eur(2'00));
  EXPECT_EQ(BalanceOf(row, {.day = Day(44)}).open, Eur(5'00));
  EXPECT_EQ(BalanceOf(row, {.day = Day(39)}).open, Eur(0));
  EXPECT_EQ(BalanceOf(Invoice("i1"), {}).open, Eur(100'00));
}

TEST_F(ItemsViewTest, OtherHomesAndStreamsArePassedOver) {
  history::v1::Record record = RecordOf("a1", Issued("i1", Eur(1)), At(1));
  record.set_home("issuers/acme");
  view_.Apply(record, rows_);
  record.set_home("accounts/a1");
  record.set_stream("numbers/1");
  view_.Apply(record, rows_);
  record.set_home("");
  record.set_stream("");
  view_.Apply(record, rows_);
  EXPECT_TRUE(rows_.rows.empty());
}

}  // namespace
}  // namespace recourse::invoicing
