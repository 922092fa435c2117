#include "services/invoicing/api/agreement_api.h"

#include "services/invoicing/api/agreement_fields.h"
#include "services/invoicing/api/agreement_refusals.h"
#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/directory_calls.h"
#include "services/invoicing/api/extension_calls.h"
#include "services/invoicing/api/list_calls.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/agreement_codec.h"
#include "services/invoicing/domain/ledger_limits.h"

namespace recourse::invoicing {
namespace {

using Prepared = Expected<rpc::Prepared<v1::Agreement>, Failure>;

std::string NameOf(const std::string& home, const std::string& agreement_id) {
  return home + "/agreements/" + agreement_id;
}

const Agreement& StateOf(engine::Unit& unit, const std::string& agreement_id) {
  return unit.State<AgreementAggregate>(AgreementAggregate::Stream(agreement_id));
}

// `asked` is what the answer says: whatever was asked for again is equal to it.
Expected<v1::Agreement, Failure> Decide(engine::Unit& unit, const std::string& agreement_id,
                                        const AgreementCommand& command, int version,
                                        const AgreementVersion& asked) {
  if (!unit.State<AccountAggregate>(AccountAggregate::kStream)) {
    return Unexpected{NoSuchAccount(unit.home())};
  }
  const auto decided =
      unit.Decide<AgreementAggregate>(AgreementAggregate::Stream(agreement_id), command);
  if (!decided) return Unexpected{ToFailure(decided.error())};
  return ToAgreement(NameOf(unit.home(), agreement_id), version, asked);
}

Prepared PrepareRecord(const v1::RecordAgreementRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kAccountName);
  const RecordAgreement command{fields.Id("agreement_id", request.agreement_id()),
                                ReadAgreement(request.content(), fields.Within("content"))};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Agreement>(request.parent(), [command](engine::Unit& unit) {
    return Decide(unit, command.agreement_id, command, 1, {command.content, ""});
  });
}

Prepared PrepareAmend(const v1::AmendAgreementRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, agreement_id] = fields.Name("name", request.name(), kAgreementName);
  fields.Check(request.version() > 1, "version", std::to_string(request.version()),
               "must be 2 or more");
  const AmendAgreement command{agreement_id, request.version(),
                               ReadAgreement(request.content(), fields.Within("content")),
                               fields.Text("reason", request.reason(), kTextBytesMax)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Agreement>("accounts/" + account, [command](engine::Unit& unit) {
    return Decide(unit, command.agreement_id, command, command.version,
                  {command.content, command.reason});
  });
}

Prepared PrepareGet(const v1::GetAgreementRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kAgreementName);
  std::optional<Date> day;
  if (request.has_in_force_on()) day = fields.Day("in_force_on", request.in_force_on());
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Agreement>(
      "accounts/" + account,
      [name = request.name(), id = id, day, asked = request.version(),
       numbered = request.has_version()](engine::Unit& unit) -> Expected<v1::Agreement, Failure> {
        const Agreement& agreement = StateOf(unit, id);
        if (agreement.versions.empty()) return Unexpected{NoSuchAgreement(name)};
        int version = static_cast<int>(agreement.versions.size());
        if (numbered) version = asked;
        if (day) version = agreement.InForceOn(*day);
        const AgreementVersion* const found = agreement.Find(version);
        if (found == nullptr) {
          return Unexpected{day ? NotInForce(name, *day) : NoSuchVersion(name, version)};
        }
        return ToAgreement(name, version, *found);
      });
}

Expected<rpc::Prepared<v1::ListVersionsResponse>, Failure> PrepareListVersions(
    const v1::ListVersionsRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kAgreementName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::ListVersionsResponse>(
      "accounts/" + account,
      [name = request.name(),
       id = id](engine::Unit& unit) -> Expected<v1::ListVersionsResponse, Failure> {
        const Agreement& agreement = StateOf(unit, id);
        if (agreement.versions.empty()) return Unexpected{NoSuchAgreement(name)};
        v1::ListVersionsResponse response;
        int version = 0;
        for (const AgreementVersion& each : agreement.versions) {
          *response.add_versions() = ToAgreement(name, ++version, each);
        }
        return response;
      });
}

}  // namespace

AgreementApi::AgreementApi(rpc::Shell& shell, engine::Commands& commands,
                           const engine::StreamReader& streams)
    : Service(shell, commands, "recourse.invoicing.v1.AgreementService"),
      directory_(commands.views(), streams, shell.hash()),
      lists_(commands, streams, shell.hash()) {
  Mutate<v1::RecordAgreementRequest, v1::Agreement>("RecordAgreement", kStaff, PrepareRecord);
  Mutate<v1::AmendAgreementRequest, v1::Agreement>("AmendAgreement", kStaff, PrepareAmend);
  Read<v1::GetAgreementRequest, v1::Agreement>("GetAgreement", kReaders, PrepareGet);
  Query<v1::ListAgreementsRequest, v1::ListAgreementsResponse>(
      "ListAgreements", kReaders, [this](const auto& request, const rpc::Caller& caller) {
        return ListAgreements(directory_, request, caller);
      });
  Read<v1::ListVersionsRequest, v1::ListVersionsResponse>("ListVersions", kReaders,
                                                          PrepareListVersions);
  Mutate<v1::ExtendDueDateRequest, v1::DueDateExtension>("ExtendDueDate", kStaff,
                                                         PrepareExtendDueDate);
  Mutate<v1::RevokeExtensionRequest, v1::DueDateExtension>("RevokeExtension", kStaff,
                                                           PrepareRevokeExtension);
  Read<v1::GetExtensionRequest, v1::DueDateExtension>("GetExtension", kReaders,
                                                      PrepareGetExtension);
  Answer<v1::ListExtensionsRequest, v1::ListExtensionsResponse>(
      "ListExtensions", kReaders,
      [this](const auto& call) { return ListExtensions(lists_, call); });
}

}  // namespace recourse::invoicing
