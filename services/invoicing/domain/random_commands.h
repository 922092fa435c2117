#pragma once

#include <string>
#include <vector>

#include "services/invoicing/domain/random_charges.h"
#include "services/invoicing/domain/random_corrections.h"
#include "services/invoicing/domain/random_refunds.h"

// Random commands to one ledger, over few ids, days and amounts, so that they meet: repeats, reuse
// of ids, over- and short payments, money applied later or taken back, several disputes of an
// invoice, two currencies, money in advance, credit notes that are set off.
namespace recourse::invoicing {

inline RequestInvoice AnyInvoice() {
  const std::string id = AnyId('i', 8);
  InvoiceContent content = Content(id, AnyMoney(Pick(0, 2) == 0 ? -60 : -5));
  if (Pick(0, 3) == 0) content.details.preceding = {{"N-" + AnyId('i', 8), std::nullopt}};
  if (Pick(0, 2) == 0) SayTax(content);
  SayCorrected(content);
  content.issue_date = AnyDay();
  content.due_date = content.issue_date + Days(Pick(0, 60));
  content.content_digest = ToString(content.amount) + ToString(content.due_date);
  if (Pick(0, 3) > 0) {
    const PaymentTerms terms{calendar::NetDays{60}, "", {{Pick(0, 20), 300'000}, {40, 100'000}}};
    content.terms.discounts =
        DiscountsOf(terms, content.issue_date, content.due_date, content.amount);
  }
  if (Pick(0, 3) == 0) content.terms.allocation_order = PartOrder::kPrincipalFirst;
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

inline LedgerCommand AnySetOff(const std::string& invoice_id) {
  if (Pick(0, 3) == 0) return ReverseSetOff{AnyId('s', 4), Day(Pick(100, 200)), ""};
  SetOffInvoice set_off{AnyId('s', 4), invoice_id, Day(Pick(60, 121)), {}};
  if (Pick(0, 3) == 0) set_off.designations = {{AnyId('i', 8), Eur(Pick(1, 9))}};
  return set_off;
}

inline LedgerCommand AnyExtension(const std::string& invoice_id) {
  if (Pick(0, 2) == 0) return RevokeExtension{AnyId('e', 12), "no storm"};
  return ExtendDueDate{AnyId('e', 12), invoice_id,      Day(Pick(20, 200)),
                       "storm",        Pick(0, 3) == 0, Pick(0, 2) == 0};
}

inline LedgerCommand AnyCommand() {
  const std::string id = AnyId('i', 8);
  switch (Pick(0, 22)) {
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
      return AnyCorrection(id);
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
    case 15:
      return AnySetOff(id);
    case 16:
      return AnyExtension(id);
    case 17:
      return AnyRefundCommand();
    case 18:
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
