#pragma once

#include <optional>
#include <string>
#include <vector>

#include "libs/base/date.h"
#include "services/communication_log/domain/message_content.h"
#include "services/communication_log/outbox/template.h"

namespace recourse::communication_log {

// The legal entity that bills.
struct Creditor {
  std::string name;
  std::vector<std::string> address;  // Lines; may be none.
  std::string tax_id;
  std::string email;  // Mail is sent from it, and answers are asked to.
  std::string iban;
  std::string bic;          // May be empty.
  std::string court_venue;  // May be empty.
};

// The customer. Personal data: lives only as long as a letter is being made.
struct Debtor {
  std::string salutation;  // How to address them: "Frau Dr. Weber", "Hansen & Co.".
  std::string legal_name;
  std::vector<std::string> address;  // Lines; may be none.
  std::string email;                 // May be empty.
};

// All that a message to a customer is made of.
struct Letter {
  Creditor creditor;
  Debtor debtor;
  std::string reference;  // What the customer is to state with a payment.
  Date written_on;        // The customer's day.
  MessageContent content;
};

// What the templates may use, written in the letter's language:
//   texts     creditor_name creditor_tax_id creditor_email iban debtor_salutation debtor_name
//             reference written_on deadline total amount_due (the same as total)
//   invoices  {number due open}, in columns: what is open and not disputed
//   sections  creditor_address {line}, debtor_address {line}, bic {bic}, court_venue
//             {court_venue}, late_charge {amount clause} (named, not asked for: no ledger holds
//             it), disputed (a part of an invoice is, and is not asked for), single (one invoice)
Fields FieldsOf(const Letter& letter);

}  // namespace recourse::communication_log
