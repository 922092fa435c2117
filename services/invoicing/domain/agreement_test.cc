#include "services/invoicing/domain/agreement.h"

#include "libs/decider/given.h"
#include "services/invoicing/domain/ledger_limits.h"

namespace recourse::invoicing {
namespace {

using Given = GivenHistory<AgreementDecider>;
using enum AgreementRule;
using namespace date::literals;

Money Eur(std::int64_t minor_units) { return {minor_units, *Currency::Parse("EUR")}; }

AgreementContent Frame(Date from = 2012_y / 1 / 1) {
  AgreementContent content;
  content.title = "Frame contract";
  content.scope = "Roofs, as ordered";
  content.price_text = "94.00 EUR an hour";
  content.payment_terms = PaymentTerms{calendar::NetDays{30}, "DE", {{7, 20'000}}};
  content.payment_methods = {"bank transfer"};
  content.late_charges = LateChargePolicy{{ChargeKind::kLateInterest, ChargeKind::kFixedFee},
                                          std::string("de-business"),
                                          Eur(5'00),
                                          "7.2",
                                          2011_y / 12 / 1,
                                          "signed"};
  content.effective_from = from;
  content.document_sha256 = std::string(32, 'a');
  return content;
}

template <class Change>
AgreementContent Changed(const Change& change) {
  AgreementContent content = Frame();
  change(content);
  return content;
}

const AgreementRecorded kRecorded{"g1", Frame()};
const AgreementAmended kAmended{"g1", 2, Frame(2012_y / 7 / 1), "new prices"};

TEST(AgreementTest, IsRecordedAndAmendedWithAllItSays) {
  Given({}).When(RecordAgreement{"g1", Frame()}).Then({kRecorded});
  Given({kRecorded})
      .When(AmendAgreement{"g1", 2, Frame(2012_y / 7 / 1), "new prices"})
      .Then({kAmended});
}

TEST(AgreementTest, TheSameAgainIsNothing) {
  Given({kRecorded, kAmended}).When(RecordAgreement{"g1", Frame()}).ThenNothing();
  Given({kRecorded, kAmended})
      .When(AmendAgreement{"g1", 2, Frame(2012_y / 7 / 1), "new prices"})
      .ThenNothing();
}

TEST(AgreementTest, TheNewestVersionThatIsEffectiveIsInForce) {
  AgreementContent ends = Frame(2012_y / 9 / 1);
  ends.effective_until = 2012_y / 12 / 31;
  const Agreement agreement =
      Replay<AgreementDecider>({kRecorded, kAmended, AgreementAmended{"g1", 3, ends, "it ends"}});
  EXPECT_EQ(agreement.InForceOn(2011_y / 12 / 31), 0);
  EXPECT_EQ(agreement.InForceOn(2012_y / 1 / 1), 1);
  EXPECT_EQ(agreement.InForceOn(2012_y / 6 / 30), 1);
  EXPECT_EQ(agreement.InForceOn(2012_y / 7 / 1), 2);
  EXPECT_EQ(agreement.InForceOn(2012_y / 12 / 31), 3);
  EXPECT_EQ(agreement.InForceOn(2013_y / 1 / 1), 0);
}

TEST(AgreementTest, AnAmendmentReplacesAllBeforeItFromItsOwnDayOn) {
  const Agreement agreement = Replay<AgreementDecider>(
      {kRecorded, kAmended, AgreementAmended{"g1", 3, Frame(2012_y / 3 / 1), "earlier"}});
  EXPECT_EQ(agreement.InForceOn(2012_y / 2 / 29), 1);
  EXPECT_EQ(agreement.InForceOn(2012_y / 3 / 1), 3);
  EXPECT_EQ(agreement.InForceOn(2012_y / 7 / 1), 3);
}

TEST(AgreementTest, VersionsFollowEachOther) {
  const AmendAgreement amend{"g1", 2, Frame(2012_y / 7 / 1), "new prices"};
  Given({}).When(amend).ThenRefused(kUnknownAgreement, {{"agreement_id", "g1"}});
  Given({kRecorded})
      .When(RecordAgreement{"g1", Frame(2012_y / 7 / 1)})
      .ThenRefused(kAgreementExists, {{"title", "Frame contract"}});
  AmendAgreement other = amend;
  other.reason = "other";
  Given({kRecorded, kAmended})
      .When(other)
      .ThenRefused(kVersionExists, {{"version", "2"}, {"newest", "2"}});
  other.version = 1;
  Given({kRecorded, kAmended}).When(other).ThenRefused(kVersionExists);
  other.version = 4;
  Given({kRecorded, kAmended})
      .When(other)
      .ThenRefused(kVersionSkipped, {{"version", "4"}, {"newest", "2"}});
  std::vector<AgreementEvent> full{kRecorded};
  for (int i = 2; i <= static_cast<int>(kAgreementVersionsMax); ++i) {
    full.push_back(AgreementAmended{"g1", i, Frame(), "again"});
  }
  other.version = static_cast<int>(kAgreementVersionsMax) + 1;
  Given(full).When(other).ThenRefused(kTooManyVersions);
  Given({kRecorded}).When(AmendAgreement{"g1", 2, Frame(), "why"}).ThenRefused(kNothingAmended);
}

void ExpectRefused(const AgreementContent& content, AgreementRule rule,
                   const Failure::Values& values) {
  Given({}).When(RecordAgreement{"g1", content}).ThenRefused(rule, values);
  Given({kRecorded}).When(AmendAgreement{"g1", 2, content, "why"}).ThenRefused(rule, values);
}

TEST(AgreementTest, WhatAnAgreementMustSay) {
  ExpectRefused(Changed([](auto& c) { c.title = ""; }), kFieldMissing, {{"field", "title"}});
  ExpectRefused(Changed([](auto& c) { c.price_text = ""; }), kFieldMissing,
                {{"field", "price_text"}});
  ExpectRefused(Changed([](auto& c) { c.document_sha256 = ""; }), kFieldMissing,
                {{"field", "document_sha256"}});
  ExpectRefused(Changed([](auto& c) { c.payment_methods = {""}; }), kFieldMissing,
                {{"field", "payment_methods"}});
  ExpectRefused(Changed([](auto& c) { c.late_charges->clause = ""; }), kFieldMissing,
                {{"field", "late_charges.clause"}});
  ExpectRefused(Changed([](auto& c) { c.late_charges->communicated_how = ""; }), kFieldMissing,
                {{"field", "late_charges.communicated_how"}});
  Given({kRecorded})
      .When(AmendAgreement{"g1", 2, Frame(2012_y / 7 / 1), ""})
      .ThenRefused(kFieldMissing, {{"field", "reason"}});
  const auto priced = Changed([](auto& c) { c.price_text = "", c.price = Eur(100'00); });
  Given({}).When(RecordAgreement{"g1", priced}).Then({AgreementRecorded{"g1", priced}});
}

TEST(AgreementTest, WhatAnAgreementMayNotSay) {
  ExpectRefused(Changed([](auto& c) { c.scope.assign(kAgreementTextBytesMax + 1, 'x'); }),
                kFieldTooLong, {{"field", "scope"}});
  ExpectRefused(Changed([](auto& c) { c.effective_until = 2011_y / 12 / 31; }), kUntilBeforeFrom,
                {{"effective_from", "2012-01-01"}, {"effective_until", "2011-12-31"}});
  ExpectRefused(Changed([](auto& c) { c.price = Eur(-1); }), kPriceNegative,
                {{"price", "-0.01 EUR"}});
  ExpectRefused(Changed([](auto& c) { c.payment_terms->working_days = "XX"; }), kTermsInvalid,
                {{"working_days", "XX"}});
  ExpectRefused(Changed([](auto& c) { c.payment_methods.assign(21, "cash"); }),
                kTooManyPaymentMethods, {{"payment_methods", "21"}});
}

TEST(AgreementTest, ALateChargePolicySaysHowMuchOfWhatItNames) {
  ExpectRefused(Changed([](auto& c) { c.late_charges->kinds = {}; }), kNoKindOfCharge, {});
  ExpectRefused(Changed([](auto& c) {
                  c.late_charges->kinds = {ChargeKind::kCosts, ChargeKind::kCosts};
                }),
                kKindNamedTwice, {});
  ExpectRefused(Changed([](auto& c) { c.late_charges->interest = {}; }), kInterestNotAgreed,
                {{"late_charges.terms", ""}});
  ExpectRefused(Changed([](auto& c) { c.late_charges->kinds = {ChargeKind::kFixedFee}; }),
                kInterestNotAgreed, {{"late_charges.kinds", ""}});
  ExpectRefused(Changed([](auto& c) {
                  InterestTerms terms;
                  terms.years_max = -1;
                  c.late_charges->interest = terms;
                }),
                kTermsInvalid, {{"years_max", "-1"}});
  ExpectRefused(Changed([](auto& c) { c.late_charges->fee.reset(); }), kFeeNotAgreed,
                {{"late_charges.fee", ""}});
  ExpectRefused(Changed([](auto& c) { c.late_charges->kinds = {ChargeKind::kLateInterest}; }),
                kFeeNotAgreed, {{"late_charges.kinds", ""}});
  ExpectRefused(Changed([](auto& c) { c.late_charges->fee = Eur(0); }), kFeeNotPositive,
                {{"late_charges.fee", "0.00 EUR"}});
}

}  // namespace
}  // namespace recourse::invoicing
