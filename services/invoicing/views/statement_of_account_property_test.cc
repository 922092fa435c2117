#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/invoicing/domain/random_commands.h"
#include "services/invoicing/views/item_balance.h"
#include "services/invoicing/views/statement_of_account.h"
#include "services/invoicing/views/view_kit.h"

namespace recourse::invoicing {
namespace {

constexpr int kCommands = 200;

views::v1::ItemRow Parsed(const std::string& bytes) {
  views::v1::ItemRow row;
  CHECK(row.ParseFromString(bytes));
  return row;
}

// What the disputes in force claim of an invoice.
std::int64_t ClaimedOf(const views::v1::ItemRow& row) {
  std::map<std::string, std::int64_t> claims;
  for (const auto& claim : row.claims()) claims[claim.dispute_id()] = claim.claimed_minor_units();
  std::int64_t claimed = 0;
  for (const auto& [id, minor_units] : claims) claimed += minor_units;
  return claimed;
}

// That entries lead from opening to closing, and closing is what is open, ends the process if it
// does not hold; here it is held against the items view, which shares no code with it.
RC_GTEST_PROP(StatementPropertyTest, OpenItemsAreThoseOfTheItemsView, ()) {
  std::vector<LedgerEvent> history;
  RunRandomCommands(kCommands,
                    [&](const LedgerEvent& event, const Ledger&) { history.push_back(event); });
  const Date from = Day(Pick(-20, 100));
  const Date through = from + Days(Pick(0, 60));
  StatementOfAccount statement(from, through);
  wire::MemoryRows rows;
  ItemsView view;
  for (const LedgerEvent& event : history) {
    statement.Add(event);
    view.Apply(RecordOf("a1", event, Instant(Day(1))), rows);
  }
  std::map<std::string, ItemBalance> expected;  // By key.
  for (const auto& [key, bytes] : rows.rows) {
    if (ItemsView::IsContentKey(key)) continue;
    ItemBalance balance = BalanceOf(Parsed(bytes), {.day = through});
    if (balance.written_off.minor_units != 0) {
      // It is owed all the same.
      balance.open = balance.open + balance.written_off;
      balance.disputed.minor_units =
          std::max(std::int64_t{0}, std::min(ClaimedOf(Parsed(bytes)), balance.open.minor_units));
    }
    if (balance.open.minor_units != 0) expected.emplace(key, balance);
  }
  for (const CurrencyStatement& line : statement.Lines()) {
    for (const StatementItem& item : line.open_items) {
      const auto found =
          expected.extract(item.kind == BookItem::kInvoice ? ItemsView::InvoiceKey("a1", item.id)
                                                           : ItemsView::ChargeKey("a1", item.id));
      RC_ASSERT(!found.empty());
      RC_ASSERT(item.open == found.mapped().open);
      RC_ASSERT(item.disputed == found.mapped().disputed);
    }
    for (const StatementCash& cash : line.unapplied) {
      const auto found = expected.extract(ItemsView::PaymentKey("a1", cash.payment_id));
      RC_ASSERT(!found.empty());
      RC_ASSERT(cash.unapplied == -found.mapped().open);
    }
  }
  RC_ASSERT(expected.empty());
}

RC_GTEST_PROP(StatementPropertyTest, AStatementOpensWithTheClosingOfTheOneBefore, ()) {
  const Date border = Day(Pick(-20, 100));
  StatementOfAccount before(Day(-400), border);
  StatementOfAccount after(border + Days(1), Day(400));
  RunRandomCommands(kCommands, [&](const LedgerEvent& event, const Ledger&) {
    before.Add(event);
    after.Add(event);
  });
  const auto later = after.Lines();
  for (const CurrencyStatement& line : before.Lines()) {
    const auto next = std::find_if(later.begin(), later.end(), [&](const auto& other) {
      return other.opening.currency == line.closing.currency;
    });
    RC_ASSERT(next != later.end());
    RC_ASSERT(next->opening == line.closing);
  }
}

}  // namespace
}  // namespace recourse::invoicing
