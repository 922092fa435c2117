#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "services/invoicing/domain/ledger_events.h"

namespace recourse::invoicing {

// Ids are chosen by the caller and checked for form at the edge. A command repeated with equal
// content asks for what already holds; with other content it is refused.

struct RequestInvoice {
  std::string account;  // "accounts/a1".
  std::string invoice_id;
  InvoiceContent content;
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
struct RecordPayment {
  std::string payment_id;
  Money amount;
  Date effective;
  std::vector<PaymentDesignation> designations;
  bool imported = false;
};
struct IssueCreditNote {
  std::string credit_note_id;
  std::string invoice_id;
  Money amount;
  Date effective;
  std::string reason;
  std::string dispute_id;  // Empty: no dispute led to it.
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
};
struct ReverseWriteOff {
  std::string write_off_id;
  Date effective;
  std::string reason;
  bool operator==(const ReverseWriteOff&) const = default;
};

using LedgerCommand = std::variant<RequestInvoice, ConfirmInvoice, RefuseInvoice, RecordPayment,
                                   IssueCreditNote, MarkDisputed, ReleaseDisputed, ApplyPayment,
                                   ReversePayment, WriteOffInvoice, ReverseWriteOff>;

// Limits of what a command may carry.
inline constexpr std::size_t kNumberBytesMax = 64;
inline constexpr std::size_t kLinesMax = 500;
inline constexpr std::size_t kTextBytesMax = 1000;  // A line's description, a reason.
inline constexpr std::size_t kDecimalBytesMax = 32;
inline constexpr std::size_t kDesignationsMax = 100;
inline constexpr std::size_t kDisputesMax = 100;  // Of one invoice, released ones too.
// One payment clears at most as many invoices; what then is left of it stays unapplied.
inline constexpr std::size_t kAllocationsMax = 1000;
// All that one payment clears, also when it is applied later: its reversal is one event.
inline constexpr std::size_t kPaymentAllocationsMax = 5000;

// Why the ledger refuses, in the order in which its commands are declared.
enum class LedgerRule {
  // Any command that names what must exist.
  kUnknownInvoice,
  kInvoiceNotIssued,
  kUnknownPayment,
  kUnknownWriteOff,
  // Amounts.
  kAmountNotPositive,
  kAmountTooLarge,
  kCurrencyDiffers,
  // Days on which something counts.
  kDateInFuture,
  kBeforeWhatItChanges,  // A payment is applied or reversed, a write-off reversed.
  // Invoices.
  kInvoiceIdReused,
  kInvoiceWasRefused,
  kInvoiceIsIssued,
  kNumberTaken,
  kNumberMalformed,
  kDueBeforeIssue,
  kTooManyLines,
  kLineMalformed,
  // Payments.
  kPaymentIdReused,
  kTooManyDesignations,
  kDesignatedTwice,
  kDesignatedMoreThanPaid,
  kApplicationIdReused,
  kPaymentIsReversed,
  kNothingUnapplied,
  kNothingToClear,
  kTooManyAllocations,
  kReversedOtherwise,  // Also of write-offs.
  // Credit notes and write-offs.
  kCreditNoteIdReused,
  kWriteOffIdReused,
  kReasonTooLong,
  kBeforeIssueDate,  // Also of disputes: what they concede is credited on a day after opening.
  kMoreThanOpen,
  // Disputed amounts.
  kDisputeIdReused,
  kNothingOpen,
  kClaimedMoreThanAmount,
  kTooManyDisputes,
  kUnknownDispute,
  kReleasedOtherwise,
};

}  // namespace recourse::invoicing
