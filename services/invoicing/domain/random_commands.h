#pragma once

#include <string>
#include <vector>

#include "services/invoicing/domain/random_charges.h"

// Random commands to one ledger, over few ids, days and amounts, so that they meet: repeats, reuse
// of ids, over- and short payments, money applied later or taken back, several disputes of an
// invoice, two currencies, money in advance.
namespace recourse::invoicing {

inline RequestInvoice AnyInvoice() {
  const std::string id = AnyId('i', 8);
  InvoiceContent content = Content(id, AnyMoney(-5));
  content.issue_date = AnyDay();
  content.due_date = content.issue_date + Days(Pick(0, 60));
  content.content_digest = ToString(content.amount) + ToString(content.due_date);
  return {"accounts/a1", id, content};
}

inline std::vector<PaymentDesignation> AnyDesignations() {
  std::vector<PaymentDesignation> designations;
  const int count = Pick(0, 3);
  for (int i = 0; i < count; ++i) designations.push_back({AnyId('i', 8), Eur(Pick(1, 30))});
  if (Pick(0, 5) == 0) designations.push_back({AnyId('f', 6), Eur(Pick(1, 9)), ItemKind::kCharge});
  return designations;
}

inline RecordPayment AnyPayment() {
  RecordPayment payment{AnyId('p', 20), AnyMoney(0), AnyDay(), AnyDesignations()};
  if (Pick(0, 2) == 0) payment.order = PartOrder::kPenaltiesLast;
  return payment;
}

// A dispute names its invoice in its id mostly, so that marks and releases meet.
inline std::string AnyDispute(const std::string& invoice_id) {
  return "d" + (Pick(0, 9) == 0 ? AnyId('i', 8) : invoice_id) + AnyId('-', 3);
}

// Of one that was recorded, or that a conversion made.
inline std::string AnyPaymentId() { return Pick(0, 3) == 0 ? AnyId('k', 8) : AnyId('p', 20); }

inline LedgerCommand AnyRefundCommand() {
  const std::string id = AnyId('r', 12);
  switch (Pick(0, 6)) {
    case 0:
      return SendRefund{id, Day(Pick(100, 200)), "ref"};
    case 1:
      return FailRefund{id, Day(Pick(100, 200)), ""};
    case 2:
      return CancelRefund{id, Day(Pick(100, 200)), ""};
    case 3:
      return RequestRefund{
          id, {RefundSourceKind::kInvoice, AnyId('i', 8)}, Eur(Pick(0, 5)), AnyDay(), "", {}};
    default:
      return RequestRefund{
          id, {RefundSourceKind::kPayment, AnyPaymentId()}, AnyMoney(0), AnyDay(), "", {}};
  }
}

// One unit makes half a unit of the other currency, and now and then a unit more.
inline LedgerCommand AnyConversionCommand() {
  const std::string id = AnyId('k', 8);
  if (Pick(0, 3) == 0) return ReverseConversion{id, Day(Pick(60, 200)), ""};
  const std::int64_t half = Pick(1, 20);
  const std::int64_t more = Pick(0, 3) - 1;
  const bool to_usd = Pick(0, 2) == 0;
  const auto from = to_usd ? Eur : Usd;
  const auto to = to_usd ? Usd : Eur;
  const std::string payment_id = Pick(0, 9) == 0 ? AnyId('k', 8) : AnyId('p', 20);
  return ConvertPayment{id,       payment_id,    from(2 * half), to(half + more),
                        to(more), {"0.5", "me"}, AnyDay()};
}

inline LedgerCommand AnyCommand() {
  const std::string id = AnyId('i', 8);
  switch (Pick(0, 20)) {
    case 0:
    case 1:
      return AnyInvoice();
    case 2:
    case 3:
      return ConfirmInvoice{id};
    case 4:
      if (Pick(0, 4) == 0) return RefuseInvoice{id, "NUMBER_TAKEN"};
      return ConfirmInvoice{id};
    case 5:
      return IssueCreditNote{AnyId('c', 9), id, AnyMoney(0), AnyDay(), "", ""};
    case 6:
      return MarkDisputed{AnyDispute(id), id,
                          Pick(0, 2) == 0 ? std::optional(AnyMoney(0)) : std::nullopt,
                          Day(Pick(60, 121))};
    case 7:
      return ReleaseDisputed{AnyDispute(id), id, ReleaseOutcome::kWithdrawn};
    case 8:
      return ApplyPayment{AnyId('a', 9), AnyPaymentId(), AnyDay(), AnyDesignations()};
    case 9:
      return ReversePayment{AnyId('p', 20), ReversalCause::kBounced, AnyDay(), ""};
    case 10:
      if (Pick(0, 2) == 0) return ReverseWriteOff{AnyId('w', 9), AnyDay(), ""};
      return WriteOffInvoice{AnyId('w', 9), id, AnyMoney(0), AnyDay(), ""};
    case 11:
    case 12:
    case 13:
      return AnyChargeCommand(id);
    case 14:
      return AnyRefundCommand();
    case 15:
      return AnyConversionCommand();
    default:
      return AnyPayment();
  }
}

// Runs up to `count` commands one after another; `after(event, ledger)` is called with each event
// and the ledger that it led to, `settled(ledger)` after each command. Refused ones do nothing.
template <class After, class Settled>
Ledger RunRandomCommands(int count, const After& after, const Settled& settled) {
  Ledger ledger;
  for (int i = 0; i < count; ++i) {
    const auto decision = LedgerDecider::Decide(AnyCommand(), ledger, kEndOf2012);
    if (!decision) continue;
    for (const LedgerEvent& event : *decision) {
      ledger = LedgerDecider::Evolve(std::move(ledger), event);
      after(event, ledger);
    }
    settled(ledger);
  }
  return ledger;
}
template <class After>
Ledger RunRandomCommands(int count, const After& after) {
  return RunRandomCommands(count, after, [](const Ledger&) {});
}

}  // namespace recourse::invoicing
