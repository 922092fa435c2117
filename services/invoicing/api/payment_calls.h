#pragma once

#include "libs/rpc/call.h"
#include "libs/rpc/digest.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"

namespace recourse::invoicing {

// One payment. The path that is taken most: it costs one command and one small message.
Expected<rpc::Prepared<v1::Payment>, Failure> PrepareRecordPayment(
    const v1::RecordPaymentRequest& request, const rpc::Caller& caller);

// Records many payments in one call, each as a command of its own, so that each is recorded or
// refused for itself; those that reach a shard together are committed together. Thread safe.
class PaymentBatches {
 public:
  // `commands` outlives this. `hash` is the one that RecordPayment's requests are known again by.
  PaymentBatches(engine::Commands& commands, const rpc::KeyedHash& hash)
      : commands_(commands), hash_(hash) {}

  Expected<rpc::Begin<v1::BatchRecordPaymentsResponse>, Failure> BatchRecordPayments(
      const rpc::Call<v1::BatchRecordPaymentsRequest>& call) const;

 private:
  Expected<engine::Command, Failure> CommandFor(const v1::RecordPaymentRequest& request,
                                                const std::string& derived_id,
                                                const rpc::Caller& caller) const;

  engine::Commands& commands_;
  const rpc::KeyedHash hash_;
};

}  // namespace recourse::invoicing
