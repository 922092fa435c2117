#include "services/invoicing/api/refusals.h"

#include <array>

namespace recourse::invoicing {
namespace {

using enum Failure::Kind;

constexpr std::array kIssuerRefusals = std::to_array<RefusalText<IssuerRule>>({
    {IssuerRule::kIssuerExists, kExists, "ISSUER_EXISTS",
     "Another issuer is registered under this id."},
    {IssuerRule::kUnknownIssuer, kNotFound, "NO_SUCH_ISSUER", "There is no such issuer."},
    {IssuerRule::kFieldMissing, kPrecondition, "FIELD_MISSING", "An issuer must state this field."},
    {IssuerRule::kFieldTooLong, kPrecondition, "FIELD_TOO_LONG",
     "This field is longer than an issuer may have it."},
});
static_assert(HasEveryRule(kIssuerRefusals, IssuerRule::kFieldTooLong));

constexpr std::array kAccountRefusals = std::to_array<RefusalText<AccountRule>>({
    {AccountRule::kAccountExists, kExists, "ACCOUNT_EXISTS",
     "Another account is open under this id."},
    {AccountRule::kUnknownAccount, kNotFound, "NO_SUCH_ACCOUNT", "There is no such account."},
    {AccountRule::kIssuerDiffers, kPrecondition, "ISSUER_DIFFERS",
     "The account is another issuer's customer."},
    {AccountRule::kFieldMissing, kPrecondition, "FIELD_MISSING",
     "An account must state this field."},
    {AccountRule::kFieldTooLong, kPrecondition, "FIELD_TOO_LONG",
     "This field is longer than an account may have it."},
    {AccountRule::kFeeNotPositive, kPrecondition, "FEE_NOT_POSITIVE",
     "A late charge must be more than nothing."},
    {AccountRule::kFeeTooLarge, kPrecondition, "FEE_TOO_LARGE",
     "The late charge is larger than any amount may be."},
    {AccountRule::kTooManyExternalIds, kPrecondition, "TOO_MANY_EXTERNAL_IDS",
     "The account has more ids in other systems than are kept."},
    {AccountRule::kExternalIdTwice, kPrecondition, "EXTERNAL_ID_TWICE",
     "The account has one id in each other system."},
    {AccountRule::kNoEmailAddress, kPrecondition, "NO_EMAIL_ADDRESS",
     "It cannot prefer e-mail: no address is known. Give one with its personal data first."},
});
static_assert(HasEveryRule(kAccountRefusals, AccountRule::kNoEmailAddress));

constexpr std::array kInvoiceNumberRefusals = std::to_array<RefusalText<InvoiceNumberRule>>({
    {InvoiceNumberRule::kNumberTaken, kExists, "NUMBER_TAKEN",
     "Another invoice of this issuer has this number."},
});
static_assert(HasEveryRule(kInvoiceNumberRefusals, InvoiceNumberRule::kNumberTaken));

constexpr std::array kLedgerRefusals = std::to_array<RefusalText<LedgerRule>>({
    {LedgerRule::kUnknownInvoice, kNotFound, "UNKNOWN_INVOICE", "The account has no such invoice."},
    {LedgerRule::kInvoiceNotIssued, kPrecondition, "INVOICE_NOT_ISSUED",
     "Nothing is owed on this invoice: it was not issued."},
    {LedgerRule::kUnknownPayment, kNotFound, "UNKNOWN_PAYMENT", "The account has no such payment."},
    {LedgerRule::kUnknownWriteOff, kNotFound, "UNKNOWN_WRITE_OFF",
     "The account has no such write-off."},
    {LedgerRule::kUnknownCharge, kNotFound, "UNKNOWN_CHARGE", "The account has no such charge."},
    {LedgerRule::kUnknownWaiver, kNotFound, "UNKNOWN_WAIVER", "The account has no such waiver."},
    {LedgerRule::kUnknownSetOff, kNotFound, "UNKNOWN_SET_OFF", "The account has no such set-off."},
    {LedgerRule::kUnknownExtension, kNotFound, "UNKNOWN_EXTENSION",
     "The account has no such extension."},
    {LedgerRule::kUnknownRefund, kNotFound, "UNKNOWN_REFUND", "The account has no such refund."},
    {LedgerRule::kUnknownConversion, kNotFound, "UNKNOWN_CONVERSION",
     "The account has no such conversion."},
    {LedgerRule::kAmountNotPositive, kPrecondition, "AMOUNT_NOT_POSITIVE",
     "The amount must be more than nothing."},
    {LedgerRule::kAmountTooLarge, kPrecondition, "AMOUNT_TOO_LARGE",
     "The amount is larger than any amount may be."},
    {LedgerRule::kCurrencyDiffers, kPrecondition, "CURRENCY_DIFFERS",
     "The amount is in another currency than the invoice."},
    {LedgerRule::kDateInFuture, kPrecondition, "DATE_IN_FUTURE",
     "This day has not come yet, in no time zone."},
    {LedgerRule::kDateOutOfRange, kPrecondition, "DATE_OUT_OF_RANGE",
     "A day must lie in the years 1900 to 2199."},
    {LedgerRule::kBeforeWhatItChanges, kPrecondition, "BEFORE_WHAT_IT_CHANGES",
     "Nothing is applied, refunded or reversed on a day before what it changes."},
    {LedgerRule::kInvoiceIdReused, kExists, "INVOICE_ID_REUSED",
     "The account has an invoice with this id, or made from this number, and other content."},
    {LedgerRule::kInvoiceWasRefused, kPrecondition, "INVOICE_WAS_REFUSED",
     "The issuer has refused this invoice."},
    {LedgerRule::kInvoiceIsIssued, kPrecondition, "INVOICE_IS_ISSUED",
     "The invoice is issued and cannot be refused any more."},
    {LedgerRule::kNumberTaken, kExists, "NUMBER_TAKEN",
     "Another invoice of this issuer has this number."},
    {LedgerRule::kNumberMalformed, kPrecondition, "NUMBER_MALFORMED",
     "An invoice number must have 1 to 64 bytes and no control characters."},
    {LedgerRule::kDueBeforeIssue, kPrecondition, "DUE_BEFORE_ISSUE",
     "An invoice cannot be due before it is issued."},
    {LedgerRule::kTooManyLines, kPrecondition, "TOO_MANY_LINES",
     "The invoice has more lines than an invoice may have."},
    {LedgerRule::kLineMalformed, kPrecondition, "LINE_MALFORMED",
     "A line's quantity and unit price must be decimal numbers, its description short enough."},
    {LedgerRule::kTooManyDetails, kPrecondition, "TOO_MANY_DETAILS",
     "The invoice says more of this than an invoice may."},
    {LedgerRule::kDetailMalformed, kPrecondition, "DETAIL_MALFORMED",
     "What the invoice says here is not of its form, or too long."},
    {LedgerRule::kCodeUnknown, kPrecondition, "CODE_UNKNOWN",
     "This is not a code of the list that EN 16931 takes it from."},
    {LedgerRule::kCreditNoteAboveZero, kPrecondition, "CREDIT_NOTE_ABOVE_ZERO",
     "A credit note is an invoice with an amount below zero: give the amount a minus."},
    {LedgerRule::kSumsDiffer, kPrecondition, "SUMS_DIFFER",
     "What the invoice says here is not what the rest of it comes to."},
    {LedgerRule::kUnknownPreceding, kPrecondition, "UNKNOWN_PRECEDING",
     "The account has no invoice with the number that is to be replaced."},
    {LedgerRule::kNotReplaceable, kPrecondition, "NOT_REPLACEABLE",
     "The invoice cannot be replaced: it is cancelled, set off, or in the customer's favour."},
    {LedgerRule::kNotCancellable, kPrecondition, "NOT_CANCELLABLE",
     "The invoice cannot be cancelled while this of it stands: take that back first."},
    {LedgerRule::kCancelledOtherwise, kPrecondition, "CANCELLED_OTHERWISE",
     "The invoice is cancelled already, with other content."},
    {LedgerRule::kPaymentIdReused, kExists, "PAYMENT_ID_REUSED",
     "The account has another payment with this id."},
    {LedgerRule::kTooManyDesignations, kPrecondition, "TOO_MANY_DESIGNATIONS",
     "The payment is designated to more invoices than it may be."},
    {LedgerRule::kDesignatedTwice, kPrecondition, "DESIGNATED_TWICE",
     "The payment names one invoice twice."},
    {LedgerRule::kDesignatedMoreThanPaid, kPrecondition, "DESIGNATED_MORE_THAN_PAID",
     "What is designated comes to more than what was paid, or than what is unapplied of it."},
    {LedgerRule::kApplicationIdReused, kExists, "APPLICATION_ID_REUSED",
     "The account has another application of a payment with this id."},
    {LedgerRule::kPaymentIsReversed, kPrecondition, "PAYMENT_IS_REVERSED",
     "The payment was reversed: nothing of it is left."},
    {LedgerRule::kNothingUnapplied, kPrecondition, "NOTHING_UNAPPLIED",
     "All of the payment has cleared something already."},
    {LedgerRule::kNothingToClear, kPrecondition, "NOTHING_TO_CLEAR",
     "No invoice in this currency has anything open that is not disputed."},
    {LedgerRule::kTooManyAllocations, kPrecondition, "TOO_MANY_ALLOCATIONS",
     "The payment would clear more invoices than one payment may."},
    {LedgerRule::kReversedOtherwise, kPrecondition, "REVERSED_OTHERWISE",
     "It was reversed already, on another day or for another reason."},
    {LedgerRule::kRefundIdReused, kExists, "REFUND_ID_REUSED",
     "The account has another refund with this id."},
    {LedgerRule::kNothingToRefund, kPrecondition, "NOTHING_TO_REFUND",
     "Nothing of this payment or invoice is the customer's."},
    {LedgerRule::kMoreThanToRefund, kPrecondition, "MORE_THAN_TO_REFUND",
     "The amount is more than what of this payment or invoice is the customer's."},
    {LedgerRule::kRefundStateDiffers, kPrecondition, "REFUND_STATE_DIFFERS",
     "The refund is not in the state that this needs."},
    {LedgerRule::kRefundPending, kPrecondition, "REFUND_PENDING",
     "Money of this payment is set aside: say first whether the refund was sent, or cancel it."},
    {LedgerRule::kConversionIdReused, kExists, "CONVERSION_ID_REUSED",
     "The account has another conversion with this id."},
    {LedgerRule::kSameCurrency, kPrecondition, "SAME_CURRENCY",
     "Money is converted into another currency only."},
    {LedgerRule::kRateMalformed, kPrecondition, "RATE_MALFORMED",
     "A rate must be a decimal number above zero."},
    {LedgerRule::kMoreThanUnapplied, kPrecondition, "MORE_THAN_UNAPPLIED",
     "The amount is more than what is unapplied of the payment."},
    {LedgerRule::kRateMakesOtherwise, kPrecondition, "RATE_MAKES_OTHERWISE",
     "What the rate makes of the amount, plus the difference, is not the converted amount."},
    {LedgerRule::kConversionStands, kPrecondition, "CONVERSION_STANDS",
     "Money of this payment was converted: reverse the conversion first."},
    {LedgerRule::kPaymentIsConverted, kPrecondition, "PAYMENT_IS_CONVERTED",
     "A conversion made this payment: reverse the conversion."},
    {LedgerRule::kCreditNoteIdReused, kExists, "CREDIT_NOTE_ID_REUSED",
     "The account has another credit note with this id."},
    {LedgerRule::kWriteOffIdReused, kExists, "WRITE_OFF_ID_REUSED",
     "The account has another write-off with this id."},
    {LedgerRule::kNeedsApproval, kPrecondition, "NEEDS_APPROVAL",
     "With what was done alone on the same item this exceeds the issuer's limit for one person."},
    {LedgerRule::kReasonTooLong, kPrecondition, "REASON_TOO_LONG",
     "The reason is longer than it may be."},
    {LedgerRule::kBeforeIssueDate, kPrecondition, "BEFORE_ISSUE_DATE",
     "An invoice cannot be credited, set off, written off or disputed before it is issued."},
    {LedgerRule::kMoreThanOpen, kPrecondition, "MORE_THAN_OPEN",
     "The amount is more than what is open on the invoice, or for a credit note open and paid."},
    {LedgerRule::kTaxUnsaid, kPrecondition, "TAX_UNSAID",
     "The invoice has several categories of tax: say how the amount is divided."},
    {LedgerRule::kTaxUnknown, kPrecondition, "TAX_UNKNOWN",
     "The invoice has no such category of tax, or tells no tax at all."},
    {LedgerRule::kTaxMalformed, kPrecondition, "TAX_MALFORMED",
     "The tax is not what the invoice makes of the taxable amount."},
    {LedgerRule::kUnknownLine, kNotFound, "UNKNOWN_LINE", "The invoice has no such line."},
    {LedgerRule::kLineNotCreditable, kPrecondition, "LINE_NOT_CREDITABLE",
     "This of the line cannot be credited by itself: credit an amount."},
    {LedgerRule::kMoreThanLineLeft, kPrecondition, "MORE_THAN_LINE_LEFT",
     "That is more than what is left of the line."},
    {LedgerRule::kMoreThanTaxLeft, kPrecondition, "MORE_THAN_TAX_LEFT",
     "That is more than what is left of the category of tax."},
    {LedgerRule::kCreditMakesOtherwise, kPrecondition, "CREDIT_MAKES_OTHERWISE",
     "What is to be credited does not come to this amount."},
    {LedgerRule::kChargeIdReused, kExists, "CHARGE_ID_REUSED",
     "The account has another charge with this id."},
    {LedgerRule::kWaiverIdReused, kExists, "WAIVER_ID_REUSED",
     "The account has another waiver with this id."},
    {LedgerRule::kTooManyCharges, kPrecondition, "TOO_MANY_CHARGES",
     "The invoice has had as many charges as an invoice may have."},
    {LedgerRule::kNothingToCharge, kPrecondition, "NOTHING_TO_CHARGE",
     "What is open and not disputed of the invoice comes to no charge."},
    {LedgerRule::kNotComputed, kPrecondition, "NOT_COMPUTED",
     "The charge cannot be computed, for the reason named."},
    {LedgerRule::kInterestOverlaps, kPrecondition, "INTEREST_OVERLAPS",
     "Interest of this kind is charged for some of these days already."},
    {LedgerRule::kChargesFrozen, kPrecondition, "CHARGES_FROZEN",
     "A circumstance of the account freezes charges of this kind on this day."},
    {LedgerRule::kNothingWaived, kPrecondition, "NOTHING_WAIVED",
     "Nothing of the charge is waived any more."},
    {LedgerRule::kSetOffIdReused, kExists, "SET_OFF_ID_REUSED",
     "The account has another set-off with this id."},
    {LedgerRule::kNothingInFavour, kPrecondition, "NOTHING_IN_FAVOUR",
     "Nothing is open of this invoice in the customer's favour."},
    {LedgerRule::kMoreThanInFavour, kPrecondition, "MORE_THAN_IN_FAVOUR",
     "What is designated comes to more than what is open in the customer's favour."},
    {LedgerRule::kExtensionIdReused, kExists, "EXTENSION_ID_REUSED",
     "The account has another extension with this id."},
    {LedgerRule::kDueDateNotLater, kPrecondition, "DUE_DATE_NOT_LATER",
     "An extension must be later than the day on which the invoice is due now."},
    {LedgerRule::kExtensionTooLong, kPrecondition, "EXTENSION_TOO_LONG",
     "The new due day is further from the one agreed first than it may be."},
    {LedgerRule::kTooManyExtensions, kPrecondition, "TOO_MANY_EXTENSIONS",
     "The invoice has had as many extensions as an invoice may have."},
    {LedgerRule::kRevokedOtherwise, kPrecondition, "REVOKED_OTHERWISE",
     "The extension was revoked already, for another reason."},
    {LedgerRule::kDisputeIdReused, kExists, "DISPUTE_ID_REUSED",
     "This dispute has marked another invoice, or another amount."},
    {LedgerRule::kNothingOpen, kPrecondition, "NOTHING_OPEN",
     "Nothing is open on the invoice that could be disputed."},
    {LedgerRule::kClaimedMoreThanAmount, kPrecondition, "CLAIMED_MORE_THAN_AMOUNT",
     "The claim is more than the whole invoice."},
    {LedgerRule::kTooManyDisputes, kPrecondition, "TOO_MANY_DISPUTES",
     "The invoice has had as many disputes as an invoice may have."},
    {LedgerRule::kUnknownDispute, kNotFound, "UNKNOWN_DISPUTE",
     "This dispute has marked nothing on the invoice."},
    {LedgerRule::kReleasedOtherwise, kPrecondition, "RELEASED_OTHERWISE",
     "The dispute was released with another outcome."},
});
static_assert(HasEveryRule(kLedgerRefusals, LedgerRule::kReleasedOtherwise));

}  // namespace

std::span<const RefusalText<IssuerRule>> IssuerRefusals() { return kIssuerRefusals; }
std::span<const RefusalText<AccountRule>> AccountRefusals() { return kAccountRefusals; }
std::span<const RefusalText<InvoiceNumberRule>> InvoiceNumberRefusals() {
  return kInvoiceNumberRefusals;
}
std::span<const RefusalText<LedgerRule>> LedgerRefusals() { return kLedgerRefusals; }

Failure ToFailure(const Refusal<IssuerRule>& refusal) { return Tell(refusal, IssuerRefusals()); }
Failure ToFailure(const Refusal<AccountRule>& refusal) { return Tell(refusal, AccountRefusals()); }
Failure ToFailure(const Refusal<InvoiceNumberRule>& refusal) {
  return Tell(refusal, InvoiceNumberRefusals());
}
Failure ToFailure(const Refusal<LedgerRule>& refusal) { return Tell(refusal, LedgerRefusals()); }

Failure NoSuchIssuer(std::string_view name) {
  return {kNotFound,
          "NO_SUCH_ISSUER",
          "No issuer of this name is registered.",
          {{"issuer", std::string(name)}}};
}

std::optional<Failure> StaleEtag(std::string_view etag, std::uint64_t version) {
  const std::string current = std::to_string(version);
  if (etag.empty() || version == 0 || etag == current) return std::nullopt;
  return Failure{Failure::Kind::kAborted,
                 "ETAG_STALE",
                 "It has changed since you read it: read it again.",
                 {{"etag", std::string(etag)}, {"current", current}}};
}

Failure NotIssued(std::string_view reason, std::string_view number) {
  const RefusalText<InvoiceNumberRule>& taken = kInvoiceNumberRefusals[0];
  const Failure::Values values{{"number", std::string(number)}};
  if (reason == taken.reason) {
    return {taken.kind, std::string(taken.reason), std::string(taken.message), values};
  }
  for (const RefusalText<LedgerRule>& known : kLedgerRefusals) {
    if (known.rule != LedgerRule::kNotReplaceable || reason != known.reason) continue;
    return {known.kind, std::string(reason), std::string(known.message), values};
  }
  return {kPrecondition, std::string(reason), "The issuer has refused this invoice.", values};
}

}  // namespace recourse::invoicing
