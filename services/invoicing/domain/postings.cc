#include "services/invoicing/domain/postings.h"

#include "libs/base/overloaded.h"

namespace recourse::invoicing {
namespace {

using enum ChartAccount;

std::vector<Posting> Of(const InvoiceIssued& issued) {
  const auto& [amount, day] = std::pair(issued.content.amount, issued.content.issue_date);
  return {{kReceivable, issued.invoice_id, day, amount},
          {kRevenue, issued.invoice_id, day, -amount}};
}

std::vector<Posting> Of(const PaymentRecorded& payment) {
  const std::string_view id = payment.payment_id;
  std::vector<Posting> postings{{kBank, id, payment.effective, payment.amount}};
  for (const auto& [invoice_id, amount, effective] : payment.allocations) {
    if (effective != payment.effective) {
      // Paid before the invoice was issued: the money waits until then.
      postings.push_back({kUnappliedCash, id, payment.effective, -amount});
      postings.push_back({kUnappliedCash, id, effective, amount});
    }
    postings.push_back({kReceivable, invoice_id, effective, -amount});
  }
  if (payment.unapplied.minor_units != 0) {
    postings.push_back({kUnappliedCash, id, payment.effective, -payment.unapplied});
  }
  return postings;
}

std::vector<Posting> Of(const CreditNoteIssued& credit) {
  return {{kReceivable, credit.invoice_id, credit.effective, -credit.amount},
          {kCreditsGranted, credit.invoice_id, credit.effective, credit.amount}};
}

std::vector<Posting> Of(const PaymentApplied& applied) {
  std::vector<Posting> postings;
  for (const auto& [invoice_id, amount, effective] : applied.allocations) {
    postings.push_back({kUnappliedCash, applied.payment_id, effective, amount});
    postings.push_back({kReceivable, invoice_id, effective, -amount});
  }
  return postings;
}

std::vector<Posting> Of(const PaymentReversed& reversed) {
  const std::string_view id = reversed.payment_id;
  std::vector<Posting> postings{{kBank, id, reversed.effective, -reversed.amount}};
  for (const auto& [invoice_id, amount, effective] : reversed.reopened) {
    if (effective != reversed.effective) {
      // Until the day on which it would have cleared the invoice, it was unapplied.
      postings.push_back({kUnappliedCash, id, reversed.effective, amount});
      postings.push_back({kUnappliedCash, id, effective, -amount});
    }
    postings.push_back({kReceivable, invoice_id, effective, amount});
  }
  if (reversed.unapplied.minor_units != 0) {
    postings.push_back({kUnappliedCash, id, reversed.effective, reversed.unapplied});
  }
  return postings;
}

std::vector<Posting> Of(const InvoiceWrittenOff& written_off) {
  return {{kReceivable, written_off.invoice_id, written_off.effective, -written_off.amount},
          {kBadDebt, written_off.invoice_id, written_off.effective, written_off.amount}};
}

std::vector<Posting> Of(const WriteOffReversed& reversed) {
  return {{kReceivable, reversed.invoice_id, reversed.effective, reversed.amount},
          {kBadDebt, reversed.invoice_id, reversed.effective, -reversed.amount}};
}

}  // namespace

std::vector<Posting> Postings(const LedgerEvent& event) {
  using None = std::vector<Posting>;
  return std::visit(Overloaded{
                        [](const InvoiceIssued& issued) { return Of(issued); },
                        [](const PaymentRecorded& payment) { return Of(payment); },
                        [](const CreditNoteIssued& credit) { return Of(credit); },
                        [](const PaymentApplied& applied) { return Of(applied); },
                        [](const PaymentReversed& reversed) { return Of(reversed); },
                        [](const InvoiceWrittenOff& written_off) { return Of(written_off); },
                        [](const WriteOffReversed& reversed) { return Of(reversed); },
                        [](const InvoiceRequested&) { return None{}; },
                        [](const InvoiceRefused&) { return None{}; },
                        [](const DisputedMarked&) { return None{}; },
                        [](const DisputedReleased&) { return None{}; },
                    },
                    event);
}

}  // namespace recourse::invoicing
