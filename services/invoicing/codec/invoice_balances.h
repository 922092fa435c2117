#pragma once

#include <cstddef>
#include <vector>

#include "libs/wire/convert.h"
#include "libs/wire/reader.h"
#include "recourse/invoicing/v1/ledger_events.pb.h"
#include "services/invoicing/domain/ledger_parts.h"

// The field `balances` of any event that has it, both ways.
namespace recourse::invoicing {

template <class Message>
void WriteBalances(const std::vector<InvoiceBalance>& balances, Message& message) {
  for (const InvoiceBalance& balance : balances) {
    v1::InvoiceBalance* const written = message.add_balances();
    written->set_invoice_id(balance.invoice_id);
    wire::Write(balance.open, written->mutable_open());
    wire::Write(balance.disputed, written->mutable_disputed());
  }
}

template <class Message>
std::vector<InvoiceBalance> ReadBalances(const Message& message, wire::Reader& reader) {
  std::vector<InvoiceBalance> balances;
  balances.reserve(static_cast<std::size_t>(message.balances_size()));
  for (const v1::InvoiceBalance& balance : message.balances()) {
    balances.push_back(
        {balance.invoice_id(), reader.Read(balance.open()), reader.Read(balance.disputed())});
  }
  return balances;
}

}  // namespace recourse::invoicing
