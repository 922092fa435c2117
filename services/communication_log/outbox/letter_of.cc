#include "services/communication_log/outbox/letter_of.h"

#include <utility>

namespace recourse::communication_log {
namespace {

// "acme" of "issuers/acme".
std::string LastId(const std::string& name) { return name.substr(name.rfind('/') + 1); }

Creditor CreditorOf(const invoicing::v1::Issuer& issuer, const std::string& mail_domain) {
  return {.name = issuer.display_name(),
          .address = {},
          .tax_id = issuer.tax_id(),
          .email = LastId(issuer.name()) + "@" + mail_domain,
          .iban = issuer.bank_account().iban(),
          .bic = issuer.bank_account().bic(),
          .court_venue = issuer.court_venue()};
}

std::vector<std::string> Lines(const invoicing::v1::PostalAddress& address,
                               const std::string& from_country) {
  std::vector<std::string> lines(address.lines().begin(), address.lines().end());
  std::string town = address.postal_code();
  if (!town.empty() && !address.town().empty()) town += " ";
  town += address.town();
  if (!town.empty()) lines.push_back(std::move(town));
  if (!lines.empty() && address.country_code() != from_country) {
    lines.push_back(address.country_code());
  }
  return lines;
}

Debtor DebtorOf(const Parties& parties) {
  const auto& personal = parties.personal;
  Debtor debtor{.salutation = personal.display_name(),
                .legal_name = personal.legal_name(),
                .address = {},
                .email = {}};
  if (debtor.legal_name.empty()) debtor.legal_name = debtor.salutation;
  if (debtor.salutation.empty()) debtor.salutation = debtor.legal_name;
  if (personal.postal_addresses_size() > 0) {
    debtor.address = Lines(personal.postal_addresses(0), parties.issuer.country_code());
  }
  if (personal.email_addresses_size() > 0) debtor.email = personal.email_addresses(0);
  return debtor;
}

}  // namespace

Expected<Letter, std::string> LetterOf(const Parties& parties, const MessageContent& content,
                                       const std::string& mail_domain, Date today) {
  Debtor debtor = DebtorOf(parties);
  if (content.channel == Channel::kLetter && debtor.address.empty()) {
    return Unexpected{std::string("NO_POSTAL_ADDRESS")};
  }
  if (content.channel == Channel::kEmail && debtor.email.empty()) {
    return Unexpected{std::string("NO_EMAIL_ADDRESS")};
  }
  // What tells the payment apart on a bank statement: the invoice, or the customer if it is
  // several.
  std::string reference =
      content.facts.size() == 1 ? content.facts.front().number : LastId(parties.account.name());
  return Letter{.creditor = CreditorOf(parties.issuer, mail_domain),
                .debtor = std::move(debtor),
                .reference = std::move(reference),
                .written_on = today,
                .content = content};
}

}  // namespace recourse::communication_log
