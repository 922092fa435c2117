#include <gtest/gtest.h>

#include "libs/wire/golden.h"
#include "services/invoicing/codec/agreement_codec.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

static_assert(engine::Aggregate<AgreementAggregate>);

void ExpectGolden(const AgreementEvent& event) {
  wire::ExpectGolden<AgreementAggregate>("services/invoicing/codec/golden", event);
}

AgreementContent FullContent() {
  AgreementContent content;
  content.title = "Frame contract";
  content.scope = "Roofs, as ordered";
  content.price_text = "94.00 EUR an hour";
  content.price = Eur(1000'00);
  content.payment_terms = PaymentTerms{calendar::NetDays{30}, "DE", {{7, 20'000}, {14, 10'000}}};
  content.payment_methods = {"bank transfer", "cash"};
  content.late_charges = LateChargePolicy{{ChargeKind::kLateInterest, ChargeKind::kFixedFee},
                                          std::string("de-business"),
                                          Eur(5'00),
                                          "7.2",
                                          Day(1),
                                          "signed"};
  content.allocation_order = PartOrder::kCostsInterestPrincipal;
  content.effective_from = Day(1);
  content.effective_until = Day(366);
  content.document_sha256 = std::string(31, '\xfe') + '\0';
  return content;
}

TEST(AgreementGoldenTest, AgreementRecorded) {
  ExpectGolden(AgreementRecorded{"g1", FullContent()});
}

TEST(AgreementGoldenTest, AgreementAmended) {
  ExpectGolden(AgreementAmended{"g1", 2, FullContent(), "new prices"});
}

void ExpectLedgerGolden(const LedgerEvent& event) {
  wire::ExpectGolden<LedgerAggregate>("services/invoicing/codec/golden", event);
}

const std::vector<InvoiceBalance> kBalances{{"i1", Eur(70'00), Eur(60'01)}};

TEST(AgreementGoldenTest, DueDateExtended) {
  ExpectLedgerGolden(DueDateExtended{"e1", "i1", Day(60), "storm", true, true, Day(70)});
}

TEST(AgreementGoldenTest, DueDateExtensionRevoked) {
  ExpectLedgerGolden(DueDateExtensionRevoked{"e1", "i1", "no storm", Day(31)});
}

TEST(AgreementGoldenTest, DiscountTaken) {
  ExpectLedgerGolden(DiscountTaken{"p1", "i1", Eur(2'00), Day(7), Day(8), 20'000, kBalances});
}

TEST(AgreementGoldenTest, DiscountReversed) {
  ExpectLedgerGolden(DiscountReversed{"p1", "i1", Eur(2'00), Day(9), kBalances});
}

// What the golden form leaves out, both ways.
TEST(AgreementGoldenTest, EveryRuleAndKindOfTermsIsReadBack) {
  const auto expect_back = [](const AgreementContent& content) {
    const auto encoded = AgreementAggregate::Encode(AgreementRecorded{"g1", content});
    EXPECT_EQ(AgreementAggregate::Decode(encoded.type, encoded.payload),
              std::optional<AgreementEvent>(AgreementRecorded{"g1", content}));
  };
  AgreementContent content = FullContent();
  for (const TermRule& rule :
       {TermRule(calendar::NetDays{0}), TermRule(calendar::EndOfMonth{0}),
        TermRule(calendar::FixedDay{Day(9)}), TermRule(calendar::OnReceipt{})}) {
    content.payment_terms = PaymentTerms{rule, "", {}};
    expect_back(content);
  }
  InterestTerms terms;
  terms.rate = calendar::Rate{1'000, calendar::RatePeriod::kDay};
  content.late_charges->interest = terms;
  expect_back(content);
  content.late_charges->interest = std::monostate{};
  content.late_charges->fee.reset();
  expect_back(content);
  content = FullContent();
  content.price.reset();
  content.payment_terms.reset();
  content.late_charges.reset();
  content.allocation_order.reset();
  content.effective_until.reset();
  expect_back(content);
}

// What an invoice rests on, in events that are older than agreements.
TEST(AgreementGoldenTest, TermsAreReadBackFromInvoices) {
  InvoiceContent content = Content("i1", Eur(100'00));
  content.lines = {{"Work", "1", "100", Eur(100'00), "3.1", 2}};
  content.terms = {AgreementReference{"accounts/a1/agreements/g1", 3},
                   PaymentTerms{calendar::EndOfMonth{10}, "DE", {{7, 20'000}}},
                   {{Day(8), 20'000, Eur(2'00)}},
                   PartOrder::kPrincipalFirst};
  const InvoiceRequested requested{"accounts/a1", "i1", content};
  const auto encoded = LedgerAggregate::Encode(requested);
  EXPECT_EQ(LedgerAggregate::Decode(encoded.type, encoded.payload), LedgerEvent(requested));
}

}  // namespace
}  // namespace recourse::invoicing
