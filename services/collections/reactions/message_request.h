#pragma once

#include <string>

#include "recourse/collections/v1/case_events.pb.h"
#include "recourse/communication_log/v1/communication_log_service.pb.h"

namespace recourse::collections {

// What the communication log is asked to send. It writes only: who prefers the phone gets a letter.
// A late charge is named only in the currency of the message. `account` is "accounts/a1".
communication_log::v1::SendMessageRequest MessageRequest(const v1::MessagePromised& event,
                                                         const std::string& account);

}  // namespace recourse::collections
