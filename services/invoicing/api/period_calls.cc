#include "services/invoicing/api/period_calls.h"

#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/issuer_codec.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/codec/periods_codec.h"

namespace recourse::invoicing {
namespace {

v1::Periods ToPeriods(const std::string& issuer, const Periods& periods) {
  v1::Periods message;
  message.set_issuer(issuer);
  if (periods.closed_through) Write(*periods.closed_through, message.mutable_closed_through());
  return message;
}

Expected<v1::Periods, Failure> DecidePeriods(engine::Unit& unit, const PeriodsCommand& command) {
  if (!unit.State<IssuerAggregate>(IssuerAggregate::kStream)) {
    return Unexpected{NoSuchIssuer(unit.home())};
  }
  Periods periods = unit.State<PeriodsAggregate>(PeriodsAggregate::kStream);
  const auto events = DecideAndKeep<PeriodsAggregate>(unit, PeriodsAggregate::kStream, command);
  if (!events) return Unexpected{ToFailure(events.error())};
  for (const PeriodsEvent& event : *events) {
    periods = PeriodsDecider::Evolve(std::move(periods), event);
  }
  return ToPeriods(unit.home(), periods);
}

}  // namespace

Expected<rpc::Prepared<v1::Periods>, Failure> PrepareClosePeriod(
    const v1::ClosePeriodRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  fields.Name("issuer", request.issuer(), kIssuerName);
  const ClosePeriod command{fields.Id("closing_id", request.closing_id()),
                            fields.Day("through", request.through())};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Periods>(
      request.issuer(), [command](engine::Unit& unit) { return DecidePeriods(unit, command); });
}

Expected<rpc::Prepared<v1::Periods>, Failure> PrepareReopenPeriod(
    const v1::ReopenPeriodRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  fields.Name("issuer", request.issuer(), kIssuerName);
  const ReopenPeriod command{fields.Id("reopening_id", request.reopening_id()),
                             fields.Day("from", request.from()),
                             fields.Text("reason", request.reason(), kPeriodReasonBytesMax)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Periods>(
      request.issuer(), [command](engine::Unit& unit) { return DecidePeriods(unit, command); });
}

Expected<rpc::Prepared<v1::Periods>, Failure> PrepareGetPeriods(
    const v1::GetPeriodsRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  fields.Name("issuer", request.issuer(), kIssuerName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Periods>(
      request.issuer(), [](engine::Unit& unit) -> Expected<v1::Periods, Failure> {
        if (!unit.State<IssuerAggregate>(IssuerAggregate::kStream)) {
          return Unexpected{NoSuchIssuer(unit.home())};
        }
        return ToPeriods(unit.home(), unit.State<PeriodsAggregate>(PeriodsAggregate::kStream));
      });
}

}  // namespace recourse::invoicing
