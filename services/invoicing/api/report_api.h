#pragma once

#include "libs/rpc/service.h"
#include "services/invoicing/api/history_calls.h"
#include "services/invoicing/api/report_calls.h"
#include "services/invoicing/api/report_reads.h"

namespace recourse::invoicing {

// recourse.invoicing.v1.ReportService: who may call what, and where it is answered.
class ReportApi final : public rpc::Service {
 public:
  // All three outlive this.
  ReportApi(rpc::Shell& shell, engine::Commands& commands, const engine::StreamReader& streams);

 private:
  Expected<v1::ReportAllowanceResponse, Failure> ReportAllowance(
      const v1::ReportAllowanceRequest& request) const;

  const ReportCalls aging_;
  const ReportReads reads_;
  const HistoryCalls history_;
};

}  // namespace recourse::invoicing
