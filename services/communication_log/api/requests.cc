#include "services/communication_log/api/requests.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "libs/rpc/fields.h"
#include "libs/seal/message.h"
#include "libs/wire/convert.h"
#include "recourse/communication_log/v1/contact_events.pb.h"
#include "services/communication_log/api/parts.h"
#include "services/communication_log/codec/words.h"

namespace recourse::communication_log {
namespace {

using rpc::Fields;

constexpr int kLinksMax = 100;
constexpr std::size_t kLinkBytesMax = 256;
constexpr int kPeopleMax = 20;
constexpr std::size_t kPersonBytesMax = 1'000;
constexpr std::ptrdiff_t kSummaryCharactersMax = 8'000;
constexpr std::size_t kSummaryBytesMax = 4 * kSummaryCharactersMax;

void CheckText(const v1::ContactText& text, Fields fields) {
  fields.Check(text.people_size() <= kPeopleMax, "people", std::to_string(text.people_size()),
               "must be at most 20");
  for (const auto& name : text.people()) fields.Text("people", name, kPersonBytesMax);
  fields.OptionalText("summary", text.summary(), kSummaryBytesMax);
  const auto characters = std::count_if(text.summary().begin(), text.summary().end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  });
  fields.Check(characters <= kSummaryCharactersMax, "summary", std::to_string(characters),
               "must have at most 8000 characters");
}

std::int32_t OffsetMinutes(const calendar::Zone& zone, Instant instant) {
  const calendar::LocalTime local = zone.ToLocal(instant);
  const auto ahead = Instant(local.day) + local.time - instant;
  return static_cast<std::int32_t>(std::chrono::floor<std::chrono::minutes>(ahead).count());
}

PreferenceCommand ReadChange(const v1::SetContactPreferenceRequest& request, Date day,
                             Fields& fields) {
  using Request = v1::SetContactPreferenceRequest;
  switch (request.change_case()) {
    case Request::kBarChannel: {
      const auto channel = FromWire(fields.OneOf("bar_channel", request.bar_channel()));
      return BarChannel{channel.value_or(Channel::kEmail), day};
    }
    case Request::kAllowChannel: {
      const auto channel = FromWire(fields.OneOf("allow_channel", request.allow_channel()));
      return AllowChannel{channel.value_or(Channel::kEmail), day};
    }
    case Request::kCease:
      if (request.cease()) return RequestCease{day};
      return LiftCease{day};
    case Request::kRepresentedByLawyer:
      if (request.represented_by_lawyer()) return BeginRepresentation{day};
      return EndRepresentation{day};
    case Request::kGiveCallConsent:
      return GiveConsent{fields.Id("give_call_consent", request.give_call_consent()), day};
    case Request::kWithdrawCallConsent:
      return WithdrawConsent{fields.Id("withdraw_call_consent", request.withdraw_call_consent()),
                             day};
    case Request::CHANGE_NOT_SET:
      fields.Check(false, "change", "", "must be one of the changes declared");
      return LiftCease{day};
  }
  __builtin_unreachable();
}

}  // namespace

Expected<MessageRequest, Failure> ReadRequest(const v1::SendMessageRequest& request) {
  Fields fields;
  fields.Name("parent", request.parent(), kAccountName);
  std::string id = fields.Id("message_id", request.message_id());
  MessageContent content = ReadContent(fields.Within("content"), request.content());
  auto whom = ReadWhom(fields.Within("customer"), request.customer());
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return MessageRequest{request.parent(), std::move(id), std::move(content), *std::move(whom)};
}

Expected<ClearanceRequest, Failure> ReadRequest(const v1::ClearContactRequest& request) {
  Fields fields;
  fields.Name("parent", request.parent(), kAccountName);
  std::string id = fields.Id("clearance_id", request.clearance_id());
  const auto channel = FromWire(fields.OneOf("channel", request.channel()));
  std::string person = ReadPerson(fields, request.person());
  auto debts = ReadDebts(fields, request.debts());
  auto whom = ReadWhom(fields.Within("customer"), request.customer());
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return ClearanceRequest{request.parent(),  std::move(id),    *channel,
                          std::move(person), std::move(debts), *std::move(whom)};
}

Expected<ContactRequest, Failure> ReadRequest(const v1::RecordContactRequest& request,
                                              const seal::Sealer& sealer) {
  Fields fields;
  fields.Name("parent", request.parent(), kAccountName);
  Contact contact;
  contact.contact_id = fields.Id("contact_id", request.contact_id());
  const auto channel = FromWire(fields.OneOf("channel", request.channel()));
  const auto direction = FromWire(fields.OneOf("direction", request.direction()));
  const auto outcome = FromWire(fields.OneOf("outcome", request.outcome()));
  contact.person = ReadPerson(fields, request.person());
  contact.debts = ReadDebts(fields, request.debts());
  const auto occurred_at = wire::FromWire(request.occurred_at());
  fields.Check(request.has_occurred_at() && occurred_at, "occurred_at", "",
               "must be a moment in whole microseconds");
  const auto zone = ReadZone(fields, request.time_zone());
  fields.Check(request.links_size() <= kLinksMax, "links", std::to_string(request.links_size()),
               "must be at most 100");
  for (const auto& link : request.links()) {
    contact.links.push_back(fields.Text("links", link, kLinkBytesMax));
  }
  CheckText(request.text(), fields.Within("text"));
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  contact.channel = *channel;
  contact.direction = *direction;
  contact.outcome = *outcome;
  contact.occurred_at = *occurred_at;
  contact.utc_offset_minutes = OffsetMinutes(*zone, *occurred_at);
  if (request.has_text()) {
    // An envelope opens only for the event that it was sealed for.
    const auto& purpose = v1::ContactRecorded::descriptor()->full_name();
    auto sealed = seal::SealMessage(sealer, request.parent(), purpose, request.text());
    if (!sealed) return Unexpected{seal::ToFailure(sealed.error())};
    contact.text = *std::move(sealed);
  }
  return ContactRequest{request.parent(), std::move(contact)};
}

Expected<PreferenceRequest, Failure> ReadRequest(const v1::SetContactPreferenceRequest& request) {
  Fields fields;
  fields.Name("parent", request.parent(), kAccountName);
  const Date day = fields.Day("day", request.day());
  PreferenceCommand command = ReadChange(request, day, fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return PreferenceRequest{request.parent(), std::move(command)};
}

}  // namespace recourse::communication_log
