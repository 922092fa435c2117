#include "services/communication_log/outbox/compose.h"

#include <utility>

#include "libs/mail/eml.h"

namespace recourse::communication_log {
namespace {

// In one line, as a header holds it.
std::string PostalAddress(const Debtor& debtor) {
  std::string address = debtor.legal_name;
  for (const auto& line : debtor.address) address += ", " + line;
  return address;
}

}  // namespace

Expected<std::string, Failure> Compose(const Templates& templates, const Letter& letter,
                                       const std::string& message_name, Instant date) {
  auto text = templates.Render(letter);
  if (!text) return Unexpected{text.error()};
  const bool by_post = letter.content.channel == Channel::kLetter;
  mail::Mail mail{.message_name = message_name,
                  .channel = by_post ? "letter" : "email",
                  .from = {letter.creditor.name, letter.creditor.email},
                  .to = {},
                  .postal_address = {},
                  .subject = std::move(text->subject),
                  .body = std::move(text->body),
                  .date = date};
  if (by_post) {
    mail.postal_address = PostalAddress(letter.debtor);
  } else {
    mail.to = mail::Mailbox{letter.debtor.legal_name, letter.debtor.email};
  }
  return mail::ToEml(mail);
}

}  // namespace recourse::communication_log
