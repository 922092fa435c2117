#pragma once

#include <string>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "libs/base/failure.h"
#include "services/communication_log/outbox/letter.h"
#include "services/communication_log/outbox/templates.h"

namespace recourse::communication_log {

// The bytes of the .eml file for `letter`: rendered by its template, from the creditor, and to the
// debtor's address unless it travels by post. `message_name` is the message's resource name. Equal
// arguments give equal bytes. Fails with what Render and ToEml fail with: an e-mail to a debtor
// without an address is MAIL_FIELD_INVALID, "to.address".
Expected<std::string, Failure> Compose(const Templates& templates, const Letter& letter,
                                       const std::string& message_name, Instant date);

}  // namespace recourse::communication_log
