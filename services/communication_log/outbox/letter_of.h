#pragma once

#include <string>

#include "libs/base/date.h"
#include "libs/base/expected.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/communication_log/outbox/letter.h"

namespace recourse::communication_log {

// What invoicing knows of the two parties of a letter.
struct Parties {
  invoicing::v1::Issuer issuer;
  invoicing::v1::Account account;
  invoicing::v1::AccountPersonalData personal;
};

// The letter that says `content`, from the issuer's address at `mail_domain`, written on the
// customer's day `today`. Fails with the name of what is missing to reach the customer by its
// channel: "NO_EMAIL_ADDRESS" or "NO_POSTAL_ADDRESS".
Expected<Letter, std::string> LetterOf(const Parties& parties, const MessageContent& content,
                                       const std::string& mail_domain, Date today);

}  // namespace recourse::communication_log
