#include "services/collections/codec/case_wire.h"
#include "services/collections/codec/field_reader.h"

namespace recourse::collections {
namespace {

using Decoded = std::optional<CaseEvent>;

}  // namespace

v1::PlacementOffered Write(const PlacementOffered& event) {
  v1::PlacementOffered message;
  message.set_placement_id(event.placement_id);
  message.set_partner(event.partner);
  message.set_invoice_id(event.invoice_id);
  *message.mutable_answer_by() = ToWire(event.answer_by);
  *message.mutable_choice() = ToWire(event.choice);
  return message;
}

Decoded Read(const v1::PlacementOffered& message) {
  FieldReader read;
  return read.All(PlacementOffered{message.placement_id(), message.partner(), message.invoice_id(),
                                   read(message.answer_by()), read(message.choice())});
}

v1::PlacementNotOffered Write(const PlacementNotOffered& event) {
  v1::PlacementNotOffered message;
  message.set_invoice_id(event.invoice_id);
  *message.mutable_choice() = ToWire(event.choice);
  *message.mutable_retry_date() = ToWire(event.retry);
  return message;
}

Decoded Read(const v1::PlacementNotOffered& message) {
  FieldReader read;
  return read.All(PlacementNotOffered{message.invoice_id(), read(message.choice()),
                                      read(message.retry_date())});
}

v1::PlacementAccepted Write(const PlacementAccepted& event) {
  v1::PlacementAccepted message;
  message.set_placement_id(event.placement_id);
  return message;
}

Decoded Read(const v1::PlacementAccepted& message) {
  return PlacementAccepted{message.placement_id()};
}

v1::PlacementDeclined Write(const PlacementDeclined& event) {
  v1::PlacementDeclined message;
  message.set_placement_id(event.placement_id);
  message.set_reason(event.reason);
  return message;
}

Decoded Read(const v1::PlacementDeclined& message) {
  return PlacementDeclined{message.placement_id(), message.reason()};
}

v1::PlacementSuspended Write(const PlacementSuspended& event) {
  v1::PlacementSuspended message;
  message.set_placement_id(event.placement_id);
  *message.mutable_suspended() = ToWire(event.suspended);
  return message;
}

Decoded Read(const v1::PlacementSuspended& message) {
  FieldReader read;
  return read.All(PlacementSuspended{message.placement_id(), read(message.suspended())});
}

v1::PlacementResumed Write(const PlacementResumed& event) {
  v1::PlacementResumed message;
  message.set_placement_id(event.placement_id);
  *message.mutable_suspended() = ToWire(event.suspended);
  if (event.answer_by) *message.mutable_answer_by() = ToWire(*event.answer_by);
  return message;
}

Decoded Read(const v1::PlacementResumed& message) {
  FieldReader read;
  return read.All(PlacementResumed{message.placement_id(), read(message.suspended()),
                                   read.Optional(message.has_answer_by(), message.answer_by())});
}

v1::PlacementRecalled Write(const PlacementRecalled& event) {
  v1::PlacementRecalled message;
  message.set_placement_id(event.placement_id);
  message.set_reason(ToWire(event.reason));
  return message;
}

Decoded Read(const v1::PlacementRecalled& message) {
  FieldReader read;
  return read.All(PlacementRecalled{message.placement_id(), read(message.reason())});
}

v1::PlacementClosed Write(const PlacementClosed& event) {
  v1::PlacementClosed message;
  message.set_placement_id(event.placement_id);
  return message;
}

Decoded Read(const v1::PlacementClosed& message) { return PlacementClosed{message.placement_id()}; }

v1::PlacementReturned Write(const PlacementReturned& event) {
  v1::PlacementReturned message;
  message.set_placement_id(event.placement_id);
  message.set_reason(ToWire(event.reason));
  return message;
}

Decoded Read(const v1::PlacementReturned& message) {
  FieldReader read;
  return read.All(PlacementReturned{message.placement_id(), read(message.reason())});
}

v1::PartnerPaymentReported Write(const PartnerPaymentReported& event) {
  v1::PartnerPaymentReported message;
  message.set_placement_id(event.placement_id);
  message.set_payment_id(event.payment_id);
  *message.mutable_amount() = ToWire(event.amount);
  *message.mutable_fee() = ToWire(event.fee);
  *message.mutable_value_date() = ToWire(event.value_date);
  return message;
}

Decoded Read(const v1::PartnerPaymentReported& message) {
  FieldReader read;
  return read.All(PartnerPaymentReported{message.placement_id(), message.payment_id(),
                                         read(message.amount()), read(message.fee()),
                                         read(message.value_date())});
}

v1::EscalationPromised Write(const EscalationPromised& event) {
  v1::EscalationPromised message;
  message.set_placement_id(event.placement_id);
  message.set_partner(event.partner);
  *message.mutable_escalation() = ToWire(event.escalation);
  return message;
}

Decoded Read(const v1::EscalationPromised& message) {
  FieldReader read;
  return read.All(
      EscalationPromised{message.placement_id(), message.partner(), read(message.escalation())});
}

v1::EscalationRefused Write(const EscalationRefused& event) {
  v1::EscalationRefused message;
  message.set_placement_id(event.placement_id);
  message.set_placement_version(event.version);
  message.set_reason(event.reason);
  return message;
}

Decoded Read(const v1::EscalationRefused& message) {
  return EscalationRefused{message.placement_id(), message.placement_version(), message.reason()};
}

}  // namespace recourse::collections
