#include "services/invoicing/api/agreed_charges.h"

#include <fmt/format.h>

#include <algorithm>

#include "libs/base/check.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/agreement_codec.h"
#include "services/invoicing/codec/charge_parts.h"
#include "services/invoicing/codec/ledger_codec.h"

namespace recourse::invoicing {

Expected<AgreedCharges, Failure> FindAgreed(engine::Unit& unit, const std::string& invoice_id,
                                            ChargeKind kind) {
  const Invoice* const invoice =
      unit.State<LedgerAggregate>(LedgerAggregate::kStream).Find(invoice_id);
  if (invoice == nullptr) {
    return Unexpected{
        ToFailure(Refusal<LedgerRule>{LedgerRule::kUnknownInvoice, {{"invoice_id", invoice_id}}})};
  }
  const Failure none{Failure::Kind::kPrecondition,
                     "NOT_AGREED",
                     "The invoice's agreement does not say what may be charged.",
                     {{"invoice_id", invoice_id}, {"kind", v1::ChargeKind_Name(ToWire(kind))}}};
  if (!invoice->terms.agreement) return Unexpected{none};
  const auto& [name, number] = *invoice->terms.agreement;
  const auto ids = kAgreementName.Parse(name);
  CHECK(ids);
  const std::string id((*ids)[1]);
  const AgreementVersion* const version =
      unit.State<AgreementAggregate>(AgreementAggregate::Stream(id)).Find(number);
  CHECK(version != nullptr);  // It was there when the invoice was issued.
  const auto& policy = version->content.late_charges;
  if (!policy ||
      std::find(policy->kinds.begin(), policy->kinds.end(), kind) == policy->kinds.end()) {
    return Unexpected{none};
  }
  return AgreedCharges{*policy,
                       {fmt::format("{} (agreement {}, version {})", policy->clause, id, number),
                        policy->communicated_on, policy->communicated_how}};
}

}  // namespace recourse::invoicing
