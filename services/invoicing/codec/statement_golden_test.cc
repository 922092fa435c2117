#include <gtest/gtest.h>

#include "libs/engine/unit.h"
#include "libs/wire/golden.h"
#include "services/invoicing/codec/statement_codec.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

static_assert(engine::Aggregate<StatementAggregate>);

void ExpectGolden(const StatementEvent& event) {
  wire::ExpectGolden<StatementAggregate>("services/invoicing/codec/golden", event);
}

TEST(StatementGoldenTest, StatementBegun) {
  StatementContent content;
  content.kind = StatementKind::kAdvice;
  content.format = "camt.052.001.08";
  content.id = "id";
  content.number = "17";
  content.legal_number = "18";
  content.page = "1";
  content.iban = "DE02120300000000202051";
  content.other_account = "202051";
  content.currency = Eur(0).currency;
  content.bank_bic = "BYLADEM1001";
  content.bank_code = "12030000";
  content.from = Day(1);
  content.to = Day(2);
  content.opening = StatedBalance{Eur(-1'00), Day(1), true};
  content.closing = StatedBalance{Eur(2'00), Day(2)};
  content.entries = 2;
  content.booked = {Eur(3'00), Usd(-1)};
  ExpectGolden(StatementBegun{content});
}

TEST(StatementGoldenTest, StatementLinesAdded) {
  StatementLine line;
  line.entry = 2;
  line.amount = Eur(60'01);
  line.kind = LineKind::kReversal;
  line.booking = Day(10);
  line.value = Day(11);
  line.end_to_end_id = "e2e";
  line.creditor_references = {"RF18539007547034", "second"};
  line.documents = {"R-17", "R-18"};
  line.bank_reference = "bank";
  line.file_line = 77;
  line.payer = "\x01\xff";
  line.personal_data = {std::string("\x01\xfe", 2), "digest"};
  ExpectGolden(StatementLinesAdded{5, {line}});
}

TEST(StatementGoldenTest, StatementLoaded) {
  ExpectGolden(StatementLoaded{7, StatementVerdict::kDiffers, Eur(1'00), Eur(2'00)});
}

TEST(StatementGoldenTest, LineConfirmed) {
  const LineMatch match{"accounts/a1",
                        {{"i1", Eur(5'00)}, {"c1", Eur(1'00), ItemKind::kCharge}},
                        80,
                        {{MatchReasonKind::kNumberInText, 45, "R-17"},
                         {MatchReasonKind::kAmountEqual, 35, "6.00 EUR"}},
                        true};
  ExpectGolden(LineConfirmed{5, match, "abc.5", Eur(6'00), Day(10), "\x01\xff"});
}

TEST(StatementGoldenTest, LineRecorded) {
  ExpectGolden(LineRecorded{5, "accounts/a1/payments/abc.5", "\x01\xff"});
}

TEST(StatementGoldenTest, LineRefused) { ExpectGolden(LineRefused{5, "NO_SUCH_ACCOUNT"}); }

TEST(StatementGoldenTest, LineIgnored) { ExpectGolden(LineIgnored{5, "interest of the bank"}); }

TEST(StatementGoldenTest, LineReopened) {
  ExpectGolden(
      LineReopened{5, "it bounced", Eur(6'00), Day(10), "\x01\xff", "accounts/a1/payments/abc.5"});
}

TEST(StatementGoldenTest, LineReopenedInParts) {
  wire::ExpectGolden<StatementAggregate>(
      "services/invoicing/codec/golden/parts",
      LineReopened{5,
                   "it bounced",
                   Eur(6'00),
                   Day(10),
                   "\x01\xff",
                   "",
                   {"accounts/a1/payments/abc.5-1", "accounts/a2/payments/abc.5-2"}});
}

TEST(StatementGoldenTest, LinePartConfirmed) {
  const LineMatch match{"accounts/a1", {{"i1", Eur(5'00)}}, 0, {{MatchReasonKind::kChosen, 0, ""}}};
  ExpectGolden(LinePartConfirmed{5, 2, match, "abc.5-2", Eur(6'00), Day(10), "\x01\xff"});
}

TEST(StatementGoldenTest, LinePartRecorded) {
  ExpectGolden(LinePartRecorded{5, 2, "accounts/a1/payments/abc.5-2", "\x01\xff"});
}

TEST(StatementGoldenTest, LinePartRefused) {
  ExpectGolden(LinePartRefused{5, 2, "NO_SUCH_ACCOUNT"});
}

}  // namespace
}  // namespace recourse::invoicing
