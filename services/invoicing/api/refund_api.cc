#include "services/invoicing/api/refund_api.h"

#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/list_calls.h"
#include "services/invoicing/api/refund_calls.h"

namespace recourse::invoicing {

RefundApi::RefundApi(rpc::Shell& shell, engine::Commands& commands,
                     const engine::StreamReader& streams)
    : Service(shell, commands, "recourse.invoicing.v1.RefundService"),
      lists_(commands, streams, shell.hash()),
      issuer_lists_(commands.views(), streams, shell.hash()) {
  Answer<v1::RequestRefundRequest, v1::Refund>("RequestRefund", kAdjusters,
                                               Controlled(commands, PrepareRequestRefund));
  Mutate<v1::SendRefundRequest, v1::Refund>("SendRefund", kStaff, PrepareSendRefund);
  Mutate<v1::FailRefundRequest, v1::Refund>("FailRefund", kStaff, PrepareFailRefund);
  Mutate<v1::CancelRefundRequest, v1::Refund>("CancelRefund", kAdjusters, PrepareCancelRefund);
  Read<v1::GetRefundRequest, v1::Refund>("GetRefund", kReaders, PrepareGetRefund);
  AnswerApplied<v1::ListRefundsRequest, v1::ListRefundsResponse>(
      "ListRefunds", kReaders,
      [this](const auto& call) { return ListRefunds(lists_, issuer_lists_, call); });
}

}  // namespace recourse::invoicing
