#include "services/invoicing/api/agreement_fields.h"

#include "libs/base/check.h"
#include "services/invoicing/api/charge_fields.h"
#include "services/invoicing/codec/agreement_codec.h"
#include "services/invoicing/codec/terms_parts.h"
#include "services/invoicing/domain/ledger_limits.h"

namespace recourse::invoicing {
namespace {

// What a stored form could not hold.
void CheckTerms(const v1::PaymentTerms& message, rpc::Fields& fields) {
  fields.Check(message.rule_case() != v1::PaymentTerms::RULE_NOT_SET, "net_days", "",
               "must be given, or end_of_month_days, fixed_date or on_receipt");
  if (message.has_fixed_date()) fields.Day("fixed_date", message.fixed_date());
}

void CheckPolicy(const v1::LateChargePolicy& message, rpc::Fields fields) {
  for (const int kind : message.kinds()) {
    fields.OneOf("kinds", static_cast<v1::ChargeKind>(kind));
  }
  if (message.has_regime()) fields.Id("regime", message.regime());
  if (message.has_terms()) ReadTerms(message.terms(), fields.Within("terms"));
  if (message.has_fee()) fields.Amount("fee", message.fee());
  fields.Text("clause", message.clause(), kAgreementClauseBytesMax);
  fields.Day("communicated_on", message.communicated_on());
  fields.Text("communicated_how", message.communicated_how(), kAgreementTitleBytesMax);
}

}  // namespace

AgreementContent ReadAgreement(const v1::AgreementContent& message, rpc::Fields fields) {
  fields.Text("title", message.title(), kAgreementTitleBytesMax);
  fields.Text("scope", message.scope(), kAgreementTextBytesMax);
  fields.OptionalText("price_text", message.price_text(), kTextBytesMax);
  if (message.has_price()) fields.Amount("price", message.price());
  if (message.has_payment_terms()) {
    rpc::Fields within = fields.Within("payment_terms");
    CheckTerms(message.payment_terms(), within);
  }
  for (int i = 0; i < message.payment_methods_size(); ++i) {
    fields.Text("payment_methods[" + std::to_string(i) + "]", message.payment_methods(i),
                kAgreementTitleBytesMax);
  }
  if (message.has_late_charges()) {
    CheckPolicy(message.late_charges(), fields.Within("late_charges"));
  }
  if (message.allocation_order() != v1::ALLOCATION_ORDER_UNSPECIFIED) {
    fields.OneOf("allocation_order", message.allocation_order());
  }
  fields.Day("effective_from", message.effective_from());
  if (message.has_effective_until()) fields.Day("effective_until", message.effective_until());
  fields.Check(message.document_sha256().size() == kDocumentDigestBytes, "document_sha256", "",
               "must have 32 bytes");
  if (!fields.ok()) return {};
  wire::Reader reader;
  AgreementContent content = Read(message, reader);
  CHECK(reader.ok());  // All that it reads was checked above.
  return content;
}

PaymentTerms ReadPaymentTerms(const v1::PaymentTerms& message, rpc::Fields fields) {
  CheckTerms(message, fields);
  if (!fields.ok()) return {};
  wire::Reader reader;
  PaymentTerms terms = Read(message, reader);
  CHECK(reader.ok());
  if (const auto broken = BrokenBy(terms)) {
    for (const auto& [field, value] : broken->values) {
      fields.Check(false, field, value, broken->message);
    }
  }
  return terms;
}

v1::Agreement ToAgreement(const std::string& name, int version, const AgreementVersion& said) {
  v1::Agreement message;
  message.set_name(name);
  message.set_version(version);
  Write(said.content, message.mutable_content());
  message.set_reason(said.reason);
  return message;
}

}  // namespace recourse::invoicing
