#include "services/invoicing/domain/issuer.h"

#include <utility>
#include <vector>

#include "libs/base/overloaded.h"

namespace recourse::invoicing {
namespace {

using enum IssuerRule;
using IssuerEvents = std::vector<IssuerEvent>;
using IssuerDecision = Decision<IssuerEvent, IssuerRule>;

struct Field {
  const char* name;
  const std::string& text;
  bool required;
};

std::optional<Unexpected<Refusal<IssuerRule>>> BrokenBy(const IssuerProfile& asked) {
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
  return std::nullopt;
}

IssuerDecision Decide(const RegisterIssuer& registration, const Issuer& issuer) {
  if (issuer) {
    const IssuerProfile& known = issuer->registered_with ? *issuer->registered_with : *issuer;
    if (known == registration.profile) return IssuerEvents{};
    return Refuse(kIssuerExists, {{"name", issuer->name}, {"tax_id", issuer->tax_id}});
  }
  if (auto broken = BrokenBy(registration.profile)) return *std::move(broken);
  return IssuerEvents{IssuerRegistered{registration.profile}};
}

IssuerDecision Decide(const ChangeIssuer& change, const Issuer& issuer) {
  if (!issuer) return Refuse(kUnknownIssuer);
  if (change.profile == *issuer) return IssuerEvents{};
  if (auto broken = BrokenBy(change.profile)) return *std::move(broken);
  return IssuerEvents{IssuerChanged{change.profile}};
}

}  // namespace

Decision<IssuerEvent, IssuerRule> IssuerDecider::Decide(const Command& command,
                                                        const Issuer& issuer, Instant) {
  return std::visit([&](const auto& asked) { return invoicing::Decide(asked, issuer); }, command);
}

Issuer IssuerDecider::Evolve(Issuer issuer, const Event& event) {
  return std::visit(Overloaded{[](const IssuerRegistered& registered) {
                                 return RegisteredIssuer{registered.profile, nullptr};
                               },
                               [&](const IssuerChanged& changed) {
                                 auto first = issuer->registered_with;
                                 if (!first) first = std::make_shared<const IssuerProfile>(*issuer);
                                 return RegisteredIssuer{changed.profile, std::move(first)};
                               }},
                    event);
}

}  // namespace recourse::invoicing
