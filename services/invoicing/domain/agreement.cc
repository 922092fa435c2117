#include "services/invoicing/domain/agreement.h"

#include <algorithm>

#include "services/invoicing/domain/ledger_limits.h"

namespace recourse::invoicing {
namespace {

using enum AgreementRule;
using Broken = std::optional<Unexpected<Refusal<AgreementRule>>>;
using Events = std::vector<AgreementEvent>;

struct Field {
  const char* name;
  const std::string& text;
  std::size_t bytes_max;
  bool required;
};

Broken BrokenBy(const Field& field) {
  const auto& [name, text, bytes_max, required] = field;
  if (required && text.empty()) return Refuse(kFieldMissing, {{"field", name}});
  if (text.size() > bytes_max) return Refuse(kFieldTooLong, {{"field", name}});
  return std::nullopt;
}

bool IsInterest(ChargeKind kind) {
  return kind == ChargeKind::kLateInterest || kind == ChargeKind::kCreditInterest;
}

Broken BrokenBy(const LateChargePolicy& policy) {
  const Field fields[] = {
      {"late_charges.clause", policy.clause, kAgreementClauseBytesMax, true},
      {"late_charges.communicated_how", policy.communicated_how, kAgreementTitleBytesMax, true},
  };
  for (const Field& field : fields) {
    if (auto broken = BrokenBy(field)) return broken;
  }
  const auto& kinds = policy.kinds;
  if (kinds.empty()) return Refuse(kNoKindOfCharge);
  for (auto at = kinds.begin(); at != kinds.end(); ++at) {
    if (std::find(kinds.begin(), at, *at) != at) return Refuse(kKindNamedTwice);
  }
  const bool names_interest = std::any_of(kinds.begin(), kinds.end(), IsInterest);
  const bool has_interest = !std::holds_alternative<std::monostate>(policy.interest);
  if (names_interest != has_interest) {
    return Refuse(kInterestNotAgreed,
                  {{has_interest ? "late_charges.kinds" : "late_charges.terms", ""}});
  }
  if (const auto* terms = std::get_if<InterestTerms>(&policy.interest)) {
    if (const auto broken = BrokenBy(*terms)) return Refuse(kTermsInvalid, broken->values);
  }
  const bool names_fee =
      std::find(kinds.begin(), kinds.end(), ChargeKind::kFixedFee) != kinds.end();
  if (names_fee != policy.fee.has_value()) {
    return Refuse(kFeeNotAgreed, {{policy.fee ? "late_charges.kinds" : "late_charges.fee", ""}});
  }
  if (policy.fee && policy.fee->minor_units <= 0) {
    return Refuse(kFeeNotPositive, {{"late_charges.fee", ToString(*policy.fee)}});
  }
  return std::nullopt;
}

Broken BrokenBy(const AgreementContent& content) {
  const Field fields[] = {
      {"title", content.title, kAgreementTitleBytesMax, true},
      {"scope", content.scope, kAgreementTextBytesMax, true},
      {"price_text", content.price_text, kTextBytesMax, !content.price},
      {"document_sha256", content.document_sha256, kDocumentDigestBytes, true},
  };
  for (const Field& field : fields) {
    if (auto broken = BrokenBy(field)) return broken;
  }
  if (content.effective_until && *content.effective_until < content.effective_from) {
    return Refuse(kUntilBeforeFrom, {{"effective_from", ToString(content.effective_from)},
                                     {"effective_until", ToString(*content.effective_until)}});
  }
  if (content.price && content.price->minor_units < 0) {
    return Refuse(kPriceNegative, {{"price", ToString(*content.price)}});
  }
  if (content.payment_terms) {
    if (const auto broken = invoicing::BrokenBy(*content.payment_terms)) {
      return Refuse(kTermsInvalid, broken->values);
    }
  }
  if (content.payment_methods.size() > kPaymentMethodsMax) {
    return Refuse(kTooManyPaymentMethods,
                  {{"payment_methods", std::to_string(content.payment_methods.size())}});
  }
  for (const std::string& method : content.payment_methods) {
    if (auto broken = BrokenBy({"payment_methods", method, kAgreementTitleBytesMax, true})) {
      return broken;
    }
  }
  return content.late_charges ? BrokenBy(*content.late_charges) : std::nullopt;
}

Decision<AgreementEvent, AgreementRule> Decided(const RecordAgreement& record,
                                                const Agreement& agreement) {
  if (!agreement.versions.empty()) {
    const AgreementContent& first = agreement.versions.front().content;
    if (first == record.content) return Events{};
    return Refuse(kAgreementExists, {{"title", first.title}});
  }
  if (auto broken = BrokenBy(record.content)) return *std::move(broken);
  return Events{AgreementRecorded{record.agreement_id, record.content}};
}

Decision<AgreementEvent, AgreementRule> Decided(const AmendAgreement& amend,
                                                const Agreement& agreement) {
  if (agreement.versions.empty()) {
    return Refuse(kUnknownAgreement, {{"agreement_id", amend.agreement_id}});
  }
  const Failure::Values named{{"version", std::to_string(amend.version)},
                              {"newest", std::to_string(agreement.versions.size())}};
  if (const AgreementVersion* const known = agreement.Find(amend.version)) {
    const bool is_same = known->content == amend.content && known->reason == amend.reason;
    // The first has no reason, so no amendment is the same.
    if (is_same && amend.version > 1) return Events{};
    return Refuse(kVersionExists, named);
  }
  if (amend.version != static_cast<int>(agreement.versions.size()) + 1) {
    return Refuse(kVersionSkipped, named);
  }
  if (agreement.versions.size() == kAgreementVersionsMax) return Refuse(kTooManyVersions, named);
  if (amend.content == agreement.versions.back().content) return Refuse(kNothingAmended, named);
  if (auto broken = BrokenBy({"reason", amend.reason, kTextBytesMax, true})) {
    return *std::move(broken);
  }
  if (auto broken = BrokenBy(amend.content)) return *std::move(broken);
  return Events{AgreementAmended{amend.agreement_id, amend.version, amend.content, amend.reason}};
}

}  // namespace

const AgreementVersion* Agreement::Find(int version) const {
  if (version < 1 || static_cast<std::size_t>(version) > versions.size()) return nullptr;
  return &versions[static_cast<std::size_t>(version) - 1];
}

int Agreement::InForceOn(Date day) const {
  for (auto version = static_cast<int>(versions.size()); version > 0; --version) {
    const AgreementContent& content = Find(version)->content;
    if (content.effective_from > day) continue;
    return content.effective_until && *content.effective_until < day ? 0 : version;
  }
  return 0;
}

Decision<AgreementEvent, AgreementRule> AgreementDecider::Decide(const Command& command,
                                                                 const Agreement& agreement,
                                                                 Instant) {
  return std::visit([&](const auto& asked) { return Decided(asked, agreement); }, command);
}

Agreement AgreementDecider::Evolve(Agreement agreement, const Event& event) {
  if (const auto* amended = std::get_if<AgreementAmended>(&event)) {
    agreement.versions.push_back({amended->content, amended->reason});
  } else {
    agreement.versions.push_back({std::get<AgreementRecorded>(event).content, ""});
  }
  return agreement;
}

}  // namespace recourse::invoicing
