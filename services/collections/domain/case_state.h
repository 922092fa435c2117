#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "services/collections/domain/account.h"
#include "services/collections/domain/case_terms.h"
#include "services/collections/domain/escalation.h"

namespace recourse::collections {

struct ChasedInvoice {
  std::string number;
  Date issued;
  Date agreed_due;  // As it was issued.
  Date due;         // By the extensions in force; the ladder counts from it.
  Money amount;
  Money open;
  Money disputed;
  std::vector<StepDone> steps;   // Oldest first; the last one is the invoice's level.
  std::optional<Date> deadline;  // What the customer was last given until.

  std::string placement_id;              // The placement that lives; empty if none.
  std::optional<Date> agency_from;       // An agency is wanted, from this day on.
  std::set<std::string> agencies_tried;  // Offered in vain.

  // What the customer is asked for: nothing that is disputed.
  Money chaseable() const { return open - disputed; }
  std::optional<StepDone> last_step() const {
    return steps.empty() ? std::nullopt : std::optional(steps.back());
  }
};

struct Hold {
  HoldReason reason;
  std::string invoice_id;     // Empty: the whole case.
  std::optional<Date> until;  // The first day that it stops no more.
  bool ended = false;
};

struct PromiseToPay {
  enum class State { kOpen, kKept, kBroken };

  std::vector<std::string> invoice_ids;
  Money amount;
  Date due;
  Date held_until;  // Judged on the morning of this day.
  Money paid;       // On its invoices while it was open.
  State state = State::kOpen;
};

// Money that the partner says it has.
struct ReportedPayment {
  Money amount;
  Money fee;
  Date value_date;
  bool operator==(const ReportedPayment&) const = default;
};

struct Placement {
  // What it is to the partner now; follows from the rest and the invoice's balance.
  enum class State { kOffered, kActive, kSuspended, kDeclined, kRecalled, kClosed, kReturned };
  enum class End { kDeclined, kRecalled, kClosed, kReturned };

  std::string partner;
  std::string invoice_id;
  Date answer_by;
  std::uint32_t version = 0;  // Of the last escalation.
  Escalation told;            // That escalation.
  std::uint32_t version_refused = 0;
  std::string decline_reason;
  std::optional<RecallReason> recall_reason;
  std::optional<ReturnReason> return_reason;
  std::map<std::string, ReportedPayment> reported;  // By payment id.
  bool accepted = false;
  std::optional<End> end;
};

// All that a case knows: the fold of its events.
struct Case {
  std::optional<Account> account;
  std::map<std::string, ChasedInvoice> invoices;  // By invoice id; settled ones too.
  std::set<std::string> chased;                   // Those with something chaseable.
  std::map<std::string, Hold> holds;
  std::map<std::string, PromiseToPay> promises;
  std::uint32_t promises_broken = 0;
  std::map<std::string, Placement> placements;
  std::map<std::string, std::optional<CallOutcome>> call_tasks;
  std::set<std::string> messages_unanswered;
  std::optional<Date> last_run;  // The last day on which steps were taken.
  std::optional<Instant> next_run_at;
};

// Suspended is a placement of which all that is open is disputed, whether accepted or not.
Placement::State StateOf(const Case& kase, const Placement& placement);

}  // namespace recourse::collections
