// What due days and discounts are to the items: both axes of an extension, and a part of its own.

#include <gtest/gtest.h>

#include "services/invoicing/domain/ledger_kit.h"
#include "services/invoicing/views/item_balance.h"
#include "services/invoicing/views/items_view.h"
#include "services/invoicing/views/view_kit.h"

namespace recourse::invoicing {
namespace {

Instant At(int day) { return Instant(Day(day)); }

class ItemsTermsTest : public testing::Test {
 protected:
  void Apply(const LedgerEvent& event, Instant at) {
    view_.Apply(RecordOf("a1", event, at), rows_);
  }
  views::v1::ItemRow Row() {
    views::v1::ItemRow row;
    CHECK(row.ParseFromString(rows_.Get(ItemsView::InvoiceKey("a1", "i1")).value()));
    return row;
  }

  ItemsView view_;
  wire::MemoryRows rows_;
};

TEST_F(ItemsTermsTest, ADiscountIsAPartOfItsOwnUntilItIsTakenBack) {
  Apply(Issued("i1", Eur(100'00)), At(1));
  Apply(PaymentRecorded{"p1",
                        Eur(98'00),
                        Day(5),
                        {},
                        {{"i1", Eur(98'00), Day(5)}},
                        Eur(0),
                        false,
                        {{"i1", Eur(2'00), Eur(0)}}},
        At(6));
  Apply(DiscountTaken{"p1", "i1", Eur(2'00), Day(5), Day(8), 20'000, {{"i1", Eur(0), Eur(0)}}},
        At(6));
  EXPECT_EQ(BalanceOf(Row(), {}),
            (ItemBalance{Eur(0), Eur(98'00), Eur(0), Eur(0), Eur(0), Eur(0), Eur(2'00), Eur(0)}));
  EXPECT_EQ(Row().open_minor_units(), 0);
  Apply(DiscountReversed{"p1", "i1", Eur(2'00), Day(9), {{"i1", Eur(2'00), Eur(0)}}}, At(9));
  EXPECT_EQ(BalanceOf(Row(), {}).discounted, Eur(0));
  EXPECT_EQ(BalanceOf(Row(), {.day = Day(8)}).discounted, Eur(2'00));
}

TEST_F(ItemsTermsTest, AnExtensionCountsFromWhenItIsKnownUntilItIsRevoked) {
  Apply(Issued("i1", Eur(100'00)), At(1));
  Apply(DueDateExtended{"e1", "i1", Day(60), "storm", false, true, Day(60)}, At(20));
  Apply(DueDateExtended{"e2", "i1", Day(80), "storm", false, false, Day(80)}, At(30));
  Apply(DueDateExtensionRevoked{"e1", "i1", "no storm", Day(80)}, At(40));
  const auto due = [&](int known_on, bool aging) {
    return DueDayOf(Row(), {.known_at = At(known_on)}, aging);
  };
  EXPECT_EQ(due(19, false), Day(31));
  EXPECT_EQ(due(20, false), Day(60));
  EXPECT_EQ(due(20, true), Day(60));
  EXPECT_EQ(due(30, false), Day(80));
  EXPECT_EQ(due(30, true), Day(60));
  EXPECT_EQ(due(40, false), Day(80));
  EXPECT_EQ(due(40, true), Day(31));
}

}  // namespace
}  // namespace recourse::invoicing
