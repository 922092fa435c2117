#include "services/invoicing/domain/account.h"

namespace recourse::invoicing {
namespace {

using enum AccountRule;
using Broken = std::optional<Unexpected<Refusal<AccountRule>>>;

struct Field {
  const char* name;
  const std::string& text;
  bool required;
};

Broken BrokenBy(const Field& field) {
  const auto& [name, text, required] = field;
  if (required && text.empty()) return Refuse(kFieldMissing, {{"field", name}});
  if (text.size() > kAccountFieldBytesMax) return Refuse(kFieldTooLong, {{"field", name}});
  return std::nullopt;
}

Broken BrokenBy(const LateCharge& charge) {
  // A charge rests on a clause that the customer was told of; without either none may be asked for.
  const Field fields[] = {
      {"late_charge.clause", charge.clause, true},
      {"late_charge.communicated_how", charge.communicated_how, true},
  };
  for (const Field& field : fields) {
    if (auto broken = BrokenBy(field)) return broken;
  }
  const Failure::Values values{{"late_charge.fixed_fee", ToString(charge.fixed_fee)}};
  if (charge.fixed_fee.minor_units <= 0) return Refuse(kFeeNotPositive, values);
  if (charge.fixed_fee.minor_units > kMoneyMax) return Refuse(kFeeTooLarge, values);
  return std::nullopt;
}

}  // namespace

Decision<AccountEvent, AccountRule> AccountDecider::Decide(const Command& command,
                                                           const Account& account, Instant) {
  const AccountProfile& asked = command.profile;
  if (account) {
    if (*account == asked) return std::vector<Event>{};
    return Refuse(kAccountExists, {{"issuer", account->issuer}});
  }
  const Field fields[] = {
      {"issuer", asked.issuer, true},       {"language_code", asked.language_code, true},
      {"time_zone", asked.time_zone, true}, {"country_code", asked.country_code, true},
      {"region", asked.region, false},
  };
  for (const Field& field : fields) {
    if (auto broken = BrokenBy(field)) return *std::move(broken);
  }
  if (asked.late_charge) {
    if (auto broken = BrokenBy(*asked.late_charge)) return *std::move(broken);
  }
  return std::vector<Event>{{asked}};
}

Account AccountDecider::Evolve(Account, const Event& event) { return event.profile; }

}  // namespace recourse::invoicing
