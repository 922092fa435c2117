#include "services/invoicing/domain/account.h"

#include <set>
#include <string_view>
#include <utility>

#include "libs/base/overloaded.h"
#include "services/invoicing/domain/differences.h"

namespace recourse::invoicing {
namespace {

using enum AccountRule;
using Broken = std::optional<Unexpected<Refusal<AccountRule>>>;
using AccountEvents = std::vector<AccountEvent>;
using AccountDecision = Decision<AccountEvent, AccountRule>;

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

Broken BrokenBy(const std::vector<ExternalId>& ids) {
  if (ids.size() > kExternalIdsMax) {
    return Refuse(kTooManyExternalIds, {{"external_ids", std::to_string(ids.size())}});
  }
  std::set<std::string_view> systems;
  for (const ExternalId& id : ids) {
    const Field fields[] = {{"external_ids.system", id.system, true},
                            {"external_ids.id", id.id, true}};
    for (const Field& field : fields) {
      if (auto broken = BrokenBy(field)) return broken;
    }
    if (!systems.insert(id.system).second) {
      return Refuse(kExternalIdTwice, {{"external_ids.system", id.system}});
    }
  }
  return std::nullopt;
}

Broken BrokenBy(const AccountProfile& asked) {
  const Field fields[] = {
      {"issuer", asked.issuer, true},
      {"language_code", asked.language_code, true},
      {"time_zone", asked.time_zone, true},
      {"country_code", asked.country_code, true},
      {"region", asked.region, false},
      {"legal_form", asked.legal_form, false},
      {"registration", asked.registration, false},
      {"owner", asked.owner, false},
      {"team", asked.team, false},
  };
  for (const Field& field : fields) {
    if (auto broken = BrokenBy(field)) return broken;
  }
  if (asked.late_charge) {
    if (auto broken = BrokenBy(*asked.late_charge)) return broken;
  }
  return BrokenBy(asked.external_ids);
}

Broken BrokenByChannel(PreferredChannel channel, bool has_email_address) {
  if (channel != PreferredChannel::kEmail || has_email_address) return std::nullopt;
  return Refuse(kNoEmailAddress, {{"preferred_channel", "e-mail"}});
}

Differences DifferencesOf(const AccountProfile& asked, const AccountProfile& known) {
  return Differences()
      .Shown("issuer", known.issuer, asked.issuer)
      .Named("kind", asked.kind == known.kind)
      .Shown("language_code", known.language_code, asked.language_code)
      .Shown("time_zone", known.time_zone, asked.time_zone)
      .Shown("country_code", known.country_code, asked.country_code)
      .Shown("region", known.region, asked.region)
      .Named("preferred_channel", asked.preferred_channel == known.preferred_channel)
      .Named("late_charge", asked.late_charge == known.late_charge)
      .Named("personal_data", asked.personal_data == known.personal_data)
      .Named("legal_form", asked.legal_form == known.legal_form)
      .Named("registration", asked.registration == known.registration)
      .Named("owner", asked.owner == known.owner)
      .Named("team", asked.team == known.team)
      .Named("external_ids", asked.external_ids == known.external_ids);
}

AccountDecision Decide(const OpenAccount& open, const Account& account) {
  if (account) {
    AccountProfile known = account->opened_with ? *account->opened_with : *account;
    known.has_email_address = open.profile.has_email_address;  // Follows from the personal data.
    if (known == open.profile) return AccountEvents{};
    return Refuse(kAccountExists,
                  DifferencesOf(open.profile, known).With({{"issuer", account->issuer}}));
  }
  if (auto broken = BrokenBy(open.profile)) return *std::move(broken);
  return AccountEvents{AccountOpened{open.profile}};
}

AccountDecision Decide(const ChangeAccount& change, const Account& account) {
  if (!account) return Refuse(kUnknownAccount);
  AccountProfile asked = change.profile;
  if (asked.issuer != account->issuer) {
    return Refuse(kIssuerDiffers, {{"issuer", asked.issuer}, {"account_issuer", account->issuer}});
  }
  asked.personal_data = account->personal_data;
  asked.has_email_address = account->has_email_address;
  if (asked == *account) return AccountEvents{};
  if (auto broken = BrokenBy(asked)) return *std::move(broken);
  if (asked.preferred_channel != account->preferred_channel) {
    if (auto broken = BrokenByChannel(asked.preferred_channel, asked.has_email_address)) {
      return *std::move(broken);
    }
  }
  return AccountEvents{AccountChanged{std::move(asked)}};
}

AccountDecision Decide(const ChangePersonalData& change, const Account& account) {
  if (!account) return Refuse(kUnknownAccount);
  if (auto broken = BrokenByChannel(account->preferred_channel, change.has_email_address)) {
    return *std::move(broken);
  }
  AccountProfile asked = *account;
  asked.personal_data = change.personal_data;
  asked.has_email_address = change.has_email_address;
  if (asked == *account) return AccountEvents{};
  return AccountEvents{AccountChanged{std::move(asked)}};
}

}  // namespace

Decision<AccountEvent, AccountRule> AccountDecider::Decide(const Command& command,
                                                           const Account& account, Instant) {
  return std::visit([&](const auto& asked) { return invoicing::Decide(asked, account); }, command);
}

Account AccountDecider::Evolve(Account account, const Event& event) {
  return std::visit(Overloaded{[](const AccountOpened& opened) {
                                 return OpenedAccount{opened.profile, nullptr};
                               },
                               [&](const AccountChanged& changed) {
                                 auto opened = account->opened_with;
                                 if (!opened) {
                                   opened = std::make_shared<const AccountProfile>(*account);
                                 }
                                 return OpenedAccount{changed.profile, std::move(opened)};
                               }},
                    event);
}

}  // namespace recourse::invoicing
