#include "services/invoicing/domain/agreed_terms.h"

#include <gtest/gtest.h>

#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

const PaymentTerms kNet30{calendar::NetDays{30}, "", {{10, 20'000}}};

AgreementContent Frame(Date from) {
  AgreementContent content;
  content.effective_from = from;
  content.payment_terms = kNet30;
  content.allocation_order = PartOrder::kPrincipalFirst;
  return content;
}

// Version 1 from the first of January, version 2 from day 50.
Agreement TwoVersions() { return {{{Frame(Day(1)), ""}, {Frame(Day(50)), "why"}}}; }

AskedContent Asked(int version = 0) {
  AskedContent asked{Content("i1", Eur(100'00)), false};
  asked.content.due_date = {};
  asked.content.terms.agreement = AgreementReference{"accounts/a1/agreements/g1", version};
  return asked;
}

std::string Refused(const AskedContent& asked, const Agreement& agreement = TwoVersions()) {
  const auto content = WithTerms(asked, agreement);
  if (content) return "";
  std::string text = content.error().reason;
  for (const auto& [field, value] : content.error().values) text += " " + field + "=" + value;
  return text;
}

TEST(AgreedTermsTest, TheVersionInForceGivesDueDateDiscountsAndOrder) {
  const auto content = WithTerms(Asked(), TwoVersions());
  ASSERT_TRUE(content);
  EXPECT_EQ(content->due_date, Day(31));
  EXPECT_EQ(content->terms, (InvoiceTerms{AgreementReference{"accounts/a1/agreements/g1", 1},
                                          kNet30,
                                          {{Day(11), 20'000, Eur(2'00)}},
                                          PartOrder::kPrincipalFirst}));
  AskedContent later = Asked();
  later.content.issue_date = Day(50);
  EXPECT_EQ(WithTerms(later, TwoVersions())->terms.agreement->version, 2);
}

TEST(AgreedTermsTest, AnEarlierVersionMayBeNamedALaterOneNot) {
  AskedContent earlier = Asked(1);
  earlier.content.issue_date = Day(60);
  EXPECT_EQ(WithTerms(earlier, TwoVersions())->terms.agreement->version, 1);
  EXPECT_EQ(Refused(Asked(2)),
            "NOT_IN_FORCE agreement=accounts/a1/agreements/g1 issue_date=2012-01-01");
}

TEST(AgreedTermsTest, ADueDateThatAgreesIsTaken) {
  AskedContent asked = Asked();
  asked.has_due_date = true;
  asked.content.due_date = Day(31);
  EXPECT_EQ(WithTerms(asked, TwoVersions())->due_date, Day(31));
  asked.content.due_date = Day(32);
  EXPECT_EQ(Refused(asked), "DUE_DATE_DIFFERS due_date=2012-02-01 by_terms=2012-01-31");
}

TEST(AgreedTermsTest, TermsNeedNoAgreement) {
  AskedContent asked = Asked();
  asked.content.terms.agreement.reset();
  asked.content.terms.payment_terms = kNet30;
  const auto content = WithTerms(asked, {});
  ASSERT_TRUE(content);
  EXPECT_EQ(content->due_date, Day(31));
  EXPECT_EQ(content->terms.discounts.size(), 1u);
  EXPECT_EQ(content->terms.allocation_order, std::nullopt);
}

TEST(AgreedTermsTest, AnAgreementWithoutTermsLeavesTheDueDateToTheInvoice) {
  Agreement agreement = TwoVersions();
  agreement.versions[0].content.payment_terms.reset();
  EXPECT_EQ(Refused(Asked(), agreement), "DUE_DATE_MISSING number=N-i1");
  AskedContent asked = Asked();
  asked.has_due_date = true;
  asked.content.due_date = Day(20);
  EXPECT_EQ(WithTerms(asked, agreement)->due_date, Day(20));
  asked.has_due_date = false;
  asked.content.terms.payment_terms = PaymentTerms{calendar::OnReceipt{}, "", {}};
  EXPECT_EQ(WithTerms(asked, agreement)->due_date, Day(1));
}

TEST(AgreedTermsTest, WhatDoesNotFitTheAgreementIsRefusedByName) {
  EXPECT_EQ(Refused(Asked(), {}),
            "NO_SUCH_AGREEMENT agreement=accounts/a1/agreements/g1 issue_date=2012-01-01");
  EXPECT_EQ(Refused(Asked(3)), "NO_SUCH_VERSION agreement=accounts/a1/agreements/g1 version=3");
  AskedContent asked = Asked();
  asked.content.issue_date = Day(0);
  EXPECT_EQ(Refused(asked),
            "NOT_IN_FORCE agreement=accounts/a1/agreements/g1 issue_date=2011-12-31");
  asked = Asked();
  asked.content.lines = {{"Work", "1", "1", Eur(1), "3.1", 9}};
  EXPECT_EQ(Refused(asked), "NO_SUCH_VERSION agreement=accounts/a1/agreements/g1 version=9");
  asked = Asked();
  asked.content.terms.payment_terms = PaymentTerms{calendar::NetDays{14}, "", {}};
  EXPECT_EQ(Refused(asked),
            "TERMS_DIFFER payment_terms=due 2012-01-15 "
            "agreed=due 2012-01-31, 20000 millionths less within 10 days");
  asked = Asked();
  asked.content.terms.agreement.reset();
  asked.content.terms.payment_terms = PaymentTerms{calendar::FixedDay{Day(0)}, "", {}};
  EXPECT_EQ(Refused(asked), "DUE_BEFORE_START due_date=2011-12-31 issue_date=2012-01-01");
}

}  // namespace
}  // namespace recourse::invoicing
