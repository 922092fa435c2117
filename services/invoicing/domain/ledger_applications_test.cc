#include "services/invoicing/domain/ledger_kit.h"

namespace recourse::invoicing {
namespace {

// 100 EUR were paid while 30 EUR were open; then two invoices over 50 EUR each came.
const auto kUnapplied70 = [] {
  auto history =
      After(Open({Issued("i1", Eur(30'00))}), RecordPayment{"p1", Eur(100'00), Day(5), {}});
  for (const LedgerEvent& event :
       Open({Issued("i2", Eur(50'00), Day(20)), Issued("i3", Eur(50'00), Day(10))})) {
    history.push_back(event);
  }
  return history;
}();

TEST(LedgerApplicationsTest, UnappliedCashClearsTheOldestDueFirst) {
  Given(kUnapplied70)
      .When(ApplyPayment{"a1", "p1", Day(8), {}})
      .Then({PaymentApplied{"a1",
                            "p1",
                            Day(8),
                            {},
                            {{"i3", Eur(50'00), Day(8)}, {"i2", Eur(20'00), Day(8)}},
                            Eur(0),
                            {{"i3", Eur(0), Eur(0)}, {"i2", Eur(30'00), Eur(0)}}}});
}

TEST(LedgerApplicationsTest, OurDesignationComesFirstAndTheRestStaysUnapplied) {
  const std::vector<PaymentDesignation> designations{{"i2", Eur(50'00)}};
  const auto one_left = After(kUnapplied70, RecordPayment{"p2", Eur(50'00), Day(6), {}});
  Given(one_left)
      .When(ApplyPayment{"a1", "p1", Day(8), designations})
      .Then({PaymentApplied{"a1",
                            "p1",
                            Day(8),
                            designations,
                            {{"i2", Eur(50'00), Day(8)}},
                            Eur(20'00),
                            {{"i2", Eur(0), Eur(0)}}}});
}

TEST(LedgerApplicationsTest, AnInvoiceOfALaterDayIsClearedOnItsIssueDate) {
  auto history = After({}, RecordPayment{"p1", Eur(5'00), Day(-3), {}});
  for (const LedgerEvent& event : Open({Issued("i1", Eur(5'00))})) history.push_back(event);
  Given(history)
      .When(ApplyPayment{"a1", "p1", Day(-2), {}})
      .Then({PaymentApplied{
          "a1", "p1", Day(-2), {}, {{"i1", Eur(5'00), Day(1)}}, Eur(0), {{"i1", Eur(0), Eur(0)}}}});
}

TEST(LedgerApplicationsTest, AskedAgainNothingHappensThoughNothingIsUnappliedAnyMore) {
  const ApplyPayment application{"a1", "p1", Day(8), {}};
  Given(After(kUnapplied70, application)).When(application).ThenNothing();
}

}  // namespace
}  // namespace recourse::invoicing
