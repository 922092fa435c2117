#include "services/standalone/books.h"

// What the ledger's fold could not take of conversions, or would take and be wrong.
namespace recourse::standalone {

using invoicing::Conversion;
using invoicing::ConversionReversed;
using invoicing::Payment;
using invoicing::PaymentConverted;

Fault Books::Misfit(const PaymentConverted& converted) const {
  if (ledger_.payments.contains(converted.conversion_id)) {
    return Wrong("conversion_id", converted.conversion_id, "an id without a payment");
  }
  if (auto fault = Mispaid(converted.from_payment_id)) return fault;
  const Payment& from = ledger_.payments.at(converted.from_payment_id);
  if (auto fault = Foreign("amount", converted.amount, from.amount.currency)) return fault;
  const Currency& currency = converted.converted.currency;
  if (auto fault = Foreign("converted", converted.converted, currency)) return fault;
  if (auto fault = Foreign("difference", converted.difference, currency)) return fault;
  const auto made = invoicing::Converted(converted.amount, converted.rate, currency);
  if (!made) return Wrong("rate", converted.rate.decimal, "a rate");
  if (auto fault = Foreign("rate", *made, currency)) return fault;
  return Differs("converted", converted.converted, *made + converted.difference);
}

Fault Books::Misfit(const ConversionReversed& reversed) const {
  const auto known = ledger_.conversions.find(reversed.conversion_id);
  if (known == ledger_.conversions.end() || known->second.payment_id != reversed.from_payment_id) {
    return Wrong("conversion_id", reversed.conversion_id, "a conversion of the same payment");
  }
  if (auto fault = Mispaid(reversed.conversion_id)) return fault;
  const Conversion& conversion = known->second;
  const Payment& made = ledger_.payments.at(reversed.conversion_id);
  const Currency& currency = made.amount.currency;
  if (auto fault = Misallocated("reopened", reversed.reopened, currency)) return fault;
  if (auto fault = Foreign("amount", reversed.amount, conversion.amount.currency)) return fault;
  if (auto fault = Differs("amount", reversed.amount, conversion.amount)) return fault;
  if (auto fault = Foreign("converted", reversed.converted, currency)) return fault;
  if (auto fault = Differs("converted", reversed.converted, conversion.converted)) return fault;
  if (auto fault = Foreign("difference", reversed.difference, currency)) return fault;
  if (auto fault = Differs("difference", reversed.difference, conversion.difference)) return fault;
  if (auto fault = Foreign("unapplied", reversed.unapplied, currency)) return fault;
  if (auto fault = Differs("unapplied", reversed.unapplied, made.unapplied)) return fault;
  if (made.refunded.minor_units == 0 && reversed.refunded == Money{}) return std::nullopt;
  if (auto fault = Foreign("refunded", reversed.refunded, currency)) return fault;
  return Differs("refunded", reversed.refunded, made.refunded);
}

}  // namespace recourse::standalone
