#pragma once

#include <cstdint>
#include <string>

#include "services/invoicing/domain/random_charges.h"

// Random commands that pay back, and that convert.
namespace recourse::invoicing {

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

}  // namespace recourse::invoicing
