#include "services/invoicing/views/statement_of_account.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

using testing::ElementsAre;

// "day kind item amount" of each entry in euro.
std::vector<std::string> Entries(const std::vector<LedgerEvent>& history) {
  StatementOfAccount statement(Day(1), Day(366));
  for (const LedgerEvent& event : history) statement.Add(event);
  std::vector<std::string> entries;
  const std::vector<CurrencyStatement> lines = statement.Lines();
  for (const StatementEntry& entry : lines.at(0).entries) {
    entries.push_back(fmt::format("{} {} {}/{} {}", (entry.day - Day(1)).count() + 1,
                                  static_cast<int>(entry.kind), static_cast<int>(entry.item_kind),
                                  entry.item_id, ToDecimal(entry.amount)));
  }
  return entries;
}

std::string Entry(int day, MovementKind kind, BookItem item_kind, const std::string& id,
                  const std::string& amount) {
  return fmt::format("{} {} {}/{} {}", day, static_cast<int>(kind), static_cast<int>(item_kind), id,
                     amount);
}

TEST(StatementOfAccountTest, ASetOffHasAnEntryOnEachSide) {
  const auto history = After(Open({Issued("i1", Eur(100'00)), Issued("i9", Eur(-60'00))}),
                             SetOffInvoice{"s1", "i9", Day(40), {}});
  using enum MovementKind;
  EXPECT_THAT(Entries(history),
              ElementsAre(Entry(1, kInvoiced, BookItem::kInvoice, "i1", "100.00"),
                          Entry(1, kInvoiced, BookItem::kInvoice, "i9", "-60.00"),
                          Entry(40, kSetOff, BookItem::kInvoice, "i9", "60.00"),
                          Entry(40, kSetOff, BookItem::kInvoice, "i1", "-60.00")));
}

// What is set aside and then sent is one refund to who reads it, on the day it was asked for.
TEST(StatementOfAccountTest, ARefundIsOneEntryByItsOwnName) {
  auto history = After(
      Open({Issued("i1", Eur(-100'00))}),
      RequestRefund{"r1", {RefundSourceKind::kInvoice, "i1"}, Eur(40'00), Day(9), "returned", {}});
  history = After(std::move(history), SendRefund{"r1", Day(10), "our 7"});
  using enum MovementKind;
  const auto sent = {Entry(1, kInvoiced, BookItem::kInvoice, "i1", "-100.00"),
                     Entry(9, kRefunded, BookItem::kRefund, "r1", "40.00")};
  EXPECT_THAT(Entries(history), testing::ElementsAreArray(sent));
  history = After(std::move(history), FailRefund{"r1", Day(12), "account closed"});
  EXPECT_EQ(Entries(history).back(), Entry(12, kRefunded, BookItem::kRefund, "r1", "-40.00"));
}

TEST(StatementOfAccountTest, AnExtensionInForceMakesItDueLaterAndYoungerIfAgingUsesIt) {
  const auto open_item = [](const std::vector<LedgerEvent>& history) {
    StatementOfAccount statement(Day(1), Day(100));
    for (const LedgerEvent& event : history) statement.Add(event);
    const CurrencyStatement line = statement.Lines().at(0);
    const auto bucket = std::find(line.aging.begin(), line.aging.end(), Eur(100'00));
    return std::pair(line.open_items.at(0).due, bucket - line.aging.begin());
  };
  const auto agreed = Open({Issued("i1", Eur(100'00))});
  EXPECT_EQ(open_item(agreed), std::pair(Day(31), 3L));
  const auto later = After(agreed, ExtendDueDate{"e1", "i1", Day(95), "asked", false, false});
  EXPECT_EQ(open_item(later), std::pair(Day(95), 3L));
  const auto younger = After(agreed, ExtendDueDate{"e1", "i1", Day(95), "asked", false, true});
  EXPECT_EQ(open_item(younger), std::pair(Day(95), 1L));
  EXPECT_EQ(open_item(After(younger, RevokeExtension{"e1", "broken"})), std::pair(Day(31), 3L));
}

TEST(StatementOfAccountTest, WhatIsWrittenOffIsOwedAllTheSame) {
  auto history = After(Open({Issued("i1", Eur(100'00))}),
                       WriteOffInvoice{"w1", "i1", Eur(70'00), Day(40), "no assets"});
  const auto statement_of = [](const std::vector<LedgerEvent>& events) {
    StatementOfAccount statement(Day(1), Day(50));
    for (const LedgerEvent& event : events) statement.Add(event);
    return statement.Lines().at(0);
  };
  const CurrencyStatement written_off = statement_of(history);
  EXPECT_EQ(written_off.closing, Eur(100'00));
  ASSERT_EQ(written_off.entries.size(), 1u);
  EXPECT_EQ(written_off.entries[0].kind, MovementKind::kInvoiced);
  EXPECT_EQ(written_off.open_items.at(0).open, Eur(100'00));
  EXPECT_EQ(written_off.aging[1], Eur(100'00));
  history = After(std::move(history), ReverseWriteOff{"w1", Day(45), "found some"});
  const CurrencyStatement reversed = statement_of(history);
  EXPECT_EQ(reversed.entries, written_off.entries);
  EXPECT_EQ(reversed.open_items, written_off.open_items);
}

TEST(StatementOfAccountTest, ACreditSaysByWhichNote) {
  const auto history = After(Open({Issued("i1", Eur(100'00))}),
                             IssueCreditNote{"c7", "i1", Eur(5'00), Day(9), "kind", ""});
  StatementOfAccount statement(Day(1), Day(50));
  for (const LedgerEvent& event : history) statement.Add(event);
  const auto entries = statement.Lines().at(0).entries;
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].credit_note_id, "");
  EXPECT_EQ(entries[1].credit_note_id, "c7");
  EXPECT_EQ(entries[1].item_id, "i1");
}

TEST(StatementOfAccountTest, ADiscountIsNoCredit) {
  InvoiceIssued issued = Issued("i1", Eur(100'00));
  issued.content.terms.discounts = {{Day(8), 20'000, Eur(2'00)}};
  const auto history = After(Open({issued}), RecordPayment{"p1", Eur(98'00), Day(8), {}});
  using enum MovementKind;
  EXPECT_THAT(Entries(history),
              ElementsAre(Entry(1, kInvoiced, BookItem::kInvoice, "i1", "100.00"),
                          Entry(8, kPaid, BookItem::kPayment, "p1", "-98.00"),
                          Entry(8, kDiscounted, BookItem::kInvoice, "i1", "-2.00")));
}

}  // namespace
}  // namespace recourse::invoicing
