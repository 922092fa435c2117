#include "services/invoicing/api/liable_party_api.h"

#include "libs/wire/event.h"
#include "services/invoicing/api/account_fields.h"
#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/circumstance_refusals.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/profile_fields.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/api/sealed_people.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/liable_party_codec.h"
#include "services/invoicing/domain/ledger_limits.h"

namespace recourse::invoicing {
namespace {

using wire::Write;

constexpr std::string_view kStream = LiablePartiesAggregate::kStream;

// Whichever event has them.
std::string_view SealedFor() { return wire::TypeOf<v1::LiablePartyAdded>(); }

LiablePartyContent ReadParty(const v1::LiableParty& party, const std::string& name,
                             rpc::Fields fields) {
  NameToBe(fields, party.name(), name);
  wire::Reader reader;
  LiablePartyContent content;
  content.role = Read(fields.OneOf("role", party.role()), reader);
  if (party.has_limit()) content.limit = fields.PositiveAmount("limit", party.limit());
  if (party.has_from()) content.from = fields.Day("from", party.from());
  if (party.has_until()) content.until = fields.Day("until", party.until());
  content.document_sha256 = party.document_sha256();
  return content;
}

v1::LiableParty ToParty(const std::string& account, const std::string& id,
                        const LiableParty& party) {
  const LiablePartyContent& content = party.content;
  v1::LiableParty message;
  message.set_name(account + "/liableParties/" + id);
  message.set_role(ToWire(content.role));
  if (content.limit) Write(*content.limit, message.mutable_limit());
  if (content.from) Write(*content.from, message.mutable_from());
  if (content.until) Write(*content.until, message.mutable_until());
  message.set_document_sha256(content.document_sha256);
  if (party.released) {
    Write(party.released->effective, message.mutable_released_on());
    message.set_released_because(party.released->reason);
  }
  return message;
}

Expected<v1::LiableParty, Failure> Decide(engine::Unit& unit, const std::string& party_id,
                                          const LiablePartyCommand& command) {
  if (!unit.State<AccountAggregate>(AccountAggregate::kStream)) {
    return Unexpected{NoSuchAccount(unit.home())};
  }
  LiableParties known = unit.State<LiablePartiesAggregate>(kStream);
  const auto events = DecideAndKeep<LiablePartiesAggregate>(unit, kStream, command);
  if (!events) return Unexpected{ToFailure(events.error())};
  for (const LiablePartyEvent& event : *events) {
    known = LiablePartiesDecider::Evolve(std::move(known), event);
  }
  return ToParty(unit.home(), party_id, known.at(party_id));
}

// Seals who the party is, and then submits the command with it.
template <class Command>
rpc::Begin<v1::LiableParty> SealAndSubmit(engine::Commands& commands, const seal::Sealer& sealer,
                                          engine::Command command, Command asked,
                                          const v1::AccountPersonalData& data) {
  return [&commands, &sealer, command = std::move(command), asked = std::move(asked),
          data](rpc::Reply<v1::LiableParty> reply) mutable {
    const std::string subject = command.home + "/liableParties/" + asked.party_id;
    auto sealed = SealPerson(sealer, subject, SealedFor(), data);
    if (!sealed) return reply.Refuse(sealed.error());
    asked.content.personal_data = *std::move(sealed);
    command.run = [asked](engine::Unit& unit) -> engine::Outcome {
      const auto decided = Decide(unit, asked.party_id, asked);
      if (!decided) return Unexpected{decided.error()};
      return decided->SerializeAsString();
    };
    command.done = [reply](const engine::Result& result) { reply.Answer(result); };
    commands.Submit(std::move(command));
  };
}

Expected<rpc::Prepared<v1::LiableParty>, Failure> PrepareRelease(
    const v1::ReleaseLiablePartyRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kLiablePartyName);
  const ReleaseLiableParty command{id, fields.Text("reason", request.reason(), kTextBytesMax),
                                   fields.Day("effective_date", request.effective_date())};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::LiableParty>("accounts/" + account, [command](engine::Unit& unit) {
    return Decide(unit, command.party_id, command);
  });
}

Expected<rpc::Prepared<v1::LiableParty>, Failure> PrepareGet(
    const v1::GetLiablePartyRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kLiablePartyName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::LiableParty>(
      "accounts/" + account,
      [name = request.name(), id = id](engine::Unit& unit) -> Expected<v1::LiableParty, Failure> {
        const LiableParties& known = unit.State<LiablePartiesAggregate>(kStream);
        const auto found = known.find(id);
        if (found == known.end()) return Unexpected{NoSuchLiableParty(name)};
        return ToParty(unit.home(), id, found->second);
      });
}

Expected<rpc::Begin<v1::ListLiablePartiesResponse>, Failure> List(
    const StreamLists<LiablePartiesAggregate>& lists,
    const rpc::Call<v1::ListLiablePartiesRequest>& call) {
  const v1::ListLiablePartiesRequest& request = call.request;
  rpc::Fields fields;
  std::optional<Date> day;
  if (request.has_liable_on()) day = fields.Day("liable_on", request.liable_on());
  const auto rows = [day](const LiableParties& known) {
    std::vector<ListRow> found;
    for (const auto& [id, each] : known) {
      if (day && each.released && each.released->effective < *day) continue;
      found.push_back({id, each.content.from.value_or(Date::min()), Date(), Money()});
    }
    return found;
  };
  const auto add = [home = request.parent()](const LiableParties& known, const std::string& id,
                                             v1::ListLiablePartiesResponse& response) {
    *response.add_parties() = ToParty(home, id, known.at(id));
  };
  return lists.List<v1::ListLiablePartiesResponse>(call, fields, rows, add);
}

}  // namespace

LiablePartyApi::LiablePartyApi(rpc::Shell& shell, engine::Commands& commands,
                               const engine::StreamReader& streams, const seal::Sealer& sealer)
    : Service(shell, commands, "recourse.invoicing.v1.LiablePartyService"),
      sealer_(sealer),
      lists_(commands, streams, shell.hash()) {
  Answer<v1::AddLiablePartyRequest, v1::LiableParty>(
      "AddLiableParty", kStaff, [this](const auto& call) { return Add(call); });
  Answer<v1::ChangeLiablePartyRequest, v1::LiableParty>(
      "ChangeLiableParty", kStaff, [this](const auto& call) { return Change(call); });
  Mutate<v1::ReleaseLiablePartyRequest, v1::LiableParty>("ReleaseLiableParty", kStaff,
                                                         PrepareRelease);
  Read<v1::GetLiablePartyRequest, v1::LiableParty>("GetLiableParty", kReaders, PrepareGet);
  Answer<v1::ListLiablePartiesRequest, v1::ListLiablePartiesResponse>(
      "ListLiableParties", kReaders, [this](const auto& call) { return List(lists_, call); });
  Answer<v1::GetLiablePartyPersonalDataRequest, v1::AccountPersonalData>(
      "GetLiablePartyPersonalData", kWhoSeesPeople,
      [this](const auto& call) { return GetPersonalData(call); });
}

Expected<rpc::Begin<v1::LiableParty>, Failure> LiablePartyApi::Add(
    const rpc::Call<v1::AddLiablePartyRequest>& call) {
  const v1::AddLiablePartyRequest& request = call.request;
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kAccountName);
  AddLiableParty add{fields.Id("party_id", request.party_id()), {}};
  const std::string name = request.parent() + "/liableParties/" + add.party_id;
  add.content = ReadParty(request.party(), name, fields.Within("party"));
  rpc::Fields personal = fields.Within("personal_data");
  CheckPersonalData(request.personal_data(), personal);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return SealAndSubmit(commands(), sealer_, call.Command(request.parent()), std::move(add),
                       request.personal_data());
}

Expected<rpc::Begin<v1::LiableParty>, Failure> LiablePartyApi::Change(
    const rpc::Call<v1::ChangeLiablePartyRequest>& call) {
  const v1::ChangeLiablePartyRequest& request = call.request;
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kLiablePartyName);
  ChangeLiableParty change{id, ReadParty(request.party(), request.name(), fields.Within("party"))};
  rpc::Fields personal = fields.Within("personal_data");
  CheckPersonalData(request.personal_data(), personal);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return SealAndSubmit(commands(), sealer_, call.Command("accounts/" + account), std::move(change),
                       request.personal_data());
}

Expected<rpc::Begin<v1::AccountPersonalData>, Failure> LiablePartyApi::GetPersonalData(
    const rpc::Call<v1::GetLiablePartyPersonalDataRequest>& call) {
  rpc::Fields fields;
  const std::string name = call.request.name();
  const auto [account, id] = fields.Name("name", name, kLiablePartyName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  const auto find = [name, id = id](engine::Unit& unit) -> Expected<Sealed, Failure> {
    const LiableParties& known = unit.State<LiablePartiesAggregate>(kStream);
    const auto found = known.find(id);
    if (found == known.end()) return Unexpected{NoSuchLiableParty(name)};
    return found->second.content.personal_data;
  };
  return rpc::Begin<v1::AccountPersonalData>(
      [this, name, find](rpc::Reply<v1::AccountPersonalData> reply) {
        AnswerWithPerson(commands(), sealer_, name, SealedFor(), find, reply);
      });
}

}  // namespace recourse::invoicing
