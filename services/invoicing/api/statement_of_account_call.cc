#include <fmt/format.h>

#include <memory>
#include <utility>

#include "libs/eventlog/hash.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/read_applied.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/api/report_fields.h"
#include "services/invoicing/api/report_range.h"
#include "services/invoicing/api/report_reads.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/issuer_codec.h"
#include "services/invoicing/export/statement_csv.h"
#include "services/invoicing/export/statement_pdf.h"
#include "services/invoicing/views/issuers_view.h"
#include "services/invoicing/views/ledger_as_known.h"

namespace recourse::invoicing {
namespace {

constexpr int kAddresseeLinesMax = 8;
constexpr std::size_t kAddresseeBytesMax = 100;

Failure TooLarge(const std::string& account, std::string_view what, std::uint64_t most) {
  return {Failure::Kind::kExhausted,
          "STATEMENT_TOO_LARGE",
          "The statement would be larger than one may be: ask for fewer days.",
          {{"account", account}, {std::string(what), std::to_string(most)}}};
}

Expected<v1::StatementOfAccount, Failure> Read(const engine::StreamReader& streams,
                                               const v1::GetStatementOfAccountRequest& request,
                                               const ReportRange& range) {
  StatementOfAccount statement(range.from, range.through);
  std::uint64_t events = 0;
  ForEachEntry(streams, request.account(), [&](const LedgerEntry& entry) {
    if (entry.recorded_at > range.known_at) return false;
    statement.Add(entry.event);
    return ++events <= ReportReads::kEventsMax;
  });
  if (events > ReportReads::kEventsMax) {
    return Unexpected{TooLarge(request.account(), "events_max", ReportReads::kEventsMax)};
  }
  if (statement.size() > ReportReads::kStatementRowsMax) {
    return Unexpected{TooLarge(request.account(), "rows_max", ReportReads::kStatementRowsMax)};
  }
  v1::StatementOfAccount message = ToMessage(request.account(), statement, range.through);
  *message.mutable_from() = request.from();
  *message.mutable_through() = request.through();
  if (request.has_known_at()) *message.mutable_known_at() = request.known_at();
  return message;
}

// Puts into `profile` whose account it is.
std::function<engine::Outcome(engine::Unit&)> FindAccount(std::shared_ptr<AccountProfile> profile) {
  return [profile = std::move(profile)](engine::Unit& unit) -> engine::Outcome {
    const Account& account = unit.State<AccountAggregate>(AccountAggregate::kStream);
    if (!account) return Unexpected{NoSuchAccount(unit.home())};
    *profile = *account;
    return std::string();
  };
}

Expected<StatementHead, Failure> HeadOf(const engine::ViewReader& views,
                                        const AccountProfile& profile,
                                        const v1::ExportStatementRequest& request) {
  const auto registered = IssuerAsKnown(views, profile.issuer);
  if (!registered) return Unexpected{NoSuchIssuer(profile.issuer)};
  return StatementHead{registered->name(),
                       registered->tax_id(),
                       registered->bank_account().iban(),
                       profile.language_code,
                       {request.addressee_lines().begin(), request.addressee_lines().end()}};
}

Expected<v1::ExportStatementResponse, Failure> Export(const v1::ExportStatementRequest& request,
                                                      const v1::StatementOfAccount& statement,
                                                      const StatementHead& head) {
  v1::ExportStatementResponse response;
  if (request.format() == v1::STATEMENT_FORMAT_CSV) {
    response.set_content(ToCsv(statement));
    response.set_media_type("text/csv; charset=utf-8");
    if (response.content().size() <= ReportReads::kExportBytesMax) return response;
    return Unexpected{TooLarge(statement.account(), "bytes_max", ReportReads::kExportBytesMax)};
  }
  auto pdf = ToPdf(statement, head, ReportReads::kExportBytesMax);
  if (!pdf) return Unexpected{pdf.error()};
  response.set_content(*std::move(pdf));
  response.set_media_type("application/pdf");
  return response;
}

}  // namespace

Expected<rpc::Begin<v1::StatementOfAccount>, Failure> ReportReads::GetStatementOfAccount(
    const rpc::Call<v1::GetStatementOfAccountRequest>& call) const {
  rpc::Fields fields;
  fields.Name("account", call.request.account(), kAccountName);
  const ReportRange range = ReadReportRange(call.request, fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  const auto profile = std::make_shared<AccountProfile>();
  return ReadApplied<v1::StatementOfAccount>(
      commands_, call.request.account(), call.deadline, FindAccount(profile),
      [this, profile, range,
       request = call.request]() -> Expected<v1::StatementOfAccount, Failure> {
        auto statement = Read(streams_, request, range);
        if (statement) statement->set_issuer(profile->issuer);
        return statement;
      });
}

Expected<rpc::Begin<v1::ExportStatementResponse>, Failure> ReportReads::ExportStatement(
    const rpc::Call<v1::ExportStatementRequest>& call) const {
  const v1::ExportStatementRequest& request = call.request;
  rpc::Fields fields;
  rpc::Fields within = fields.Within("statement");
  within.Name("account", request.statement().account(), kAccountName);
  const ReportRange range = ReadReportRange(request.statement(), within);
  fields.OneOf("format", request.format());
  fields.Check(request.addressee_lines_size() <= kAddresseeLinesMax, "addressee_lines",
               std::to_string(request.addressee_lines_size()), "must be at most 8");
  for (int i = 0; i < request.addressee_lines_size(); ++i) {
    fields.Text(fmt::format("addressee_lines[{}]", i), request.addressee_lines(i),
                kAddresseeBytesMax);
  }
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  const auto profile = std::make_shared<AccountProfile>();
  using Response = v1::ExportStatementResponse;
  return ReadApplied<Response>(commands_, request.statement().account(), call.deadline,
                               FindAccount(profile),
                               [this, profile, range, request]() -> Expected<Response, Failure> {
                                 auto statement = Read(streams_, request.statement(), range);
                                 if (!statement) return Unexpected{statement.error()};
                                 statement->set_issuer(profile->issuer);
                                 const auto head = HeadOf(commands_.views(), *profile, request);
                                 if (!head) return Unexpected{head.error()};
                                 return Export(request, *statement, *head);
                               });
}

}  // namespace recourse::invoicing
