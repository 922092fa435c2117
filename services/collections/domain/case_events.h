#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "services/collections/domain/account.h"
#include "services/collections/domain/case_terms.h"
#include "services/collections/domain/placement_events.h"
#include "services/collections/domain/strategy.h"

namespace recourse::collections {

// What happened in a case, kept for ever: add new ones, never change these. What each means for a
// reader is written in proto/recourse/collections/v1/case_events.proto.
struct AccountObserved {
  Account account;
  bool operator==(const AccountObserved&) const = default;
};
struct InvoiceObserved {
  std::string invoice_id;
  std::string number;
  Date issued;
  Date due;
  Money amount;
  Money open;
  bool operator==(const InvoiceObserved&) const = default;
};
struct BalancesObserved {
  BalanceCause cause;
  std::string reference;
  std::vector<InvoiceBalance> balances;
  bool operator==(const BalancesObserved&) const = default;
};
struct DueDateObserved {
  std::string invoice_id;
  Date due;
  bool operator==(const DueDateObserved&) const = default;
};
struct HoldPlaced {
  std::string hold_id;
  HoldReason reason;
  std::string invoice_id;
  std::optional<Date> until;
  bool operator==(const HoldPlaced&) const = default;
};
struct HoldEnded {
  std::string hold_id;
  HoldEnd end;
  bool operator==(const HoldEnded&) const = default;
};
struct PromiseMade {
  std::string promise_id;
  std::vector<std::string> invoice_ids;
  Money amount;
  Date due;
  Date held_until;
  bool operator==(const PromiseMade&) const = default;
};
struct PromiseKept {
  std::string promise_id;
  Money paid;
  PromiseEnd end;
  bool operator==(const PromiseKept&) const = default;
};
struct PromiseBroken {
  std::string promise_id;
  Money paid;
  bool operator==(const PromiseBroken&) const = default;
};
struct RunScheduled {
  std::optional<Instant> at;
  bool operator==(const RunScheduled&) const = default;
};
struct LadderRun {
  Date day;
  std::string strategy;
  std::uint32_t strategy_version;
  std::vector<StepTaken> steps;
  bool operator==(const LadderRun&) const = default;
};
struct MessagePromised {
  std::string message_id;
  StepKind step;
  Channel channel;
  std::string language;
  DebtorKind debtor_kind;
  std::string country;
  std::string time_zone;
  std::vector<InvoiceFact> invoices;
  Money total;
  Date deadline;
  std::optional<LateCharge> late_charge;
  bool operator==(const MessagePromised&) const = default;
};
struct MessageQueued {
  std::string message_id;
  bool operator==(const MessageQueued&) const = default;
};
struct MessageRefused {
  std::string message_id;
  std::string rule;
  bool operator==(const MessageRefused&) const = default;
};
struct CallTaskRaised {
  std::string task_id;
  Date day;
  std::vector<InvoiceFact> invoices;
  Money total;
  Date deadline;
  bool operator==(const CallTaskRaised&) const = default;
};
struct CallTaskCompleted {
  std::string task_id;
  CallOutcome outcome;
  bool operator==(const CallTaskCompleted&) const = default;
};
using CaseEvent =
    std::variant<AccountObserved, InvoiceObserved, BalancesObserved, HoldPlaced, HoldEnded,
                 PromiseMade, PromiseKept, PromiseBroken, RunScheduled, LadderRun, MessagePromised,
                 MessageQueued, MessageRefused, CallTaskRaised, CallTaskCompleted, PlacementOffered,
                 PlacementNotOffered, PlacementAccepted, PlacementDeclined, PlacementSuspended,
                 PlacementResumed, PlacementRecalled, PlacementClosed, PlacementReturned,
                 PartnerPaymentReported, EscalationPromised, EscalationRefused, DueDateObserved>;

}  // namespace recourse::collections
