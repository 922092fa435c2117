#include "services/invoicing/reactions/line_promise.h"

#include "libs/base/check.h"
#include "libs/wire/event.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "recourse/invoicing/v1/statement_events.pb.h"
#include "services/invoicing/codec/statement_codec.h"

namespace recourse::invoicing {

std::optional<engine::PromiseCall> LinePromise(const engine::Record& record) {
  if (!wire::Is<v1::LineConfirmed>(record.type())) return std::nullopt;
  const auto confirmed = wire::Unpack<v1::LineConfirmed>(record.payload());
  if (!confirmed) return std::nullopt;
  v1::RecordPaymentRequest request;
  request.set_parent(confirmed->match().account());
  request.set_payment_id(confirmed->payment_id());
  *request.mutable_amount() = confirmed->amount();
  *request.mutable_effective_date() = confirmed->effective_date();
  *request.mutable_designations() = confirmed->match().designations();
  return engine::PromiseCall{"invoicing", "/recourse.invoicing.v1.InvoicingService/RecordPayment",
                             request.SerializeAsString()};
}

bool IsLinePromise(const engine::PromiseAnswer& answer) {
  return wire::Is<v1::LineConfirmed>(answer.promise.type());
}

Expected<Done, Failure> OnLineAnswer(engine::Unit& unit, const engine::PromiseAnswer& answer) {
  const auto confirmed = wire::Unpack<v1::LineConfirmed>(answer.promise.payload());
  CHECK(confirmed);
  SettleLine settle{confirmed->line(), confirmed->payment_id(), std::nullopt};
  if (!answer.answer) settle.refused_because = answer.answer.error().reason;
  // It never refuses: what was settled before stays as it is.
  CHECK(unit.Decide<StatementAggregate>(answer.promise.stream(), settle));
  return Done{};
}

}  // namespace recourse::invoicing
