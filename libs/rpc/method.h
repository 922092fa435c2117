#pragma once

#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include "libs/observability/metrics.h"
#include "libs/rpc/identity.h"

namespace recourse::rpc {

// A row in the table of a service: who may call it, and the counts of its calls by gRPC code.
struct Method {
  static constexpr std::size_t kCodes = 17;

  // `path` is "/recourse.invoicing.v1.InvoicingService/IssueInvoice".
  Method(std::string path, Roles roles, observability::Metrics& metrics);

  // Counts a call that ended with the gRPC status `code`.
  void Count(int code) const { by_code[static_cast<std::size_t>(code)]->Add(); }

  const std::string path;
  const Roles roles;
  std::array<observability::Counter*, kCodes> by_code;
  observability::LatencyHistogram* latency;
};

}  // namespace recourse::rpc
