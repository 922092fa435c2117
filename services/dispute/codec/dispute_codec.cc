#include "services/dispute/codec/dispute_codec.h"

#include <utility>

#include "libs/base/overloaded.h"
#include "libs/wire/convert.h"
#include "libs/wire/event.h"
#include "recourse/dispute/v1/dispute_events.pb.h"
#include "services/dispute/codec/claim_wire.h"

namespace recourse::dispute {
namespace {

using Decoded = std::optional<DisputeEvent>;

v1::DisputeOpened Write(const DisputeOpened& event) {
  const Claim& claim = event.claim;
  v1::DisputeOpened message;
  message.set_dispute_id(claim.dispute_id);
  message.set_invoice_id(claim.invoice_id);
  if (claim.claimed) *message.mutable_claimed() = wire::ToWire(*claim.claimed);
  message.set_reason(ToWire(claim.reason));
  message.set_raised_by(ToWire(claim.raised_by));
  if (claim.note) *message.mutable_note() = wire::ToWire(*claim.note);
  message.set_imported(claim.imported);
  *message.mutable_opened_on() = wire::ToWire(claim.opened_on);
  return message;
}

Decoded Read(const v1::DisputeOpened& message) {
  const auto reason = FromWire(message.reason());
  const auto raised_by = FromWire(message.raised_by());
  const auto opened_on = wire::FromWire(message.opened_on());
  if (!reason || !raised_by || !opened_on) return std::nullopt;
  Claim claim{.dispute_id = message.dispute_id(),
              .invoice_id = message.invoice_id(),
              .claimed = {},
              .reason = *reason,
              .raised_by = *raised_by,
              .note = {},
              .imported = message.imported(),
              .opened_on = *opened_on};
  if (message.has_claimed()) {
    claim.claimed = wire::FromWire(message.claimed());
    if (!claim.claimed) return std::nullopt;
  }
  if (message.has_note()) claim.note = wire::FromWire(message.note());
  return DisputeOpened{std::move(claim)};
}

v1::AmountMarked Write(const AmountMarked& event) {
  v1::AmountMarked message;
  message.set_dispute_id(event.dispute_id);
  *message.mutable_marked() = wire::ToWire(event.marked);
  return message;
}

Decoded Read(const v1::AmountMarked& message) {
  const auto marked = wire::FromWire(message.marked());
  if (!marked) return std::nullopt;
  return AmountMarked{message.dispute_id(), *marked};
}

v1::MarkingRefused Write(const MarkingRefused& event) {
  v1::MarkingRefused message;
  message.set_dispute_id(event.dispute_id);
  message.set_reason(event.reason);
  return message;
}

Decoded Read(const v1::MarkingRefused& message) {
  return MarkingRefused{message.dispute_id(), message.reason()};
}

v1::DisputeClosed Write(const DisputeClosed& event) {
  v1::DisputeClosed message;
  message.set_dispute_id(event.dispute_id);
  message.set_outcome(ToWire(EndingOf(event.outcome)));
  if (const auto* part = std::get_if<PartlyConceded>(&event.outcome)) {
    *message.mutable_conceded() = wire::ToWire(part->amount);
  }
  if (const auto* rejected = std::get_if<Rejected>(&event.outcome)) {
    *message.mutable_grounds() = wire::ToWire(rejected->grounds);
  }
  *message.mutable_closed_on() = wire::ToWire(event.closed_on);
  return message;
}

std::optional<Outcome> OutcomeOf(const v1::DisputeClosed& message) {
  const auto ending = FromWire(message.outcome());
  if (!ending) return std::nullopt;
  switch (*ending) {
    case Ending::kConceded:
      return Conceded{};
    case Ending::kPartlyConceded: {
      const auto amount = wire::FromWire(message.conceded());
      if (!amount) return std::nullopt;
      return PartlyConceded{*amount};
    }
    case Ending::kRejected:
      return Rejected{wire::FromWire(message.grounds())};
    case Ending::kWithdrawn:
      return Withdrawn{};
    case Ending::kVoid:
      return Void{};
  }
  return std::nullopt;
}

Decoded Read(const v1::DisputeClosed& message) {
  const auto outcome = OutcomeOf(message);
  const auto closed_on = wire::FromWire(message.closed_on());
  if (!outcome || !closed_on) return std::nullopt;
  return DisputeClosed{message.dispute_id(), *outcome, *closed_on};
}

v1::CreditPromised Write(const CreditPromised& event) {
  v1::CreditPromised message;
  message.set_dispute_id(event.dispute_id);
  message.set_credit_note_id(event.credit_note_id);
  message.set_invoice_id(event.invoice_id);
  *message.mutable_amount() = wire::ToWire(event.amount);
  *message.mutable_effective() = wire::ToWire(event.effective);
  return message;
}

Decoded Read(const v1::CreditPromised& message) {
  const auto amount = wire::FromWire(message.amount());
  const auto effective = wire::FromWire(message.effective());
  if (!amount || !effective) return std::nullopt;
  return CreditPromised{message.dispute_id(), message.credit_note_id(), message.invoice_id(),
                        *amount, *effective};
}

v1::CreditGranted Write(const CreditGranted& event) {
  v1::CreditGranted message;
  message.set_dispute_id(event.dispute_id);
  *message.mutable_credited() = wire::ToWire(event.credited);
  return message;
}

Decoded Read(const v1::CreditGranted& message) {
  const auto credited = wire::FromWire(message.credited());
  if (!credited) return std::nullopt;
  return CreditGranted{message.dispute_id(), *credited};
}

v1::CreditRefused Write(const CreditRefused& event) {
  v1::CreditRefused message;
  message.set_dispute_id(event.dispute_id);
  message.set_reason(event.reason);
  return message;
}

Decoded Read(const v1::CreditRefused& message) {
  return CreditRefused{message.dispute_id(), message.reason()};
}

v1::ReleasePromised Write(const ReleasePromised& event) {
  v1::ReleasePromised message;
  message.set_dispute_id(event.dispute_id);
  message.set_invoice_id(event.invoice_id);
  message.set_outcome(ToWire(event.ending));
  return message;
}

Decoded Read(const v1::ReleasePromised& message) {
  const auto ending = FromWire(message.outcome());
  if (!ending) return std::nullopt;
  return ReleasePromised{message.dispute_id(), message.invoice_id(), *ending};
}

v1::AmountReleased Write(const AmountReleased& event) {
  v1::AmountReleased message;
  message.set_dispute_id(event.dispute_id);
  *message.mutable_released() = wire::ToWire(event.released);
  return message;
}

Decoded Read(const v1::AmountReleased& message) {
  const auto released = wire::FromWire(message.released());
  if (!released) return std::nullopt;
  return AmountReleased{message.dispute_id(), *released};
}

v1::ReleaseRefused Write(const ReleaseRefused& event) {
  v1::ReleaseRefused message;
  message.set_dispute_id(event.dispute_id);
  message.set_reason(event.reason);
  return message;
}

Decoded Read(const v1::ReleaseRefused& message) {
  return ReleaseRefused{message.dispute_id(), message.reason()};
}

}  // namespace

eventlog::EncodedEvent DisputeAggregate::Encode(const DisputeEvent& event) {
  return std::visit([](const auto& happened) { return wire::Pack(Write(happened)); }, event);
}

std::optional<DisputeEvent> DisputeAggregate::Decode(std::string_view type,
                                                     std::string_view payload) {
  return wire::DecodeAs<DisputeEvent, v1::DisputeOpened, v1::AmountMarked, v1::MarkingRefused,
                        v1::DisputeClosed, v1::CreditPromised, v1::CreditGranted, v1::CreditRefused,
                        v1::ReleasePromised, v1::AmountReleased, v1::ReleaseRefused>(
      type, payload, [](const auto& message) { return Read(message); });
}

}  // namespace recourse::dispute
