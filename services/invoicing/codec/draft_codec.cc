#include "services/invoicing/codec/draft_codec.h"

#include "libs/base/overloaded.h"
#include "libs/wire/event.h"
#include "libs/wire/reused.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kStreams = "drafts/";

// A message without a day reads like one with this.
DraftContent ReadContent(const v1::InvoiceContent& message, wire::Reader& reader) {
  DraftContent content;
  content.has_issue_date = message.has_issue_date();
  content.asked.has_due_date = message.has_due_date();
  v1::InvoiceContent whole = message;
  if (!content.has_issue_date) Write(Date{}, whole.mutable_issue_date());
  if (!content.asked.has_due_date) Write(Date{}, whole.mutable_due_date());
  content.asked.content = Read(whole, reader);
  return content;
}

// Two events say who wrote what.
template <class Message, class Event>
Message& EncodeContent(const Event& event) {
  auto& message = Reused<Message>();
  message.set_draft_id(event.draft_id);
  Write(event.content, message.mutable_content());
  return message;
}

eventlog::EncodedEvent EncodeOne(const DraftCreated& event) {
  auto& message = EncodeContent<v1::DraftCreated>(event);
  message.set_created_by(event.created_by);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const DraftChanged& event) {
  auto& message = EncodeContent<v1::DraftChanged>(event);
  message.set_changed_by(event.changed_by);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const DraftSubmitted& event) {
  auto& message = Reused<v1::DraftSubmitted>();
  message.set_draft_id(event.draft_id);
  message.set_invoice_id(event.invoice_id);
  message.set_number(event.number);
  if (event.issue_date) Write(*event.issue_date, message.mutable_issue_date());
  message.set_submitted_by(event.submitted_by);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const DraftIssued& event) {
  auto& message = Reused<v1::DraftIssued>();
  message.set_draft_id(event.draft_id);
  message.set_invoice_id(event.invoice_id);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const DraftReturned& event) {
  auto& message = Reused<v1::DraftReturned>();
  message.set_draft_id(event.draft_id);
  message.set_invoice_id(event.invoice_id);
  message.set_reason(event.reason);
  return wire::Pack(message);
}

eventlog::EncodedEvent EncodeOne(const DraftDiscarded& event) {
  auto& message = Reused<v1::DraftDiscarded>();
  message.set_draft_id(event.draft_id);
  message.set_reason(event.reason);
  message.set_discarded_by(event.discarded_by);
  return wire::Pack(message);
}

DraftEvent ReadOne(const v1::DraftCreated& message, wire::Reader& reader) {
  return DraftCreated{message.draft_id(), ReadContent(message.content(), reader),
                      message.created_by()};
}

DraftEvent ReadOne(const v1::DraftChanged& message, wire::Reader& reader) {
  return DraftChanged{message.draft_id(), ReadContent(message.content(), reader),
                      message.changed_by()};
}

DraftEvent ReadOne(const v1::DraftSubmitted& message, wire::Reader& reader) {
  std::optional<Date> issue_date;
  if (message.has_issue_date()) issue_date = reader.Read(message.issue_date());
  return DraftSubmitted{message.draft_id(), message.invoice_id(), message.number(), issue_date,
                        message.submitted_by()};
}

DraftEvent ReadOne(const v1::DraftIssued& message, wire::Reader&) {
  return DraftIssued{message.draft_id(), message.invoice_id()};
}

DraftEvent ReadOne(const v1::DraftReturned& message, wire::Reader&) {
  return DraftReturned{message.draft_id(), message.invoice_id(), message.reason()};
}

DraftEvent ReadOne(const v1::DraftDiscarded& message, wire::Reader&) {
  return DraftDiscarded{message.draft_id(), message.reason(), message.discarded_by()};
}

}  // namespace

std::string DraftAggregate::Stream(std::string_view draft_id) {
  return std::string(kStreams).append(draft_id);
}

eventlog::EncodedEvent DraftAggregate::Encode(const DraftEvent& event) {
  return std::visit([](const auto& happened) { return EncodeOne(happened); }, event);
}

std::optional<DraftEvent> DraftAggregate::Decode(std::string_view type, std::string_view payload) {
  return wire::DecodeAs<DraftEvent, v1::DraftCreated, v1::DraftChanged, v1::DraftSubmitted,
                        v1::DraftIssued, v1::DraftReturned, v1::DraftDiscarded>(
      type, payload, [](const auto& message) -> std::optional<DraftEvent> {
        wire::Reader reader;
        DraftEvent event = ReadOne(message, reader);
        if (!reader.ok()) return std::nullopt;
        return event;
      });
}

bool IsDraft(std::string_view stream) { return stream.starts_with(kStreams); }

void Write(const DraftContent& content, v1::InvoiceContent* message) {
  Write(content.asked.content, message);
  if (!content.has_issue_date) message->clear_issue_date();
  if (!content.asked.has_due_date) message->clear_due_date();
}

}  // namespace recourse::invoicing
