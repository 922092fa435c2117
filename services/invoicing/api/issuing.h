#pragma once

#include <functional>
#include <memory>
#include <string>

#include "libs/engine/engine.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "services/invoicing/api/invoice_fields.h"

// How an invoice is issued, whoever wrote it down.
namespace recourse::invoicing {

struct InvoiceAsked {
  std::string account;       // "accounts/a1".
  std::string invoice_id;    // Empty: derived from issuer and number.
  AskedContent invoice;      // Its issuer may be empty: the account's.
  bool is_document = false;  // As of RequestInvoice.
};

// As a caller of IssueInvoice writes it down.
Expected<std::shared_ptr<const InvoiceAsked>, Failure> ReadAsked(
    const v1::IssueInvoiceRequest& request);

// Requests the invoice of its account's ledger, then waits until the issuer has reserved the number
// or refused it, or until `deadline` (wall clock). `done` is called once, as engine::Command's,
// with a serialised v1::IssueInvoiceResponse: the invoice as it was issued, so the same whenever
// and however often it is asked for. What is requested is issued or refused whatever becomes of the
// wait: if it cannot be waited for, the outcome is kUnknown. `command` has no `run` and `done` yet;
// `commands` outlives it.
void Issue(engine::Commands& commands, engine::Command command,
           std::shared_ptr<const InvoiceAsked> asked, Instant deadline,
           std::function<void(const engine::Result&)> done);

}  // namespace recourse::invoicing
