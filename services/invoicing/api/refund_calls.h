#pragma once

#include <string>

#include "libs/rpc/call.h"
#include "recourse/invoicing/v1/refund_service.pb.h"
#include "services/invoicing/api/controlled.h"
#include "services/invoicing/domain/ledger.h"

// What the calls of RefundService do in the account's home.
namespace recourse::invoicing {

v1::RefundState ToWire(RefundState state);
// `account` is "accounts/a1".
v1::Refund ToRefund(const std::string& account, const std::string& refund_id, const Refund& refund);

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

}  // namespace recourse::invoicing
