#include "services/invoicing/reactions/line_promise.h"

#include "libs/base/check.h"
#include "libs/wire/event.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "recourse/invoicing/v1/statement_events.pb.h"
#include "services/invoicing/codec/statement_codec.h"

namespace recourse::invoicing {

namespace {

// Of a line or of a part of one, which say the same.
template <class Confirmed>
engine::PromiseCall CallFor(const Confirmed& confirmed) {
  v1::RecordPaymentRequest request;
  request.set_parent(confirmed.match().account());
  request.set_payment_id(confirmed.payment_id());
  *request.mutable_amount() = confirmed.amount();
  *request.mutable_effective_date() = confirmed.effective_date();
  *request.mutable_designations() = confirmed.match().designations();
  return {"invoicing", "/recourse.invoicing.v1.InvoicingService/RecordPayment",
          request.SerializeAsString()};
}

template <class Confirmed>
std::optional<engine::PromiseCall> PromiseOf(const engine::Record& record) {
  if (!wire::Is<Confirmed>(record.type())) return std::nullopt;
  const auto confirmed = wire::Unpack<Confirmed>(record.payload());
  if (!confirmed) return std::nullopt;
  return CallFor(*confirmed);
}

StatementCommand WhatFollows(const engine::PromiseAnswer& answer) {
  std::optional<std::string> refused_because;
  if (!answer.answer) refused_because = answer.answer.error().reason;
  if (wire::Is<v1::LinePartConfirmed>(answer.promise.type())) {
    const auto part = wire::Unpack<v1::LinePartConfirmed>(answer.promise.payload());
    CHECK(part);
    return SettlePart{part->line(), part->part(), part->payment_id(), refused_because};
  }
  const auto confirmed = wire::Unpack<v1::LineConfirmed>(answer.promise.payload());
  CHECK(confirmed);
  return SettleLine{confirmed->line(), confirmed->payment_id(), refused_because};
}

}  // namespace

std::optional<engine::PromiseCall> LinePromise(const engine::Record& record) {
  if (auto call = PromiseOf<v1::LineConfirmed>(record)) return call;
  return PromiseOf<v1::LinePartConfirmed>(record);
}

bool IsLinePromise(const engine::PromiseAnswer& answer) {
  return wire::Is<v1::LineConfirmed>(answer.promise.type()) ||
         wire::Is<v1::LinePartConfirmed>(answer.promise.type());
}

Expected<Done, Failure> OnLineAnswer(engine::Unit& unit, const engine::PromiseAnswer& answer) {
  // It never refuses: what was settled before stays as it is.
  CHECK(unit.Decide<StatementAggregate>(answer.promise.stream(), WhatFollows(answer)));
  return Done{};
}

}  // namespace recourse::invoicing
