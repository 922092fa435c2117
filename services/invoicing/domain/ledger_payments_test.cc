#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

InvoiceBalance Balance(const std::string& id, Money open, Money disputed = Eur(0)) {
  return {id, open, disputed};
}

// Due on the 31st, the 10th and the 20th day, 100, 50 and 30 EUR.
const auto kThreeOpen = Open({Issued("i1", Eur(100'00), Day(31)), Issued("i2", Eur(50'00), Day(10)),
                              Issued("i3", Eur(30'00), Day(20))});

TEST(LedgerPaymentsTest, UndesignatedClearsTheOldestDueFirst) {
  Given(kThreeOpen)
      .When(RecordPayment{"p1", Eur(60'00), Day(40), {}})
      .Then({PaymentRecorded{"p1",
                             Eur(60'00),
                             Day(40),
                             {},
                             {{"i2", Eur(50'00), Day(40)}, {"i3", Eur(10'00), Day(40)}},
                             Eur(0),
                             false,
                             {Balance("i2", Eur(0)), Balance("i3", Eur(20'00))}}});
}

TEST(LedgerPaymentsTest, ThePayersDesignationComesFirst) {
  const std::vector<PaymentDesignation> designations{{"i1", Eur(40'00)}};
  Given(kThreeOpen)
      .When(RecordPayment{"p1", Eur(60'00), Day(40), designations})
      .Then({PaymentRecorded{"p1",
                             Eur(60'00),
                             Day(40),
                             designations,
                             {{"i1", Eur(40'00), Day(40)}, {"i2", Eur(20'00), Day(40)}},
                             Eur(0),
                             false,
                             {Balance("i1", Eur(60'00)), Balance("i2", Eur(30'00))}}});
}

TEST(LedgerPaymentsTest, WhatExceedsADesignatedInvoiceGoesByTheRule) {
  const std::vector<PaymentDesignation> designations{{"i3", Eur(35'00)}};
  Given(kThreeOpen)
      .When(RecordPayment{"p1", Eur(35'00), Day(40), designations})
      .Then({PaymentRecorded{"p1",
                             Eur(35'00),
                             Day(40),
                             designations,
                             {{"i3", Eur(30'00), Day(40)}, {"i2", Eur(5'00), Day(40)}},
                             Eur(0),
                             false,
                             {Balance("i3", Eur(0)), Balance("i2", Eur(45'00))}}});
}

TEST(LedgerPaymentsTest, OneInvoiceIsAllocatedToOnceThoughDesignatedAndOldest) {
  const std::vector<PaymentDesignation> designations{{"i2", Eur(10'00)}};
  Given(kThreeOpen)
      .When(RecordPayment{"p1", Eur(25'00), Day(40), designations})
      .Then({PaymentRecorded{"p1",
                             Eur(25'00),
                             Day(40),
                             designations,
                             {{"i2", Eur(25'00), Day(40)}},
                             Eur(0),
                             false,
                             {Balance("i2", Eur(25'00))}}});
}

TEST(LedgerPaymentsTest, DisputedAmountIsPassedOverUnlessDesignated) {
  const auto disputed = After(kThreeOpen, MarkDisputed{"d1", "i2", Eur(40'00), Day(1)});
  Given(disputed)
      .When(RecordPayment{"p1", Eur(20'00), Day(40), {}})
      .Then({PaymentRecorded{"p1",
                             Eur(20'00),
                             Day(40),
                             {},
                             {{"i2", Eur(10'00), Day(40)}, {"i3", Eur(10'00), Day(40)}},
                             Eur(0),
                             false,
                             {Balance("i2", Eur(40'00), Eur(40'00)), Balance("i3", Eur(20'00))}}});
  const std::vector<PaymentDesignation> designations{{"i2", Eur(20'00)}};
  Given(disputed)
      .When(RecordPayment{"p1", Eur(20'00), Day(40), designations})
      .Then({PaymentRecorded{"p1",
                             Eur(20'00),
                             Day(40),
                             designations,
                             {{"i2", Eur(20'00), Day(40)}},
                             Eur(0),
                             false,
                             {Balance("i2", Eur(30'00), Eur(30'00))}}});
}

TEST(LedgerPaymentsTest, WhatIsLeftIsUnappliedCash) {
  Given(Open({Issued("i1", Eur(5'00))}))
      .When(RecordPayment{"p1", Eur(7'00), Day(40), {}})
      .Then({PaymentRecorded{"p1",
                             Eur(7'00),
                             Day(40),
                             {},
                             {{"i1", Eur(5'00), Day(40)}},
                             Eur(2'00),
                             false,
                             {Balance("i1", Eur(0))}}});
}

TEST(LedgerPaymentsTest, ForeignCurrencyStaysUnapplied) {
  Given(kThreeOpen)
      .When(RecordPayment{"p1", Usd(60'00), Day(40), {}})
      .Then({PaymentRecorded{"p1", Usd(60'00), Day(40), {}, {}, Usd(60'00), false, {}}});
}

TEST(LedgerPaymentsTest, PaidBeforeItsIssueAnInvoiceIsClearedOnItsIssueDate) {
  Given(Open({Issued("i1", Eur(5'00))}))
      .When(RecordPayment{"p1", Eur(5'00), Day(-3), {}})
      .Then({PaymentRecorded{"p1",
                             Eur(5'00),
                             Day(-3),
                             {},
                             {{"i1", Eur(5'00), Day(1)}},
                             Eur(0),
                             false,
                             {Balance("i1", Eur(0))}}});
}

TEST(LedgerPaymentsTest, RecordedAgainNothingHappensThoughTheInvoiceIsCleared) {
  const RecordPayment payment{"p1", Eur(30'00), Day(40), {{"i3", Eur(30'00)}}, true};
  Given(After(kThreeOpen, payment)).When(payment).ThenNothing();
}

TEST(LedgerPaymentsTest, OnePaymentClearsABoundedNumberOfInvoices) {
  std::vector<LedgerEvent> history;
  for (std::size_t i = 0; i <= kAllocationsMax; ++i) {
    const InvoiceIssued issued = Issued("i" + std::to_string(i), Eur(1'00));
    history.push_back(Requested(issued.invoice_id, Eur(1'00)));
    history.push_back(issued);
  }
  const auto after = After(history, RecordPayment{"p1", Eur(5000'00), Day(40), {}});
  const auto& recorded = std::get<PaymentRecorded>(after.back());
  EXPECT_EQ(recorded.allocations.size(), kAllocationsMax);
  EXPECT_EQ(recorded.unapplied, Eur(4000'00));
}

}  // namespace
}  // namespace recourse::invoicing
