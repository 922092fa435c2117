#include "services/collections/api/partner_api.h"

#include <algorithm>

#include "services/collections/api/decided.h"
#include "services/collections/api/feed_follower.h"
#include "services/collections/api/names.h"
#include "services/collections/api/render.h"
#include "services/collections/codec/case_codec.h"
#include "services/collections/homes.h"
#include "services/collections/views/placement_list.h"

namespace recourse::collections {
namespace {

using rpc::Caller;
using rpc::Fields;
using rpc::Prepared;
using rpc::Role;

constexpr std::size_t kReasonCharactersMax = 500;
constexpr std::size_t kCharacterBytesMax = 4;

// The same for what does not exist and for what is another's.
Failure NoSuchPlacement(const std::string& name) {
  return {Failure::Kind::kNotFound,
          "UNKNOWN_PLACEMENT",
          "There is no such placement.",
          {{"placement", name}}};
}

// The caller must be a partner, whatever else its token says.
void CheckPartner(Fields& fields, const Caller& caller) {
  fields.Check(kPartnerName.Parse(caller.principal).has_value(), "authorization", caller.principal,
               "must be the token of a partner");
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

Expected<Prepared<v1::Placement>, Failure> PrepareGet(const v1::GetPlacementRequest& request,
                                                      const Caller& caller) {
  Fields fields;
  CheckPartner(fields, caller);
  const auto [account, id] = fields.Name("name", request.name(), kPlacementName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Prepared<v1::Placement>(
      kAccountName.Format(account),
      [id = id,
       partner = caller.principal](engine::Unit& unit) -> Expected<v1::Placement, Failure> {
        const Case& kase = unit.State<CaseAggregate>(kCaseStream);
        const auto found = kase.placements.find(id);
        if (found == kase.placements.end() || found->second.partner != partner) {
          return Unexpected{NoSuchPlacement(unit.home() + "/placements/" + id)};
        }
        return RenderPlacement(unit.home(), kase, id);
      });
}

Expected<Prepared<v1::Placement>, Failure> PrepareAccept(const v1::AcceptPlacementRequest& request,
                                                         const Caller& caller) {
  Fields fields;
  CheckPartner(fields, caller);
  const auto [account, id] = fields.Name("name", request.name(), kPlacementName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Prepared<v1::Placement>(kAccountName.Format(account),
                                 [accept = AcceptPlacement{id, caller.principal}](
                                     engine::Unit& unit) -> Expected<v1::Placement, Failure> {
                                   return Answer(unit, accept, accept.placement_id);
                                 });
}

Expected<Prepared<v1::Placement>, Failure> PrepareDecline(
    const v1::DeclinePlacementRequest& request, const Caller& caller) {
  Fields fields;
  CheckPartner(fields, caller);
  const auto [account, id] = fields.Name("name", request.name(), kPlacementName);
  const std::string reason =
      fields.OptionalText("reason", request.reason(), kReasonCharactersMax * kCharacterBytesMax);
  fields.Check(Characters(reason) <= kReasonCharactersMax, "reason", reason,
               "must have at most 500 characters");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return Prepared<v1::Placement>(kAccountName.Format(account),
                                 [decline = DeclinePlacement{id, caller.principal, reason}](
                                     engine::Unit& unit) -> Expected<v1::Placement, Failure> {
                                   return Answer(unit, decline, decline.placement_id);
                                 });
}

}  // namespace

PartnerApi::PartnerApi(rpc::Shell& shell, engine::Commands& commands)
    : Service(shell, commands, "recourse.collections.v1.PartnerService"),
      lists_(shell.hash(), commands.views()) {
  Query<v1::PartnerServiceListPlacementsRequest, v1::PartnerServiceListPlacementsResponse>(
      "ListPlacements", {Role::kAgency}, [this](const auto& request, const Caller& caller) {
        return ListPlacements(request, caller);
      });
  Read<v1::GetPlacementRequest, v1::Placement>("GetPlacement", {Role::kAgency}, PrepareGet);
  Follow<v1::FollowEscalationsRequest, v1::FollowEscalationsResponse>(
      "FollowEscalations", {Role::kAgency},
      [this](const auto& request, const Caller& caller, auto follower) {
        return FollowEscalations(request, caller, std::move(follower));
      });
  Mutate<v1::AcceptPlacementRequest, v1::Placement>("AcceptPlacement", {Role::kAgency},
                                                    PrepareAccept);
  Mutate<v1::DeclinePlacementRequest, v1::Placement>("DeclinePlacement", {Role::kAgency},
                                                     PrepareDecline);
}

Expected<v1::PartnerServiceListPlacementsResponse, Failure> PartnerApi::ListPlacements(
    const v1::PartnerServiceListPlacementsRequest& request, const Caller& caller) const {
  Fields fields;
  CheckPartner(fields, caller);
  v1::PartnerServiceListPlacementsResponse response;
  auto next = lists_.ForEach<v1::Placement>({PlacementList::kName, PlacementsOf(caller.principal),
                                             "PartnerService.ListPlacements " + caller.principal,
                                             request.page_size(), request.page_token()},
                                            fields, [&](v1::Placement&& placement) {
                                              *response.add_placements() = std::move(placement);
                                              return true;
                                            });
  if (!next) return Unexpected{next.error()};
  response.set_next_page_token(*std::move(next));
  return response;
}

Expected<Done, Failure> PartnerApi::FollowEscalations(
    const v1::FollowEscalationsRequest& request, const Caller& caller,
    rpc::Follower<v1::FollowEscalationsResponse> follower) const {
  Fields fields;
  CheckPartner(fields, caller);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  FeedFollower::Start(commands(), caller.principal, request.after_feed_sequence(),
                      std::move(follower));
  return Done{};
}

}  // namespace recourse::collections
