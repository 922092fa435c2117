#include "tools/recourse/command_line.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <optional>

#include "tools/recourse/help_page.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

constexpr const char* kFooter =
    "Where: --data, else $RECOURSE_HOME, else ./recourse-data is the data folder; a running\n"
    "installation leaves its address and the operator's token there.\n"
    "\n"
    "Exit codes: 0 done; 1 refused or invalid input; 2 usage; 3 unavailable, try again;\n"
    "4 verification failed, or a log is damaged; 5 not permitted; 6 not found; 7 internal.\n"
    "\n"
    "`recourse SUBCOMMAND --help` has examples.";

void DeclareGlobals(CLI::App& app, Session& session) {
  app.add_option("--data", session.place.data, "The data folder");
  app.add_option("--address", session.place.address, "Where the services listen: host:port");
  app.add_option("--token-file", session.place.token_file, "Whose token to use");
  app.add_option("--tls", session.place.tls, "A folder with tls.crt, tls.key and ca.crt");
  app.add_option_function<std::string>(
         "-o,--output",
         [&session](const std::string& text) { session.format = *ParseFormat(text); },
         "How to show the answer; else as a table")
      ->check(CLI::IsMember({"table", "json", "csv"}));
}

// What to say of a word that stands where a subcommand is asked for and is none; CLI11 would say
// only that one is missing.
std::optional<std::string> UnknownSubcommand(const CLI::App& app) {
  const CLI::App* asking = &app;
  std::string path = app.get_name();
  while (!asking->get_subcommands().empty()) {
    asking = asking->get_subcommands().front();
    path += " " + asking->get_name();
  }
  const auto words = app.remaining(/*recurse=*/true);
  if (asking->get_require_subcommand_min() == 0 || words.empty()) return std::nullopt;
  std::vector<std::string> known;
  for (const CLI::App* subcommand : asking->get_subcommands([](auto) { return true; })) {
    known.push_back(subcommand->get_name());
  }
  return fmt::format("\"{}\" is not a subcommand of {}: expected one of {}", words.front(), path,
                     fmt::join(known, ", "));
}

}  // namespace

ExitCode RunCommandLine(const std::vector<std::string>& arguments, std::ostream& out,
                        std::ostream& err, bool terminal) {
  Session session{
      .place = {}, .format = Format::kTable, .out = out, .err = err, .terminal = terminal};
  Action action;
  CLI::App app("Recourse: what to do when a customer disputes an invoice or does not pay",
               "recourse");
  app.formatter(std::make_shared<HelpPage>());
  app.footer(kFooter);
  app.require_subcommand(1);
  app.fallthrough();  // Global options may also stand after the subcommand.
  DeclareGlobals(app, session);
  AddInit(app, action);
  AddUp(app, action);
  AddImport(app, action);
  AddInvoice(app, action);
  AddReplay(app, action);
  AddTail(app, action);
  AddReport(app, action);
  AddAccount(app, action);
  AddHistory(app, action);
  AddCharge(app, action);
  AddStatement(app, action);
  AddCall(app, action);
  AddStatus(app, action);
  AddParked(app, action);
  AddToken(app, action);
  AddTopics(app, action);
  AddVerify(app, action);
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // As CLI11 takes it.
    app.parse(std::move(reversed));
  } catch (const CLI::RequiredError& error) {
    if (const auto unknown = UnknownSubcommand(app)) return session.FailUsage(*unknown);
    app.exit(error, out, err);
    return ExitCode::kUsage;
  } catch (const CLI::ParseError& error) {
    return app.exit(error, out, err) == 0 ? ExitCode::kOk : ExitCode::kUsage;
  }
  return action(session);
}

}  // namespace recourse::cli
