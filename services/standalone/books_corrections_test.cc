#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/invoicing/domain/ledger_corrections_kit.h"
#include "services/standalone/books.h"

namespace recourse::standalone {
namespace {

using invoicing::ByLines;
using invoicing::CreditNoteIssued;
using invoicing::Day;
using invoicing::Eur;
using invoicing::InvoiceCancelled;
using invoicing::LedgerEvent;
using History = std::vector<LedgerEvent>;

std::string FaultOf(const History& history) {
  Books books;
  for (const LedgerEvent& event : history) {
    if (const auto fault = books.Enter(event)) return *fault;
  }
  return books.Close().value_or("");
}

// One line is credited, then the invoice is replaced by another.
History Story() {
  History history = invoicing::After(invoicing::Open({invoicing::Sold()}), ByLines({{1, "1"}}));
  history = invoicing::After(history, invoicing::RecordPayment{"p1", Eur(50'00), Day(5), {}});
  history = invoicing::After(history, invoicing::Asked(invoicing::Corrected({"N-i1"})));
  return invoicing::After(history, invoicing::ConfirmInvoice{"i2"});
}

// The story with the first event of its kind changed.
template <class Event, class Change>
History With(const Change& change) {
  History history = Story();
  for (LedgerEvent& event : history) {
    if (auto* const found = std::get_if<Event>(&event)) {
      change(*found);
      return history;
    }
  }
  CHECK(false);
}

std::string FaultWith(const std::function<void(CreditNoteIssued&)>& change) {
  return FaultOf(With<CreditNoteIssued>(change));
}

TEST(BooksCorrectionsTest, WhatDecidersWriteIsSound) { EXPECT_EQ(FaultOf(Story()), ""); }

TEST(BooksCorrectionsTest, LinesAndTaxesThatTheInvoiceHasNotAreFaults) {
  EXPECT_NE(FaultWith([](auto& credit) { credit.lines[0].line = 9; }), "");
  EXPECT_NE(FaultWith([](auto& credit) { credit.lines[0].line = 3; }), "");
  EXPECT_NE(FaultWith([](auto& credit) { credit.lines[0].quantity = "x"; }), "");
  EXPECT_NE(FaultWith([](auto& credit) { credit.taxes[0].category.rate = "20"; }), "");
  EXPECT_NE(FaultWith([](auto& credit) { credit.taxes[0].tax = invoicing::Usd(1); }), "");
  EXPECT_NE(FaultWith([](auto& credit) { credit.taxes[0].tax = Eur(10'00); }), "");
}

TEST(BooksCorrectionsTest, MoreThanWasLeftIsFoundAtTheEnd) {
  EXPECT_NE(FaultWith([](auto& credit) { credit.lines[0].amount = Eur(200'00); }), "");
  EXPECT_NE(FaultWith([](auto& credit) { credit.lines[0].quantity = "4"; }), "");
}

TEST(BooksCorrectionsTest, NoPaymentGivesBackWhatItHasNot) {
  auto sold = invoicing::Issued("i1", Eur(100'00));
  sold.content.terms.discounts = {{Day(8), 30'000, Eur(3'00)}};
  History history = invoicing::Open({sold});
  history = invoicing::After(history, invoicing::RecordPayment{"p1", Eur(97'00), Day(8), {}});
  history = invoicing::After(
      history, invoicing::IssueCreditNote{"c1", "i1", Eur(50'00), Day(20), "damaged", ""});
  EXPECT_EQ(FaultOf(history), "");
  const auto fault_with = [&](const std::function<void(invoicing::ReleasedPayment&)>& change) {
    History changed = history;
    change(std::get<CreditNoteIssued>(changed.back()).released.at(0));
    return FaultOf(changed);
  };
  using testing::HasSubstr;
  EXPECT_THAT(fault_with([](auto& part) { part.payment_id = "p9"; }), HasSubstr("payment_id"));
  EXPECT_THAT(fault_with([](auto& part) { part.amount = Eur(97'01); }), HasSubstr("released"));
  EXPECT_THAT(fault_with([](auto& part) { part.discount = Eur(3'01); }), HasSubstr("released"));
  EXPECT_THAT(fault_with([](auto& part) { part.amount = invoicing::Usd(1); }),
              HasSubstr("released.amount"));
  EXPECT_THAT(fault_with([](auto& part) { part.discount = invoicing::Usd(1); }),
              HasSubstr("released.discount"));
  EXPECT_NE(fault_with([](auto& part) { part.amount = part.amount - Eur(1); }), "");
  EXPECT_NE(fault_with([](auto& part) { part.discount = part.discount - Eur(1); }), "");
}

TEST(BooksCorrectionsTest, ACancelledInvoiceIsIssuedAndHasNothingOpen) {
  EXPECT_NE(FaultOf(With<InvoiceCancelled>([](auto& event) { event.invoice_id = "i9"; })), "");
  History twice = Story();
  twice.push_back(InvoiceCancelled{"i1", Day(20), "", "", ""});
  EXPECT_NE(FaultOf(twice), "");
  History open = invoicing::Open({invoicing::Sold()});
  open.push_back(InvoiceCancelled{"i1", Day(20), "", "", ""});
  EXPECT_NE(FaultOf(open), "");
}

}  // namespace
}  // namespace recourse::standalone
