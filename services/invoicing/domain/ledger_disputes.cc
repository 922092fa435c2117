#include <algorithm>

#include "libs/base/check.h"
#include "services/invoicing/domain/differences.h"
#include "services/invoicing/domain/ledger_rules.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

// Works for a const invoice and for one that may be changed.
template <class AnyInvoice>
auto FindClaim(AnyInvoice& invoice, const std::string& dispute_id) {
  const auto found =
      std::find_if(invoice.claims.begin(), invoice.claims.end(),
                   [&](const Claim& claim) { return claim.dispute_id == dispute_id; });
  return found == invoice.claims.end() ? nullptr : &*found;
}

// `known` is null where the dispute has marked another invoice, which is `invoice_id`.
Differences DifferencesOf(const MarkDisputed& asked, const std::string& invoice_id,
                          const Claim* known) {
  Differences differences;
  differences.Shown("invoice", invoice_id, asked.invoice_id);
  if (known == nullptr) return differences;
  differences.Named("claimed: the whole, or an amount", asked.claimed.has_value() != known->whole);
  if (asked.claimed) differences.Shown("claimed", known->claimed, *asked.claimed);
  return differences;
}

LedgerDecision MarkNew(const MarkDisputed& mark, const Invoice& invoice) {
  const Money claimed = mark.claimed.value_or(invoice.amount);
  const Failure::Values values{{"claimed", ToString(claimed)},
                               {"amount", ToString(invoice.amount)}};
  if (invoice.open.minor_units <= 0) {
    return Refuse(kNothingOpen,
                  {{"invoice_id", mark.invoice_id}, {"open", ToString(invoice.open)}});
  }
  if (claimed.minor_units <= 0) return Refuse(kAmountNotPositive, values);
  if (claimed.currency != invoice.amount.currency) return Refuse(kCurrencyDiffers, values);
  if (claimed > invoice.amount) return Refuse(kClaimedMoreThanAmount, values);
  // A concession is credited on the day of the closing, which is not before that of the opening.
  if (mark.opened_on < invoice.issue_date) {
    return Refuse(kBeforeIssueDate, {{"opened_on", ToString(mark.opened_on)},
                                     {"issue_date", ToString(invoice.issue_date)}});
  }
  if (invoice.claims.size() == kDisputesMax) {
    return Refuse(kTooManyDisputes, {{"disputes", std::to_string(kDisputesMax)}});
  }
  const Money none{0, invoice.amount.currency};
  const InvoiceBalance after =
      BalanceAfter(mark.invoice_id, invoice, none, invoice.Claimed() + claimed);
  return LedgerEvents{DisputedMarked{mark.dispute_id,
                                     mark.invoice_id,
                                     claimed,
                                     DisputedPart(claimed, invoice.open),
                                     !mark.claimed.has_value(),
                                     {after}}};
}

}  // namespace

LedgerDecision Decide(const MarkDisputed& mark, const Ledger& ledger) {
  const auto found = FindIssued(mark.invoice_id, ledger);
  if (!found) return Unexpected{found.error()};
  const auto disputed = ledger.invoice_by_dispute.find(mark.dispute_id);
  if (disputed == ledger.invoice_by_dispute.end()) return MarkNew(mark, **found);

  const Claim* const known = FindClaim(**found, mark.dispute_id);
  const Differences differences = DifferencesOf(mark, disputed->second, known);
  if (differences.none()) return LedgerEvents{};
  return Refuse(kDisputeIdReused, differences.With({{"invoice_id", disputed->second}}));
}

LedgerDecision Decide(const ReleaseDisputed& release, const Ledger& ledger) {
  const auto found = FindIssued(release.invoice_id, ledger);
  if (!found) return Unexpected{found.error()};
  const Invoice& invoice = **found;
  const Claim* const claim = FindClaim(invoice, release.dispute_id);
  if (claim == nullptr) return Refuse(kUnknownDispute, {{"dispute_id", release.dispute_id}});
  if (claim->released) {
    if (*claim->released == release.outcome) return LedgerEvents{};
    return Refuse(kReleasedOtherwise, {{"dispute_id", release.dispute_id}});
  }
  const Money none{0, invoice.amount.currency};
  const InvoiceBalance after =
      BalanceAfter(release.invoice_id, invoice, none, invoice.Claimed() - claim->claimed);
  return LedgerEvents{DisputedReleased{release.dispute_id,
                                       release.invoice_id,
                                       invoice.Disputed() - after.disputed,
                                       release.outcome,
                                       {after}}};
}

void Apply(const DisputedMarked& marked, Ledger& ledger) {
  Existing(marked.invoice_id, ledger)
      .claims.push_back({.dispute_id = marked.dispute_id,
                         .claimed = marked.claimed,
                         .whole = marked.whole,
                         .released = std::nullopt,
                         .marked = marked.marked,
                         .freed = {0, marked.marked.currency}});
  ledger.invoice_by_dispute.emplace(marked.dispute_id, marked.invoice_id);
}

void Apply(const DisputedReleased& released, Ledger& ledger) {
  Claim* const claim = FindClaim(Existing(released.invoice_id, ledger), released.dispute_id);
  CHECK(claim != nullptr);
  claim->released = released.outcome;
  claim->freed = released.released;
}

}  // namespace recourse::invoicing
