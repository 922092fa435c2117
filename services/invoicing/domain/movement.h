#pragma once

#include <cstddef>
#include <optional>

#include "services/invoicing/domain/postings.h"

namespace recourse::invoicing {

// What moves a customer's debt, by what stands against it in the books. Reports are made of this,
// and so of postings, not of kinds of events.
enum class MovementKind {
  kInvoiced,
  kCharged,
  kPaid,
  kCredited,
  kWrittenOff,
  kWaived,
  kDiscounted,
  kSetOff,
  kRefunded,
  kConverted,
};
inline constexpr std::size_t kMovementKinds = 10;

// Nothing for the accounts that are the debt itself (receivables and charges), and for unapplied
// cash, which is money that has not moved it yet.
std::optional<MovementKind> KindOf(ChartAccount account);

// Whether what moves is money, and not the debt alone: it may clear nothing yet.
bool MovesMoney(MovementKind kind);

// Whether the account is the debt itself.
bool IsDebt(ChartAccount account);

// What the item of a posting to this account is.
enum class BookItem { kInvoice, kCharge, kPayment, kRefund, kConversion };
BookItem ItemOf(ChartAccount account);

}  // namespace recourse::invoicing
