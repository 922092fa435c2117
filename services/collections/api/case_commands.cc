#include "services/collections/api/case_commands.h"

#include "libs/rpc/fields.h"
#include "services/collections/api/decided.h"
#include "services/collections/api/names.h"
#include "services/collections/api/render.h"
#include "services/collections/codec/case_codec.h"
#include "services/collections/codec/terms_wire.h"
#include "services/collections/domain/schedule.h"
#include "services/collections/homes.h"

namespace recourse::collections {
namespace {

using rpc::Fields;
using rpc::Prepared;

constexpr int kStopsAskedMax = 1'000;

// The id of an invoice that must be of `account`.
std::string InvoiceId(Fields& fields, std::string_view field, const std::string& name,
                      const std::string& account) {
  const auto [of, id] = fields.Name(field, name, kInvoiceName);
  if (!of.empty()) fields.Check(of == account, field, name, "must be of the case's own account");
  return id;
}

}  // namespace

Expected<Prepared<v1::Case>, Failure> PrepareGetCase(const v1::GetCaseRequest& request) {
  Fields fields;
  const auto [account] = fields.Name("name", request.name(), kCaseName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Prepared<v1::Case>(
      kAccountName.Format(account), [](engine::Unit& unit) -> Expected<v1::Case, Failure> {
        const Case& kase = unit.State<CaseAggregate>(kCaseStream);
        if (!kase.account) {
          return Unexpected{Told(Refusal<CaseRule>{CaseRule::kUnknownAccount, {}}, unit)};
        }
        return RenderCase(unit.home(), kase, unit.Version<CaseAggregate>(kCaseStream));
      });
}

Expected<Prepared<v1::GetStopsResponse>, Failure> PrepareGetStops(
    const v1::GetStopsRequest& request) {
  Fields fields;
  const auto [account] = fields.Name("name", request.name(), kCaseName);
  fields.Check(request.invoice_ids_size() <= kStopsAskedMax, "invoice_ids",
               std::to_string(request.invoice_ids_size()), "must be at most 1000");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Prepared<v1::GetStopsResponse>(
      kAccountName.Format(account),
      [asked =
           request.invoice_ids()](engine::Unit& unit) -> Expected<v1::GetStopsResponse, Failure> {
        const Stops stops(unit.State<CaseAggregate>(kCaseStream));
        v1::GetStopsResponse response;
        for (const auto& invoice_id : asked) {
          if (stops.Has(invoice_id)) response.add_invoice_ids(invoice_id);
        }
        return response;
      });
}

Expected<Prepared<v1::Hold>, Failure> PreparePlaceHold(const v1::PlaceHoldRequest& request) {
  Fields fields;
  const auto [account] = fields.Name("parent", request.parent(), kCaseName);
  PlaceHold place;
  place.hold_id = fields.Id("hold_id", request.hold_id());
  const auto reason = FromWire(fields.OneOf("reason", request.reason()));
  if (!request.invoice().empty()) {
    place.invoice_id = InvoiceId(fields, "invoice", request.invoice(), account);
  }
  if (request.has_until()) place.until = fields.Day("until", request.until());
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  place.reason = *reason;
  return Prepared<v1::Hold>(
      kAccountName.Format(account), [place](engine::Unit& unit) -> Expected<v1::Hold, Failure> {
        const auto kase = Decided<CaseAggregate>(unit, kCaseStream, place);
        if (!kase) return Unexpected{kase.error()};
        return RenderHold(unit.home(), place.hold_id, kase->holds.at(place.hold_id));
      });
}

Expected<Prepared<v1::Hold>, Failure> PrepareEndHold(const v1::EndHoldRequest& request) {
  Fields fields;
  const auto [account, hold] = fields.Name("name", request.name(), kHoldName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Prepared<v1::Hold>(
      kAccountName.Format(account),
      [end = EndHold{hold}](engine::Unit& unit) -> Expected<v1::Hold, Failure> {
        const auto kase = Decided<CaseAggregate>(unit, kCaseStream, end);
        if (!kase) return Unexpected{kase.error()};
        return RenderHold(unit.home(), end.hold_id, kase->holds.at(end.hold_id));
      });
}

Expected<Prepared<v1::PromiseToPay>, Failure> PrepareRecordPromiseToPay(
    const v1::RecordPromiseToPayRequest& request) {
  Fields fields;
  const auto [account] = fields.Name("parent", request.parent(), kCaseName);
  RecordPromiseToPay record;
  record.promise_id = fields.Id("promise_id", request.promise_id());
  for (int i = 0; i < request.invoices_size(); ++i) {
    const std::string field = "invoices[" + std::to_string(i) + "]";
    record.invoice_ids.push_back(InvoiceId(fields, field, request.invoices(i), account));
  }
  record.amount = fields.Amount("amount", request.amount());
  record.due = fields.Day("due_date", request.due_date());
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Prepared<v1::PromiseToPay>(
      kAccountName.Format(account),
      [record](engine::Unit& unit) -> Expected<v1::PromiseToPay, Failure> {
        const auto kase = Decided<CaseAggregate>(unit, kCaseStream, record);
        if (!kase) return Unexpected{kase.error()};
        return RenderPromise(unit.home(), record.promise_id, kase->promises.at(record.promise_id));
      });
}

Expected<Prepared<v1::CompleteCallTaskResponse>, Failure> PrepareCompleteCallTask(
    const v1::CompleteCallTaskRequest& request) {
  Fields fields;
  const auto [account, task] = fields.Name("name", request.name(), kCallTaskName);
  const auto outcome = FromWire(fields.OneOf("outcome", request.outcome()));
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Prepared<v1::CompleteCallTaskResponse>(
      kAccountName.Format(account),
      [complete = CompleteCallTask{task, *outcome}](
          engine::Unit& unit) -> Expected<v1::CompleteCallTaskResponse, Failure> {
        const auto completed = unit.Decide<CaseAggregate>(kCaseStream, complete);
        if (!completed) return Unexpected{Told(completed.error(), unit)};
        return v1::CompleteCallTaskResponse();
      });
}

}  // namespace recourse::collections
