#include "services/invoicing/domain/allocation.h"
#include "services/invoicing/domain/differences.h"
#include "services/invoicing/domain/ledger_rules.h"
#include "services/invoicing/domain/reopening.h"

namespace recourse::invoicing {
namespace {

using enum LedgerRule;

Differences DifferencesOf(const ConvertPayment& asked, const Conversion& known) {
  return Differences()
      .Shown("payment", known.payment_id, asked.payment_id)
      .Shown("amount", known.amount, asked.amount)
      .Shown("converted", known.converted, asked.converted)
      .Shown("difference", known.difference, asked.difference)
      .Named("rate", asked.rate == known.rate)
      .Shown("effective_date", known.effective, asked.effective);
}

// What is refused of the amounts as such.
BrokenRule BrokenByAmounts(const ConvertPayment& convert, const Payment& payment) {
  if (auto broken = BrokenByAmount("amount", convert.amount)) return broken;
  if (auto broken = BrokenByAmount("converted", convert.converted)) return broken;
  const Currency& currency = payment.amount.currency;
  if (convert.amount.currency != currency) {
    return Refuse(kCurrencyDiffers, {{"amount", ToString(convert.amount)},
                                     {"currency", std::string(currency.code())}});
  }
  if (convert.difference.currency != convert.converted.currency) {
    return Refuse(kCurrencyDiffers, {{"difference", ToString(convert.difference)},
                                     {"currency", std::string(convert.converted.currency.code())}});
  }
  if (convert.converted.currency == currency) {
    return Refuse(kSameCurrency, {{"currency", std::string(currency.code())}});
  }
  return std::nullopt;
}

BrokenRule BrokenByRate(const ConvertPayment& convert) {
  if (!ParseRate(convert.rate.decimal)) {
    return Refuse(kRateMalformed, {{"rate", convert.rate.decimal}});
  }
  if (convert.rate.source.size() > kTextBytesMax) {
    return Refuse(kReasonTooLong, {{"bytes", std::to_string(convert.rate.source.size())}});
  }
  const auto made = Converted(convert.amount, convert.rate, convert.converted.currency);
  const bool small = made && made->minor_units <= kMoneyMax &&
                     convert.difference.minor_units <= kMoneyMax &&
                     convert.difference.minor_units >= -kMoneyMax;
  if (!small) return Refuse(kAmountTooLarge, {{"amount", ToString(convert.amount)}});
  if (*made + convert.difference != convert.converted) {
    return Refuse(kRateMakesOtherwise, {{"amount", ToString(convert.amount)},
                                        {"rate", convert.rate.decimal},
                                        {"computed", ToString(*made)},
                                        {"difference", ToString(convert.difference)},
                                        {"converted", ToString(convert.converted)}});
  }
  return std::nullopt;
}

}  // namespace

LedgerDecision Decide(const ConvertPayment& convert, const Ledger& ledger, Instant now) {
  const auto known = ledger.conversions.find(convert.conversion_id);
  if (known != ledger.conversions.end()) {
    const Differences differences = DifferencesOf(convert, known->second);
    if (differences.none()) return LedgerEvents{};
    return Refuse(kConversionIdReused,
                  differences.With({{"payment_id", known->second.payment_id},
                                    {"amount", ToString(known->second.amount)}}));
  }
  const auto taken = ledger.payments.find(convert.conversion_id);
  if (taken != ledger.payments.end()) {
    return Refuse(kPaymentIdReused, {{"amount", ToString(taken->second.amount)},
                                     {"effective_date", ToString(taken->second.effective)}});
  }
  const Failure::Values named{{"payment_id", convert.payment_id}};
  const auto found = ledger.payments.find(convert.payment_id);
  if (found == ledger.payments.end()) return Refuse(kUnknownPayment, named);
  const Payment& payment = found->second;
  if (auto broken = BrokenByAmounts(convert, payment)) return *std::move(broken);
  if (auto broken = BrokenByDay("effective_date", convert.effective, payment.effective, now)) {
    return *std::move(broken);
  }
  if (ledger.reversals.contains(convert.payment_id)) return Refuse(kPaymentIsReversed, named);
  if (ledger.conversions.contains(convert.payment_id)) return Refuse(kPaymentIsConverted, named);
  if (convert.amount > payment.unapplied) {
    return Refuse(kMoreThanUnapplied, {{"amount", ToString(convert.amount)},
                                       {"unapplied", ToString(payment.unapplied)}});
  }
  if (auto broken = BrokenByRate(convert)) return *std::move(broken);
  return LedgerEvents{PaymentConverted{convert.conversion_id, convert.payment_id, convert.amount,
                                       convert.converted, convert.difference, convert.rate,
                                       convert.effective}};
}

LedgerDecision Decide(const ReverseConversion& reversal, const Ledger& ledger, Instant now) {
  const std::string& id = reversal.conversion_id;
  const auto found = ledger.conversions.find(id);
  if (found == ledger.conversions.end()) {
    return Refuse(kUnknownConversion, {{"conversion_id", id}});
  }
  const Conversion& conversion = found->second;
  if (const auto known = ledger.reversals.find(id); known != ledger.reversals.end()) {
    if (known->second.effective == reversal.effective && known->second.reason == reversal.reason) {
      return LedgerEvents{};
    }
    return Refuse(kReversedOtherwise,
                  {{"conversion_id", id}, {"effective_date", ToString(known->second.effective)}});
  }
  if (auto broken = BrokenByDay("effective_date", reversal.effective, conversion.effective, now)) {
    return *std::move(broken);
  }
  if (auto broken = BrokenByReason(reversal.reason)) return *std::move(broken);
  const Payment& made = ledger.payments.at(id);
  if (auto broken = BrokenByRefunds(id, ledger)) return *std::move(broken);
  ConversionReversed event{id,
                           conversion.payment_id,
                           conversion.amount,
                           conversion.converted,
                           conversion.difference,
                           reversal.effective,
                           reversal.reason,
                           Reopened(made, reversal.effective),
                           made.unapplied,
                           {},
                           {}};
  if (made.refunded.minor_units != 0) event.refunded = made.refunded;
  WriteBalancesOf(ledger, event);
  return LedgerEvents{std::move(event)};
}

void Apply(const PaymentConverted& converted, Ledger& ledger) {
  ledger.conversions.emplace(
      converted.conversion_id,
      Conversion{converted.from_payment_id, converted.amount, converted.converted,
                 converted.difference, converted.rate, converted.effective});
  Payment& from = ledger.payments.at(converted.from_payment_id);
  from.unapplied = from.unapplied - converted.amount;
  from.converted = from.converted + converted.amount;
  ledger.payments.emplace(
      converted.conversion_id,
      Payment{converted.converted, converted.effective, converted.converted, {}, {}});
}

void Apply(const ConversionReversed& reversed, Ledger& ledger) {
  const std::string& id = reversed.conversion_id;
  ledger.reversals.emplace(
      id, PaymentReversal{ReversalCause::kRecordedInError, reversed.effective, reversed.reason});
  Payment& from = ledger.payments.at(reversed.from_payment_id);
  from.unapplied = from.unapplied + reversed.amount;
  from.converted = from.converted - reversed.amount;
  Reopen(id, reversed.reopened, ledger);
}

}  // namespace recourse::invoicing
