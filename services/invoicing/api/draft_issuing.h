#pragma once

#include "libs/rpc/call.h"
#include "recourse/invoicing/v1/draft_service.pb.h"

namespace recourse::invoicing {

// DraftService/IssueDraft: asks for the invoice of the account's ledger and submits the draft, both
// or neither, then waits as IssueInvoice does. `commands` outlives what is begun.
Expected<rpc::Begin<v1::IssueInvoiceResponse>, Failure> IssueDraft(
    engine::Commands& commands, const rpc::Call<v1::IssueDraftRequest>& call);

}  // namespace recourse::invoicing
