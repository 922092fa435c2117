#include "services/communication_log/views/contact_history.h"

#include <fmt/format.h>

#include <chrono>

#include "libs/base/check.h"
#include "libs/base/date.h"
#include "libs/base/overloaded.h"
#include "libs/wire/convert.h"
#include "recourse/communication_log/v1/communication_log_service.pb.h"
#include "services/communication_log/codec/clearance_codec.h"
#include "services/communication_log/codec/contact_codec.h"
#include "services/communication_log/codec/content_wire.h"
#include "services/communication_log/codec/decision_wire.h"
#include "services/communication_log/codec/message_codec.h"
#include "services/communication_log/codec/words.h"

namespace recourse::communication_log {
namespace {

using history::v1::Record;

Instant RecordedAt(const Record& record) {
  return Instant(std::chrono::microseconds(record.recorded_at_us()));
}

std::string NameOf(const Record& record) { return record.home() + "/" + record.stream(); }

// The key of a message's second row.
std::string PlaceOf(const Record& record) { return "place/" + NameOf(record); }

std::string KeyOf(const Record& record, Instant at) {
  // With its sign turned, a moment before 1970 sorts before the others.
  const std::uint64_t order =
      static_cast<std::uint64_t>(at.time_since_epoch().count()) ^ (std::uint64_t{1} << 63);
  return fmt::format("{}{:016x}/{}", HistoryOf(record.home()), order, record.stream());
}

void Store(const std::string& key, const v1::ContactEntry& entry, engine::ViewRows& rows) {
  rows.Put(key, entry.SerializeAsString());
}

void ApplyContact(const ContactRecorded& recorded, const Record& record, engine::ViewRows& rows) {
  const Contact& contact = recorded.contact;
  v1::ContactEntry entry;
  v1::Contact& row = *entry.mutable_contact();
  row.set_name(NameOf(record));
  row.set_channel(ToWire(contact.channel));
  row.set_direction(ToWire(contact.direction));
  row.set_outcome(ToWire(contact.outcome));
  row.set_person(contact.person);
  for (const auto& debt : contact.debts) row.add_debts(debt);
  *row.mutable_occurred_at() = wire::ToWire(contact.occurred_at);
  row.set_utc_offset_minutes(contact.utc_offset_minutes);
  for (const auto& link : contact.links) row.add_links(link);
  *entry.mutable_at() = wire::ToWire(contact.occurred_at);
  Store(KeyOf(record, contact.occurred_at), entry, rows);
}

void ApplyClearance(const ClearanceEvent& event, const Record& record, engine::ViewRows& rows) {
  const Clearance clearance =
      std::visit([](const auto& decided) { return decided.clearance; }, event);
  v1::ContactEntry entry;
  v1::Clearance& row = *entry.mutable_clearance();
  row.set_name(NameOf(record));
  row.set_person(clearance.person);
  for (const auto& debt : clearance.debts) row.add_debts(debt);
  *row.mutable_decision() = ToWire(clearance.decision);
  *entry.mutable_at() = wire::ToWire(RecordedAt(record));
  Store(KeyOf(record, RecordedAt(record)), entry, rows);
}

// The first event of a message, either way.
template <class Decided>
void Begin(const Decided& decided, v1::MessageState state, const Record& record,
           engine::ViewRows& rows) {
  v1::ContactEntry entry;
  v1::Message& row = *entry.mutable_message();
  row.set_name(NameOf(record));
  row.set_state(state);
  *row.mutable_content() = ToWire(decided.content);
  *row.mutable_decision() = ToWire(decided.decision);
  *entry.mutable_at() = wire::ToWire(RecordedAt(record));
  const std::string key = KeyOf(record, RecordedAt(record));
  Store(key, entry, rows);
  rows.Put(PlaceOf(record), key);
}

// A later event of a message: `change` alters its row.
template <class Change>
void Continue(const Record& record, engine::ViewRows& rows, Change change) {
  const auto key = rows.Get(PlaceOf(record));
  CHECK(key.has_value());
  const auto stored = rows.Get(*key);
  v1::ContactEntry entry;
  CHECK(stored && entry.ParseFromString(*stored));
  change(*entry.mutable_message());
  Store(*key, entry, rows);
}

void ApplyMessage(const MessageEvent& event, const Record& record, engine::ViewRows& rows) {
  std::visit(Overloaded{
                 [&](const MessageQueued& queued) {
                   Begin(queued, v1::MESSAGE_STATE_QUEUED, record, rows);
                 },
                 [&](const MessageRefused& refused) {
                   Begin(refused, v1::MESSAGE_STATE_REFUSED, record, rows);
                 },
                 [&](const MessageSent& sent) {
                   Continue(record, rows, [&](v1::Message& row) {
                     row.set_state(v1::MESSAGE_STATE_SENT);
                     row.set_content_hmac(sent.content_hmac);
                     row.set_file(sent.file);
                   });
                 },
                 [&](const MessageWithheld& withheld) {
                   Continue(record, rows, [&](v1::Message& row) {
                     row.set_state(v1::MESSAGE_STATE_WITHHELD);
                     row.clear_differences();
                     for (const auto& difference : withheld.differences) {
                       *row.add_differences() = ToWire(difference);
                     }
                   });
                 },
                 [&](const MessageFailed& failed) {
                   Continue(record, rows, [&](v1::Message& row) {
                     row.set_state(v1::MESSAGE_STATE_FAILED);
                     row.set_failure(failed.reason);
                   });
                 },
             },
             event);
}

}  // namespace

void ContactHistory::Apply(const Record& record, engine::ViewRows& rows) {
  const auto& type = record.type();
  const auto& payload = record.payload();
  if (const auto contact = ContactAggregate::Decode(type, payload)) {
    ApplyContact(*contact, record, rows);
  } else if (const auto clearance = ClearanceAggregate::Decode(type, payload)) {
    ApplyClearance(*clearance, record, rows);
  } else if (const auto message = MessageAggregate::Decode(type, payload)) {
    ApplyMessage(*message, record, rows);
  }
}

std::string HistoryOf(std::string_view account) { return fmt::format("at/{}/", account); }

}  // namespace recourse::communication_log
