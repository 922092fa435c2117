#include "services/invoicing/api/report_api.h"

#include "services/invoicing/api/allowance.h"
#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/period_calls.h"

namespace recourse::invoicing {
namespace {

using enum rpc::Role;

constexpr rpc::Roles kClosers = {kOperator, kApprover};

}  // namespace

ReportApi::ReportApi(rpc::Shell& shell, engine::Commands& commands,
                     const engine::StreamReader& streams)
    : Service(shell, commands, "recourse.invoicing.v1.ReportService"),
      aging_(commands),
      reads_(commands, streams),
      history_(commands, streams, shell.hash()) {
  Mutate<v1::ClosePeriodRequest, v1::Periods>("ClosePeriod", kClosers, PrepareClosePeriod);
  Mutate<v1::ReopenPeriodRequest, v1::Periods>("ReopenPeriod", kClosers, PrepareReopenPeriod);
  Read<v1::GetPeriodsRequest, v1::Periods>("GetPeriods", kReaders, PrepareGetPeriods);
  Answer<v1::ReportRollForwardRequest, v1::ReportRollForwardResponse>(
      "ReportRollForward", kReaders, [this](const auto& call) { return reads_.RollForward(call); });
  Query<v1::ReportAllowanceRequest, v1::ReportAllowanceResponse>(
      "ReportAllowance", kReaders,
      [this](const auto& request, const rpc::Caller&) { return ReportAllowance(request); });
  Answer<v1::GetStatementOfAccountRequest, v1::StatementOfAccount>(
      "GetStatementOfAccount", kReaders,
      [this](const auto& call) { return reads_.GetStatementOfAccount(call); });
  Answer<v1::ExportStatementRequest, v1::ExportStatementResponse>(
      "ExportStatement", kReaders,
      [this](const auto& call) { return reads_.ExportStatement(call); });
  Answer<v1::ListHistoryRequest, v1::ListHistoryResponse>(
      "ListHistory", kReaders, [this](const auto& call) { return history_.ListHistory(call); });
}

Expected<v1::ReportAllowanceResponse, Failure> ReportApi::ReportAllowance(
    const v1::ReportAllowanceRequest& request) const {
  if (const auto checked = CheckRates(request); !checked) return Unexpected{checked.error()};
  v1::ReportAgingRequest asked;
  asked.set_issuer(request.issuer());
  if (request.has_as_of()) *asked.mutable_as_of() = request.as_of();
  if (request.has_known_at()) *asked.mutable_known_at() = request.known_at();
  const auto aging = aging_.ReportAging(asked);
  if (!aging) return Unexpected{aging.error()};
  return ToAllowance(request, *aging);
}

}  // namespace recourse::invoicing
