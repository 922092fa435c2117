#pragma once

#include "libs/rpc/service.h"
#include "libs/seal/sealer.h"
#include "services/invoicing/api/account_calls.h"
#include "services/invoicing/api/invoice_calls.h"
#include "services/invoicing/api/payment_calls.h"
#include "services/invoicing/api/report_calls.h"

namespace recourse::invoicing {

// recourse.invoicing.v1.InvoicingService: who may call what, and where it is answered.
class InvoicingApi final : public rpc::Service {
 public:
  // All three outlive this.
  InvoicingApi(rpc::Shell& shell, engine::Commands& commands, const seal::Sealer& sealer);

 private:
  void AddIssuersAndAccounts();
  void AddInvoices();
  void AddLedger();
  void AddReports();

  const AccountCalls accounts_;
  const InvoiceCalls invoices_;
  const PaymentBatches batches_;
  const ReportCalls reports_;
};

}  // namespace recourse::invoicing
