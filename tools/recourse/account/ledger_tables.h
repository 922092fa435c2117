#pragma once

#include <vector>

#include "recourse/dispute/v1/dispute_service.pb.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"
#include "tools/recourse/output/table.h"

// What is owed on an account and what is disputed of it, as tables.
namespace recourse::cli {

Table AccountTable(const invoicing::v1::Account& account);
Table BalanceTable(const invoicing::v1::Balance& balance);
Table InvoiceTable(const std::vector<invoicing::v1::Invoice>& invoices);
Table DisputeTable(const std::vector<dispute::v1::Dispute>& disputes);

}  // namespace recourse::cli
