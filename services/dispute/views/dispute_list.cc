#include "services/dispute/views/dispute_list.h"

#include "libs/base/check.h"
#include "libs/base/overloaded.h"
#include "libs/wire/convert.h"
#include "recourse/dispute/v1/dispute_service.pb.h"
#include "services/dispute/codec/claim_wire.h"
#include "services/dispute/codec/dispute_codec.h"

namespace recourse::dispute {
namespace {

void Open(const DisputeOpened& opened, const history::v1::Record& record, v1::Dispute& row) {
  const Claim& claim = opened.claim;
  row.set_name(record.home() + "/" + record.stream());
  row.set_invoice(record.home() + "/invoices/" + claim.invoice_id);
  if (claim.claimed) *row.mutable_claimed() = wire::ToWire(*claim.claimed);
  row.set_reason(ToWire(claim.reason));
  row.set_raised_by(ToWire(claim.raised_by));
  row.set_imported(claim.imported);
  *row.mutable_opened_on() = wire::ToWire(claim.opened_on);
  row.set_state(v1::DISPUTE_STATE_OPEN);
  row.set_marking(v1::PROMISE_STATE_PENDING);
  row.set_credit(v1::PROMISE_STATE_NONE);
  row.set_release(v1::PROMISE_STATE_NONE);
}

void Close(const DisputeClosed& closed, v1::Dispute& row) {
  row.set_state(v1::DISPUTE_STATE_CLOSED);
  row.set_outcome(ToWire(EndingOf(closed.outcome)));
  row.clear_conceded();
  if (const auto* part = std::get_if<PartlyConceded>(&closed.outcome)) {
    *row.mutable_conceded() = wire::ToWire(part->amount);
  }
  *row.mutable_closed_on() = wire::ToWire(closed.closed_on);
}

void ApplyEvent(const DisputeEvent& event, const history::v1::Record& record, v1::Dispute& row) {
  std::visit(Overloaded{
                 [&](const DisputeOpened& opened) { Open(opened, record, row); },
                 [&](const AmountMarked& answer) {
                   row.set_marking(v1::PROMISE_STATE_KEPT);
                   *row.mutable_marked() = wire::ToWire(answer.marked);
                 },
                 [&](const MarkingRefused& answer) {
                   row.set_marking(v1::PROMISE_STATE_REFUSED);
                   row.set_refusal(answer.reason);
                 },
                 [&](const DisputeClosed& closed) { Close(closed, row); },
                 [&](const CreditPromised&) { row.set_credit(v1::PROMISE_STATE_PENDING); },
                 [&](const CreditGranted& answer) {
                   row.set_credit(v1::PROMISE_STATE_KEPT);
                   *row.mutable_credited() = wire::ToWire(answer.credited);
                 },
                 [&](const CreditRefused& answer) {
                   row.set_credit(v1::PROMISE_STATE_REFUSED);
                   row.set_refusal(answer.reason);
                 },
                 [&](const ReleasePromised&) { row.set_release(v1::PROMISE_STATE_PENDING); },
                 [&](const AmountReleased&) { row.set_release(v1::PROMISE_STATE_KEPT); },
                 [&](const ReleaseRefused& answer) {
                   row.set_release(v1::PROMISE_STATE_REFUSED);
                   row.set_refusal(answer.reason);
                 },
             },
             event);
}

}  // namespace

void DisputeList::Apply(const history::v1::Record& record, engine::ViewRows& rows) {
  const auto event = DisputeAggregate::Decode(record.type(), record.payload());
  if (!event) return;  // Of the engine itself.
  const std::string key = record.home() + "/" + record.stream();
  v1::Dispute row;
  if (const auto stored = rows.Get(key)) CHECK(row.ParseFromString(*stored));
  ApplyEvent(*event, record, row);
  row.set_etag(std::to_string(record.version()));
  rows.Put(key, row.SerializeAsString());
}

std::string DisputesOf(std::string_view account) { return std::string(account) + "/disputes/"; }

}  // namespace recourse::dispute
