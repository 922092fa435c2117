#include "services/collections/reactions/promises.h"

#include "libs/base/check.h"
#include "libs/wire/event.h"
#include "recourse/collections/v1/collections_service.pb.h"
#include "recourse/collections/v1/directory_events.pb.h"
#include "recourse/collections/v1/directory_service.pb.h"
#include "services/collections/reactions/message_request.h"

namespace recourse::collections {
namespace {

constexpr std::string_view kSelf = "collections";
constexpr std::string_view kCommunicationLog = "communication_log";

template <class Request>
engine::PromiseCall Call(std::string_view target, std::string_view method, const Request& request) {
  return {std::string(target), std::string(method), request.SerializeAsString()};
}

engine::PromiseCall Promise(const v1::MessagePromised& event, const std::string& account) {
  return Call(kCommunicationLog,
              "/recourse.communication_log.v1.CommunicationLogService/SendMessage",
              MessageRequest(event, account));
}

engine::PromiseCall Promise(const v1::EscalationPromised& event, const std::string& account) {
  v1::AppendEscalationRequest request;
  request.set_parent(event.partner());
  request.set_placement(account + "/placements/" + event.placement_id());
  *request.mutable_escalation() = event.escalation();
  return Call(kSelf, "/recourse.collections.v1.CollectionsService/AppendEscalation", request);
}

engine::PromiseCall Promise(const v1::PartnerRegistered& event, const std::string& partner) {
  v1::ListAgencyRequest request;
  request.mutable_agency()->set_partner(partner);
  *request.mutable_agency()->mutable_regions() = event.regions();
  request.mutable_agency()->set_answer_days(event.answer_days());
  return Call(kSelf, "/recourse.collections.v1.AgencyDirectoryService/ListAgency", request);
}

engine::PromiseCall Promise(const v1::AgencySought& event, const std::string&) {
  v1::FindAgenciesRequest request;
  request.set_country(event.country());
  request.set_region(event.region());
  return Call(kSelf, "/recourse.collections.v1.AgencyDirectoryService/FindAgencies", request);
}

}  // namespace

std::optional<engine::PromiseCall> PromiseOf(const engine::Record& record) {
  return wire::DecodeAs<engine::PromiseCall, v1::MessagePromised, v1::EscalationPromised,
                        v1::PartnerRegistered, v1::AgencySought>(
      record.type(), record.payload(),
      [&](const auto& event) { return std::optional(Promise(event, record.home())); });
}

}  // namespace recourse::collections
