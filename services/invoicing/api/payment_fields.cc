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
    read.push_back({within.Id("invoice_id", designations[i].invoice_id()),
                    within.PositiveAmount("amount", designations[i].amount())});
  }
  return read;
}

const v1::Payment& ToPayment(const std::string& account, const std::string& payment_id,
                             const PaymentRecorded& recorded) {
  return ToMessage(account, payment_id, recorded);
}

v1::Payment& ToPayment(const std::string& account, const std::string& payment_id,
                       const Ledger& ledger) {
  v1::Payment& payment = ToMessage(account, payment_id, ledger.payments.at(payment_id));
  const auto reversal = ledger.reversals.find(payment_id);
  if (reversal != ledger.reversals.end()) Write(reversal->second, payment.mutable_reversal());
  return payment;
}

void Write(const PaymentReversal& reversal, v1::PaymentReversal* message) {
  message->set_cause(ToWire(reversal.cause));
  Write(reversal.effective, message->mutable_effective_date());
  message->set_reason(reversal.reason);
}

}  // namespace recourse::invoicing
