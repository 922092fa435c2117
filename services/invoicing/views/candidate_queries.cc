#include "services/invoicing/views/candidate_queries.h"

#include <algorithm>

#include "libs/eventlog/hash.h"
#include "libs/wire/convert.h"
#include "services/invoicing/codec/invoice_terms_parts.h"
#include "services/invoicing/domain/payment_terms.h"
#include "services/invoicing/views/items_view.h"
#include "services/invoicing/views/numbers_view.h"

namespace recourse::invoicing {
namespace {

// Of one amount in one shard; the newest invoices come first.
constexpr std::size_t kRowsOfAmountMax = 500;
// Of the account of a payer.
constexpr std::size_t kOpenOfPayerMax = 100;

std::string IdOf(const std::string& name) { return name.substr(name.rfind('/') + 1); }

// What clears all that is open if it comes on `day`, as the ledger judges it (domain/allocation.h).
std::optional<Money> Discounted(const v1::Invoice& invoice, const Money& open, Date day) {
  const auto disputed = wire::SumFromWire(invoice.disputed());
  if (disputed && disputed->minor_units > 0) return std::nullopt;
  wire::Reader reader;
  for (const auto& step : ReadTerms(invoice.content(), reader).discounts) {
    if (day <= step.last_day) return open - DiscountOf(open, step.millionths);
  }
  return std::nullopt;
}

std::optional<OpenInvoice> ToOpenInvoice(const std::string& account, const v1::Invoice& invoice,
                                         const LineClues& clues) {
  const auto open = wire::SumFromWire(invoice.open());
  if (!open || open->currency != clues.amount.currency) return std::nullopt;
  OpenInvoice found{account, IdOf(invoice.name()), invoice.content().number(), *open};
  found.partly_paid = wire::SumFromWire(invoice.content().amount()) != open;
  if (open->minor_units > 0) found.discounted = Discounted(invoice, *open, clues.day);
  return found;
}

}  // namespace

std::optional<OpenInvoice> CandidateQueries::Find(const std::string& account,
                                                  const std::string& invoice_id,
                                                  const LineClues& clues) const {
  const std::uint32_t shard = eventlog::ShardOf(account, rows_.shards());
  const auto invoice = items_.GetInvoice(shard, IdOf(account), invoice_id);
  if (!invoice) return std::nullopt;
  return ToOpenInvoice(account, *invoice, clues);
}

void CandidateQueries::AddNamed(const std::string& issuer, const std::string& normalised,
                                FoundIn found_in, const LineClues& clues,
                                Candidates& candidates) const {
  for (const auto& numbered : InvoicesNumbered(rows_, issuer, normalised)) {
    if (candidates.named.size() == kCandidatesMax) return;
    const bool known = std::any_of(candidates.named.begin(), candidates.named.end(),
                                   [&](const NamedInvoice& each) {
                                     return each.invoice.account == numbered.account() &&
                                            each.invoice.invoice_id == numbered.invoice_id();
                                   });
    if (known) continue;
    if (auto found = Find(numbered.account(), numbered.invoice_id(), clues)) {
      candidates.named.push_back({*std::move(found), found_in});
    }
  }
}

void CandidateQueries::AddOfAmount(const std::string& issuer, const LineClues& clues,
                                   Candidates& candidates) const {
  const Money& amount = clues.amount;
  const std::string prefix = ItemsView::AmountPrefix(IdOf(issuer), amount);
  for (std::uint32_t shard = 0; shard < rows_.shards(); ++shard) {
    const auto rows = rows_.Scan(ItemsView::kName, shard, prefix, prefix, kRowsOfAmountMax);
    if (rows.size() == kRowsOfAmountMax) candidates.more_of_same_amount = true;
    for (const auto& [key, value] : rows) {
      if (candidates.same_amount.size() == kCandidatesMax) {
        candidates.more_of_same_amount = true;
        return;
      }
      // More or less may be open by now, and a discount be over.
      const auto [account, invoice_id] = ItemsView::InvoiceOfAmountKey(key);
      auto found = Find(account, invoice_id, clues);
      if (!found || (found->open != amount && found->discounted != amount)) continue;
      const bool known = std::any_of(candidates.same_amount.begin(), candidates.same_amount.end(),
                                     [&, id = &invoice_id, of = &account](const OpenInvoice& each) {
                                       return each.account == *of && each.invoice_id == *id;
                                     });
      if (!known) candidates.same_amount.push_back(*std::move(found));
    }
  }
}

void CandidateQueries::AddOfPayers(const std::string& issuer, const LineClues& clues,
                                   Candidates& candidates) const {
  candidates.payers = statements_.AccountsOf(issuer, clues.payer);
  for (const KnownPayer& payer : candidates.payers) {
    const std::uint32_t shard = eventlog::ShardOf(payer.account, rows_.shards());
    for (const v1::Invoice& invoice :
         items_.OpenInvoices(shard, IdOf(payer.account), kOpenOfPayerMax)) {
      if (auto found = ToOpenInvoice(payer.account, invoice, clues)) {
        candidates.of_payers.push_back(*std::move(found));
      }
    }
  }
}

Candidates CandidateQueries::CandidatesFor(const std::string& issuer,
                                           const LineClues& clues) const {
  Candidates candidates;
  for (const std::string& reference : clues.creditor_references) {
    AddNamed(issuer, ReferenceOf(reference), FoundIn::kStructured, clues, candidates);
  }
  for (const std::string& document : clues.documents) {
    AddNamed(issuer, NormalisedNumber(document), FoundIn::kStructured, clues, candidates);
  }
  if (!clues.end_to_end_id.empty()) {
    AddNamed(issuer, NormalisedNumber(clues.end_to_end_id), FoundIn::kStructured, clues,
             candidates);
  }
  for (const std::string& number : NumbersIn(clues.remittance_text)) {
    AddNamed(issuer, number, FoundIn::kText, clues, candidates);
  }
  AddOfAmount(issuer, clues, candidates);
  AddOfPayers(issuer, clues, candidates);
  return candidates;
}

}  // namespace recourse::invoicing
