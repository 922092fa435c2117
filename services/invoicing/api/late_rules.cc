#include "services/invoicing/api/late_rules.h"

#include "services/invoicing/codec/account_codec.h"

namespace recourse::invoicing {

std::optional<Failure> NotLate(Date due, const char* field, Date charged) {
  if (charged > due) return std::nullopt;
  return Failure{Failure::Kind::kPrecondition,
                 "NOT_LATE",
                 "Nothing is charged for being late on a day through which payment is in time.",
                 {{field, ToString(charged)}, {"due_date", ToString(due)}}};
}

std::optional<Failure> NotCommunicatedYet(const Entitlement& entitlement, const char* field,
                                          Date charged) {
  if (!entitlement.communicated_on || *entitlement.communicated_on <= charged) return std::nullopt;
  return Failure{
      Failure::Kind::kPrecondition,
      "NOT_COMMUNICATED_YET",
      "What was agreed on being late was told to the customer only after that day.",
      {{field, ToString(charged)}, {"communicated_on", ToString(*entitlement.communicated_on)}}};
}

std::optional<Failure> CompensatedAlready(const Ledger& ledger, const Invoice& invoice,
                                          const std::string& charge_id) {
  for (const std::string& id : invoice.charges) {
    const Charge& charge = ledger.charges.at(id);
    if (id == charge_id || charge.reversed || !charge.basis || charge.basis->tariff.empty()) {
      continue;
    }
    return Failure{Failure::Kind::kExists,
                   "COMPENSATED_ALREADY",
                   "The statute gives its fixed sum once for an invoice.",
                   {{"charge_id", id}, {"tariff", charge.basis->tariff}}};
  }
  return std::nullopt;
}

std::optional<Failure> NotOwedByConsumers(engine::Unit& unit, const char* field,
                                          const std::string& name, const std::string& law) {
  const Account& account = unit.State<AccountAggregate>(AccountAggregate::kStream);
  if (!account || account->kind != AccountKind::kConsumer) return std::nullopt;
  return Failure{Failure::Kind::kPrecondition,
                 "CUSTOMER_IS_CONSUMER",
                 "The law gives this between businesses only.",
                 {{field, name}, {"law", law}}};
}

}  // namespace recourse::invoicing
