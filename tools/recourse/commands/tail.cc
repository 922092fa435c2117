#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "tools/recourse/history/follower.h"
#include "tools/recourse/history/record_options.h"
#include "tools/recourse/history/record_printer.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

struct Options {
  RecordOptions records;
  bool from_start = false;
};

ExitCode Tail(Session& session, const Options& options) {
  const auto filter = ToFilter(options.records);
  if (!filter) return session.FailUsage(filter.error());
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());

  std::mutex mutex;  // Guards what follows: each service is followed on a thread of its own.
  RecordPrinter printer(session.format, session.out);
  std::optional<Failure> failure;
  const auto follow = [&](const std::string& service) {
    Follower follower(**client, service, options.from_start, *filter);
    const auto done = follower.Run([&](const history::v1::Record& record) {
      const std::lock_guard lock(mutex);
      printer.Print(record);
      session.out.flush();
    });
    const std::lock_guard lock(mutex);
    if (!done) failure = done.error();
  };
  std::vector<std::thread> threads;
  for (const std::string& service : ServicesOf(options.records)) {
    threads.emplace_back(follow, service);
  }
  for (std::thread& thread : threads) thread.join();
  return failure ? session.Fail(*failure) : ExitCode::kOk;
}

}  // namespace

void AddTail(CLI::App& root, Action& action) {
  CLI::App* tail = root.add_subcommand("tail", "Print what happens, as it happens");
  tail->footer(
      "Goes on until it is interrupted (Ctrl-C), also over a restart of the services.\n"
      "\n"
      "Examples:\n"
      "  recourse tail\n"
      "  recourse tail --service collections --type PlacementOffered -o json\n"
      "  recourse tail --home accounts/a1 --from-start");
  const auto options = std::make_shared<Options>();
  options->records.DeclareOn(*tail);
  tail->add_flag("--from-start", options->from_start, "First print what there is already");
  tail->callback([&action, options] {
    action = [options](Session& session) { return Tail(session, *options); };
  });
}

}  // namespace recourse::cli
