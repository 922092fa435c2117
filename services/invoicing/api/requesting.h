#pragma once

#include <functional>
#include <string>

#include "libs/engine/engine.h"
#include "services/invoicing/api/issuing.h"
#include "services/invoicing/domain/control.h"
#include "services/invoicing/domain/ledger_commands.h"

// The steps by which an invoice is issued: asked for of its account's ledger, then waited for.
namespace recourse::invoicing {

// What a request comes to.
struct Requested {
  std::string invoice_id;
  InvoiceContent content;
  bool known = false;  // It was there before.
};

// What is to be asked for, with what agreement and terms give to it, in the account's home.
Expected<RequestInvoice, Failure> ToRequest(engine::Unit& unit, const InvoiceAsked& asked,
                                            const LimitTable& limits);

// Asks for it.
Expected<Requested, Failure> Request(engine::Unit& unit, const RequestInvoice& request);

// Waits until the issuer has reserved the number of what `requested` of the account or refused it,
// as Issue says of its `deadline` and `done`.
void AwaitIssued(engine::Commands& commands, const std::string& account, const Requested& requested,
                 Instant deadline, std::function<void(const engine::Result&)> done);

}  // namespace recourse::invoicing
