#pragma once

#include "libs/rpc/call.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/invoicing/views/item_queries.h"

namespace recourse::invoicing {

// Issues invoices and tells of them. Thread safe.
class InvoiceCalls {
 public:
  // `commands` outlives this.
  explicit InvoiceCalls(engine::Commands& commands)
      : commands_(commands), items_(commands.views()) {}

  // Requests the invoice of its account's ledger, then waits until the issuer has reserved the
  // number or refused it. The answer is the invoice as it was issued, so it is the same whenever
  // and however often it is asked for.
  Expected<rpc::Begin<v1::IssueInvoiceResponse>, Failure> IssueInvoice(
      const rpc::Call<v1::IssueInvoiceRequest>& call) const;

  // State and balance as the writer has them; what the invoice says, which never changes, from the
  // items view.
  Expected<rpc::Begin<v1::Invoice>, Failure> GetInvoice(
      const rpc::Call<v1::GetInvoiceRequest>& call) const;

 private:
  engine::Commands& commands_;
  const ItemQueries items_;
};

}  // namespace recourse::invoicing
