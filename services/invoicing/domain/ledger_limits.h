#pragma once

#include <cstddef>

namespace recourse::invoicing {

// Limits of what a command may carry.
inline constexpr std::size_t kNumberBytesMax = 64;
inline constexpr std::size_t kLinesMax = 500;
inline constexpr std::size_t kTextBytesMax = 1000;  // A line's description, a reason.
inline constexpr std::size_t kDecimalBytesMax = 32;
inline constexpr std::size_t kReferenceBytesMax = 200;  // To another document; a line's id.
inline constexpr std::size_t kCodeBytesMax = 32;        // Of a code list.
// Of an invoice or a line: taxes, allowances and charges, preceding invoices.
inline constexpr std::size_t kDetailsMax = 100;
inline constexpr std::size_t kDimensionsMax = 10;  // Of a line.
inline constexpr std::size_t kSha256Bytes = 32;
inline constexpr std::size_t kDesignationsMax = 100;
inline constexpr std::size_t kDisputesMax = 100;    // Of one invoice, released ones too.
inline constexpr std::size_t kChargesMax = 100;     // Of one invoice, waived ones too.
inline constexpr std::size_t kExtensionsMax = 100;  // Of one invoice, revoked ones too.
inline constexpr int kExtensionMaxDays = 3660;      // After the day agreed first.
// One payment clears at most as many invoices; what then is left of it stays unapplied.
inline constexpr std::size_t kAllocationsMax = 1000;
// All that one payment clears, also when it is applied later: its reversal is one event.
inline constexpr std::size_t kPaymentAllocationsMax = 5000;
// Years that a day may lie in. No debt is older than living memory, and none falls due after two
// centuries: what lies beyond is a mistyped year.
inline constexpr int kYearMin = 1900;
inline constexpr int kYearMax = 2199;

// Why the ledger refuses, in the order in which its commands are declared.
enum class LedgerRule {
  // Any command that names what must exist.
  kUnknownInvoice,
  kInvoiceNotIssued,
  kUnknownPayment,
  kUnknownWriteOff,
  kUnknownCharge,
  kUnknownWaiver,
  kUnknownSetOff,
  kUnknownExtension,
  kUnknownRefund,
  kUnknownConversion,
  // Amounts.
  kAmountNotPositive,
  kAmountTooLarge,
  kCurrencyDiffers,
  // Days on which something counts.
  kDateInFuture,
  kDateOutOfRange,
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
  kTooManyDetails,
  kDetailMalformed,
  kCodeUnknown,
  kCreditNoteAboveZero,
  kSumsDiffer,
  kUnknownPreceding,
  kNotReplaceable,
  kNotCancellable,
  kCancelledOtherwise,
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
  kReversedOtherwise,  // Also of write-offs and set-offs.
  // Refunds.
  kRefundIdReused,
  kNothingToRefund,
  kMoreThanToRefund,
  kRefundStateDiffers,
  kRefundPending,  // Of a payment that is to be reversed.
  // Conversions.
  kConversionIdReused,
  kSameCurrency,
  kRateMalformed,
  kMoreThanUnapplied,
  kRateMakesOtherwise,
  kConversionStands,    // Of a payment that is to be reversed.
  kPaymentIsConverted,  // It was made by a conversion.
  // Credit notes and write-offs.
  kCreditNoteIdReused,
  kWriteOffIdReused,
  kNeedsApproval,  // Also of waivers and refunds.
  kReasonTooLong,
  kBeforeIssueDate,  // Also of disputes: what they concede is credited on a day after opening.
  kMoreThanOpen,
  kTaxUnsaid,
  kTaxUnknown,
  kTaxMalformed,
  kUnknownLine,
  kLineNotCreditable,
  kMoreThanLineLeft,
  kMoreThanTaxLeft,
  kCreditMakesOtherwise,
  // Charges.
  kChargeIdReused,
  kWaiverIdReused,
  kTooManyCharges,
  kNothingToCharge,
  kNotComputed,  // For the reason that a policy names: RATE_UNKNOWN, CURRENCY_DIFFERS.
  kInterestOverlaps,
  kChargesFrozen,
  kNothingWaived,
  // Set-offs.
  kSetOffIdReused,
  kNothingInFavour,
  kMoreThanInFavour,
  // Extensions of the due day.
  kExtensionIdReused,
  kDueDateNotLater,
  kExtensionTooLong,
  kTooManyExtensions,
  kRevokedOtherwise,
  // Disputed amounts.
  kDisputeIdReused,
  kNothingOpen,
  kClaimedMoreThanAmount,
  kTooManyDisputes,
  kUnknownDispute,
  kReleasedOtherwise,
};

}  // namespace recourse::invoicing
