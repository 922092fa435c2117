#include <memory>

#include "libs/process/initialise.h"
#include "tools/recourse/day_argument.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

struct Options {
  process::InitialiseOptions initialise;
  std::string clock = "system";
};

constexpr std::string_view kSimulated = "simulated:";

ExitCode Init(Session& session, Options options) {
  options.initialise.data = DataFolder(session.place);
  if (options.clock.starts_with(kSimulated)) {
    options.initialise.simulated_from = ParseIsoDay(options.clock.substr(kSimulated.size()));
  }
  if (options.clock != "system" && !options.initialise.simulated_from) {
    return session.FailUsage("--clock \"" + options.clock +
                             "\": must be system, or simulated: and a day such as 2012-01-01");
  }
  const auto made = process::Initialise(options.initialise);
  if (!made) return session.Fail(made.error());
  Table table{"", {{"what"}, {"value"}}, {}};
  table.rows = {{"installation", made->id_text()},        {"data", made->data.string()},
                {"witnesses", made->witnesses.string()},  {"master key", made->master_key.string()},
                {"shards", std::to_string(made->shards)}, {"clock", options.clock}};
  Print({table}, session.format, session.out);
  session.err << "Back up the master key apart from the data: whoever has both can read the "
                 "personal data,\nwho has lost it cannot. Next: recourse --data "
              << made->data.string() << " up\n";
  return ExitCode::kOk;
}

}  // namespace

void AddInit(CLI::App& root, Action& action) {
  CLI::App* init = root.add_subcommand("init", "Make a new, empty installation");
  init->footer(
      "Makes the logs, their witnesses, the keyring and the operator's token in the data folder,\n"
      "which must be empty or not there. What is fixed here cannot be changed later.\n"
      "\n"
      "Examples:\n"
      "  recourse init\n"
      "  recourse --data /srv/recourse init --witness /other-disk/recourse-witness\n"
      "  recourse --data try-out init --clock simulated:2012-01-01");
  const auto options = std::make_shared<Options>();
  init->add_option("--clock", options->clock,
                   "system, or simulated:DAY to begin on that day, of 1901 to 2199");
  init->add_option("--shards", options->initialise.shards, "How many shards, 1 to 256; else 16")
      ->check(CLI::Range(1u, process::kShardsMax));
  init->add_option("--witness", options->initialise.witnesses,
                   "The witnesses' folder, best on another disk; else in the data folder");
  init->add_option("--master-key", options->initialise.master_key,
                   "The master key's file, outside the data folder; else beside it");
  init->callback([&action, options] {
    action = [options](Session& session) { return Init(session, *options); };
  });
}

}  // namespace recourse::cli
