#include "services/invoicing/api/payment_changes.h"

#include "libs/rpc/fields.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/payment_fields.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/parts.h"
#include "services/invoicing/domain/excerpt.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kStream = LedgerAggregate::kStream;

// Applies or reverses, and answers with the payment as it then is.
template <class Command>
Expected<v1::Payment, Failure> Change(engine::Unit& unit, const Command& command) {
  const Ledger& ledger = unit.State<LedgerAggregate>(kStream);
  const auto events = DecideAndKeep<LedgerAggregate>(unit, kStream, command);
  if (!events) return Unexpected{ToFailure(events.error())};
  if (events->empty()) return ToPayment(unit.home(), command.payment_id, ledger);
  return ToPayment(unit.home(), command.payment_id, ExcerptAfter(ledger, *events));
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
                       ReadDesignations(request.designations(), fields),
                       ReadOrder(request.order(), fields)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Payment>(
      "accounts/" + account,
      [command = std::move(command)](engine::Unit& unit) { return Change(unit, command); });
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
      [command = std::move(command)](engine::Unit& unit) { return Change(unit, command); });
}

}  // namespace recourse::invoicing
