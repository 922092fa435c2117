#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "services/invoicing/domain/ledger.h"
#include "services/standalone/fault.h"

namespace recourse::standalone {

// Keeps the books of one account again, event by event, in two ways that share nothing: by the
// ledger's own fold, and by adding up postings and claims. An event is right if the balances that
// it carries, on which other services act, agree with both. An event costs what it touches, however
// long the ledger is. One thread.
class Books {
 public:
  // What is wrong with the ledger's next event: the field, what was found there and what was
  // expected. After that the books are of no use.
  Fault Enter(const invoicing::LedgerEvent& event);

  // What is wrong with the ledger as a whole, after the last event. A pass over all of it.
  Fault Close() const;

 private:
  struct Item {
    Money receivable;  // The sum of its postings.
    Money claimed;     // By disputes in force.

    Money OpenOf(const Money& claim) const;
    Money Disputed() const { return OpenOf(claimed); }
  };

  // What the fold could not take.
  Fault Misfit(const invoicing::InvoiceRequested& requested) const;
  Fault Misfit(const invoicing::InvoiceIssued& issued) const;
  Fault Misfit(const invoicing::InvoiceRefused& refused) const;
  Fault Misfit(const invoicing::PaymentRecorded& payment) const;
  Fault Misfit(const invoicing::PaymentApplied& applied) const;
  Fault Misfit(const invoicing::PaymentReversed& reversed) const;
  Fault Misfit(const invoicing::CreditNoteIssued& credit) const;
  Fault Misfit(const invoicing::InvoiceCancelled& cancelled) const;
  Fault Misfit(const invoicing::InvoiceWrittenOff& written_off) const;
  Fault Misfit(const invoicing::WriteOffReversed& reversed) const;
  Fault Misfit(const invoicing::ItemsSetOff& set_off) const;
  Fault Misfit(const invoicing::SetOffReversed& reversed) const;
  Fault Misfit(const invoicing::ChargeAssessed& assessed) const;
  Fault Misfit(const invoicing::InterestAssessed& assessed) const;
  Fault Misfit(const invoicing::ChargeWaived& waived) const;
  Fault Misfit(const invoicing::WaiverReversed& reversed) const;
  Fault Misfit(const invoicing::ChargeReversed& reversed) const;
  Fault Misreleased(const std::vector<invoicing::ChargePayment>& released,
                    const invoicing::Charge* charge, const Currency& currency) const;
  Fault Misfit(const invoicing::DueDateExtended& extended) const;
  Fault Misfit(const invoicing::DueDateExtensionRevoked& revoked) const;
  Fault Misfit(const invoicing::DiscountTaken& taken) const;
  Fault Misfit(const invoicing::DiscountReversed& reversed) const;
  Fault Misfit(const invoicing::PaymentConverted& converted) const;
  Fault Misfit(const invoicing::ConversionReversed& reversed) const;
  Fault Misfit(const invoicing::RefundRequested& requested) const;
  Fault Misfit(const invoicing::RefundSent& sent) const;
  Fault Misfit(const invoicing::RefundFailed& failed) const;
  Fault Misfit(const invoicing::RefundCancelled& cancelled) const;
  Fault Misfit(const invoicing::ChargesFrozen& frozen) const;
  Fault Misfit(const invoicing::ChargesUnfrozen& unfrozen) const;
  Fault Misfit(const invoicing::DisputedMarked& marked) const;
  Fault Misfit(const invoicing::DisputedReleased& released) const;
  // One that is not known, or was reversed.
  Fault Mispaid(const std::string& payment_id) const;
  // One or more that are Misplaced.
  Fault Misallocated(const std::string& field,
                     const std::vector<invoicing::PaymentAllocation>& allocations,
                     const Currency& currency) const;
  Fault Misnamed(const std::string& invoice_id, invoicing::Invoice::Status expected) const;
  // As Misnamed for an issued invoice, and what is not an amount of its currency.
  Fault Misplaced(const std::string& invoice_id, const char* field, const Money& amount) const;

  // A charge that is not known, or an amount that is not of its currency.
  Fault Mischarged(const std::string& charge_id, const char* field, const Money& amount) const;

  // Lines, quantities or categories that the invoice has not, and what is not of its currency.
  Fault Miscredited(const invoicing::CreditNoteIssued& credit) const;
  // What a payment gives back that it had not cleared of the invoice.
  Fault Misreleased(const invoicing::CreditNoteIssued& credit) const;

  // A refund that is not known, in another state or of another source or amount.
  template <class Event>
  Fault Misrefunded(const Event& event, invoicing::RefundState state) const;

  Fault Post(const invoicing::LedgerEvent& event);
  Fault Claim(const invoicing::LedgerEvent& event);
  Fault WrongBalances(const invoicing::LedgerEvent& event) const;
  Fault WrongBalance(const std::string& invoice_id, const invoicing::InvoiceBalance& told) const;
  Fault WrongChargeBalances(const invoicing::LedgerEvent& event) const;

  invoicing::Ledger ledger_;
  std::unordered_map<std::string, Item> items_;     // By invoice id.
  std::unordered_map<std::string, Money> charges_;  // The sum of its postings, by charge id.
  std::unordered_map<std::string, Money> claims_;   // In force, by dispute id.
};

}  // namespace recourse::standalone
