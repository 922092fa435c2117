#include "services/invoicing/api/charge_fields.h"

#include <algorithm>
#include <tuple>

#include "services/invoicing/codec/charge_parts.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

void Explain(const InterestAccrual& accrual, v1::InterestExplanation* message) {
  Write(accrual.terms, message->mutable_terms());
  if (accrual.table) Write(*accrual.table, message->mutable_table());
  Write(accrual.from, message->mutable_from());
  Write(accrual.through, message->mutable_through());
  for (const ChargeSegment& segment : accrual.segments) {
    Write(segment, message->add_segments());
  }
}

// By name and day.
template <class Dated>
std::vector<Dated> Sorted(std::vector<Dated> dated) {
  std::sort(dated.begin(), dated.end(), [](const Dated& a, const Dated& b) {
    return std::tie(a.name, a.valid_from) < std::tie(b.name, b.valid_from);
  });
  return dated;
}

}  // namespace

Entitlement ReadEntitlement(const v1::Entitlement& message, rpc::Fields fields) {
  Entitlement entitlement{
      fields.OptionalText("basis", message.basis(), kEntitlementBytesMax), std::nullopt,
      fields.OptionalText("communicated_how", message.communicated_how(), kEntitlementBytesMax)};
  if (message.has_communicated_on()) {
    entitlement.communicated_on = fields.Day("communicated_on", message.communicated_on());
  }
  return entitlement;
}

InterestTerms ReadTerms(const v1::InterestTerms& message, rpc::Fields fields) {
  fields.Check(message.rate_rule_case() != v1::InterestTerms::RATE_RULE_NOT_SET, "rate", "",
               "must be given, or table_rate");
  if (message.has_rate()) fields.Within("rate").OneOf("per", message.rate().per());
  if (message.has_table_rate()) {
    rpc::Fields within = fields.Within("table_rate");
    within.Id("table", message.table_rate().table());
    within.OneOf("reference", message.table_rate().reference());
    within.OneOf("day", message.table_rate().day());
  }
  fields.OneOf("day_count", message.day_count());
  fields.OneOf("compounding", message.compounding());
  fields.OneOf("rounding", message.rounding());
  fields.OneOf("mode", message.mode());
  if (!fields.ok()) return {};
  wire::Reader reader;
  InterestTerms terms = Read(message, reader);
  if (const auto broken = BrokenBy(terms)) {
    for (const auto& [field, value] : broken->values) {
      fields.Check(false, field, value, broken->message);
    }
  }
  return terms;
}

v1::Charge ToCharge(const std::string& account, const std::string& charge_id,
                    const Charge& charge) {
  v1::Charge message;
  message.set_name(account + "/charges/" + charge_id);
  message.set_invoice(account + "/invoices/" + charge.invoice_id);
  message.set_kind(ToWire(charge.kind));
  Write(charge.entitlement, message.mutable_entitlement());
  Write(charge.amount, message.mutable_amount());
  Write(charge.paid, message.mutable_paid());
  Write(charge.waived, message.mutable_waived());
  Write(charge.open, message.mutable_open());
  Write(charge.effective, message.mutable_effective_date());
  if (charge.basis) Write(*charge.basis, message.mutable_basis());
  if (charge.reversed) {
    auto& reversal = *message.mutable_reversal();
    Write(charge.reversed->amount, reversal.mutable_amount());
    Write(charge.reversed->effective, reversal.mutable_effective_date());
    reversal.set_reason(charge.reversed->reason);
  }
  if (charge.interest) Explain(*charge.interest, message.mutable_interest());
  return message;
}

v1::ListRegimesResponse ToRegimes(const RateBook& rates) {
  v1::ListRegimesResponse response;
  for (const Regime& regime : Sorted(rates.regimes)) {
    v1::Regime& written = *response.add_regimes();
    written.set_name(regime.name);
    written.set_law(regime.law);
    Write(regime.valid_from, written.mutable_valid_from());
    Write(regime.terms, written.mutable_terms());
    written.set_for_business_only(regime.for_business_only);
  }
  for (const CompensationTariff& tariff : Sorted(rates.tariffs)) {
    v1::Tariff& written = *response.add_tariffs();
    written.set_name(tariff.name);
    written.set_law(tariff.law);
    Write(tariff.valid_from, written.mutable_valid_from());
    written.set_for_business_only(tariff.for_business_only);
    for (const CompensationTariff::Tier& tier : tariff.tiers) {
      v1::Tariff::Tier& added = *written.add_tiers();
      Write(tier.from, added.mutable_from());
      Write(tier.sum, added.mutable_sum());
    }
  }
  for (const auto& [name, table] : rates.tables) Write(table, response.add_tables());
  return response;
}

}  // namespace recourse::invoicing
