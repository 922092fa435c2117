#include "services/invoicing/codec/agreement_codec.h"

#include "libs/base/overloaded.h"
#include "libs/wire/event.h"
#include "libs/wire/reused.h"
#include "services/invoicing/codec/charge_parts.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/codec/terms_parts.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kPrefix = "agreements/";

void WritePolicy(const LateChargePolicy& policy, v1::LateChargePolicy* message) {
  for (const ChargeKind kind : policy.kinds) message->add_kinds(ToWire(kind));
  if (const auto* regime = std::get_if<std::string>(&policy.interest)) {
    message->set_regime(*regime);
  } else if (const auto* terms = std::get_if<InterestTerms>(&policy.interest)) {
    Write(*terms, message->mutable_terms());
  }
  if (policy.fee) Write(*policy.fee, message->mutable_fee());
  message->set_clause(policy.clause);
  Write(policy.communicated_on, message->mutable_communicated_on());
  message->set_communicated_how(policy.communicated_how);
}

LateChargePolicy ReadPolicy(const v1::LateChargePolicy& message, wire::Reader& reader) {
  LateChargePolicy policy;
  for (const int kind : message.kinds()) {
    policy.kinds.push_back(Read(static_cast<v1::ChargeKind>(kind), reader));
  }
  if (message.has_regime()) policy.interest = message.regime();
  if (message.has_terms()) policy.interest = Read(message.terms(), reader);
  if (message.has_fee()) policy.fee = reader.Read(message.fee());
  policy.clause = message.clause();
  policy.communicated_on = reader.Read(message.communicated_on());
  policy.communicated_how = message.communicated_how();
  return policy;
}

AgreementEvent ReadEvent(const v1::AgreementRecorded& message, wire::Reader& reader) {
  return AgreementRecorded{message.agreement_id(), Read(message.content(), reader)};
}

AgreementEvent ReadEvent(const v1::AgreementAmended& message, wire::Reader& reader) {
  return AgreementAmended{message.agreement_id(), message.version(),
                          Read(message.content(), reader), message.reason()};
}

}  // namespace

std::string AgreementAggregate::Stream(std::string_view agreement_id) {
  return std::string(kPrefix).append(agreement_id);
}

bool IsAgreement(std::string_view stream) { return stream.starts_with(kPrefix); }

eventlog::EncodedEvent AgreementAggregate::Encode(const AgreementEvent& event) {
  return std::visit(Overloaded{[](const AgreementRecorded& recorded) {
                                 auto& message = wire::Reused<v1::AgreementRecorded>();
                                 message.set_agreement_id(recorded.agreement_id);
                                 Write(recorded.content, message.mutable_content());
                                 return wire::Pack(message);
                               },
                               [](const AgreementAmended& amended) {
                                 auto& message = wire::Reused<v1::AgreementAmended>();
                                 message.set_agreement_id(amended.agreement_id);
                                 message.set_version(amended.version);
                                 Write(amended.content, message.mutable_content());
                                 message.set_reason(amended.reason);
                                 return wire::Pack(message);
                               }},
                    event);
}

std::optional<AgreementEvent> AgreementAggregate::Decode(std::string_view type,
                                                         std::string_view payload) {
  return wire::DecodeAs<AgreementEvent, v1::AgreementRecorded, v1::AgreementAmended>(
      type, payload, [](const auto& message) -> std::optional<AgreementEvent> {
        wire::Reader reader;
        AgreementEvent event = ReadEvent(message, reader);
        if (!reader.ok()) return std::nullopt;
        return event;
      });
}

void Write(const AgreementContent& content, v1::AgreementContent* message) {
  message->set_title(content.title);
  message->set_scope(content.scope);
  message->set_price_text(content.price_text);
  if (content.price) Write(*content.price, message->mutable_price());
  if (content.payment_terms) Write(*content.payment_terms, message->mutable_payment_terms());
  for (const std::string& method : content.payment_methods) message->add_payment_methods(method);
  if (content.late_charges) WritePolicy(*content.late_charges, message->mutable_late_charges());
  message->set_allocation_order(ToWire(content.allocation_order));
  Write(content.effective_from, message->mutable_effective_from());
  if (content.effective_until) {
    Write(*content.effective_until, message->mutable_effective_until());
  }
  message->set_document_sha256(content.document_sha256);
}

AgreementContent Read(const v1::AgreementContent& message, wire::Reader& reader) {
  AgreementContent content;
  content.title = message.title();
  content.scope = message.scope();
  content.price_text = message.price_text();
  if (message.has_price()) content.price = reader.Read(message.price());
  if (message.has_payment_terms()) content.payment_terms = Read(message.payment_terms(), reader);
  content.payment_methods = {message.payment_methods().begin(), message.payment_methods().end()};
  if (message.has_late_charges()) content.late_charges = ReadPolicy(message.late_charges(), reader);
  content.allocation_order = Read(message.allocation_order(), reader);
  content.effective_from = reader.Read(message.effective_from());
  if (message.has_effective_until()) {
    content.effective_until = reader.Read(message.effective_until());
  }
  content.document_sha256 = message.document_sha256();
  return content;
}

}  // namespace recourse::invoicing
