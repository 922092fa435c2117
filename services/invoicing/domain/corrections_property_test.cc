#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/invoicing/domain/credit_invariant.h"
#include "services/invoicing/domain/random_commands.h"

namespace recourse::invoicing {
namespace {

constexpr int kCommands = 400;

RC_GTEST_PROP(CorrectionsPropertyTest, NoMoreIsCreditedOfALineOrATaxThanItHas, ()) {
  int by_line = 0;
  int whole = 0;
  int released = 0;
  RunRandomCommands(kCommands, [&](const LedgerEvent& event, const Ledger& ledger) {
    const auto broken = BrokenCredits(ledger);
    if (broken) RC_FAIL(*broken);
    const auto* const credit = std::get_if<CreditNoteIssued>(&event);
    if (credit == nullptr) return;
    by_line += credit->basis == CreditBasis::kLines;
    whole += credit->basis == CreditBasis::kWhole && credit->taxes.size() > 1;
    released += !credit->released.empty();
  });
  RC_CLASSIFY(by_line > 0, "by line");
  RC_CLASSIFY(whole > 0, "the whole rest, of several taxes");
  RC_CLASSIFY(released > 0, "of what is paid");
}

// What is said of tax in the end is all of it, however it was credited before.
RC_GTEST_PROP(CorrectionsPropertyTest, TheWholeRestTakesWhatIsLeftToTheCent, ()) {
  const Ledger ledger = RunRandomCommands(kCommands, [](const LedgerEvent&, const Ledger&) {});
  for (const auto& [id, invoice] : ledger.invoices) {
    if (invoice.creditable == nullptr || invoice.open.minor_units <= 0) continue;
    std::int64_t left = 0;
    for (const auto& tax : invoice.creditable->taxes) left += tax.Left();
    const IssueCreditNote credit{"last", id, {}, Day(121), "", "", {}, CreditBasis::kWhole};
    const auto events = LedgerDecider::Decide(credit, ledger, kEndOf2012);
    RC_ASSERT(static_cast<bool>(events));
    const Ledger after = LedgerDecider::Evolve(ledger, events->front());
    const auto broken = BrokenCredits(after);
    if (broken) RC_FAIL(*broken);
    if (left != invoice.open.minor_units) continue;
    for (const auto& tax : after.Find(id)->creditable->taxes) RC_ASSERT(tax.Left() == 0);
  }
}

RC_GTEST_PROP(CorrectionsPropertyTest, NothingStandsOfWhatIsCancelledAfterACommand, ()) {
  int replaced = 0;
  int moved = 0;
  RunRandomCommands(
      kCommands,
      [&](const LedgerEvent& event, const Ledger&) {
        const auto* const cancelled = std::get_if<InvoiceCancelled>(&event);
        replaced += cancelled != nullptr && !cancelled->replaced_by.empty();
        const auto* const applied = std::get_if<PaymentApplied>(&event);
        moved += applied != nullptr && applied->application_id.starts_with("replaced:");
      },
      [](const Ledger& ledger) {
        const auto broken = BrokenCancellations(ledger);
        if (broken) RC_FAIL(*broken);
      });
  RC_CLASSIFY(replaced > 0, "replaced");
  RC_CLASSIFY(moved > 0, "with what was paid");
}

}  // namespace
}  // namespace recourse::invoicing
