#include "services/invoicing/api/account_calls.h"

#include "libs/seal/message.h"
#include "libs/wire/event.h"
#include "services/invoicing/api/account_fields.h"
#include "services/invoicing/api/later.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/issuer_codec.h"

namespace recourse::invoicing {
namespace {

engine::Outcome Open(engine::Unit& unit, const OpenAccount& command) {
  const auto decided = unit.Decide<AccountAggregate>(AccountAggregate::kStream, command);
  if (!decided) return Unexpected{ToFailure(decided.error())};
  return ToAccount(unit.home(), command.profile).SerializeAsString();
}

engine::Outcome MustBeRegistered(engine::Unit& unit) {
  if (unit.State<IssuerAggregate>(IssuerAggregate::kStream)) return std::string();
  return Unexpected{NoSuchIssuer(unit.home())};
}

// To callers an erased person is one who is not there.
Failure CannotOpen(const seal::Error& error) {
  Failure failure = seal::ToFailure(error);
  if (error.kind == seal::Error::Kind::kErased) failure.kind = Failure::Kind::kNotFound;
  return failure;
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
  CheckPersonalData(call.request.personal_data(), profile.preferred_channel, personal);
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  return rpc::Begin<v1::Account>(
      [this, profile, command = call.Command(home),
       data = call.request.personal_data()](rpc::Reply<v1::Account> reply) mutable {
        const auto sealed =
            seal::SealMessage(sealer_, command.home, wire::TypeOf<v1::AccountOpened>(), data);
        if (!sealed) return reply.Refuse(seal::ToFailure(sealed.error()));
        profile.personal_data = *sealed;
        command.run = [opening = invoicing::OpenAccount{profile}](engine::Unit& unit) {
          return Open(unit, opening);
        };
        command.done = [reply](const engine::Result& result) { reply.Answer(result); };
        SubmitIfRegistered(commands_, profile.issuer, std::move(command), reply);
      });
}

Expected<rpc::Begin<v1::AccountPersonalData>, Failure> AccountCalls::GetPersonalData(
    const rpc::Call<v1::GetAccountPersonalDataRequest>& call) const {
  rpc::Fields fields;
  fields.Name("name", call.request.name(), kAccountName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  return rpc::Begin<v1::AccountPersonalData>(
      [this, home = call.request.name()](rpc::Reply<v1::AccountPersonalData> reply) {
        auto sealed = std::make_shared<Sealed>();
        const auto look = [sealed](engine::Unit& unit) -> engine::Outcome {
          const Account& account = unit.State<AccountAggregate>(AccountAggregate::kStream);
          if (!account) return Unexpected{NoSuchAccount(unit.home())};
          *sealed = account->personal_data;
          return std::string();
        };
        commands_.Read(home, look, [this, home, sealed, reply](const engine::Result& result) {
          if (!result.outcome) return reply.Answer(result);
          RunOnGrpcThread([this, home, sealed, reply, position = result.position] {
            v1::AccountPersonalData data;
            const auto opened =
                seal::OpenMessage(sealer_, home, wire::TypeOf<v1::AccountOpened>(), *sealed, data);
            if (!opened) return reply.Refuse(CannotOpen(opened.error()), position);
            reply.Send(data, position);
          });
        });
      });
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
        return ToAccount(unit.home(), *account);
      });
}

}  // namespace recourse::invoicing
