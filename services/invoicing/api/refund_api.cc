#include "services/invoicing/api/refund_api.h"

#include <fmt/format.h>

#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refund_calls.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/account_codec.h"

namespace recourse::invoicing {
RefundApi::RefundApi(rpc::Shell& shell, engine::Commands& commands)
    : Service(shell, commands, "recourse.invoicing.v1.RefundService"), pages_(shell.hash()) {
  Answer<v1::RequestRefundRequest, v1::Refund>("RequestRefund", kAdjusters,
                                               Controlled(commands, PrepareRequestRefund));
  Mutate<v1::SendRefundRequest, v1::Refund>("SendRefund", kStaff, PrepareSendRefund);
  Mutate<v1::FailRefundRequest, v1::Refund>("FailRefund", kStaff, PrepareFailRefund);
  Mutate<v1::CancelRefundRequest, v1::Refund>("CancelRefund", kAdjusters, PrepareCancelRefund);
  Read<v1::GetRefundRequest, v1::Refund>("GetRefund", kReaders, PrepareGetRefund);
  Read<v1::ListRefundsRequest, v1::ListRefundsResponse>(
      "ListRefunds", kReaders, [this](const auto& request, const rpc::Caller& caller) {
        return PrepareListRefunds(request, caller);
      });
}

Expected<rpc::Prepared<v1::ListRefundsResponse>, Failure> RefundApi::PrepareListRefunds(
    const v1::ListRefundsRequest& request, const rpc::Caller& caller) const {
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kAccountName);
  if (request.state() != v1::REFUND_STATE_UNSPECIFIED) fields.OneOf("state", request.state());
  const std::size_t size = fields.PageSize("page_size", request.page_size(), kPageUsual, kPageMost);
  const std::string question = fmt::format("ListRefunds {} {} {}", caller.principal,
                                           request.parent(), v1::RefundState_Name(request.state()));
  const auto after = pages_.Open(question, request.page_token());
  fields.Check(after.has_value(), "page_token", request.page_token(), "must come from this list");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::ListRefundsResponse>(
      request.parent(),
      [size, state = request.state(), question, after = *after,
       pages = pages_](engine::Unit& unit) -> Expected<v1::ListRefundsResponse, Failure> {
        if (!unit.State<AccountAggregate>(AccountAggregate::kStream)) {
          return Unexpected{NoSuchAccount(unit.home())};
        }
        auto response = RefundsAfter(unit, after, size, state);
        if (!response.next_page_token().empty()) {
          response.set_next_page_token(pages.Issue(question, response.next_page_token()));
        }
        return response;
      });
}

}  // namespace recourse::invoicing
