#include "services/invoicing/api/draft_api.h"

#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/directory_calls.h"
#include "services/invoicing/api/draft_fields.h"
#include "services/invoicing/api/draft_issuing.h"
#include "services/invoicing/api/draft_refusals.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/draft_codec.h"
#include "services/invoicing/domain/ledger_limits.h"

namespace recourse::invoicing {
namespace {

using Prepared = Expected<rpc::Prepared<v1::Draft>, Failure>;

// Answers with the draft as it will be. An empty etag is any.
template <class Command>
Expected<v1::Draft, Failure> Decide(engine::Unit& unit, const Command& command,
                                    const std::string& etag) {
  if (!unit.State<AccountAggregate>(AccountAggregate::kStream)) {
    return Unexpected{NoSuchAccount(unit.home())};
  }
  const std::string stream = DraftAggregate::Stream(command.draft_id);
  const std::uint64_t version = unit.Version<DraftAggregate>(stream);
  if (auto stale = StaleEtag(etag, version)) return Unexpected{*std::move(stale)};
  std::optional<Draft> draft = unit.State<DraftAggregate>(stream);
  const auto events = DecideAndKeep<DraftAggregate>(unit, stream, command);
  if (!events) return Unexpected{ToFailure(events.error())};
  for (const DraftEvent& event : *events) draft = DraftDecider::Evolve(std::move(draft), event);
  return ToDraft(unit.home(), command.draft_id, *draft, version + events->size());
}

Prepared PrepareCreate(const v1::CreateDraftRequest& request, const rpc::Caller& caller) {
  rpc::Fields fields;
  const auto [account] = fields.Name("parent", request.parent(), kAccountName);
  rpc::Fields within = fields.Within("content");
  const CreateDraft command{fields.Id("draft_id", request.draft_id()),
                            ReadDraft(account, request.content(), within), caller.principal};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Draft>(
      request.parent(), [command](engine::Unit& unit) { return Decide(unit, command, ""); });
}

Prepared PrepareChange(const v1::ChangeDraftRequest& request, const rpc::Caller& caller) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kDraftName);
  rpc::Fields within = fields.Within("content");
  const ChangeDraft command{id, ReadDraft(account, request.content(), within), caller.principal};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Draft>(
      "accounts/" + account,
      [command, etag = request.etag()](engine::Unit& unit) { return Decide(unit, command, etag); });
}

Prepared PrepareDiscard(const v1::DiscardDraftRequest& request, const rpc::Caller& caller) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kDraftName);
  const DiscardDraft command{id, fields.Text("reason", request.reason(), kTextBytesMax),
                             caller.principal};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Draft>(
      "accounts/" + account, [command](engine::Unit& unit) { return Decide(unit, command, ""); });
}

Prepared PrepareGet(const v1::GetDraftRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, id] = fields.Name("name", request.name(), kDraftName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Draft>(
      "accounts/" + account,
      [name = request.name(), id = id](engine::Unit& unit) -> Expected<v1::Draft, Failure> {
        const std::string stream = DraftAggregate::Stream(id);
        const std::optional<Draft>& draft = unit.State<DraftAggregate>(stream);
        if (!draft) return Unexpected{NoSuchDraft(name)};
        return ToDraft(unit.home(), id, *draft, unit.Version<DraftAggregate>(stream));
      });
}

}  // namespace

DraftApi::DraftApi(rpc::Shell& shell, engine::Commands& commands,
                   const engine::StreamReader& streams)
    : Service(shell, commands, "recourse.invoicing.v1.DraftService"),
      directory_(commands.views(), streams, shell.hash()) {
  Mutate<v1::CreateDraftRequest, v1::Draft>("CreateDraft", kAdjusters, PrepareCreate);
  Mutate<v1::ChangeDraftRequest, v1::Draft>("ChangeDraft", kAdjusters, PrepareChange);
  Answer<v1::IssueDraftRequest, v1::IssueInvoiceResponse>(
      "IssueDraft", kAdjusters,
      [&commands](const auto& call) { return IssueDraft(commands, call); });
  Mutate<v1::DiscardDraftRequest, v1::Draft>("DiscardDraft", kAdjusters, PrepareDiscard);
  Read<v1::GetDraftRequest, v1::Draft>("GetDraft", kReaders, PrepareGet);
  Query<v1::ListDraftsRequest, v1::ListDraftsResponse>(
      "ListDrafts", kReaders, [this](const auto& request, const rpc::Caller& caller) {
        return ListDrafts(directory_, request, caller);
      });
}

}  // namespace recourse::invoicing
