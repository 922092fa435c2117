#include "services/standalone/verify_installation.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

ExitCode Verify(Session& session) {
  const auto installation = process::ReadInstallation(DataFolder(session.place));
  if (!installation) return session.Fail(installation.error());
  const auto verified = standalone::VerifyInstallation(*installation);
  if (!verified) return session.Fail(verified.error());
  using Kind = Table::Kind;
  Table table{"",
              {{"log"},
               {"records", Kind::kCount},
               {"bytes", Kind::kCount},
               {"ledgers", Kind::kCount},
               {"result"}},
              {}};
  for (const auto& log : *verified) {
    table.rows.push_back({log.service, std::to_string(log.records), std::to_string(log.bytes),
                          std::to_string(log.ledgers), "sound"});
  }
  Print({table}, session.format, session.out);
  return ExitCode::kOk;
}

}  // namespace

void AddVerify(CLI::App& root, Action& action) {
  CLI::App* verify =
      root.add_subcommand("verify", "Prove that the logs are what was written, changing nothing");
  verify->footer(
      "Reads every record and recomputes checksums, chains, density, witnesses and, event by\n"
      "event, the balances of all ledgers. Needs no running installation; one may be running.\n"
      "Ends with 4 at the first fault, naming the record.\n"
      "\n"
      "Examples:\n"
      "  recourse verify\n"
      "  recourse --data /srv/recourse verify -o json");
  verify->callback([&action] { action = Verify; });
}

}  // namespace recourse::cli
