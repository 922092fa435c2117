#include "services/invoicing/api/payment_changes.h"

#include "libs/rpc/fields.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/payment_fields.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kStream = LedgerAggregate::kStream;

Expected<v1::Payment, Failure> Apply(engine::Unit& unit, const ApplyPayment& command) {
  const Ledger& ledger = unit.State<LedgerAggregate>(kStream);
  PaymentApplied applied;
  const auto tell = [&](const LedgerEvent& event) { applied = std::get<PaymentApplied>(event); };
  const auto decided = DecideAndTell<LedgerAggregate>(unit, kStream, command, tell);
  if (!decided) return Unexpected{ToFailure(decided.error())};
  v1::Payment& payment = ToPayment(unit.home(), command.payment_id, ledger);
  if (*decided == 0) return payment;
  const Date paid_on = ledger.payments.at(command.payment_id).effective;
  for (const PaymentAllocation& allocation : applied.allocations) {
    Write(allocation, paid_on, payment.add_allocations());
  }
  Write(applied.unapplied, payment.mutable_unapplied());
  return payment;
}

Expected<v1::Payment, Failure> Reverse(engine::Unit& unit, const ReversePayment& command) {
  const auto decided = unit.Decide<LedgerAggregate>(kStream, command);
  if (!decided) return Unexpected{ToFailure(decided.error())};
  const Ledger& ledger = unit.State<LedgerAggregate>(kStream);
  v1::Payment& payment = ToPayment(unit.home(), command.payment_id, ledger);
  const Money none{0, ledger.payments.at(command.payment_id).amount.currency};
  payment.clear_allocations();
  Write(none, payment.mutable_unapplied());
  Write(PaymentReversal{command.cause, command.effective, command.reason},
        payment.mutable_reversal());
  return payment;
}

}  // namespace

Expected<rpc::Prepared<v1::Payment>, Failure> PrepareGetPayment(
    const v1::GetPaymentRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, payment_id] = fields.Name("name", request.name(), kPaymentName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Payment>("accounts/" + account,
                                    [name = request.name(), payment_id = payment_id](
                                        engine::Unit& unit) -> Expected<v1::Payment, Failure> {
                                      const Ledger& ledger = unit.State<LedgerAggregate>(kStream);
                                      if (!ledger.payments.contains(payment_id))
                                        return Unexpected{NoSuchPayment(name)};
                                      return ToPayment(unit.home(), payment_id, ledger);
                                    });
}

Expected<rpc::Prepared<v1::Payment>, Failure> PrepareApplyPayment(
    const v1::ApplyPaymentRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, payment_id] = fields.Name("name", request.name(), kPaymentName);
  ApplyPayment command{fields.Id("application_id", request.application_id()), payment_id,
                       fields.Day("effective_date", request.effective_date()),
                       ReadDesignations(request.designations(), fields)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Payment>(
      "accounts/" + account,
      [command = std::move(command)](engine::Unit& unit) { return Apply(unit, command); });
}

Expected<rpc::Prepared<v1::Payment>, Failure> PrepareReversePayment(
    const v1::ReversePaymentRequest& request, const rpc::Caller&) {
  rpc::Fields fields;
  const auto [account, payment_id] = fields.Name("name", request.name(), kPaymentName);
  const v1::PaymentReversal& asked = request.reversal();
  rpc::Fields within = fields.Within("reversal");
  wire::Reader reader;
  ReversePayment command{payment_id, Read(within.OneOf("cause", asked.cause()), reader),
                         within.Day("effective_date", asked.effective_date()),
                         within.OptionalText("reason", asked.reason(), kTextBytesMax)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Payment>(
      "accounts/" + account,
      [command = std::move(command)](engine::Unit& unit) { return Reverse(unit, command); });
}

}  // namespace recourse::invoicing
