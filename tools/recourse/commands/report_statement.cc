#include <fmt/format.h>

#include <fstream>
#include <memory>
#include <utility>

#include "libs/wire/convert.h"
#include "recourse/invoicing/v1/report_service.grpc.pb.h"
#include "tools/recourse/call.h"
#include "tools/recourse/commands/reports.h"
#include "tools/recourse/day_argument.h"
#include "tools/recourse/output/cells.h"
#include "tools/recourse/resource_argument.h"

namespace recourse::cli {
namespace {

namespace v1 = invoicing::v1;
using v1::ReportService;
using Kind = Table::Kind;

struct StatementOptions {
  std::string account;
  std::string from;
  std::string through;
  std::string known_at;
  std::string format;
  std::string file;
  std::vector<std::string> addressee;
};

Table EntryTable(const v1::StatementOfAccount& statement) {
  Table table{"entries",
              {{"currency"},
               {"date"},
               {"entry"},
               {"reference"},
               {"invoice"},
               {"amount", Kind::kAmount},
               {"balance", Kind::kAmount}},
              {}};
  for (const v1::StatementCurrency& line : statement.currencies()) {
    const std::string& currency = line.opening().currency_code();
    table.rows.push_back(
        {currency, DayCell(statement.from()), "opening", "", "", "", AmountCell(line.opening())});
    for (const v1::StatementEntry& entry : line.entries()) {
      table.rows.push_back({currency, DayCell(entry.date()),
                            WordCell(v1::MovementKind_Name(entry.kind()), "MOVEMENT_KIND_"),
                            entry.reference(), entry.invoice_number(), AmountCell(entry.amount()),
                            AmountCell(entry.balance())});
    }
    table.rows.push_back({currency, DayCell(statement.through()), "closing", "", "", "",
                          AmountCell(line.closing())});
  }
  return table;
}

Table OpenTable(const v1::StatementOfAccount& statement) {
  Table table{"open",
              {{"currency"},
               {"reference"},
               {"due_date"},
               {"days_late", Kind::kCount},
               {"open", Kind::kAmount},
               {"disputed", Kind::kAmount}},
              {}};
  for (const v1::StatementCurrency& line : statement.currencies()) {
    const std::string& currency = line.opening().currency_code();
    for (const v1::StatementItem& item : line.open_items()) {
      table.rows.push_back({currency, item.reference(), DayCell(item.due_date()),
                            std::to_string(item.days_late()), AmountCell(item.open()),
                            AmountCell(item.disputed())});
    }
    for (const v1::StatementCash& cash : line.unapplied()) {
      table.rows.push_back(
          {currency, IdCell(cash.payment()), "", "", "-" + AmountCell(cash.unapplied()), ""});
    }
  }
  return table;
}

v1::GetStatementOfAccountRequest ToRequest(const StatementOptions& options) {
  v1::GetStatementOfAccountRequest request;
  request.set_account(NameIn("accounts", options.account));
  *request.mutable_from() = wire::ToWire(*ParseIsoDay(options.from));
  *request.mutable_through() = wire::ToWire(*ParseIsoDay(options.through));
  if (!options.known_at.empty()) {
    *request.mutable_known_at() = wire::ToWire(*ParseIsoInstant(options.known_at));
  }
  return request;
}

ExitCode Export(Session& session, const rpc::Client& client, ReportService::Stub& stub,
                const StatementOptions& options) {
  v1::ExportStatementRequest request;
  *request.mutable_statement() = ToRequest(options);
  request.set_format(options.format == "pdf" ? v1::STATEMENT_FORMAT_PDF : v1::STATEMENT_FORMAT_CSV);
  for (const std::string& line : options.addressee) request.add_addressee_lines(line);
  const auto document = Call(client, stub, &ReportService::Stub::ExportStatement, request);
  if (!document) return session.Fail(document.error());
  std::ofstream file(options.file, std::ios::binary | std::ios::trunc);
  file << document->content();
  file.close();
  if (!file) {
    return session.Fail({Failure::Kind::kInvalid,
                         "FILE_NOT_WRITTEN",
                         "The statement cannot be written to this file.",
                         {{"file", options.file}}});
  }
  return ExitCode::kOk;
}

ExitCode ReportStatement(Session& session, const StatementOptions& options) {
  if (options.format.empty() != options.file.empty()) {
    return session.FailUsage("--format and --file go together");
  }
  if (options.format.empty() && session.format == Format::kCsv) {
    return session.FailUsage("-o csv shows one table, and a statement has two: use --format csv");
  }
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto stub = ReportService::NewStub((*client)->channel());
  if (!options.format.empty()) return Export(session, **client, *stub, options);
  const auto statement =
      Call(**client, *stub, &ReportService::Stub::GetStatementOfAccount, ToRequest(options));
  if (!statement) return session.Fail(statement.error());
  Print({EntryTable(*statement), OpenTable(*statement)}, session.format, session.out);
  return ExitCode::kOk;
}

}  // namespace

void AddStatementReport(CLI::App& report, Action& action) {
  CLI::App* command = report.add_subcommand("statement", "What moved an account, and what is open");
  command->footer(
      "By effective day. Shown, or written to a file as PDF or CSV.\n"
      "\n"
      "Examples:\n"
      "  recourse report statement a1 --from 2012-01-01 --to 2012-12-31\n"
      "  recourse report statement a1 --from 2012-01-01 --to 2012-01-31 --format pdf --file x.pdf");
  const auto options = std::make_shared<StatementOptions>();
  command->add_option("account", options->account, "The account: a1 or accounts/a1")->required();
  command->add_option("--from", options->from, "The first day")->required()->check(CheckIsoDay);
  command->add_option("--to", options->through, "The last day")->required()->check(CheckIsoDay);
  command->add_option("--known-at", options->known_at, "Only what was recorded by then, UTC")
      ->check(CheckIsoInstant);
  command->add_option("--format", options->format, "Write a document: pdf or csv")
      ->check(CLI::IsMember({"pdf", "csv"}));
  command->add_option("--file", options->file, "Where to write it");
  command->add_option("--recipient", options->addressee, "A line of the address on a PDF; repeated")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command->callback([&action, options] {
    action = [options](Session& session) { return ReportStatement(session, *options); };
  });
}

}  // namespace recourse::cli
