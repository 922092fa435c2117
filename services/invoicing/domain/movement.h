#pragma once

#include <cstddef>
#include <optional>

#include "services/invoicing/domain/postings.h"

namespace recourse::invoicing {

// What moves a customer's debt, by what stands against it in the books. Reports are made of this,
// and so of postings, not of kinds of events.
enum class MovementKind { kInvoiced, kCharged, kPaid, kCredited, kWrittenOff, kWaived };
inline constexpr std::size_t kMovementKinds = 6;

// Nothing for the accounts that are the debt itself (receivables and charges), and for unapplied
// cash, which is money that has not moved it yet.
std::optional<MovementKind> KindOf(ChartAccount account);

// Whether the account is the debt itself.
bool IsDebt(ChartAccount account);

// What the item of a posting to this account is.
enum class BookItem { kInvoice, kCharge, kPayment };
BookItem ItemOf(ChartAccount account);

}  // namespace recourse::invoicing
