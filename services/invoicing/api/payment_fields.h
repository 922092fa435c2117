#pragma once

#include <string>
#include <vector>

#include "libs/rpc/fields.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/invoicing/domain/ledger.h"

// A payment as callers write and read it.
namespace recourse::invoicing {

std::vector<PaymentDesignation> ReadDesignations(
    const google::protobuf::RepeatedPtrField<v1::PaymentDesignation>& designations,
    rpc::Fields& fields);

// Nothing where none is given.
std::optional<PartOrder> ReadOrder(v1::AllocationOrder order, rpc::Fields& fields);

// `account` is "accounts/a1". The answers are valid until the next of them is made on this thread.
// As it was recorded.
const v1::Payment& ToPayment(const std::string& account, const std::string& payment_id,
                             const PaymentRecorded& recorded);
// As the ledger has it, which must have it.
const v1::Payment& ToPayment(const std::string& account, const std::string& payment_id,
                             const Ledger& ledger);

}  // namespace recourse::invoicing
