#include "services/invoicing/codec/content_digest.h"

#include <gtest/gtest.h>

#include <functional>
#include <iterator>
#include <set>
#include <string>

#include "libs/base/hex.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

InvoiceContent Sample() {
  InvoiceContent content = Content("i1", Eur(119'00));
  content.lines = {{"Work", "2.5", "40.00", Eur(100'00)}};
  return content;
}

std::string DigestAfter(const std::function<void(InvoiceContent&)>& change) {
  InvoiceContent content = Sample();
  change(content);
  return ContentDigest(content);
}

// printf '4:N-i1\n10:2012-01-01\n10:2012-01-31\n10:119.00 EUR\n4:Work\n3:2.5\n5:40.00\n10:100.00
// EUR\n'
//   | sha256sum
TEST(ContentDigestTest, IsTheOneThatNumbersAreReservedUnder) {
  EXPECT_EQ(ToHex(ContentDigest(Sample())),
            "07cbac068625b4b363de5d050a8c253d8e6a31366f2236796c8f5c741ee7f0c4");
}

TEST(ContentDigestTest, WhereItCameFromDoesNotCount) {
  const auto from_elsewhere = [](InvoiceContent& content) {
    content.issuer = "issuers/other";
    content.imported = true;
    content.content_digest = "x";
  };
  EXPECT_EQ(DigestAfter(from_elsewhere), ContentDigest(Sample()));
}

TEST(ContentDigestTest, EverythingElseDoes) {
  const std::function<void(InvoiceContent&)> changes[] = {
      [](auto& content) { content.number = "N-i2"; },
      [](auto& content) { content.issue_date += Days(1); },
      [](auto& content) { content.due_date += Days(1); },
      [](auto& content) { content.amount = Eur(119'01); },
      [](auto& content) { content.amount = Usd(119'00); },
      [](auto& content) { content.lines.clear(); },
      [](auto& content) { content.lines[0].description = "Works"; },
      [](auto& content) { content.lines[0].quantity = "2.50"; },
      [](auto& content) { content.lines[0].unit_price = "40"; },
      [](auto& content) { content.lines[0].amount = Eur(100'01); },
      [](auto& content) { content.lines.push_back(content.lines[0]); },
      [](auto& content) { content.lines[0].clause = "3.1"; },
      [](auto& content) {
        content.terms.agreement = AgreementReference{"g", 1};
      },
      [](auto& content) {
        content.terms.payment_terms = PaymentTerms{calendar::NetDays{30}, "", {}};
      },
  };
  for (const auto& change : changes) EXPECT_NE(DigestAfter(change), ContentDigest(Sample()));
}

// What an invoice may say beside that, and does not in Sample.
TEST(ContentDigestTest, WhatElseIsSaidCounts) {
  const std::function<void(InvoiceContent&)> changes[] = {
      [](auto& content) { content.details.type_code = "384"; },
      [](auto& content) {
        content.details.preceding = {{"R-1", std::nullopt}};
      },
      [](auto& content) {
        content.details.preceding = {{"R-1", Day(1)}};
      },
      [](auto& content) { content.details.buyer_reference = "04011000"; },
      [](auto& content) {
        content.details.tax_breakdown = {{{"S", "19"}, Eur(100'00), Eur(19'00), "", ""}};
      },
      [](auto& content) {
        content.details.tax_breakdown = {{{"S", "7"}, Eur(100'00), Eur(19'00), "", ""}};
      },
      [](auto& content) {
        content.details.tax_breakdown = {{{"S", "7"}, Eur(100'00), Eur(19'00), "", "VATEX"}};
      },
      [](auto& content) { content.details.tax_in_accounting_currency = "19.00 CHF"; },
      [](auto& content) {
        content.details.allowances_and_charges = {{true, Eur(1), "", "", {}}};
      },
      [](auto& content) {
        content.details.allowances_and_charges = {{false, Eur(1), "", "", {}}};
      },
      [](auto& content) { content.details.totals.prepaid = Eur(1); },
      [](auto& content) { content.details.totals.rounding = Eur(1); },
      [](auto& content) { content.lines[0].details.id = "1"; },
      [](auto& content) { content.lines[0].details.part_of = "1"; },
      [](auto& content) { content.lines[0].details.unit = "HUR"; },
      [](auto& content) { content.lines[0].details.base_quantity = "10"; },
      [](auto& content) {
        content.lines[0].details.tax = {"S", "19"};
      },
      [](auto& content) {
        content.lines[0].details.allowances_and_charges = {{true, Eur(1), "", "", {}}};
      },
      [](auto& content) {
        content.lines[0].details.dimensions = {{"region", "N"}};
      },
      [](auto& content) {
        content.lines[0].details.dimensions = {{"seller", "N"}};
      },
  };
  std::set<std::string> digests{ContentDigest(Sample())};
  for (const auto& change : changes) digests.insert(DigestAfter(change));
  EXPECT_EQ(digests.size(), std::size(changes) + 1);
}

TEST(ContentDigestTest, WhatOneSyntaxCannotSayOrMustSayDoesNot) {
  const auto said = [](InvoiceContent& content) {
    content.details.type_code = "380";
    content.details.order_reference = "none";
    content.details.totals.rounding = Eur(0);
    content.details.source = SourceDocument{DocumentSyntax::kUbl, std::string(32, 'x')};
    content.lines[0].details.base_quantity = "1";
  };
  EXPECT_EQ(DigestAfter(said), ContentDigest(Sample()));
  InvoiceContent one = Sample();
  one.details.preceding = {{"R-1", Day(1)}};
  InvoiceContent two = one;
  two.details.preceding.push_back({"R-2", Day(2)});
  EXPECT_EQ(ContentDigest(one), ContentDigest(two));
}

// printf '4:N-i1\n10:2012-01-01\n10:2012-01-31\n10:119.00 EUR\n4:Work\n3:2.5\n5:40.00\n10:100.00
// EUR\n9:agreement\n24:accounts/a1/agreements/g\n1:2\n13:payment terms\n6:net 30\n2:DE\n7:7 20000\n
// 16:clause of line 0\n3:3.1\n1:0\n' | sha256sum
TEST(ContentDigestTest, WhatAnInvoiceRestsOnCountsAndWhatFollowsFromItDoesNot) {
  InvoiceContent content = Sample();
  content.terms.agreement = AgreementReference{"accounts/a1/agreements/g", 2};
  content.terms.payment_terms = PaymentTerms{calendar::NetDays{30}, "DE", {{7, 20'000}}};
  content.lines[0].clause = "3.1";
  const std::string digest = ContentDigest(content);
  EXPECT_EQ(ToHex(digest), "f7d6aa6ffef5c496a85f86f691fa47967de37eff70eeecdb82a4446cd8569079");
  content.terms.discounts = {{Day(8), 20'000, Eur(2'38)}};
  content.terms.allocation_order = PartOrder::kPrincipalFirst;
  EXPECT_EQ(ContentDigest(content), digest);

  std::set<std::string> digests;
  for (const TermRule& rule :
       {TermRule(calendar::NetDays{9}), TermRule(calendar::EndOfMonth{9}),
        TermRule(calendar::FixedDay{Day(9)}), TermRule(calendar::OnReceipt{})}) {
    content.terms.payment_terms->rule = rule;
    digests.insert(ContentDigest(content));
  }
  EXPECT_EQ(digests.size(), 4u);
}

}  // namespace
}  // namespace recourse::invoicing
