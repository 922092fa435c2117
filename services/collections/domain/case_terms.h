#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "services/collections/domain/strategy.h"

namespace recourse::collections {

// Terms of a case that its commands, events and state share. The numbers of all enums are stored:
// never change them.

// Why a balance changed, by invoicing's word.
enum class BalanceCause : std::uint8_t {
  kPayment = 1,
  kCreditNote = 2,
  kDisputed = 3,
  kReleased = 4,
  kPaymentReversed = 5,
  kWrittenOff = 6,
  kWriteOffReversed = 7,
  kSetOff = 12,
  kSetOffReversed = 13,
};

// A question is held for a while only, so that it is answered.
enum class HoldReason : std::uint8_t { kManual = 1, kQuestion = 2 };
enum class HoldEnd : std::uint8_t { kEnded = 1, kExpired = 2 };

// Kept because enough was paid, or because nothing is left to chase on its invoices.
enum class PromiseEnd : std::uint8_t { kPaid = 1, kNothingLeft = 2 };

enum class CallOutcome : std::uint8_t { kReached = 1, kNotReached = 2, kNotNeeded = 3 };

struct InvoiceBalance {
  std::string invoice_id;
  Money open;
  Money disputed;  // The part of `open` that is disputed.
  bool operator==(const InvoiceBalance&) const = default;
};

// A step that a run took for one invoice.
struct StepTaken {
  std::string invoice_id;
  StepKind kind;
  Date trigger;                  // The day from which it could be taken.
  std::optional<Date> deadline;  // The day from which the next one can; none after the last.
  bool operator==(const StepTaken&) const = default;
};

// What a message or a call says of one invoice.
struct InvoiceFact {
  std::string invoice_id;
  std::string number;
  Date due;
  Money open;
  Money disputed;
  bool operator==(const InvoiceFact&) const = default;
};

}  // namespace recourse::collections
