#include <memory>

#include "libs/wire/convert.h"
#include "recourse/invoicing/v1/invoicing_service.grpc.pb.h"
#include "tools/recourse/call.h"
#include "tools/recourse/commands/reports.h"
#include "tools/recourse/day_argument.h"
#include "tools/recourse/output/cells.h"
#include "tools/recourse/resource_argument.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

using invoicing::v1::InvoicingService;

struct AgingOptions {
  std::string issuer;
  std::string as_of;
  std::string known_at;
};

Table ToTable(const invoicing::v1::ReportAgingResponse& aging) {
  using Kind = Table::Kind;
  Table table{
      "", {{"currency"}, {"days_late"}, {"invoices", Kind::kCount}, {"open", Kind::kAmount}}, {}};
  for (const auto& row : aging.rows()) {
    table.rows.push_back({row.amount().currency_code(), AgeCell(row.bucket()),
                          std::to_string(row.count()), AmountCell(row.amount())});
  }
  for (const auto& unapplied : aging.unapplied()) {
    table.rows.push_back({unapplied.currency_code(), "unapplied cash", "", AmountCell(unapplied)});
  }
  return table;
}

ExitCode ReportAging(Session& session, const AgingOptions& options) {
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto stub = InvoicingService::NewStub((*client)->channel());
  invoicing::v1::ReportAgingRequest request;
  request.set_issuer(NameIn("issuers", options.issuer));
  if (!options.as_of.empty()) *request.mutable_as_of() = wire::ToWire(*ParseIsoDay(options.as_of));
  if (!options.known_at.empty()) {
    *request.mutable_known_at() = wire::ToWire(*ParseIsoInstant(options.known_at));
  }
  const auto aging = Call(**client, *stub, &InvoicingService::Stub::ReportAging, request);
  if (!aging) return session.Fail(aging.error());
  Print({ToTable(*aging)}, session.format, session.out);
  return ExitCode::kOk;
}

}  // namespace

void AddReport(CLI::App& root, Action& action) {
  CLI::App* report = root.add_subcommand("report", "Answer a question over many accounts");
  report->require_subcommand(1);
  report->footer(
      "Examples:\n"
      "  recourse report aging --issuer acme\n"
      "  recourse report aging --issuer acme --as-of 2012-12-31 -o csv");
  CLI::App* aging = report->add_subcommand("aging", "What is open, by days past due");
  aging->footer(
      "Counts what is effective up to and including the day, disputed amounts too. Due on that\n"
      "day is current; paid on it is closed.\n"
      "\n"
      "Examples:\n"
      "  recourse report aging --issuer acme\n"
      "  recourse report aging --issuer acme --as-of 2012-12-31 -o csv\n"
      "  recourse report aging --issuer acme --as-of 2012-12-31 --known-at 2013-01-15T00:00:00Z");
  const auto options = std::make_shared<AgingOptions>();
  aging->add_option("--issuer", options->issuer, "Who bills: acme or issuers/acme")->required();
  aging->add_option("--as-of", options->as_of, "The day, in the issuer's zone; else today")
      ->check(CheckIsoDay);
  aging->add_option("--known-at", options->known_at, "Only what was recorded by then, UTC")
      ->check(CheckIsoInstant);
  aging->callback([&action, options] {
    action = [options](Session& session) { return ReportAging(session, *options); };
  });
  AddRollForward(*report, action);
  AddAllowance(*report, action);
  AddStatementReport(*report, action);
}

}  // namespace recourse::cli
