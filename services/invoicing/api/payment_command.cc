#include "services/invoicing/api/payment_command.h"

#include "libs/rpc/fields.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

RecordPayment ReadPayment(const v1::RecordPaymentRequest& request, rpc::Fields& fields) {
  fields.Name("parent", request.parent(), kAccountName);
  RecordPayment payment{fields.Id("payment_id", request.payment_id()),
                        fields.PositiveAmount("amount", request.amount()),
                        fields.Day("effective_date", request.effective_date()),
                        {},
                        request.imported()};
  payment.designations.reserve(static_cast<std::size_t>(request.designations_size()));
  for (int i = 0; i < request.designations_size(); ++i) {
    const v1::PaymentDesignation& designation = request.designations(i);
    rpc::Fields within = fields.At("designations", i);
    payment.designations.push_back({within.Id("invoice_id", designation.invoice_id()),
                                    within.PositiveAmount("amount", designation.amount())});
  }
  return payment;
}

// `Recorded` is the event, or what the ledger remembers of it.
template <class Recorded>
std::string ToBytes(const std::string& account, const std::string& payment_id,
                    const Recorded& recorded) {
  auto& payment = Reused<v1::Payment>();
  payment.mutable_name()->append(account).append("/payments/").append(payment_id);
  Write(recorded.amount, payment.mutable_amount());
  Write(recorded.effective, payment.mutable_effective_date());
  for (const PaymentAllocation& allocation : recorded.allocations) {
    Write(allocation, recorded.effective, payment.add_allocations());
  }
  Write(recorded.unapplied, payment.mutable_unapplied());
  return payment.SerializeAsString();
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
  std::string answer;
  const auto tell = [&](const LedgerEvent& event) {
    answer = ToBytes(unit.home(), payment_id, std::get<PaymentRecorded>(event));
  };
  const auto decided =
      DecideAndTell<LedgerAggregate>(unit, LedgerAggregate::kStream, command, tell);
  if (!decided) return Unexpected{ToFailure(decided.error())};
  if (*decided == 0) answer = ToBytes(unit.home(), payment_id, ledger.payments.at(payment_id));
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
