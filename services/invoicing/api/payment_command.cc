#include "services/invoicing/api/payment_command.h"

#include "libs/rpc/fields.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/payment_fields.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/domain/excerpt.h"

namespace recourse::invoicing {
namespace {

RecordPayment ReadPayment(const v1::RecordPaymentRequest& request, rpc::Fields& fields) {
  fields.Name("parent", request.parent(), kAccountName);
  return {fields.Id("payment_id", request.payment_id()),
          fields.PositiveAmount("amount", request.amount()),
          fields.Day("effective_date", request.effective_date()),
          ReadDesignations(request.designations(), fields),
          request.imported(),
          ReadOrder(request.order(), fields)};
}

// A ledger that holds anything belongs to an account that is open, and accounts are never closed.
bool IsOpen(engine::Unit& unit, const Ledger& ledger) {
  return !ledger.payments.empty() || !ledger.invoices.empty() ||
         unit.State<AccountAggregate>(AccountAggregate::kStream).has_value();
}

engine::Outcome Record(engine::Unit& unit, const LedgerCommand& command) {
  const Ledger& ledger = unit.State<LedgerAggregate>(LedgerAggregate::kStream);
  if (!IsOpen(unit, ledger)) return Unexpected{NoSuchAccount(unit.home())};
  const std::string& payment_id = std::get<RecordPayment>(command).payment_id;
  // Only a correction of interest changes what the payment itself comes to.
  const bool may_correct = !ledger.interest_bearing.empty();
  std::vector<LedgerEvent> events;
  std::string answer;
  const auto tell = [&](const LedgerEvent& event) {
    if (const auto* recorded = std::get_if<PaymentRecorded>(&event)) {
      answer = ToPayment(unit.home(), payment_id, *recorded).SerializeAsString();
    }
    if (may_correct) events.push_back(event);
  };
  const auto decided =
      DecideAndTell<LedgerAggregate>(unit, LedgerAggregate::kStream, command, tell);
  if (!decided) return Unexpected{ToFailure(decided.error())};
  if (*decided == 0) return ToPayment(unit.home(), payment_id, ledger).SerializeAsString();
  if (events.size() > 1) {
    const Ledger after = ExcerptAfter(ledger, events);
    return ToPayment(unit.home(), payment_id, after).SerializeAsString();
  }
  return answer;
}

}  // namespace

Expected<std::function<engine::Outcome(engine::Unit&)>, Failure> PaymentCommand(
    const v1::RecordPaymentRequest& request) {
  rpc::Fields fields;
  LedgerCommand command = ReadPayment(request, fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return std::function<engine::Outcome(engine::Unit&)>(
      [command = std::move(command)](engine::Unit& unit) { return Record(unit, command); });
}

}  // namespace recourse::invoicing
