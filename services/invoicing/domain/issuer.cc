#include "services/invoicing/domain/issuer.h"

namespace recourse::invoicing {
namespace {

using enum IssuerRule;

struct Field {
  const char* name;
  const std::string& text;
  bool required;
};

}  // namespace

Decision<IssuerEvent, IssuerRule> IssuerDecider::Decide(const Command& command,
                                                        const Issuer& issuer, Instant) {
  const IssuerProfile& asked = command.profile;
  if (issuer) {
    if (*issuer == asked) return std::vector<Event>{};
    return Refuse(kIssuerExists, {{"name", issuer->name}, {"tax_id", issuer->tax_id}});
  }
  const Field fields[] = {
      {"name", asked.name, true},
      {"tax_id", asked.tax_id, true},
      {"bank_account.iban", asked.bank_account.iban, true},
      {"bank_account.bic", asked.bank_account.bic, false},
      {"court_venue", asked.court_venue, false},
      {"language_code", asked.language_code, true},
      {"country_code", asked.country_code, true},
      {"time_zone", asked.time_zone, true},
  };
  for (const auto& [name, text, required] : fields) {
    if (required && text.empty()) return Refuse(kFieldMissing, {{"field", name}});
    if (text.size() > kIssuerFieldBytesMax) return Refuse(kFieldTooLong, {{"field", name}});
  }
  return std::vector<Event>{{asked}};
}

Issuer IssuerDecider::Evolve(Issuer, const Event& event) { return event.profile; }

}  // namespace recourse::invoicing
