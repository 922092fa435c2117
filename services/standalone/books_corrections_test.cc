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
