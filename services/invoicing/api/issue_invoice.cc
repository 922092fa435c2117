#include <memory>

#include "services/invoicing/api/invoice_calls.h"
#include "services/invoicing/api/issuing.h"
#include "services/invoicing/api/later.h"

namespace recourse::invoicing {

Expected<rpc::Begin<v1::IssueInvoiceResponse>, Failure> InvoiceCalls::IssueInvoice(
    const rpc::Call<v1::IssueInvoiceRequest>& call) const {
  auto asked = ReadAsked(call.request);
  if (!asked) return Unexpected{asked.error()};
  return rpc::Begin<v1::IssueInvoiceResponse>(
      [&commands = commands_, asked = *std::move(asked),
       command = call.Command(call.request.parent()),
       deadline = WallClockAt(call.deadline)](rpc::Reply<v1::IssueInvoiceResponse> reply) mutable {
        Issue(commands, std::move(command), asked, deadline,
              [reply](const engine::Result& issued) { reply.Answer(issued); });
      });
}

}  // namespace recourse::invoicing
