#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "libs/calendar/zone.h"
#include "libs/rpc/status.h"
#include "recourse/simulation/v1/conductor_service.grpc.pb.h"
#include "tools/recourse/commands/already_there.h"
#include "tools/recourse/import/invoice_row.h"
#include "tools/recourse/import/overlay.h"
#include "tools/recourse/import/plan.h"
#include "tools/recourse/import/run/conducted_runner.h"
#include "tools/recourse/import/run/direct_runner.h"
#include "tools/recourse/import/summary.h"
#include "tools/recourse/output/progress.h"
#include "tools/recourse/subcommand.h"
#include "tools/recourse/text_file.h"

namespace recourse::cli {
namespace {

using namespace csv_import;

constexpr std::size_t kMapBytesMax = 1 << 20;
constexpr std::size_t kCsvBytesMax = 512 << 20;

struct Options {
  std::string csv;
  std::string map;
  std::string overlay;
  bool check_only = false;
};

// What lies in the files, read but not yet judged row by row.
struct Input {
  ImportMap map;
  CsvFile csv;
  std::optional<CsvFile> overlay;
  Complaints complaints;
};

std::string NameOf(const std::string& path) { return std::filesystem::path(path).filename(); }

Expected<Input, Failure> ReadFiles(const Options& options, Complaints& of_map) {
  const auto map_text = ReadTextFile(options.map, kMapBytesMax);
  if (!map_text) return Unexpected{map_text.error()};
  const auto csv_text = ReadTextFile(options.csv, kCsvBytesMax);
  if (!csv_text) return Unexpected{csv_text.error()};
  Input input;
  auto map = ParseImportMap(NameOf(options.map), *map_text);
  if (!map) {
    of_map = map.error();
    return input;
  }
  input.map = *std::move(map);
  input.csv = ParseCsv(NameOf(options.csv), *csv_text, input.map.delimiter, input.complaints);
  if (!options.overlay.empty()) {
    const auto overlay_text = ReadTextFile(options.overlay, kCsvBytesMax);
    if (!overlay_text) return Unexpected{overlay_text.error()};
    input.overlay = ParseCsv(NameOf(options.overlay), *overlay_text, ',', input.complaints);
  }
  return input;
}

// The invoices of the file, if all that was read is without fault.
Expected<ImportedFile, Complaints> Judge(const Input& input, std::optional<Date> last_day) {
  Complaints complaints = input.complaints;
  ImportedFile file = ReadInvoices(input.csv, input.map, last_day, complaints);
  if (input.overlay) WithholdPayments(*input.overlay, file, complaints);
  if (!complaints.empty()) return Unexpected{std::move(complaints)};
  return file;
}

ExitCode Complain(const Session& session, const Complaints& complaints) {
  Print(complaints, session.err);
  session.err << "recourse: nothing was imported\n";
  return ExitCode::kRefused;
}

Table ToTable(const ImportedFile& file, std::size_t commands) {
  using Kind = Table::Kind;
  const Summary summary = Summarize(file);
  Table table{"",
              {{"file"},
               {"invoices", Kind::kCount},
               {"customers", Kind::kCount},
               {"disputed", Kind::kCount},
               {"late", Kind::kCount},
               {"open", Kind::kCount},
               {"repeated_rows", Kind::kCount},
               {"commands", Kind::kCount},
               {"total", Kind::kAmount}},
              {}};
  table.rows.push_back(
      {file.name, std::to_string(summary.invoices), std::to_string(summary.customers),
       std::to_string(summary.disputed), std::to_string(summary.late), std::to_string(summary.open),
       std::to_string(summary.repeated_rows), std::to_string(commands), TotalText(summary)});
  return table;
}

Expected<simulation::v1::GetClockResponse, Failure> GetClock(const rpc::Client& client) {
  const auto stub = simulation::v1::ConductorService::NewStub(client.channel());
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(10));
  client.Authorise(context);
  simulation::v1::GetClockResponse clock;
  const grpc::Status status = stub->GetClock(&context, {}, &clock);
  if (!status.ok()) return Unexpected{rpc::ToFailure(status)};
  return clock;
}

ExitCode Execute(const Session& session, const Plan& plan, Runner& runner) {
  std::vector<DatedCommand> commands;
  for (const PlannedStep& step : plan.steps) commands.push_back(ToDatedCommand(plan, step));
  Progress progress(session.err, session.terminal, "importing");
  const auto done = runner.Run(commands, [&](const RunProgress& news) {
    progress.Update(news.done, news.total, recourse::ToString(news.day));
  });
  progress.Finish();
  if (done) return ExitCode::kOk;
  const RunStopped& stopped = done.error();
  if (!stopped.label.empty()) session.err << "recourse: stopped at " << stopped.label << '\n';
  const ExitCode code = session.Fail(stopped.failure);
  session.err << "recourse: what was imported before stays; run the same again to go on\n";
  return code;
}

// Shows how far `look` has come, which asks for each of many `things` whether it is there.
template <class Look>
auto Looking(const Session& session, const std::string& things, Look look) {
  Progress progress(session.err, session.terminal, "looking at " + things);
  auto found = look([&](std::size_t done, std::size_t total) { progress.Update(done, total, ""); });
  progress.Finish();
  return found;
}

// Who does it, and the last day that may be told of: on real time today, else any.
struct Way {
  std::unique_ptr<Runner> runner;
  std::optional<Date> last_day;
};

Expected<Way, Failure> ChooseWay(rpc::Client& client, const std::string& issuer_zone) {
  const auto clock = GetClock(client);
  if (!clock) return Unexpected{clock.error()};
  if (clock->kind() == simulation::v1::CLOCK_KIND_SIMULATED) {
    return Way{std::make_unique<ConductedRunner>(client), std::nullopt};
  }
  const Instant now{Instant::duration(clock->now_us())};
  return Way{std::make_unique<DirectRunner>(client, DirectRunner::Options{}),
             calendar::Zone::Find(issuer_zone)->LocalDay(now)};
}

ExitCode ImportCsv(Session& session, const Options& options) {
  Complaints of_map;
  const auto input = ReadFiles(options, of_map);
  if (!input) return session.Fail(input.error());
  if (!of_map.empty()) return Complain(session, of_map);
  auto file = Judge(*input, std::nullopt);
  if (!file) return Complain(session, file.error());
  if (options.check_only) {
    const Plan plan = MakePlan(*file, input->map, std::nullopt);
    Print({ToTable(*file, plan.steps.size())}, session.format, session.out);
    return ExitCode::kOk;
  }

  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto way = ChooseWay(**client, input->map.issuer.zone);
  if (!way) return session.Fail(way.error());
  file = Judge(*input, way->last_day);
  if (!file) return Complain(session, file.error());
  Plan plan = MakePlan(*file, input->map, way->last_day);
  if (way->last_day) {
    const auto opened = Looking(session, "disputes", [&](const OnLooked& on_looked) {
      return FindOpenedDays(**client, plan, on_looked);
    });
    if (!opened) return session.Fail(opened.error());
    KeepOpenedDays(*opened, plan);
  }
  const auto there = Looking(session, "accounts", [&](const OnLooked& on_looked) {
    return AlreadyThere::Look(**client, plan, on_looked);
  });
  if (!there) return session.Fail(there.error());
  const ExitCode code = Execute(session, plan, *way->runner);
  if (code != ExitCode::kOk) return code;
  Print({ToTable(*file, plan.steps.size())}, session.format, session.out);
  const std::string told = there->Tell(**client);
  if (!told.empty()) session.err << told << '\n';
  return ExitCode::kOk;
}

}  // namespace

void AddImport(CLI::App& root, Action& action) {
  CLI::App* import = root.add_subcommand("import", "Load real invoices from a file");
  import->require_subcommand(1);
  import->footer(
      "Examples:\n"
      "  recourse import csv late.csv --map docs/examples/ibm_ar.toml --check\n"
      "  recourse import csv late.csv --map docs/examples/ibm_ar.toml");
  CLI::App* csv = import->add_subcommand(
      "csv", "Load invoices, payments and disputes from a CSV file, as a map says what they mean");
  csv->footer(
      "The whole file is checked first: what cannot be read is named by line, column and value,\n"
      "and then nothing is imported. Run again, it adds nothing; stopped, it goes on.\n"
      "\n"
      "Examples:\n"
      "  recourse import csv late.csv --map docs/examples/ibm_ar.toml --check\n"
      "  recourse import csv late.csv --map docs/examples/ibm_ar.toml\n"
      "  recourse import csv late.csv --map ibm_ar.toml --overlay ibm_ar_withheld.csv -o json");
  const auto options = std::make_shared<Options>();
  csv->add_option("file", options->csv, "The CSV file")->required();
  csv->add_option("--map", options->map, "What its columns mean, in TOML")->required();
  csv->add_option("--overlay", options->overlay,
                  "A CSV file with a column `number`: invoices whose payment is withheld");
  csv->add_flag("--check", options->check_only, "Only check the file and say what it holds");
  csv->callback([&action, options] {
    action = [options](Session& session) { return ImportCsv(session, *options); };
  });
}

}  // namespace recourse::cli
