#pragma once

#include <string>

#include "libs/rpc/call.h"
#include "recourse/invoicing/v1/refund_service.pb.h"
#include "services/invoicing/api/controlled.h"
#include "services/invoicing/domain/ledger.h"

// What the calls of RefundService do in the account's home.
namespace recourse::invoicing {

// What is asked for; what is wrong with it goes to `fields`.
RequestRefund ReadRefund(const v1::RequestRefundRequest& request, rpc::Fields& fields);

// Decides `command`, and answers with the refund as it then is.
Expected<v1::Refund, Failure> DecideRefund(engine::Unit& unit, const std::string& refund_id,
                                           const LedgerCommand& command);

Expected<ControlledCall<v1::Refund>, Failure> PrepareRequestRefund(
    const v1::RequestRefundRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Refund>, Failure> PrepareSendRefund(const v1::SendRefundRequest& request,
                                                               const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Refund>, Failure> PrepareFailRefund(const v1::FailRefundRequest& request,
                                                               const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Refund>, Failure> PrepareCancelRefund(
    const v1::CancelRefundRequest& request, const rpc::Caller& caller);
Expected<rpc::Prepared<v1::Refund>, Failure> PrepareGetRefund(const v1::GetRefundRequest& request,
                                                              const rpc::Caller& caller);

// At most `size` of them, in the order of ids, behind `after`, in `state` unless that is
// unspecified; the page token is the last one's id.
v1::ListRefundsResponse RefundsAfter(engine::Unit& unit, const std::string& after, std::size_t size,
                                     v1::RefundState state);

}  // namespace recourse::invoicing
