#pragma once

#include <memory>

#include "libs/rpc/call.h"
#include "libs/rpc/collector.h"
#include "libs/rpc/digest.h"
#include "recourse/invoicing/v1/invoicing_service.pb.h"

namespace recourse::invoicing {

// Of the invoices of a stream that were refused, so many are told.
inline constexpr int kRefusalsToldMax = 200;

// Issues many invoices, each as IssueInvoice does: each is issued or refused for itself, and those
// that reach a shard together are committed together. Thread safe.
class InvoiceBatches {
 public:
  using Collector = rpc::Collector<v1::IssueInvoicesRequest, v1::IssueInvoicesResponse>;

  // `commands` outlives this. `hash` is the one that IssueInvoice's requests are known again by.
  InvoiceBatches(engine::Commands& commands, const rpc::KeyedHash& hash)
      : commands_(commands), hash_(hash) {}

  // In one call.
  Expected<rpc::Begin<v1::BatchIssueInvoicesResponse>, Failure> BatchIssueInvoices(
      const rpc::Call<v1::BatchIssueInvoicesRequest>& call) const;

  // In one stream, of any length.
  std::unique_ptr<Collector> IssueInvoices(rpc::StreamOpening opening) const;

 private:
  engine::Commands& commands_;
  const rpc::KeyedHash hash_;
};

}  // namespace recourse::invoicing
