#include "tools/recourse/statement/new_lines.h"

#include <gtest/gtest.h>

namespace recourse::cli {
namespace {

namespace v1 = invoicing::v1;
using bank_statement::Detail;
using bank_statement::Entry;
using Kind = bank_statement::Statement::Kind;

Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }

Entry Of(std::int64_t minor_units) {
  Entry entry;
  entry.amount = Eur(minor_units);
  entry.line = 7;
  entry.information = "all that the bank says";
  return entry;
}

Detail Part(std::int64_t minor_units, const std::string& text) {
  Detail detail;
  detail.amount = Eur(minor_units);
  detail.remittance.text = text;
  detail.counterparty.name = "Ada";
  detail.counterparty.account.iban = "GB82WEST12345698765432";
  return detail;
}

v1::LineKind KindOf(Kind kind, const Entry& entry) {
  return ToNewLines(kind, entry, 1).at(0).line().kind();
}

TEST(NewLinesTest, WhatCanBeAPayment) {
  EXPECT_EQ(KindOf(Kind::kStatement, Of(100)), v1::LINE_KIND_CREDIT);
  EXPECT_EQ(KindOf(Kind::kStatement, Of(-100)), v1::LINE_KIND_DEBIT);
  EXPECT_EQ(KindOf(Kind::kStatement, Of(0)), v1::LINE_KIND_NOT_BOOKED);
  EXPECT_EQ(KindOf(Kind::kAdvice, Of(100)), v1::LINE_KIND_ADVICE);
  Entry reversal = Of(100);
  reversal.reversal = true;
  EXPECT_EQ(KindOf(Kind::kStatement, reversal), v1::LINE_KIND_REVERSAL);
  Entry returned = Of(100);
  returned.details = {Part(100, "back")};
  returned.details[0].return_reason = "AC04";
  EXPECT_EQ(KindOf(Kind::kStatement, returned), v1::LINE_KIND_REVERSAL);
  Entry pending = Of(100);
  pending.status = Entry::Status::kPending;
  EXPECT_EQ(KindOf(Kind::kStatement, pending), v1::LINE_KIND_NOT_BOOKED);
}

TEST(NewLinesTest, ListedPaymentsAreLinesOfTheirOwn) {
  Entry batch = Of(300);
  batch.details = {Part(100, "first"), Part(200, "second")};
  const auto lines = ToNewLines(Kind::kStatement, batch, 4);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[1].line().entry(), 4);
  EXPECT_EQ(lines[1].line().amount().units(), 2);
  EXPECT_EQ(lines[1].personal_data().remittance_text(), "second");
  EXPECT_EQ(lines[1].personal_data().counterparty_account(), "GB82WEST12345698765432");
}

TEST(NewLinesTest, PaymentsThatDoNotComeToTheEntryAreOneLine) {
  Entry batch = Of(301);
  batch.details = {Part(100, "first"), Part(200, "second")};
  const auto lines = ToNewLines(Kind::kStatement, batch, 1);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].personal_data().remittance_text(), "first\nsecond");
  EXPECT_EQ(lines[0].personal_data().counterparty_name(), "");
  batch.amount = Eur(300);
  batch.details[1].amount.reset();
  EXPECT_EQ(ToNewLines(Kind::kStatement, batch, 1).size(), 1u);
}

TEST(NewLinesTest, WithoutATextOfThePayerAllIsKept) {
  EXPECT_EQ(ToNewLines(Kind::kStatement, Of(1), 1)[0].personal_data().remittance_text(),
            "all that the bank says");
}

}  // namespace
}  // namespace recourse::cli
