#include "services/invoicing/domain/reopening.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

bool IsSame(const ReversePayment& asked, const PaymentReversal& known) {
  return asked.cause == known.cause && asked.effective == known.effective &&
         asked.reason == known.reason;
}

// A conversion of the payment that stands.
BrokenRule BrokenByConversions(const std::string& payment_id, const Payment& payment,
                               const Ledger& ledger) {
  if (ledger.conversions.contains(payment_id)) {
    return Refuse(kPaymentIsConverted, {{"conversion_id", payment_id}});
  }
  if (payment.converted.minor_units == 0) return std::nullopt;
  for (const auto& [id, conversion] : ledger.conversions) {
    if (conversion.payment_id == payment_id && !ledger.reversals.contains(id)) {
      return Refuse(kConversionStands,
                    {{"conversion_id", id}, {"amount", ToString(conversion.amount)}});
    }
  }
  return std::nullopt;
}

}  // namespace

LedgerDecision Decide(const ReversePayment& reversal, const Ledger& ledger, Instant now) {
  const Failure::Values named{{"payment_id", reversal.payment_id}};
  const auto found = ledger.payments.find(reversal.payment_id);
  if (found == ledger.payments.end()) return Refuse(kUnknownPayment, named);
  const Payment& payment = found->second;
  const auto known = ledger.reversals.find(reversal.payment_id);
  if (known != ledger.reversals.end()) {
    if (IsSame(reversal, known->second)) return LedgerEvents{};
    return Refuse(kReversedOtherwise, {{"payment_id", reversal.payment_id},
                                       {"effective_date", ToString(known->second.effective)}});
  }
  if (auto broken = BrokenByDay("effective_date", reversal.effective, payment.effective, now)) {
    return *std::move(broken);
  }
  if (auto broken = BrokenByReason(reversal.reason)) return *std::move(broken);
  if (auto broken = BrokenByRefunds(reversal.payment_id, ledger)) return *std::move(broken);
  if (auto broken = BrokenByConversions(reversal.payment_id, payment, ledger)) {
    return *std::move(broken);
  }

  PaymentReversed event{reversal.payment_id, payment.amount,
                        reversal.cause,      reversal.effective,
                        reversal.reason,     Reopened(payment, reversal.effective),
                        payment.unapplied,   {}};
  if (payment.refunded.minor_units != 0) event.refunded = payment.refunded;
  WriteBalancesOf(ledger, event);
  LedgerEvents events{event};
  GiveDiscountsBack(reversal, event, ledger, events);
  return events;
}

void Apply(const PaymentReversed& reversed, Ledger& ledger) {
  ledger.reversals.emplace(reversed.payment_id,
                           PaymentReversal{reversed.cause, reversed.effective, reversed.reason});
  Reopen(reversed.payment_id, reversed.reopened, ledger);
}

}  // namespace recourse::invoicing
