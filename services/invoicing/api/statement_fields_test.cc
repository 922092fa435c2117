#include "services/invoicing/api/statement_fields.h"

#include <gtest/gtest.h>

#include "libs/wire/convert.h"

// What of statements and lines is let in, and how lines are told.
namespace recourse::invoicing {
namespace {

constexpr std::int64_t kTenToThe15th = 1'000'000'000'000'000;

Money Cents(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }

v1::NewLine NewLine(v1::LineKind kind, std::int64_t cents) {
  v1::NewLine line;
  line.mutable_line()->set_entry(1);
  line.mutable_line()->set_kind(kind);
  wire::Write(Cents(cents), line.mutable_line()->mutable_amount());
  return line;
}
// The field that is wrong; empty if none is.
std::string Wrong(const v1::NewLine& line, StatementKind of = StatementKind::kStatement) {
  rpc::Fields fields;
  ReadLine(line, of, fields);
  return fields.ok() ? "" : fields.Refuse().values.at(0).first;
}

TEST(StatementFieldsTest, AKindOfLineGoesWithItsStatementAndSign) {
  using enum StatementKind;
  EXPECT_EQ(Wrong(NewLine(v1::LINE_KIND_CREDIT, 5), kStatement), "");
  EXPECT_EQ(Wrong(NewLine(v1::LINE_KIND_CREDIT, -5), kStatement), "line.kind");
  EXPECT_EQ(Wrong(NewLine(v1::LINE_KIND_CREDIT, 0), kStatement), "line.kind");
  EXPECT_EQ(Wrong(NewLine(v1::LINE_KIND_DEBIT, -5), kStatement), "");
  EXPECT_EQ(Wrong(NewLine(v1::LINE_KIND_DEBIT, 5), kStatement), "line.kind");
  EXPECT_EQ(Wrong(NewLine(v1::LINE_KIND_REVERSAL, 5), kStatement), "");
  EXPECT_EQ(Wrong(NewLine(v1::LINE_KIND_NOT_BOOKED, 5), kStatement), "");
  EXPECT_EQ(Wrong(NewLine(v1::LINE_KIND_ADVICE, 5), kStatement), "line.kind");
  // What is only advised is never a payment.
  for (const auto kind : {v1::LINE_KIND_CREDIT, v1::LINE_KIND_REVERSAL, v1::LINE_KIND_NOT_BOOKED}) {
    EXPECT_EQ(Wrong(NewLine(kind, 5), kAdvice), "line.kind");
  }
  EXPECT_EQ(Wrong(NewLine(v1::LINE_KIND_DEBIT, -5), kAdvice), "line.kind");
  EXPECT_EQ(Wrong(NewLine(v1::LINE_KIND_ADVICE, 5), kAdvice), "");
}

TEST(StatementFieldsTest, ALineHasAnAmountWithinTheLimit) {
  EXPECT_EQ(Wrong(NewLine(v1::LINE_KIND_CREDIT, kTenToThe15th)), "");
  EXPECT_EQ(Wrong(NewLine(v1::LINE_KIND_CREDIT, kTenToThe15th + 1)), "line");
  EXPECT_EQ(Wrong(NewLine(v1::LINE_KIND_UNSPECIFIED, 5)), "line");
  EXPECT_EQ(Wrong(NewLine(v1::LINE_KIND_DEBIT, -kTenToThe15th - 1)), "line");
}

TEST(StatementFieldsTest, AContentThatCannotBeReadIsNamed) {
  rpc::Fields fields;
  v1::StatementContent content;
  content.set_format("MT940");
  ReadContent(content, fields);
  EXPECT_EQ(fields.Refuse().values.at(0).first, "content");
}

TEST(StatementFieldsTest, WhoPaysIsNotForCallersToSay) {
  v1::NewLine line = NewLine(v1::LINE_KIND_CREDIT, 5);
  line.mutable_line()->set_payer("another's");
  EXPECT_EQ(Wrong(line), "line.payer");
  line.mutable_line()->clear_payer();
  line.mutable_line()->mutable_personal_data();
  EXPECT_EQ(Wrong(line), "line.payer");
}

TEST(StatementFieldsTest, ALineHasNoMoreReferencesAndDocumentsThanTheLimits) {
  v1::NewLine line = NewLine(v1::LINE_KIND_CREDIT, 5);
  for (int i = 0; i < 20; ++i) line.mutable_line()->add_creditor_references("RF18539007547034");
  for (int i = 0; i < 100; ++i) line.mutable_line()->add_documents("R-1");
  EXPECT_EQ(Wrong(line), "");
  line.mutable_line()->add_documents("R-1");
  EXPECT_EQ(Wrong(line), "line.documents");
  line.mutable_line()->add_creditor_references("RF18539007547034");
  EXPECT_EQ(Wrong(line), "line.creditor_references");
}

TEST(StatementFieldsTest, APayerIsKnownAgainByOneIssuerOnly) {
  const rpc::KeyedHash hash(std::string(rpc::KeyedHash::kKeyBytes, 'k'));
  const std::string payer = PayerOf(hash, "issuers/acme", "GB82WEST12345698765432");
  EXPECT_EQ(PayerOf(hash, "issuers/acme", "GB82WEST12345698765432"), payer);
  EXPECT_NE(PayerOf(hash, "issuers/acme", "GB82WEST12345698765433"), payer);
  EXPECT_NE(PayerOf(hash, "issuers/other", "GB82WEST12345698765432"), payer);
  EXPECT_EQ(PayerOf(hash, "issuers/acme", ""), "");
}

TEST(StatementFieldsTest, PersonalDataIsThePayersAndElseTheStatements) {
  EXPECT_EQ(SubjectOf("issuers/acme", "k1", "\x01"), "issuers/acme/payers/01");
  EXPECT_EQ(SubjectOf("issuers/acme", "k2", "\x01"), "issuers/acme/payers/01");
  EXPECT_EQ(SubjectOf("issuers/acme", "k1", ""), "issuers/acme/statements/k1");
}

class ToLineTest : public testing::Test {
 protected:
  ToLineTest() {
    wire::Write(Cents(60'00), found_.row.mutable_line()->mutable_amount());
    found_.standing.state = v1::LINE_STATE_RECORDED;
    found_.standing.waiting = Cents(0);
  }
  v1::Line With(int part, std::int64_t cents) {
    v1::LinePart recorded;
    recorded.set_payment("accounts/a1/payments/p");
    wire::Write(Cents(cents), recorded.mutable_amount());
    found_.standing.parts = {recorded};
    found_.standing.part_numbers = {part};
    return ToLine("issuers/acme", found_);
  }

  FoundLine found_{"k", 3, {}, {}};
};

TEST_F(ToLineTest, WhatWasConfirmedWholeHasAPaymentAndAllElseParts) {
  const v1::Line whole = With(0, 60'00);
  EXPECT_EQ(whole.name(), "issuers/acme/statements/k/lines/3");
  EXPECT_EQ(whole.payment(), "accounts/a1/payments/p");
  EXPECT_TRUE(whole.has_match());
  EXPECT_EQ(whole.parts_size(), 0);
  // Split for one account, and the rest of one that was split.
  for (const v1::Line& line : {With(1, 60'00), With(0, 20'00)}) {
    EXPECT_EQ(line.payment(), "");
    EXPECT_FALSE(line.has_match());
    ASSERT_EQ(line.parts_size(), 1);
    EXPECT_EQ(line.parts(0).payment(), "accounts/a1/payments/p");
  }
}

TEST_F(ToLineTest, WhatWaitsIsToldOfThoseThatDo) {
  found_.standing.waiting = Cents(20'00);
  for (const auto state : {v1::LINE_STATE_WAITING, v1::LINE_STATE_CONFIRMED}) {
    found_.standing.state = state;
    EXPECT_EQ(ToLine("issuers/acme", found_).waiting().units(), 20);
  }
  for (const auto state : {v1::LINE_STATE_RECORDED, v1::LINE_STATE_IGNORED}) {
    found_.standing.state = state;
    EXPECT_FALSE(ToLine("issuers/acme", found_).has_waiting());
  }
}

}  // namespace
}  // namespace recourse::invoicing
