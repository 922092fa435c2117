#include "services/dispute/reactions/promises.h"

#include <string>
#include <string_view>
#include <utility>

#include "libs/base/overloaded.h"
#include "libs/wire/convert.h"
#include "libs/wire/event.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/dispute/api/refusals.h"
#include "services/dispute/codec/dispute_codec.h"

namespace recourse::dispute {
namespace {

using engine::PromiseAnswer;
using engine::PromiseCall;
using engine::Record;
using MaybeCall = std::optional<PromiseCall>;
using MaybeCommand = std::optional<DisputeCommand>;

template <class Request>
PromiseCall AskInvoicing(std::string_view method, const Request& request) {
  return {"invoicing", "/recourse.invoicing.v1.InvoicingService/" + std::string(method),
          request.SerializeAsString()};
}

std::string InvoiceName(const Record& record, const std::string& invoice_id) {
  return record.home() + "/invoices/" + invoice_id;
}

std::string DisputeName(const Record& record) { return record.home() + "/" + record.stream(); }

PromiseCall Mark(const Claim& claim, const Record& record) {
  invoicing::v1::MarkDisputedRequest request;
  request.set_name(InvoiceName(record, claim.invoice_id));
  request.set_dispute(DisputeName(record));
  if (claim.claimed) *request.mutable_claimed() = wire::ToWire(*claim.claimed);
  *request.mutable_opened_on() = wire::ToWire(claim.opened_on);
  return AskInvoicing("MarkDisputed", request);
}

PromiseCall Credit(const CreditPromised& promise, const Record& record) {
  invoicing::v1::IssueCreditNoteRequest request;
  request.set_parent(record.home());
  request.set_credit_note_id(promise.credit_note_id);
  auto& note = *request.mutable_credit_note();
  note.set_invoice(InvoiceName(record, promise.invoice_id));
  *note.mutable_amount() = wire::ToWire(promise.amount);
  *note.mutable_effective_date() = wire::ToWire(promise.effective);
  note.set_reason("conceded in dispute " + promise.dispute_id);
  note.set_dispute(DisputeName(record));
  return AskInvoicing("IssueCreditNote", request);
}

invoicing::v1::ReleaseOutcome ToInvoicing(Ending ending) {
  switch (ending) {
    case Ending::kConceded:
      return invoicing::v1::RELEASE_OUTCOME_CONCEDED;
    case Ending::kPartlyConceded:
      return invoicing::v1::RELEASE_OUTCOME_PARTLY_CONCEDED;
    case Ending::kRejected:
      return invoicing::v1::RELEASE_OUTCOME_REJECTED;
    case Ending::kWithdrawn:
      return invoicing::v1::RELEASE_OUTCOME_WITHDRAWN;
    case Ending::kVoid:  // Was never marked, so it is never released.
      return invoicing::v1::RELEASE_OUTCOME_UNSPECIFIED;
  }
  __builtin_unreachable();
}

PromiseCall Release(const ReleasePromised& promise, const Record& record) {
  invoicing::v1::ReleaseDisputedRequest request;
  request.set_name(InvoiceName(record, promise.invoice_id));
  request.set_dispute(DisputeName(record));
  request.set_outcome(ToInvoicing(promise.ending));
  return AskInvoicing("ReleaseDisputed", request);
}

// The amount "40.00 EUR" that a refusal names `key`.
std::optional<Money> AmountIn(const Failure& refusal, std::string_view key) {
  for (const auto& [name, value] : refusal.values) {
    const std::size_t space = value.rfind(' ');
    if (name != key || space == std::string::npos) continue;
    const auto currency = Currency::Parse(std::string_view(value).substr(space + 1));
    if (currency) return ParseMoney(std::string_view(value).substr(0, space), *currency);
  }
  return std::nullopt;
}

// What an answer means to the dispute. Nothing: its bytes cannot be read.
MaybeCommand MarkingAnswered(const Expected<std::string, Failure>& answer) {
  if (!answer) return RefuseMarking{answer.error().reason};
  const auto response = wire::Unpack<invoicing::v1::MarkDisputedResponse>(*answer);
  const auto marked = response ? wire::FromWire(response->marked()) : std::nullopt;
  if (!marked) return std::nullopt;
  return ConfirmMarking{*marked};
}

MaybeCommand CreditAnswered(const Expected<std::string, Failure>& answer) {
  if (!answer) return RefuseCredit{answer.error().reason, AmountIn(answer.error(), "creditable")};
  return ConfirmCredit{};
}

MaybeCommand ReleaseAnswered(const Expected<std::string, Failure>& answer) {
  if (!answer) return RefuseRelease{answer.error().reason};
  const auto response = wire::Unpack<invoicing::v1::ReleaseDisputedResponse>(*answer);
  const auto released = response ? wire::FromWire(response->released()) : std::nullopt;
  if (!released) return std::nullopt;
  return ConfirmRelease{*released};
}

MaybeCommand CommandOf(const DisputeEvent& promise, const Expected<std::string, Failure>& answer) {
  return std::visit(Overloaded{
                        [&](const DisputeOpened&) { return MarkingAnswered(answer); },
                        [&](const CreditPromised&) { return CreditAnswered(answer); },
                        [&](const ReleasePromised&) { return ReleaseAnswered(answer); },
                        [](const auto&) { return MaybeCommand{}; },
                    },
                    promise);
}

}  // namespace

std::optional<PromiseCall> PromiseOf(const Record& record) {
  const auto event = DisputeAggregate::Decode(record.type(), record.payload());
  if (!event) return std::nullopt;
  return std::visit(
      Overloaded{
          [&](const DisputeOpened& opened) -> MaybeCall { return Mark(opened.claim, record); },
          [&](const CreditPromised& promise) -> MaybeCall { return Credit(promise, record); },
          [&](const ReleasePromised& promise) -> MaybeCall { return Release(promise, record); },
          [](const auto&) { return MaybeCall{}; },
      },
      *event);
}

Expected<Done, Failure> RecordAnswer(engine::Unit& unit, const PromiseAnswer& answer) {
  const Record& promise = answer.promise;
  const auto event = DisputeAggregate::Decode(promise.type(), promise.payload());
  const auto command = event ? CommandOf(*event, answer.answer) : std::nullopt;
  if (!command) {
    return Unexpected{Failure{Failure::Kind::kInternal,
                              "ANSWER_UNREADABLE",
                              "What invoicing answered cannot be read.",
                              {{"dispute", DisputeName(promise)}, {"asked_by", promise.type()}}}};
  }
  const auto recorded = unit.Decide<DisputeAggregate>(promise.stream(), *command);
  if (!recorded) return Unexpected{ToFailure(recorded.error())};
  return Done{};
}

}  // namespace recourse::dispute
