#include "services/collections/codec/case_codec.h"

#include "libs/wire/event.h"
#include "services/collections/codec/case_wire.h"

namespace recourse::collections {

eventlog::EncodedEvent CaseAggregate::Encode(const CaseEvent& event) {
  return std::visit([](const auto& happened) { return wire::Pack(Write(happened)); }, event);
}

std::optional<CaseEvent> CaseAggregate::Decode(std::string_view type, std::string_view payload) {
  return wire::DecodeAs<
      CaseEvent, v1::AccountObserved, v1::InvoiceObserved, v1::BalancesObserved, v1::HoldPlaced,
      v1::HoldEnded, v1::PromiseMade, v1::PromiseKept, v1::PromiseBroken, v1::RunScheduled,
      v1::LadderRun, v1::MessagePromised, v1::MessageQueued, v1::MessageRefused, v1::CallTaskRaised,
      v1::CallTaskCompleted, v1::PlacementOffered, v1::PlacementNotOffered, v1::PlacementAccepted,
      v1::PlacementDeclined, v1::PlacementSuspended, v1::PlacementResumed, v1::PlacementRecalled,
      v1::PlacementClosed, v1::PlacementReturned, v1::PartnerPaymentReported,
      v1::EscalationPromised, v1::EscalationRefused, v1::DueDateObserved>(
      type, payload, [](const auto& message) { return Read(message); });
}

}  // namespace recourse::collections
