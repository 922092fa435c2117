#include "services/collections/codec/terms_wire.h"

#include "services/collections/codec/field_reader.h"

namespace recourse::collections {

v1::LateCharge ToWire(const LateCharge& charge) {
  v1::LateCharge message;
  *message.mutable_fee() = ToWire(charge.fee);
  message.set_clause(charge.clause);
  *message.mutable_communicated_date() = ToWire(charge.communicated);
  message.set_communicated_how(charge.communicated_how);
  return message;
}

std::optional<LateCharge> FromWire(const v1::LateCharge& message) {
  FieldReader read;
  return read.All(LateCharge{read(message.fee()), message.clause(),
                             read(message.communicated_date()), message.communicated_how()});
}

v1::InvoiceBalance ToWire(const InvoiceBalance& balance) {
  v1::InvoiceBalance message;
  message.set_invoice_id(balance.invoice_id);
  *message.mutable_open() = ToWire(balance.open);
  *message.mutable_disputed() = ToWire(balance.disputed);
  return message;
}

std::optional<InvoiceBalance> FromWire(const v1::InvoiceBalance& message) {
  FieldReader read;
  return read.All(
      InvoiceBalance{message.invoice_id(), read(message.open()), read(message.disputed())});
}

v1::StepTaken ToWire(const StepTaken& step) {
  v1::StepTaken message;
  message.set_invoice_id(step.invoice_id);
  message.set_step(ToWire(step.kind));
  *message.mutable_trigger_date() = ToWire(step.trigger);
  if (step.deadline) *message.mutable_deadline() = ToWire(*step.deadline);
  return message;
}

std::optional<StepTaken> FromWire(const v1::StepTaken& message) {
  FieldReader read;
  return read.All(StepTaken{message.invoice_id(), read(message.step()),
                            read(message.trigger_date()),
                            read.Optional(message.has_deadline(), message.deadline())});
}

v1::InvoiceFact ToWire(const InvoiceFact& fact) {
  v1::InvoiceFact message;
  message.set_invoice_id(fact.invoice_id);
  message.set_number(fact.number);
  *message.mutable_due_date() = ToWire(fact.due);
  *message.mutable_open() = ToWire(fact.open);
  *message.mutable_disputed() = ToWire(fact.disputed);
  return message;
}

std::optional<InvoiceFact> FromWire(const v1::InvoiceFact& message) {
  FieldReader read;
  return read.All(InvoiceFact{message.invoice_id(), message.number(), read(message.due_date()),
                              read(message.open()), read(message.disputed())});
}

v1::AgencyChoice ToWire(const AgencyChoice& choice) {
  v1::AgencyChoice message;
  message.set_region(choice.region);
  message.set_considered(choice.considered);
  for (const AgencyCandidate& candidate : choice.matches) {
    v1::AgencyCandidate& match = *message.add_matches();
    match.set_partner(candidate.partner);
    match.set_matched_region(candidate.matched_region);
    match.set_excluded(candidate.excluded);
  }
  return message;
}

std::optional<AgencyChoice> FromWire(const v1::AgencyChoice& message) {
  AgencyChoice choice{message.region(), message.considered(), {}};
  for (const auto& match : message.matches()) {
    choice.matches.push_back({match.partner(), match.matched_region(), match.excluded()});
  }
  return choice;
}

v1::Escalation ToWire(const Escalation& escalation) {
  v1::Escalation message;
  message.set_kind(ToWire(escalation.kind));
  message.set_placement_version(escalation.version);
  if (escalation.answer_by) *message.mutable_answer_by() = ToWire(*escalation.answer_by);
  message.set_creditor(escalation.creditor);
  message.set_debtor_kind(ToWire(escalation.debtor_kind));
  message.set_country(escalation.country);
  message.set_region(escalation.region);
  message.set_language(escalation.language);
  message.set_invoice_id(escalation.invoice_id);
  message.set_invoice_number(escalation.invoice_number);
  *message.mutable_issue_date() = ToWire(escalation.issued);
  *message.mutable_due_date() = ToWire(escalation.due);
  *message.mutable_amount() = ToWire(escalation.amount);
  *message.mutable_open() = ToWire(escalation.open);
  *message.mutable_suspended() = ToWire(escalation.suspended);
  for (const StepDone& done : escalation.steps) {
    v1::StepHistory& step = *message.add_steps();
    step.set_step(ToWire(done.kind));
    *step.mutable_date() = ToWire(done.day);
  }
  message.set_promises_broken(escalation.promises_broken);
  if (escalation.recall_reason) message.set_recall_reason(ToWire(*escalation.recall_reason));
  return message;
}

std::optional<Escalation> FromWire(const v1::Escalation& message) {
  FieldReader read;
  Escalation escalation;
  escalation.kind = read(message.kind());
  escalation.version = message.placement_version();
  escalation.answer_by = read.Optional(message.has_answer_by(), message.answer_by());
  escalation.creditor = message.creditor();
  escalation.debtor_kind = read(message.debtor_kind());
  escalation.country = message.country();
  escalation.region = message.region();
  escalation.language = message.language();
  escalation.invoice_id = message.invoice_id();
  escalation.invoice_number = message.invoice_number();
  escalation.issued = read(message.issue_date());
  escalation.due = read(message.due_date());
  escalation.amount = read(message.amount());
  escalation.open = read(message.open());
  escalation.suspended = read(message.suspended());
  for (const auto& step : message.steps()) {
    escalation.steps.push_back({read(step.step()), read(step.date())});
  }
  escalation.promises_broken = message.promises_broken();
  const bool recalled = message.recall_reason() != v1::RECALL_REASON_UNSPECIFIED;
  escalation.recall_reason = read.Optional(recalled, message.recall_reason());
  return read.All(std::move(escalation));
}

}  // namespace recourse::collections
