#pragma once

#include <string>
#include <string_view>

#include "recourse/invoicing/v1/report_service.pb.h"
#include "services/invoicing/domain/ledger_events.h"

namespace recourse::invoicing {

// An item of an account: "invoices" and "i1".
struct ItemName {
  std::string collection;
  std::string id;
};

// Whether the event is about the item: it names it, or enters something on it. An event that says
// invoice_id, payment_id, refund_id or the like is found by that; by an approval's, if its control
// names that.
bool Touches(const LedgerEvent& event, const ItemName& item);

// What the event enters on debts and unapplied cash of `account` ("accounts/a1"); on `item` only,
// if one is given that has a balance: an invoice, a payment or a charge.
void WriteChanges(const LedgerEvent& event, const std::string& account, const ItemName* item,
                  v1::HistoryEntry& entry);

}  // namespace recourse::invoicing
