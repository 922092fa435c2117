#include <fmt/format.h>

#include <array>
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

struct RollForwardOptions {
  std::string issuer;
  std::string from;
  std::string through;
  std::string known_at;
};

struct AllowanceOptions {
  std::string issuer;
  std::string as_of;
  std::string known_at;
  std::vector<std::string> rates;
  bool truncated = false;
};

constexpr std::array kBuckets = {v1::AGING_BUCKET_CURRENT, v1::AGING_BUCKET_DAYS_1_TO_30,
                                 v1::AGING_BUCKET_DAYS_31_TO_60, v1::AGING_BUCKET_DAYS_61_TO_90,
                                 v1::AGING_BUCKET_DAYS_OVER_90};

Table ToTable(const v1::ReportRollForwardResponse& report) {
  using Kind = Table::Kind;
  Table table{"",
              {{"currency"},
               {"movement"},
               {"increase", Kind::kAmount},
               {"decrease", Kind::kAmount},
               {"balance", Kind::kAmount}},
              {}};
  for (const v1::RollForward& line : report.lines()) {
    const std::string& currency = line.opening().currency_code();
    const auto add = [&](std::string movement, std::string increase, std::string decrease,
                         std::string balance) {
      table.rows.push_back({currency, std::move(movement), std::move(increase), std::move(decrease),
                            std::move(balance)});
    };
    add("opening", "", "", AmountCell(line.opening()));
    for (const auto& movement : line.movements()) {
      add(WordCell(v1::MovementKind_Name(movement.kind()), "MOVEMENT_KIND_"),
          AmountCell(movement.increase()), AmountCell(movement.decrease()), "");
    }
    add("closing", "", "", AmountCell(line.closing()));
    add("unapplied opening", "", "", AmountCell(line.unapplied_opening()));
    add("received", AmountCell(line.received()), AmountCell(line.returned()), "");
    add("unapplied closing", "", "", AmountCell(line.unapplied_closing()));
  }
  return table;
}

ExitCode ReportRollForward(Session& session, const RollForwardOptions& options) {
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto stub = ReportService::NewStub((*client)->channel());
  v1::ReportRollForwardRequest request;
  request.set_issuer(NameIn("issuers", options.issuer));
  *request.mutable_from() = wire::ToWire(*ParseIsoDay(options.from));
  *request.mutable_through() = wire::ToWire(*ParseIsoDay(options.through));
  if (!options.known_at.empty()) {
    *request.mutable_known_at() = wire::ToWire(*ParseIsoInstant(options.known_at));
  }
  const auto report = Call(**client, *stub, &ReportService::Stub::ReportRollForward, request);
  if (!report) return session.Fail(report.error());
  Print({ToTable(*report)}, session.format, session.out);
  return ExitCode::kOk;
}

ExitCode ReportAllowance(Session& session, const AllowanceOptions& options) {
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto stub = ReportService::NewStub((*client)->channel());
  v1::ReportAllowanceRequest request;
  request.set_issuer(NameIn("issuers", options.issuer));
  if (!options.as_of.empty()) *request.mutable_as_of() = wire::ToWire(*ParseIsoDay(options.as_of));
  if (!options.known_at.empty()) {
    *request.mutable_known_at() = wire::ToWire(*ParseIsoInstant(options.known_at));
  }
  for (std::size_t i = 0; i < kBuckets.size(); ++i) {
    auto& rate = *request.add_rates();
    rate.set_bucket(kBuckets[i]);
    rate.set_percent(options.rates.at(i));
  }
  request.set_rounding(options.truncated ? v1::ALLOWANCE_ROUNDING_TRUNCATED
                                         : v1::ALLOWANCE_ROUNDING_HALF_UP);
  const auto report = Call(**client, *stub, &ReportService::Stub::ReportAllowance, request);
  if (!report) return session.Fail(report.error());
  using Kind = Table::Kind;
  Table table{"",
              {{"currency"},
               {"days_late"},
               {"open", Kind::kAmount},
               {"percent", Kind::kAmount},
               {"allowance", Kind::kAmount}},
              {}};
  for (const auto& row : report->rows()) {
    table.rows.push_back({row.amount().currency_code(), AgeCell(row.bucket()),
                          AmountCell(row.amount()), row.percent(), AmountCell(row.allowance())});
  }
  for (const auto& total : report->totals()) {
    table.rows.push_back({total.currency_code(), "total", "", "", AmountCell(total)});
  }
  Print({table}, session.format, session.out);
  return ExitCode::kOk;
}

}  // namespace

std::string AgeCell(v1::AgingBucket bucket) {
  switch (bucket) {
    case v1::AGING_BUCKET_CURRENT:
      return "current";
    case v1::AGING_BUCKET_DAYS_1_TO_30:
      return "1-30";
    case v1::AGING_BUCKET_DAYS_31_TO_60:
      return "31-60";
    case v1::AGING_BUCKET_DAYS_61_TO_90:
      return "61-90";
    case v1::AGING_BUCKET_DAYS_OVER_90:
      return "90+";
    case v1::AGING_BUCKET_UNSPECIFIED:
    case v1::AgingBucket_INT_MIN_SENTINEL_DO_NOT_USE_:
    case v1::AgingBucket_INT_MAX_SENTINEL_DO_NOT_USE_:
      break;
  }
  return "?";
}

void AddRollForward(CLI::App& report, Action& action) {
  CLI::App* command = report.add_subcommand("roll-forward", "How what is owed came to its balance");
  command->footer(
      "By posting date: what is recorded for a closed day is posted on the first open one.\n"
      "The closing of one range is the opening of the next.\n"
      "\n"
      "Examples:\n"
      "  recourse report roll-forward --issuer acme --from 2012-01-01 --to 2012-01-31");
  const auto options = std::make_shared<RollForwardOptions>();
  command->add_option("--issuer", options->issuer, "Who bills: acme or issuers/acme")->required();
  command->add_option("--from", options->from, "The first day")->required()->check(CheckIsoDay);
  command->add_option("--to", options->through, "The last day")->required()->check(CheckIsoDay);
  command->add_option("--known-at", options->known_at, "Only what was recorded by then, UTC")
      ->check(CheckIsoInstant);
  command->callback([&action, options] {
    action = [options](Session& session) { return ReportRollForward(session, *options); };
  });
}

void AddAllowance(CLI::App& report, Action& action) {
  CLI::App* command = report.add_subcommand("allowance", "What is not expected to come in, by age");
  command->footer(
      "Examples:\n"
      "  recourse report allowance --issuer acme --rates 0 1 5 20 50\n"
      "  recourse report allowance --issuer acme --rates 0 1 5 20 50 --as-of 2012-12-31");
  const auto options = std::make_shared<AllowanceOptions>();
  command->add_option("--issuer", options->issuer, "Who bills: acme or issuers/acme")->required();
  command
      ->add_option("--rates", options->rates,
                   "Percent of what is open: current, 1-30, 31-60, 61-90, 90+ days late")
      ->required()
      ->expected(static_cast<int>(kBuckets.size()));
  command->add_option("--as-of", options->as_of, "The day, in the issuer's zone; else today")
      ->check(CheckIsoDay);
  command->add_option("--known-at", options->known_at, "Only what was recorded by then, UTC")
      ->check(CheckIsoInstant);
  command->add_flag("--truncated", options->truncated, "Round down; else to the nearest");
  command->callback([&action, options] {
    action = [options](Session& session) { return ReportAllowance(session, *options); };
  });
}

}  // namespace recourse::cli
