#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "services/invoicing/domain/allocation_order.h"
#include "services/invoicing/domain/charge_commands.h"
#include "services/invoicing/domain/conversion_commands.h"
#include "services/invoicing/domain/due_date_extension.h"
#include "services/invoicing/domain/ledger_events.h"
#include "services/invoicing/domain/refund_commands.h"
#include "services/invoicing/domain/set_off_commands.h"

namespace recourse::invoicing {

// Ids are chosen by the caller and checked for form at the edge. A command repeated with equal
// content asks for what already holds; with other content it is refused.

// `control` is that of credit notes: a corrected invoice may let go of what is owed.
struct RequestInvoice {
  std::string account;  // "accounts/a1".
  std::string invoice_id;
  InvoiceContent content;
  std::string draft_id{};  // That it was prepared as; empty: as none.
  Control control{};
  bool by_second_person = false;  // Who issues it may approve, and did not prepare it.
  bool is_document = false;       // Read from one that keeps to all rules of EN 16931.
};
// The issuer has reserved the number.
struct ConfirmInvoice {
  std::string invoice_id;
};
// The issuer has not: `reason` is the refusal's own name.
struct RefuseInvoice {
  std::string invoice_id;
  std::string reason;
};
// `order`: in which order what is not designated clears the parts of one debt, which are an invoice
// and its charges. Nothing: as was agreed for the invoice, or else costs, interest, principal.
struct RecordPayment {
  std::string payment_id;
  Money amount;
  Date effective;
  std::vector<PaymentDesignation> designations;
  bool imported = false;
  std::optional<PartOrder> order{};
};
// `amount` of kTaxes, kLines and kWhole may be nothing; else it must be what they make.
struct IssueCreditNote {
  std::string credit_note_id;
  std::string invoice_id;
  Money amount;
  Date effective;
  std::string reason;
  std::string dispute_id;  // Empty: no dispute led to it.
  Control control{};
  CreditBasis basis = CreditBasis::kAmount;
  std::vector<CreditedLine> lines{};  // Of kLines.
  std::vector<TaxSubtotal> taxes{};   // Of kTaxes.
  bool operator==(const IssueCreditNote&) const = default;
};
struct MarkDisputed {
  std::string dispute_id;
  std::string invoice_id;
  std::optional<Money> claimed;  // Nothing: the whole invoice.
  Date opened_on;                // Not kept: a dispute keeps its own days.
};
struct ReleaseDisputed {
  std::string dispute_id;
  std::string invoice_id;
  ReleaseOutcome outcome{};
};
// Clears invoices with what is unapplied of a payment, as if it had been received now.
struct ApplyPayment {
  std::string application_id;
  std::string payment_id;
  Date effective;
  std::vector<PaymentDesignation> designations;
  std::optional<PartOrder> order{};
};
struct ReversePayment {
  std::string payment_id;
  ReversalCause cause{};
  Date effective;
  std::string reason;
};
struct WriteOffInvoice {
  std::string write_off_id;
  std::string invoice_id;
  Money amount;
  Date effective;
  std::string reason;
  Control control{};
  bool operator==(const WriteOffInvoice&) const = default;
};
struct ReverseWriteOff {
  std::string write_off_id;
  Date effective;
  std::string reason;
  bool operator==(const ReverseWriteOff&) const = default;
};

using LedgerCommand =
    std::variant<RequestInvoice, ConfirmInvoice, RefuseInvoice, RecordPayment, IssueCreditNote,
                 MarkDisputed, ReleaseDisputed, ApplyPayment, ReversePayment, WriteOffInvoice,
                 ReverseWriteOff, AssessCharge, AssessInterest, WaiveCharge, ReverseWaiver,
                 ReverseCharge, SetOffInvoice, ReverseSetOff, ExtendDueDate, RevokeExtension,
                 RequestRefund, SendRefund, FailRefund, CancelRefund, ConvertPayment,
                 ReverseConversion, FreezeCharges, CancelInvoice>;

}  // namespace recourse::invoicing
