#include <algorithm>

#include "libs/base/check.h"
#include "services/collections/domain/case.h"

namespace recourse::collections {
namespace {

template <class Value>
Value& At(std::map<std::string, Value>& values, const std::string& id) {
  const auto found = values.find(id);
  CHECK(found != values.end());
  return found->second;
}

void UpdateChased(Case& kase, const std::string& invoice_id) {
  const ChasedInvoice& invoice = At(kase.invoices, invoice_id);
  if (invoice.chaseable().minor_units > 0) {
    kase.chased.insert(invoice_id);
  } else {
    kase.chased.erase(invoice_id);
  }
}

void CountTowardsPromise(Case& kase, const std::string& invoice_id, const Money& paid) {
  for (auto& [id, promise] : kase.promises) {
    if (promise.state != PromiseToPay::State::kOpen) continue;
    const auto& ids = promise.invoice_ids;
    if (std::find(ids.begin(), ids.end(), invoice_id) == ids.end()) continue;
    // What is taken back may have been paid before it was promised.
    promise.paid = std::max(promise.paid + paid, Money{0, paid.currency});
  }
}

void Apply(Case& kase, const AccountObserved& event) { kase.account = event.account; }

void Apply(Case& kase, const InvoiceObserved& event) {
  ChasedInvoice invoice;
  invoice.number = event.number;
  invoice.issued = event.issued;
  invoice.agreed_due = event.due;
  invoice.due = event.due;
  invoice.amount = event.amount;
  invoice.open = event.open;
  invoice.disputed = Money{0, event.open.currency};
  kase.invoices.insert_or_assign(event.invoice_id, std::move(invoice));
  UpdateChased(kase, event.invoice_id);
}

void Apply(Case& kase, const DueDateObserved& event) {
  At(kase.invoices, event.invoice_id).due = event.due;
}

void Apply(Case& kase, const BalancesObserved& event) {
  for (const InvoiceBalance& balance : event.balances) {
    ChasedInvoice& invoice = At(kase.invoices, balance.invoice_id);
    // A payment that did not stay counts back, as long as the promise is open.
    if (event.cause == BalanceCause::kPayment || event.cause == BalanceCause::kPaymentReversed) {
      CountTowardsPromise(kase, balance.invoice_id, invoice.open - balance.open);
    }
    invoice.open = balance.open;
    invoice.disputed = balance.disputed;
    UpdateChased(kase, balance.invoice_id);
  }
}

void Apply(Case& kase, const HoldPlaced& event) {
  kase.holds[event.hold_id] = Hold{event.reason, event.invoice_id, event.until};
}

void Apply(Case& kase, const HoldEnded& event) { At(kase.holds, event.hold_id).ended = true; }

void Apply(Case& kase, const PromiseMade& event) {
  kase.promises[event.promise_id] = PromiseToPay{event.invoice_ids, event.amount, event.due,
                                                 event.held_until, Money{0, event.amount.currency}};
}

void Apply(Case& kase, const PromiseKept& event) {
  At(kase.promises, event.promise_id).state = PromiseToPay::State::kKept;
}

void Apply(Case& kase, const PromiseBroken& event) {
  At(kase.promises, event.promise_id).state = PromiseToPay::State::kBroken;
  ++kase.promises_broken;
}

void Apply(Case& kase, const RunScheduled& event) { kase.next_run_at = event.at; }

void Apply(Case& kase, const LadderRun& event) {
  kase.last_run = event.day;
  for (const StepTaken& step : event.steps) {
    ChasedInvoice& invoice = At(kase.invoices, step.invoice_id);
    invoice.steps.push_back({step.kind, event.day});
    invoice.deadline = step.deadline;
    if (step.kind == StepKind::kAgency) invoice.agency_from = event.day;
  }
}

void Apply(Case& kase, const MessagePromised& event) {
  kase.messages_unanswered.insert(event.message_id);
}

void Apply(Case& kase, const MessageQueued& event) {
  kase.messages_unanswered.erase(event.message_id);
}

void Apply(Case& kase, const MessageRefused& event) {
  kase.messages_unanswered.erase(event.message_id);
}

void Apply(Case& kase, const CallTaskRaised& event) { kase.call_tasks[event.task_id]; }

void Apply(Case& kase, const CallTaskCompleted& event) {
  At(kase.call_tasks, event.task_id) = event.outcome;
}

void Apply(Case& kase, const PlacementOffered& event) {
  Placement placement;
  placement.partner = event.partner;
  placement.invoice_id = event.invoice_id;
  placement.answer_by = event.answer_by;
  kase.placements.insert_or_assign(event.placement_id, std::move(placement));
  ChasedInvoice& invoice = At(kase.invoices, event.invoice_id);
  invoice.placement_id = event.placement_id;
  invoice.agency_from.reset();
}

void Apply(Case& kase, const PlacementNotOffered& event) {
  At(kase.invoices, event.invoice_id).agency_from = event.retry;
}

void Apply(Case& kase, const PlacementAccepted& event) {
  At(kase.placements, event.placement_id).accepted = true;
}

ChasedInvoice& End(Case& kase, const std::string& placement_id, Placement::End end) {
  Placement& placement = At(kase.placements, placement_id);
  placement.end = end;
  ChasedInvoice& invoice = At(kase.invoices, placement.invoice_id);
  invoice.placement_id.clear();
  return invoice;
}

// The next agency is looked for on the next morning there is.
void WantAnotherAgency(ChasedInvoice& invoice, const Placement& placement) {
  invoice.agencies_tried.insert(placement.partner);
  invoice.agency_from = Date{};
}

void Apply(Case& kase, const PlacementDeclined& event) {
  Placement& placement = At(kase.placements, event.placement_id);
  placement.decline_reason = event.reason;
  WantAnotherAgency(End(kase, event.placement_id, Placement::End::kDeclined), placement);
}

void Apply(Case&, const PlacementSuspended&) {}  // Follows from the balance.

void Apply(Case& kase, const PlacementResumed& event) {
  if (event.answer_by) At(kase.placements, event.placement_id).answer_by = *event.answer_by;
}

void Apply(Case& kase, const PlacementRecalled& event) {
  Placement& placement = At(kase.placements, event.placement_id);
  placement.recall_reason = event.reason;
  ChasedInvoice& invoice = End(kase, event.placement_id, Placement::End::kRecalled);
  if (event.reason != RecallReason::kCredited) WantAnotherAgency(invoice, placement);
}

void Apply(Case& kase, const PlacementClosed& event) {
  End(kase, event.placement_id, Placement::End::kClosed);
}

void Apply(Case& kase, const PlacementReturned& event) {
  Placement& placement = At(kase.placements, event.placement_id);
  placement.return_reason = event.reason;
  WantAnotherAgency(End(kase, event.placement_id, Placement::End::kReturned), placement);
}

void Apply(Case& kase, const PartnerPaymentReported& event) {
  At(kase.placements, event.placement_id)
      .reported.insert_or_assign(event.payment_id,
                                 ReportedPayment{event.amount, event.fee, event.value_date});
}

void Apply(Case& kase, const EscalationPromised& event) {
  Placement& placement = At(kase.placements, event.placement_id);
  placement.version = event.escalation.version;
  placement.told = event.escalation;
}

void Apply(Case& kase, const EscalationRefused& event) {
  At(kase.placements, event.placement_id).version_refused = event.version;
}

}  // namespace

Placement::State StateOf(const Case& kase, const Placement& placement) {
  using enum Placement::State;
  if (placement.end) {
    switch (*placement.end) {
      case Placement::End::kDeclined:
        return kDeclined;
      case Placement::End::kRecalled:
        return kRecalled;
      case Placement::End::kClosed:
        return kClosed;
      case Placement::End::kReturned:
        return kReturned;
    }
  }
  if (!kase.chased.contains(placement.invoice_id)) return kSuspended;
  return placement.accepted ? kActive : kOffered;
}

Case CaseDecider::Evolve(Case kase, const Event& event) {
  std::visit([&](const auto& happened) { Apply(kase, happened); }, event);
  return kase;
}

}  // namespace recourse::collections
