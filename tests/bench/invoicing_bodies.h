#pragma once

#include <cstddef>
#include <string>

#include "recourse/history/v1/record.pb.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"

namespace recourse::bench {

// The world that a load runs in: one issuer, and accounts with one invoice each, so large that no
// payment of the load clears it. All requests are functions of their index; no request id occurs
// twice within a run.
struct World {
  std::string run;  // Names the run; goes into every request id and payment id. At most 20 bytes.
  std::size_t accounts = 10'000;

  invoicing::v1::RegisterIssuerRequest Issuer() const;
  invoicing::v1::OpenAccountRequest Account(std::size_t index) const;
  invoicing::v1::IssueInvoiceRequest Invoice(std::size_t index) const;
  // One after another to all accounts, then to all again.
  invoicing::v1::RecordPaymentRequest Payment(std::size_t index) const;
  // Payments index * size and following.
  invoicing::v1::BatchRecordPaymentsRequest Batch(std::size_t index, std::size_t size) const;
  // Invoices of 1 EUR, `size` of them on each account in turn, due before the large one.
  invoicing::v1::IssueInvoiceRequest SmallInvoice(std::size_t index, std::size_t size) const;
  // Clears all `size` of them on the account with this index.
  invoicing::v1::RecordPaymentRequest WidePayment(std::size_t index, std::size_t size) const;
  // What RecordPayment answers to Payment(index), to know its size.
  invoicing::v1::Payment Answer(std::size_t index) const;
  // What the log keeps of Payment(index), as far as its size goes.
  history::v1::Record Record(std::size_t index) const;
};

}  // namespace recourse::bench
