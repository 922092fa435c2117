#include "services/invoicing/api/account_calls.h"

#include "libs/wire/event.h"
#include "services/invoicing/api/account_fields.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/api/sealed_people.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/issuer_codec.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kStream = AccountAggregate::kStream;

// What personal data are sealed for, whichever event has them.
std::string_view SealedFor() { return wire::TypeOf<v1::AccountOpened>(); }

// Answers with the account as it will be: the unit shows it as it was.
engine::Outcome Decide(engine::Unit& unit, const AccountCommand& command) {
  const std::uint64_t version = unit.Version<AccountAggregate>(kStream);
  const auto events = DecideAndKeep<AccountAggregate>(unit, kStream, command);
  if (!events) return Unexpected{ToFailure(events.error())};
  Account account = unit.State<AccountAggregate>(kStream);
  for (const AccountEvent& event : *events) {
    account = AccountDecider::Evolve(std::move(account), event);
  }
  return ToAccount(unit.home(), *account, version + events->size()).SerializeAsString();
}

engine::Outcome Change(engine::Unit& unit, const std::string& etag, const AccountCommand& command) {
  const std::uint64_t version = unit.Version<AccountAggregate>(kStream);
  if (auto stale = StaleEtag(etag, version)) return Unexpected{*std::move(stale)};
  return Decide(unit, command);
}

engine::Outcome MustBeRegistered(engine::Unit& unit) {
  if (unit.State<IssuerAggregate>(IssuerAggregate::kStream)) return std::string();
  return Unexpected{NoSuchIssuer(unit.home())};
}

// Issuers are never unregistered, so what is seen here still holds when the account is opened.
void SubmitIfRegistered(engine::Commands& commands, const std::string& issuer,
                        engine::Command command, rpc::Reply<v1::Account> reply) {
  commands.Read(issuer, MustBeRegistered,
                [&commands, command = std::move(command), reply](const engine::Result& result) {
                  if (!result.outcome) return reply.Answer(result);
                  commands.Submit(command);
                });
}

}  // namespace

Expected<rpc::Begin<v1::Account>, Failure> AccountCalls::OpenAccount(
    const rpc::Call<v1::OpenAccountRequest>& call) const {
  rpc::Fields fields;
  const std::string home = "accounts/" + fields.Id("account_id", call.request.account_id());
  rpc::Fields within = fields.Within("account");
  AccountProfile profile = ReadProfile(call.request.account(), home, within);
  rpc::Fields personal = fields.Within("personal_data");
  CheckPersonalData(call.request.personal_data(), personal);
  profile.has_email_address = call.request.personal_data().email_addresses_size() > 0;
  personal.Check(profile.has_email_address || profile.preferred_channel != PreferredChannel::kEmail,
                 "email_addresses", "", "must have one where the preferred channel is e-mail");
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  return rpc::Begin<v1::Account>(
      [this, profile, command = call.Command(home),
       data = call.request.personal_data()](rpc::Reply<v1::Account> reply) mutable {
        const auto sealed = SealPerson(sealer_, command.home, SealedFor(), data);
        if (!sealed) return reply.Refuse(sealed.error());
        profile.personal_data = *sealed;
        command.run = [opening = invoicing::OpenAccount{profile}](engine::Unit& unit) {
          return Decide(unit, opening);
        };
        command.done = [reply](const engine::Result& result) { reply.Answer(result); };
        SubmitIfRegistered(commands_, profile.issuer, std::move(command), reply);
      });
}

Expected<rpc::Begin<v1::Account>, Failure> AccountCalls::ChangePersonalData(
    const rpc::Call<v1::ChangeAccountPersonalDataRequest>& call) const {
  const v1::ChangeAccountPersonalDataRequest& request = call.request;
  rpc::Fields fields;
  fields.Name("name", request.name(), kAccountName);
  rpc::Fields personal = fields.Within("personal_data");
  CheckPersonalData(request.personal_data(), personal);
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  return rpc::Begin<v1::Account>(
      [this, command = call.Command(request.name()), etag = request.etag(),
       data = request.personal_data()](rpc::Reply<v1::Account> reply) mutable {
        const auto sealed = SealPerson(sealer_, command.home, SealedFor(), data);
        if (!sealed) return reply.Refuse(sealed.error());
        const invoicing::ChangePersonalData change{*sealed, data.email_addresses_size() > 0};
        command.run = [etag, change](engine::Unit& unit) { return Change(unit, etag, change); };
        command.done = [reply](const engine::Result& result) { reply.Answer(result); };
        commands_.Submit(std::move(command));
      });
}

Expected<rpc::Begin<v1::AccountPersonalData>, Failure> AccountCalls::GetPersonalData(
    const rpc::Call<v1::GetAccountPersonalDataRequest>& call) const {
  rpc::Fields fields;
  fields.Name("name", call.request.name(), kAccountName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  return rpc::Begin<v1::AccountPersonalData>(
      [this, home = call.request.name()](rpc::Reply<v1::AccountPersonalData> reply) {
        const auto find = [](engine::Unit& unit) -> Expected<Sealed, Failure> {
          const Account& account = unit.State<AccountAggregate>(AccountAggregate::kStream);
          if (!account) return Unexpected{NoSuchAccount(unit.home())};
          return account->personal_data;
        };
        AnswerWithPerson(commands_, sealer_, home, SealedFor(), find, reply);
      });
}

Expected<rpc::Prepared<v1::Account>, Failure> PrepareChangeAccount(
    const v1::ChangeAccountRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  rpc::Fields within = fields.Within("account");
  const std::string& name = request.account().name();
  within.Name("name", name, kAccountName);
  const ChangeAccount change{ReadProfile(request.account(), name, within)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  rpc::Prepared<v1::Account> prepared(
      name, [](engine::Unit&) { return Expected<v1::Account, Failure>(v1::Account()); });
  prepared.run = [change, etag = request.account().etag()](engine::Unit& unit) {
    return Change(unit, etag, change);
  };
  return prepared;
}

Expected<rpc::Prepared<v1::Account>, Failure> PrepareGetAccount(
    const v1::GetAccountRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  fields.Name("name", request.name(), kAccountName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Account>(
      request.name(), [](engine::Unit& unit) -> Expected<v1::Account, Failure> {
        const Account& account = unit.State<AccountAggregate>(AccountAggregate::kStream);
        if (!account) return Unexpected{NoSuchAccount(unit.home())};
        return ToAccount(unit.home(), *account, unit.Version<AccountAggregate>(kStream));
      });
}

}  // namespace recourse::invoicing
