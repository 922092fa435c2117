#pragma once

#include <string>
#include <vector>

#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "libs/calendar/zone.h"
#include "libs/rpc/resource_name.h"
#include "libs/seal/sealer.h"
#include "recourse/communication_log/v1/communication_log_service.pb.h"
#include "services/communication_log/domain/contact.h"
#include "services/communication_log/domain/message_content.h"
#include "services/communication_log/domain/preferences.h"

// Requests in our own types: every field checked, texts sealed. What depends on the state or on the
// moment is added on the writer's thread.
namespace recourse::communication_log {

inline constexpr rpc::NamePattern<1> kAccountName{"accounts/{account}"};
inline constexpr rpc::NamePattern<2> kMessageName{"accounts/{account}/messages/{message}"};

// Whom a decision is about, and whose hours and rules count.
struct Whom {
  CustomerKind kind = CustomerKind::kBusiness;
  std::string country;
  calendar::Zone zone;
};

struct MessageRequest {
  std::string account;  // The home: "accounts/a1".
  std::string message_id;
  MessageContent content;
  Whom whom;
};

struct ClearanceRequest {
  std::string account;
  std::string clearance_id;
  Channel channel = Channel::kPhone;
  std::string person;
  std::vector<std::string> debts;
  Whom whom;
};

struct ContactRequest {
  std::string account;
  Contact contact;
};

struct PreferenceRequest {
  std::string account;
  PreferenceCommand command;
};

// kInvalid tells all fields that are wrong; sealing may fail with kUnavailable.
Expected<MessageRequest, Failure> ReadRequest(const v1::SendMessageRequest& request);
Expected<ClearanceRequest, Failure> ReadRequest(const v1::ClearContactRequest& request);
Expected<ContactRequest, Failure> ReadRequest(const v1::RecordContactRequest& request,
                                              const seal::Sealer& sealer);
Expected<PreferenceRequest, Failure> ReadRequest(const v1::SetContactPreferenceRequest& request);

}  // namespace recourse::communication_log
