#include <memory>

#include "services/invoicing/api/invoice_calls.h"
#include "services/invoicing/api/invoice_fields.h"
#include "services/invoicing/api/issuing.h"
#include "services/invoicing/api/later.h"
#include "services/invoicing/api/names.h"

namespace recourse::invoicing {

Expected<rpc::Begin<v1::IssueInvoiceResponse>, Failure> InvoiceCalls::IssueInvoice(
    const rpc::Call<v1::IssueInvoiceRequest>& call) const {
  const v1::IssueInvoiceRequest& request = call.request;
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kAccountName);
  if (!request.invoice_id().empty()) fields.Id("invoice_id", request.invoice_id());
  rpc::Fields within = fields.Within("invoice").Within("content");
  const auto asked = std::make_shared<const InvoiceAsked>(InvoiceAsked{
      request.parent(), request.invoice_id(), ReadContent(request.invoice().content(), within)});
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  return rpc::Begin<v1::IssueInvoiceResponse>(
      [&commands = commands_, asked, command = call.Command(asked->account),
       deadline = WallClockAt(call.deadline)](rpc::Reply<v1::IssueInvoiceResponse> reply) mutable {
        Issue(commands, std::move(command), asked, deadline,
              [reply](const engine::Result& issued) { reply.Answer(issued); });
      });
}

}  // namespace recourse::invoicing
