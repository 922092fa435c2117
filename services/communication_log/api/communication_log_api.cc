#include "services/communication_log/api/communication_log_api.h"

#include <chrono>
#include <utility>

#include "libs/base/check.h"
#include "libs/eventlog/hash.h"
#include "libs/rpc/fields.h"
#include "libs/rpc/server.h"
#include "services/communication_log/api/decide.h"
#include "services/communication_log/api/requests.h"
#include "services/communication_log/api/resources.h"
#include "services/communication_log/codec/clearance_codec.h"
#include "services/communication_log/codec/contact_codec.h"
#include "services/communication_log/codec/decision_wire.h"
#include "services/communication_log/codec/message_codec.h"
#include "services/communication_log/codec/preferences_codec.h"
#include "services/communication_log/views/contact_history.h"

namespace recourse::communication_log {
namespace {

using rpc::Role;

constexpr rpc::Roles kWriters = {Role::kOperator, Role::kClerk};
// Reminders are asked for by collections.
constexpr rpc::Roles kSenders = {Role::kOperator, Role::kClerk, Role::kService};
constexpr rpc::Roles kReaders = {Role::kOperator, Role::kClerk, Role::kApprover, Role::kAnalyst,
                                 Role::kService};
constexpr std::size_t kPageUsual = 100;
constexpr std::size_t kPageMost = 1'000;
// A row is some hundred KiB at most, and a client takes 1 MiB.
constexpr std::size_t kPageBytesMost = rpc::kMessageBytesMax / 2;

LocalMoment LocalNow(const engine::Unit& unit, const Whom& whom) {
  const calendar::LocalTime local = whom.zone.ToLocal(unit.now());
  return {local.day, std::chrono::floor<std::chrono::seconds>(local.time)};
}

Expected<v1::SendMessageResponse, Failure> Run(engine::Unit& unit, const MessageRequest& asked) {
  const SendMessage command{.message_id = asked.message_id,
                            .content = asked.content,
                            .customer_kind = asked.whom.kind,
                            .country = asked.whom.country,
                            .local = LocalNow(unit, asked.whom),
                            .preferences = unit.State<PreferencesAggregate>(kPolicyStream)};
  const auto decided = Decide<MessageAggregate>(unit, MessageStream(asked.message_id), command);
  if (!decided) return Unexpected{decided.error()};
  v1::SendMessageResponse response;
  *response.mutable_message() = ToResource(unit.home(), decided->state);
  return response;
}

Expected<v1::ClearContactResponse, Failure> Run(engine::Unit& unit, const ClearanceRequest& asked) {
  const ClearContact command{.clearance_id = asked.clearance_id,
                             .question = {.channel = asked.channel,
                                          .person = asked.person,
                                          .debts = asked.debts,
                                          .customer_kind = asked.whom.kind,
                                          .country = asked.whom.country,
                                          .local = LocalNow(unit, asked.whom)},
                             .preferences = unit.State<PreferencesAggregate>(kPolicyStream)};
  const auto decided =
      Decide<ClearanceAggregate>(unit, ClearanceStream(asked.clearance_id), command);
  if (!decided) return Unexpected{decided.error()};
  v1::ClearContactResponse response;
  *response.mutable_decision() = ToWire(decided->state->decision);
  return response;
}

Expected<v1::Contact, Failure> Run(engine::Unit& unit, const ContactRequest& asked) {
  const auto recorded = Decide<ContactAggregate>(unit, ContactStream(asked.contact.contact_id),
                                                 RecordContact{asked.contact});
  if (!recorded) return Unexpected{recorded.error()};
  if (recorded->events > 0) {
    const auto noted = Decide<PreferencesAggregate>(unit, kPolicyStream, NoteCall{asked.contact});
    if (!noted) return Unexpected{noted.error()};
  }
  return ToResource(unit.home(), *recorded->state);
}

Expected<v1::ContactPreferences, Failure> Run(engine::Unit& unit, const PreferenceRequest& asked) {
  const auto decided = Decide<PreferencesAggregate>(unit, kPolicyStream, asked.command);
  if (!decided) return Unexpected{decided.error()};
  return ToResource(unit.home(), decided->state);
}

template <class Response, class Asked>
Expected<rpc::Prepared<Response>, Failure> ToCommand(Expected<Asked, Failure> asked) {
  if (!asked) return Unexpected{asked.error()};
  std::string home = asked->account;
  return rpc::Prepared<Response>(std::move(home), [asked = *std::move(asked)](engine::Unit& unit) {
    return Run(unit, asked);
  });
}

Expected<rpc::Prepared<v1::Message>, Failure> GetMessage(const v1::GetMessageRequest& request) {
  rpc::Fields fields;
  const auto [account, message_id] = fields.Name("name", request.name(), kMessageName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Message>(
      kAccountName.Format(account),
      [id = message_id](engine::Unit& unit) -> Expected<v1::Message, Failure> {
        const Message& message = unit.State<MessageAggregate>(MessageStream(id));
        if (message.status != Message::Status::kUnknown) return ToResource(unit.home(), message);
        return Unexpected{Failure{Failure::Kind::kNotFound,
                                  "MESSAGE_UNKNOWN",
                                  "There is no such message.",
                                  {{"message_id", id}}}};
      });
}

Expected<rpc::Prepared<v1::ContactPreferences>, Failure> GetPreferences(
    const v1::GetContactPreferencesRequest& request) {
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kAccountName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::ContactPreferences>(
      request.parent(), [](engine::Unit& unit) -> Expected<v1::ContactPreferences, Failure> {
        return ToResource(unit.home(), unit.State<PreferencesAggregate>(kPolicyStream));
      });
}

}  // namespace

CommunicationLogApi::CommunicationLogApi(rpc::Shell& shell, engine::Commands& commands,
                                         const seal::Sealer& sealer)
    : Service(shell, commands, "recourse.communication_log.v1.CommunicationLogService"),
      pages_(shell.hash()) {
  AddCommands(sealer);
  AddReads();
}

void CommunicationLogApi::AddCommands(const seal::Sealer& sealer) {
  Mutate<v1::RecordContactRequest, v1::Contact>(
      "RecordContact", kWriters,
      [&sealer](const v1::RecordContactRequest& request, const rpc::Caller&) {
        return ToCommand<v1::Contact>(ReadRequest(request, sealer));
      });
  Mutate<v1::ClearContactRequest, v1::ClearContactResponse>(
      "ClearContact", kSenders, [](const v1::ClearContactRequest& request, const rpc::Caller&) {
        return ToCommand<v1::ClearContactResponse>(ReadRequest(request));
      });
  Mutate<v1::SendMessageRequest, v1::SendMessageResponse>(
      "SendMessage", kSenders, [](const v1::SendMessageRequest& request, const rpc::Caller&) {
        return ToCommand<v1::SendMessageResponse>(ReadRequest(request));
      });
  Mutate<v1::SetContactPreferenceRequest, v1::ContactPreferences>(
      "SetContactPreference", kWriters,
      [](const v1::SetContactPreferenceRequest& request, const rpc::Caller&) {
        return ToCommand<v1::ContactPreferences>(ReadRequest(request));
      });
}

void CommunicationLogApi::AddReads() {
  Read<v1::GetContactPreferencesRequest, v1::ContactPreferences>(
      "GetContactPreferences", kReaders,
      [](const v1::GetContactPreferencesRequest& request, const rpc::Caller&) {
        return GetPreferences(request);
      });
  Read<v1::GetMessageRequest, v1::Message>(
      "GetMessage", kReaders,
      [](const v1::GetMessageRequest& request, const rpc::Caller&) { return GetMessage(request); });
  Query<v1::ListContactsRequest, v1::ListContactsResponse>(
      "ListContacts", kReaders,
      [this](const v1::ListContactsRequest& request, const rpc::Caller& caller) {
        return ListContacts(request, caller);
      });
}

Expected<v1::ListContactsResponse, Failure> CommunicationLogApi::ListContacts(
    const v1::ListContactsRequest& request, const rpc::Caller& caller) const {
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kAccountName);
  const std::size_t size = fields.PageSize("page_size", request.page_size(), kPageUsual, kPageMost);
  const std::string question = "ListContacts " + caller.principal + " " + request.parent();
  const auto cursor = pages_.Open(question, request.page_token());
  fields.Check(cursor.has_value(), "page_token", request.page_token(), "must come from this list");
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  const engine::ViewReader& views = commands().views();
  const auto rows =
      views.Scan(ContactHistory::kName, eventlog::ShardOf(request.parent(), views.shards()),
                 HistoryOf(request.parent()), *cursor, size + 1);
  v1::ListContactsResponse response;
  std::size_t bytes = 0;
  std::string last;
  for (const auto& [key, row] : rows) {
    bytes += row.size();
    const auto entries = static_cast<std::size_t>(response.entries_size());
    if (entries == size || (bytes > kPageBytesMost && entries > 0)) {
      response.set_next_page_token(pages_.Issue(question, last));
      break;
    }
    CHECK(response.add_entries()->ParseFromString(row));
    last = key;
  }
  return response;
}

}  // namespace recourse::communication_log
