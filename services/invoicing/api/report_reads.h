#pragma once

#include "libs/engine/engine.h"
#include "libs/engine/stream_reader.h"
#include "libs/rpc/call.h"
#include "recourse/invoicing/v1/report_service.pb.h"

namespace recourse::invoicing {

// Reports that are read from the log, event by event. Thread safe.
class ReportReads {
 public:
  // Of one account in a statement, and of one issuer in a roll-forward.
  static constexpr std::uint64_t kEventsMax = 1'000'000;
  static constexpr std::uint64_t kIssuerEventsMax = 10'000'000;
  static constexpr std::size_t kStatementRowsMax = 4'000;
  static constexpr std::size_t kExportBytesMax = 1'000'000;

  // Both outlive this.
  ReportReads(engine::Commands& commands, const engine::StreamReader& streams)
      : commands_(commands), streams_(streams) {}

  // Closings that had been released when it was asked for are seen; entries as far as they have
  // been applied.
  Expected<rpc::Begin<v1::ReportRollForwardResponse>, Failure> RollForward(
      const rpc::Call<v1::ReportRollForwardRequest>& call) const;
  Expected<rpc::Begin<v1::StatementOfAccount>, Failure> GetStatementOfAccount(
      const rpc::Call<v1::GetStatementOfAccountRequest>& call) const;
  Expected<rpc::Begin<v1::ExportStatementResponse>, Failure> ExportStatement(
      const rpc::Call<v1::ExportStatementRequest>& call) const;

 private:
  engine::Commands& commands_;
  const engine::StreamReader& streams_;
};

}  // namespace recourse::invoicing
