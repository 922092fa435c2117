#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libs/base/date.h"
#include "libs/base/money.h"
#include "services/collections/domain/account.h"
#include "services/collections/domain/strategy.h"

namespace recourse::collections {

// What a partner is told. The numbers are stored: never change them.
enum class EscalationKind : std::uint8_t {
  kOffered = 1,
  kBalanceChanged = 2,
  kSuspended = 3,  // The disputed part must not be pursued.
  kResumed = 4,    // A part that was suspended may be pursued again.
  kRecalled = 5,
  kClosed = 6,  // Paid in full.
};

// Why a placement was taken back. The numbers are stored: never change them.
enum class RecallReason : std::uint8_t { kNoAnswer = 1, kCredited = 2, kUndeliverable = 3 };

// Why a partner gave up a claim. The numbers are stored: never change them.
enum class ReturnReason : std::uint8_t {
  kDebtorNotFound = 1,
  kUncollectable = 2,
  kInsolvent = 3,
  kProhibited = 4,
  kOther = 5,
};

// All that a partner is told about a placement at one moment. No personal data.
struct Escalation {
  EscalationKind kind = EscalationKind::kOffered;
  std::uint32_t version = 0;      // Counts what was said about this placement, from 1.
  std::optional<Date> answer_by;  // Only while an offer is open.
  std::string creditor;           // "issuers/acme".
  DebtorKind debtor_kind = DebtorKind::kBusiness;
  std::string country;
  std::string region;
  std::string language;
  std::string invoice_id;
  std::string invoice_number;
  Date issued;
  Date due;
  Money amount;
  Money open;
  Money suspended;  // The part of `open` that must not be pursued.
  std::vector<StepDone> steps;
  std::uint32_t promises_broken = 0;
  std::optional<RecallReason> recall_reason;
  bool operator==(const Escalation&) const = default;
};

}  // namespace recourse::collections
