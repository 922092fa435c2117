#include "services/collections/api/partner_requests.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "services/collections/api/decided.h"
#include "services/collections/api/names.h"
#include "services/collections/api/render.h"
#include "services/collections/codec/case_codec.h"
#include "services/collections/codec/partner_codec.h"
#include "services/collections/codec/terms_wire.h"
#include "services/collections/homes.h"

namespace recourse::collections {
namespace {

using rpc::Caller;
using rpc::Fields;
using rpc::Prepared;

constexpr std::size_t kReasonCharactersMax = 500;
constexpr std::size_t kCharacterBytesMax = 4;

// The same for what does not exist and for what is another's.
Failure NoSuchPlacement(const std::string& name) {
  return {Failure::Kind::kNotFound,
          "UNKNOWN_PLACEMENT",
          "There is no such placement.",
          {{"placement", name}}};
}

std::size_t Characters(const std::string& utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

// An answer to an offer, and the placement as it is then.
Expected<v1::Placement, Failure> Answer(engine::Unit& unit, const CaseCommand& answer,
                                        const std::string& id) {
  const auto kase = Decided<CaseAggregate>(unit, kCaseStream, answer);
  if (kase) return RenderPlacement(unit.home(), *kase, id);
  if (kase.error().kind != Failure::Kind::kNotFound) return Unexpected{kase.error()};
  return Unexpected{NoSuchPlacement(unit.home() + "/placements/" + id)};
}

const Placement* FindOwn(const Case& kase, const std::string& id, const std::string& partner) {
  const auto found = kase.placements.find(id);
  return found == kase.placements.end() || found->second.partner != partner ? nullptr
                                                                            : &found->second;
}

Unexpected<Failure> NoneSuch(const engine::Unit& unit, const std::string& id) {
  return Unexpected{NoSuchPlacement(unit.home() + "/placements/" + id)};
}

v1::Feed Render(const Feed& feed) {
  v1::Feed rendered;
  rendered.set_length(feed.length);
  rendered.set_acknowledged(feed.acknowledged);
  return rendered;
}

}  // namespace

void CheckPartner(Fields& fields, const Caller& caller) {
  fields.Check(kPartnerName.Parse(caller.principal).has_value(), "authorization", caller.principal,
               "must be the token of a partner");
}

namespace {

// The ids of an account and of a placement, which the caller names as its own.
std::array<std::string, 2> ReadName(Fields& fields, const std::string& name, const Caller& caller) {
  CheckPartner(fields, caller);
  return fields.Name("name", name, kPlacementName);
}

// What the partner says of its placement, to be run in the account.
template <class Command>
Prepared<v1::Placement> Answering(const std::string& account, Command command) {
  return Prepared<v1::Placement>(
      kAccountName.Format(account),
      [command = std::move(command)](engine::Unit& unit) -> Expected<v1::Placement, Failure> {
        return Answer(unit, command, command.placement_id);
      });
}

}  // namespace

Expected<Prepared<v1::Placement>, Failure> PrepareGet(const v1::GetPlacementRequest& request,
                                                      const Caller& caller) {
  Fields fields;
  const auto [account, id] = ReadName(fields, request.name(), caller);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Prepared<v1::Placement>(kAccountName.Format(account),
                                 [id = id, partner = caller.principal](
                                     engine::Unit& unit) -> Expected<v1::Placement, Failure> {
                                   const Case& kase = unit.State<CaseAggregate>(kCaseStream);
                                   if (FindOwn(kase, id, partner) == nullptr)
                                     return NoneSuch(unit, id);
                                   return RenderPlacement(unit.home(), kase, id);
                                 });
}

Expected<Prepared<v1::Placement>, Failure> PrepareAccept(const v1::AcceptPlacementRequest& request,
                                                         const Caller& caller) {
  Fields fields;
  const auto [account, id] = ReadName(fields, request.name(), caller);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Answering(account, AcceptPlacement{id, caller.principal});
}

Expected<Prepared<v1::Placement>, Failure> PrepareDecline(
    const v1::DeclinePlacementRequest& request, const Caller& caller) {
  Fields fields;
  const auto [account, id] = ReadName(fields, request.name(), caller);
  const std::string reason =
      fields.OptionalText("reason", request.reason(), kReasonCharactersMax * kCharacterBytesMax);
  fields.Check(Characters(reason) <= kReasonCharactersMax, "reason", reason,
               "must have at most 500 characters");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Answering(account, DeclinePlacement{id, caller.principal, reason});
}

Expected<Prepared<v1::Placement>, Failure> PrepareGetPursued(const v1::GetDebtorRequest& request,
                                                             const Caller& caller) {
  Fields fields;
  const auto [account, id] = ReadName(fields, request.name(), caller);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Prepared<v1::Placement>(
      kAccountName.Format(account),
      [id = id,
       partner = caller.principal](engine::Unit& unit) -> Expected<v1::Placement, Failure> {
        const Case& kase = unit.State<CaseAggregate>(kCaseStream);
        const Placement* placement = FindOwn(kase, id, partner);
        if (placement == nullptr) return NoneSuch(unit, id);
        if (placement->accepted && !placement->end) return RenderPlacement(unit.home(), kase, id);
        return Unexpected{Failure{Failure::Kind::kPrecondition,
                                  "NOT_PURSUED",
                                  "The debtor is told only while the claim is accepted and open.",
                                  {{"placement", unit.home() + "/placements/" + id}}}};
      });
}

Expected<Prepared<v1::Placement>, Failure> PrepareReportPayment(
    const v1::ReportPaymentRequest& request, const Caller& caller) {
  Fields fields;
  const auto [account, id] = ReadName(fields, request.name(), caller);
  ReportPartnerPayment report{.placement_id = id,
                              .partner = caller.principal,
                              .payment_id = fields.Id("payment_id", request.payment_id()),
                              .amount = fields.PositiveAmount("amount", request.amount()),
                              .fee = {},
                              .value_date = fields.Day("value_date", request.value_date())};
  report.fee =
      request.has_fee() ? fields.Amount("fee", request.fee()) : Money{0, report.amount.currency};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Answering(account, report);
}

Expected<Prepared<v1::Placement>, Failure> PrepareClose(const v1::ClosePlacementRequest& request,
                                                        const Caller& caller) {
  Fields fields;
  const auto [account, id] = ReadName(fields, request.name(), caller);
  const auto reason = FromWire(fields.OneOf("reason", request.reason()));
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Answering(account, ReturnPlacement{id, caller.principal, *reason});
}

Expected<Prepared<v1::Feed>, Failure> PrepareAcknowledge(
    const v1::AcknowledgeEscalationsRequest& request, const Caller& caller) {
  Fields fields;
  CheckPartner(fields, caller);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Prepared<v1::Feed>(caller.principal,
                            [acknowledge = AcknowledgeFeed{request.through_feed_sequence()}](
                                engine::Unit& unit) -> Expected<v1::Feed, Failure> {
                              const auto feed =
                                  Decided<FeedAggregate>(unit, kFeedStream, acknowledge);
                              if (!feed) return Unexpected{feed.error()};
                              return Render(*feed);
                            });
}

Expected<Prepared<v1::Feed>, Failure> PrepareGetFeed(const v1::GetFeedRequest&,
                                                     const Caller& caller) {
  Fields fields;
  CheckPartner(fields, caller);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Prepared<v1::Feed>(caller.principal,
                            [](engine::Unit& unit) -> Expected<v1::Feed, Failure> {
                              return Render(unit.State<FeedAggregate>(kFeedStream));
                            });
}

}  // namespace recourse::collections
