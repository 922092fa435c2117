#pragma once

#include <optional>

#include "recourse/collections/v1/case_events.pb.h"
#include "services/collections/domain/case_events.h"

// Events of a case <-> their messages. Read gives nothing for a message with a field that cannot be
// read. Only for this folder: callers see CaseAggregate.
namespace recourse::collections {

v1::AccountObserved Write(const AccountObserved& event);
v1::InvoiceObserved Write(const InvoiceObserved& event);
v1::DueDateObserved Write(const DueDateObserved& event);
v1::BalancesObserved Write(const BalancesObserved& event);
v1::HoldPlaced Write(const HoldPlaced& event);
v1::HoldEnded Write(const HoldEnded& event);
v1::PromiseMade Write(const PromiseMade& event);
v1::PromiseKept Write(const PromiseKept& event);
v1::PromiseBroken Write(const PromiseBroken& event);
v1::RunScheduled Write(const RunScheduled& event);
v1::LadderRun Write(const LadderRun& event);
v1::MessagePromised Write(const MessagePromised& event);
v1::MessageQueued Write(const MessageQueued& event);
v1::MessageRefused Write(const MessageRefused& event);
v1::CallTaskRaised Write(const CallTaskRaised& event);
v1::CallTaskCompleted Write(const CallTaskCompleted& event);
v1::PlacementOffered Write(const PlacementOffered& event);
v1::PlacementNotOffered Write(const PlacementNotOffered& event);
v1::PlacementAccepted Write(const PlacementAccepted& event);
v1::PlacementDeclined Write(const PlacementDeclined& event);
v1::PlacementSuspended Write(const PlacementSuspended& event);
v1::PlacementResumed Write(const PlacementResumed& event);
v1::PlacementRecalled Write(const PlacementRecalled& event);
v1::PlacementClosed Write(const PlacementClosed& event);
v1::PlacementReturned Write(const PlacementReturned& event);
v1::PartnerPaymentReported Write(const PartnerPaymentReported& event);
v1::EscalationPromised Write(const EscalationPromised& event);
v1::EscalationRefused Write(const EscalationRefused& event);

std::optional<CaseEvent> Read(const v1::AccountObserved& message);
std::optional<CaseEvent> Read(const v1::InvoiceObserved& message);
std::optional<CaseEvent> Read(const v1::DueDateObserved& message);
std::optional<CaseEvent> Read(const v1::BalancesObserved& message);
std::optional<CaseEvent> Read(const v1::HoldPlaced& message);
std::optional<CaseEvent> Read(const v1::HoldEnded& message);
std::optional<CaseEvent> Read(const v1::PromiseMade& message);
std::optional<CaseEvent> Read(const v1::PromiseKept& message);
std::optional<CaseEvent> Read(const v1::PromiseBroken& message);
std::optional<CaseEvent> Read(const v1::RunScheduled& message);
std::optional<CaseEvent> Read(const v1::LadderRun& message);
std::optional<CaseEvent> Read(const v1::MessagePromised& message);
std::optional<CaseEvent> Read(const v1::MessageQueued& message);
std::optional<CaseEvent> Read(const v1::MessageRefused& message);
std::optional<CaseEvent> Read(const v1::CallTaskRaised& message);
std::optional<CaseEvent> Read(const v1::CallTaskCompleted& message);
std::optional<CaseEvent> Read(const v1::PlacementOffered& message);
std::optional<CaseEvent> Read(const v1::PlacementNotOffered& message);
std::optional<CaseEvent> Read(const v1::PlacementAccepted& message);
std::optional<CaseEvent> Read(const v1::PlacementDeclined& message);
std::optional<CaseEvent> Read(const v1::PlacementSuspended& message);
std::optional<CaseEvent> Read(const v1::PlacementResumed& message);
std::optional<CaseEvent> Read(const v1::PlacementRecalled& message);
std::optional<CaseEvent> Read(const v1::PlacementClosed& message);
std::optional<CaseEvent> Read(const v1::PlacementReturned& message);
std::optional<CaseEvent> Read(const v1::PartnerPaymentReported& message);
std::optional<CaseEvent> Read(const v1::EscalationPromised& message);
std::optional<CaseEvent> Read(const v1::EscalationRefused& message);

}  // namespace recourse::collections
