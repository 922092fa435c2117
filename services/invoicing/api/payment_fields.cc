#include "services/invoicing/api/payment_fields.h"

#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

// `Recorded` is the event, or what the ledger remembers of it.
template <class Recorded>
v1::Payment& ToMessage(const std::string& account, const std::string& payment_id,
                       const Recorded& recorded) {
  auto& payment = Reused<v1::Payment>();
  payment.mutable_name()->append(account).append("/payments/").append(payment_id);
  Write(recorded.amount, payment.mutable_amount());
  Write(recorded.effective, payment.mutable_effective_date());
  for (const PaymentAllocation& allocation : recorded.allocations) {
    Write(allocation, recorded.effective, payment.add_allocations());
  }
  Write(recorded.unapplied, payment.mutable_unapplied());
  return payment;
}

}  // namespace

std::vector<PaymentDesignation> ReadDesignations(
    const google::protobuf::RepeatedPtrField<v1::PaymentDesignation>& designations,
    rpc::Fields& fields) {
  std::vector<PaymentDesignation> read;
  read.reserve(static_cast<std::size_t>(designations.size()));
  for (int i = 0; i < designations.size(); ++i) {
    rpc::Fields within = fields.At("designations", i);
    const std::string& charge_id = designations[i].charge_id();
    const bool is_charge = !charge_id.empty();
    within.Check(!is_charge || designations[i].invoice_id().empty(), "charge_id", charge_id,
                 "must be left empty where invoice_id is given");
    read.push_back({is_charge ? within.Id("charge_id", charge_id)
                              : within.Id("invoice_id", designations[i].invoice_id()),
                    within.PositiveAmount("amount", designations[i].amount()),
                    is_charge ? ItemKind::kCharge : ItemKind::kInvoice});
  }
  return read;
}

std::optional<PartOrder> ReadOrder(v1::AllocationOrder order, rpc::Fields& fields) {
  wire::Reader reader;
  const auto read = Read(order, reader);
  fields.Check(reader.ok(), "order", std::to_string(static_cast<int>(order)),
               "must be one of the values declared");
  return read;
}

const v1::Payment& ToPayment(const std::string& account, const std::string& payment_id,
                             const PaymentRecorded& recorded) {
  return ToMessage(account, payment_id, recorded);
}

const v1::Payment& ToPayment(const std::string& account, const std::string& payment_id,
                             const Ledger& ledger) {
  const Payment& known = ledger.payments.at(payment_id);
  v1::Payment& payment = ToMessage(account, payment_id, known);
  if (known.refunded.minor_units != 0) Write(known.refunded, payment.mutable_refunded());
  if (known.converted.minor_units != 0) Write(known.converted, payment.mutable_converted());
  if (ledger.conversions.contains(payment_id)) {
    payment.set_conversion(account + "/conversions/" + payment_id);
  }
  if (const auto found = ledger.reversals.find(payment_id); found != ledger.reversals.end()) {
    const PaymentReversal& reversal = found->second;
    v1::PaymentReversal& message = *payment.mutable_reversal();
    message.set_cause(ToWire(reversal.cause));
    Write(reversal.effective, message.mutable_effective_date());
    message.set_reason(reversal.reason);
  }
  return payment;
}

}  // namespace recourse::invoicing
