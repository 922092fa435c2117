#pragma once

#include "libs/rpc/call.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"

// A payment once it is recorded. Each answers with it as it then is.
namespace recourse::invoicing {

Expected<rpc::Prepared<v1::Payment>, Failure> PrepareGetPayment(
    const v1::GetPaymentRequest& request, const rpc::Caller& caller);

Expected<rpc::Prepared<v1::Payment>, Failure> PrepareApplyPayment(
    const v1::ApplyPaymentRequest& request, const rpc::Caller& caller);

Expected<rpc::Prepared<v1::Payment>, Failure> PrepareReversePayment(
    const v1::ReversePaymentRequest& request, const rpc::Caller& caller);

}  // namespace recourse::invoicing
