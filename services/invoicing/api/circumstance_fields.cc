#include "services/invoicing/api/circumstance_fields.h"

#include "services/invoicing/codec/charge_parts.h"
#include "services/invoicing/codec/circumstance_codec.h"
#include "services/invoicing/codec/freeze_codec.h"

namespace recourse::invoicing {
namespace {

using wire::Write;

ChargeFreeze ReadOwn(const v1::OwnFreeze& own, Date from, rpc::Fields fields) {
  ChargeFreeze freeze;
  freeze.law = fields.Text("law", own.law(), kCircumstanceFieldBytesMax);
  wire::Reader reader;
  for (const int kind : own.kinds()) {
    freeze.kinds.push_back(Read(fields.OneOf("kinds", static_cast<v1::ChargeKind>(kind)), reader));
  }
  freeze.arisen_before = own.arisen_before();
  freeze.from = from;
  return freeze;
}

}  // namespace

CircumstanceContent ReadCircumstance(const v1::RecordCircumstanceRequest& request,
                                     rpc::Fields& fields) {
  wire::Reader reader;
  CircumstanceContent content;
  content.kind = Read(fields.OneOf("kind", request.kind()), reader);
  content.from = fields.Day("from", request.from());
  if (request.has_until()) content.until = fields.Day("until", request.until());
  content.source = fields.Text("source", request.source(), kCircumstanceFieldBytesMax);
  content.reference = fields.Text("reference", request.reference(), kCircumstanceFieldBytesMax);
  if (request.has_rule()) fields.Text("rule", request.rule(), kCircumstanceFieldBytesMax);
  if (request.has_own()) {
    content.freeze = ReadOwn(request.own(), content.from, fields.Within("own"));
  }
  return content;
}

v1::Circumstance ToCircumstance(const std::string& account, const std::string& circumstance_id,
                                const Circumstance& circumstance) {
  const CircumstanceContent& recorded = circumstance.recorded;
  v1::Circumstance message;
  message.set_name(account + "/circumstances/" + circumstance_id);
  message.set_kind(ToWire(recorded.kind));
  Write(recorded.from, message.mutable_from());
  if (circumstance.until) Write(*circumstance.until, message.mutable_until());
  message.set_source(recorded.source);
  message.set_reference(recorded.reference);
  if (const auto freeze = circumstance.Freezes()) Write(*freeze, message.mutable_freeze());
  message.set_has_contact(recorded.contact.has_value());
  message.set_recorded_by(circumstance.recorded_by);
  message.set_ended_because(circumstance.ended_because);
  message.set_ended_by(circumstance.ended_by);
  message.set_revoked_because(circumstance.revoked_because);
  message.set_revoked_by(circumstance.revoked_by);
  return message;
}

v1::ListFreezeRulesResponse ToFreezeRules(const std::vector<FreezeRule>& rules) {
  v1::ListFreezeRulesResponse response;
  for (const FreezeRule& rule : rules) {
    v1::FreezeRule& message = *response.add_rules();
    message.set_name(rule.name);
    message.set_law(rule.law);
    message.set_country_code(rule.country_code);
    message.set_circumstance(ToWire(rule.circumstance));
    for (const ChargeKind kind : rule.kinds) message.add_kinds(ToWire(kind));
    message.set_arisen_before(rule.arisen_before);
    Write(rule.valid_from, message.mutable_valid_from());
    if (rule.valid_through) Write(*rule.valid_through, message.mutable_valid_through());
  }
  return response;
}

}  // namespace recourse::invoicing
