#pragma once

#include <string>
#include <string_view>

#include "recourse/communication_log/v1/communication_log_service.pb.h"
#include "services/communication_log/domain/contact.h"
#include "services/communication_log/domain/message.h"
#include "services/communication_log/domain/preferences.h"

// States as callers see them. `account` is the home: "accounts/a1".
namespace recourse::communication_log {

inline constexpr std::string_view kPolicyStream = "policy";

std::string MessageStream(std::string_view message_id);
std::string ContactStream(std::string_view contact_id);
std::string ClearanceStream(std::string_view clearance_id);

// A message that was asked for.
v1::Message ToResource(const std::string& account, const Message& message);
// Without its text.
v1::Contact ToResource(const std::string& account, const Contact& contact);
v1::ContactPreferences ToResource(const std::string& account, const Preferences& preferences);

}  // namespace recourse::communication_log
