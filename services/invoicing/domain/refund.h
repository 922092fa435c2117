#pragma once

#include <optional>
#include <string>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "services/invoicing/domain/control.h"

// Money of the customer's that is paid back to it.
namespace recourse::invoicing {

// Where the money comes from: unapplied cash of a payment, or an invoice in the customer's favour.
enum class RefundSourceKind { kPayment, kInvoice };

struct RefundSource {
  RefundSourceKind kind{};
  std::string item_id;
  bool operator==(const RefundSource&) const = default;
};

enum class RefundMethod { kBankTransfer, kCard, kCheque, kOther };

// By which way, and to whom: a reference in the system that pays, never personal data itself.
struct RefundPayee {
  RefundMethod method{};
  std::string reference;
  bool operator==(const RefundPayee&) const = default;
};

// kRequested -> kSent -> kFailed, or kRequested -> kCancelled.
enum class RefundState {
  kRequested,  // Set aside: it can neither be applied nor refunded again.
  kSent,
  kFailed,     // It came back, to where it had come from.
  kCancelled,  // It was never sent, and is again where it had come from.
};

// When a refund changed its state; and the bank's reference, or why.
struct RefundStep {
  Date effective;
  std::string text;
  bool operator==(const RefundStep&) const = default;
};

struct Refund {
  RefundSource source;
  Money amount;
  Date effective;
  std::string reason;
  RefundPayee payee;
  RefundState state{};
  std::optional<RefundStep> sent{};
  std::optional<RefundStep> ended{};  // It failed, or was cancelled.
  Control control{};

  // The money is set aside, or was sent and has not come back.
  bool InForce() const { return state == RefundState::kRequested || state == RefundState::kSent; }
};

}  // namespace recourse::invoicing
