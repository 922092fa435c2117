#pragma once

#include "libs/rpc/service.h"
#include "libs/seal/sealer.h"
#include "services/invoicing/api/account_calls.h"
#include "services/invoicing/api/account_lists.h"
#include "services/invoicing/api/directory_lists.h"
#include "services/invoicing/api/invoice_batches.h"
#include "services/invoicing/api/invoice_calls.h"
#include "services/invoicing/api/issuer_lists.h"
#include "services/invoicing/api/payment_calls.h"
#include "services/invoicing/api/report_calls.h"

namespace recourse::invoicing {

// recourse.invoicing.v1.InvoicingService: who may call what, and where it is answered.
class InvoicingApi final : public rpc::Service {
 public:
  // All four outlive this.
  InvoicingApi(rpc::Shell& shell, engine::Commands& commands, const engine::StreamReader& streams,
               const seal::Sealer& sealer);

 private:
  void AddIssuersAndAccounts();
  void AddInvoices();
  void AddLedger();
  void AddReports();
  void AddLists();

  const AccountCalls accounts_;
  const InvoiceCalls invoices_;
  const InvoiceBatches invoice_batches_;
  const PaymentBatches batches_;
  const ReportCalls reports_;
  const DirectoryLists directory_;
  const AccountLists lists_;
  const IssuerLists issuer_lists_;
};

}  // namespace recourse::invoicing
