#include "services/invoicing/api/circumstance_api.h"

#include "libs/wire/event.h"
#include "services/invoicing/api/account_fields.h"
#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/circumstance_fields.h"
#include "services/invoicing/api/circumstance_refusals.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/api/sealed_people.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/circumstance_codec.h"
#include "services/invoicing/codec/ledger_codec.h"

namespace recourse::invoicing {
namespace {

using Prepared = Expected<rpc::Prepared<v1::Circumstance>, Failure>;

constexpr std::string_view kStream = CircumstancesAggregate::kStream;

std::string_view SealedFor() { return wire::TypeOf<v1::CircumstanceRecorded>(); }

// The circumstance, and in the same commit what the ledger knows of it.
Expected<v1::Circumstance, Failure> Decide(engine::Unit& unit, const std::string& circumstance_id,
                                           const CircumstanceCommand& command) {
  if (!unit.State<AccountAggregate>(AccountAggregate::kStream)) {
    return Unexpected{NoSuchAccount(unit.home())};
  }
  Circumstances known = unit.State<CircumstancesAggregate>(kStream);
  const auto events = DecideAndKeep<CircumstancesAggregate>(unit, kStream, command);
  if (!events) return Unexpected{ToFailure(events.error())};
  for (const CircumstanceEvent& event : *events) {
    known = CircumstancesDecider::Evolve(std::move(known), event);
  }
  const Circumstance& circumstance = known.at(circumstance_id);
  const auto frozen = unit.Decide<LedgerAggregate>(
      LedgerAggregate::kStream, FreezeCharges{circumstance_id, circumstance.Freezes()});
  if (!frozen) return Unexpected{ToFailure(frozen.error())};
  return ToCircumstance(unit.home(), circumstance_id, circumstance);
}

Prepared PrepareEnd(const v1::EndCircumstanceRequest& request, const rpc::Caller& caller) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kCircumstanceName);
  const EndCircumstance command{id, fields.Day("until", request.until()),
                                fields.Text("reason", request.reason(), kTextBytesMax),
                                caller.principal};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Circumstance>("accounts/" + account, [command](engine::Unit& unit) {
    return Decide(unit, command.circumstance_id, command);
  });
}

Prepared PrepareRevoke(const v1::RevokeCircumstanceRequest& request, const rpc::Caller& caller) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kCircumstanceName);
  const RevokeCircumstance command{id, fields.Text("reason", request.reason(), kTextBytesMax),
                                   caller.principal};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Circumstance>("accounts/" + account, [command](engine::Unit& unit) {
    return Decide(unit, command.circumstance_id, command);
  });
}

Prepared PrepareGet(const v1::GetCircumstanceRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kCircumstanceName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Circumstance>(
      "accounts/" + account,
      [name = request.name(), id = id](engine::Unit& unit) -> Expected<v1::Circumstance, Failure> {
        const Circumstances& known = unit.State<CircumstancesAggregate>(kStream);
        const auto found = known.find(id);
        if (found == known.end()) return Unexpected{NoSuchCircumstance(name)};
        return ToCircumstance(unit.home(), id, found->second);
      });
}

Expected<rpc::Begin<v1::ListCircumstancesResponse>, Failure> List(
    const StreamLists<CircumstancesAggregate>& lists,
    const rpc::Call<v1::ListCircumstancesRequest>& call) {
  const v1::ListCircumstancesRequest& request = call.request;
  rpc::Fields fields;
  std::optional<Date> day;
  if (request.has_in_force_on()) day = fields.Day("in_force_on", request.in_force_on());
  const auto rows = [day](const Circumstances& known) {
    std::vector<ListRow> found;
    for (const auto& [id, each] : known) {
      if (!day || each.InForceOn(*day)) found.push_back({id, each.recorded.from, Date(), Money()});
    }
    return found;
  };
  const auto add = [home = request.parent()](const Circumstances& known, const std::string& id,
                                             v1::ListCircumstancesResponse& response) {
    *response.add_circumstances() = ToCircumstance(home, id, known.at(id));
  };
  return lists.List<v1::ListCircumstancesResponse>(call, fields, rows, add);
}

// With what a rule of the book freezes, if one is named.
Expected<v1::Circumstance, Failure> DecideRecord(engine::Unit& unit, RecordCircumstance command,
                                                 const std::string& rule, const RateBook& rates) {
  if (!rule.empty()) {
    auto freeze = FreezeBy(rates.freezes, rule, command.content);
    if (!freeze) return Unexpected{freeze.error()};
    command.content.freeze = *std::move(freeze);
  }
  return Decide(unit, command.circumstance_id, command);
}

}  // namespace

CircumstanceApi::CircumstanceApi(rpc::Shell& shell, engine::Commands& commands,
                                 const engine::StreamReader& streams, const seal::Sealer& sealer,
                                 std::shared_ptr<const RateBook> rates)
    : Service(shell, commands, "recourse.invoicing.v1.AccountCircumstanceService"),
      sealer_(sealer),
      rates_(std::move(rates)),
      lists_(commands, streams, shell.hash()) {
  Answer<v1::RecordCircumstanceRequest, v1::Circumstance>(
      "RecordCircumstance", kStaff, [this](const auto& call) { return Record(call); });
  Mutate<v1::EndCircumstanceRequest, v1::Circumstance>("EndCircumstance", kStaff, PrepareEnd);
  Mutate<v1::RevokeCircumstanceRequest, v1::Circumstance>("RevokeCircumstance", kStaff,
                                                          PrepareRevoke);
  Read<v1::GetCircumstanceRequest, v1::Circumstance>("GetCircumstance", kReaders, PrepareGet);
  Answer<v1::ListCircumstancesRequest, v1::ListCircumstancesResponse>(
      "ListCircumstances", kReaders, [this](const auto& call) { return List(lists_, call); });
  Answer<v1::GetCircumstanceContactRequest, v1::AccountPersonalData>(
      "GetCircumstanceContact", kWhoSeesPeople,
      [this](const auto& call) { return GetContact(call); });
  Query<v1::ListFreezeRulesRequest, v1::ListFreezeRulesResponse>(
      "ListFreezeRules", kReaders,
      [this](const auto&, const rpc::Caller&) -> Expected<v1::ListFreezeRulesResponse, Failure> {
        return ToFreezeRules(rates_->freezes);
      },
      NotAwaited);
}

Expected<rpc::Begin<v1::Circumstance>, Failure> CircumstanceApi::Record(
    const rpc::Call<v1::RecordCircumstanceRequest>& call) {
  const v1::RecordCircumstanceRequest& request = call.request;
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kAccountName);
  RecordCircumstance record{fields.Id("circumstance_id", request.circumstance_id()),
                            ReadCircumstance(request, fields), call.caller.principal};
  if (request.has_contact()) {
    rpc::Fields within = fields.Within("contact");
    CheckPersonalData(request.contact(), within);
  }
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Begin<v1::Circumstance>(
      [this, record, command = call.Command(request.parent()), rule = request.rule(),
       named = request.has_contact(),
       contact = request.contact()](rpc::Reply<v1::Circumstance> reply) mutable {
        if (named) {
          const std::string subject = command.home + "/circumstances/" + record.circumstance_id;
          auto sealed = SealPerson(sealer_, subject, SealedFor(), contact);
          if (!sealed) return reply.Refuse(sealed.error());
          record.content.contact = *std::move(sealed);
        }
        command.run = [record, rule, rates = rates_](engine::Unit& unit) -> engine::Outcome {
          const auto recorded = DecideRecord(unit, record, rule, *rates);
          if (!recorded) return Unexpected{recorded.error()};
          return recorded->SerializeAsString();
        };
        command.done = [reply](const engine::Result& result) { reply.Answer(result); };
        commands().Submit(std::move(command));
      });
}

Expected<rpc::Begin<v1::AccountPersonalData>, Failure> CircumstanceApi::GetContact(
    const rpc::Call<v1::GetCircumstanceContactRequest>& call) {
  rpc::Fields fields;
  const std::string name = call.request.name();
  const auto [account, id] = fields.Name("name", name, kCircumstanceName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  const auto find = [name, id = id](engine::Unit& unit) -> Expected<Sealed, Failure> {
    const Circumstances& known = unit.State<CircumstancesAggregate>(kStream);
    const auto found = known.find(id);
    if (found == known.end()) return Unexpected{NoSuchCircumstance(name)};
    if (!found->second.recorded.contact) return Unexpected{NoContact(name)};
    return *found->second.recorded.contact;
  };
  return rpc::Begin<v1::AccountPersonalData>(
      [this, name, find](rpc::Reply<v1::AccountPersonalData> reply) {
        AnswerWithPerson(commands(), sealer_, name, SealedFor(), find, reply);
      });
}

}  // namespace recourse::invoicing
