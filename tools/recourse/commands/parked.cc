#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "libs/base/date.h"
#include "recourse/admin/v1/parked_service.grpc.pb.h"
#include "tools/recourse/call.h"
#include "tools/recourse/processes.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

namespace v1 = admin::v1;
using v1::ParkedService;

struct Options {
  std::string show;  // Empty: events and promises.
  std::string service;
  std::string source;
  std::string target;
  std::string home;
  std::uint64_t sequence = 0;
};

using ProcessNames = std::vector<std::string>;

Expected<Table, Failure> ListEvents(const rpc::Client& client, ParkedService::Stub& stub,
                                    const ProcessNames& processes) {
  using Kind = Table::Kind;
  Table table{"events",
              {{"service"},
               {"shard", Kind::kCount},
               {"source"},
               {"home"},
               {"sequence", Kind::kCount},
               {"type"},
               {"parked_at"},
               {"reason"}},
              {}};
  for (const std::string& process : processes) {
    const auto listed = CallPages(
        client, stub, &ParkedService::Stub::ListParkedEvents, v1::ListParkedEventsRequest(),
        [&](const v1::ListParkedEventsResponse& page) {
          for (const auto& event : page.events()) {
            table.rows.push_back({event.service(), std::to_string(event.shard()), event.source(),
                                  event.home(), std::to_string(event.sequence()), event.type(),
                                  ToString(Instant(Instant::duration(event.parked_at_us()))),
                                  event.reason()});
          }
        },
        process);
    if (!listed) return Unexpected{listed.error()};
  }
  return table;
}

Expected<Table, Failure> ListPromises(const rpc::Client& client, ParkedService::Stub& stub,
                                      const ProcessNames& processes) {
  using Kind = Table::Kind;
  Table table{"promises",
              {{"service"},
               {"shard", Kind::kCount},
               {"target"},
               {"home"},
               {"sequence", Kind::kCount},
               {"method"},
               {"behind", Kind::kCount},
               {"reason"}},
              {}};
  for (const std::string& process : processes) {
    const auto listed = CallPages(
        client, stub, &ParkedService::Stub::ListParkedPromises, v1::ListParkedPromisesRequest(),
        [&](const v1::ListParkedPromisesResponse& page) {
          for (const auto& promise : page.promises()) {
            table.rows.push_back({promise.service(), std::to_string(promise.shard()),
                                  promise.target(), promise.home(),
                                  std::to_string(promise.sequence()), promise.method(),
                                  std::to_string(promise.behind()), promise.reason()});
          }
        },
        process);
    if (!listed) return Unexpected{listed.error()};
  }
  return table;
}

ExitCode List(Session& session, const Options& options) {
  if (session.format == Format::kCsv && options.show.empty()) {
    return session.FailUsage("-o csv shows one table: add --show events or --show promises");
  }
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto stub = ParkedService::NewStub((*client)->channel());
  const auto processes = Processes(**client);
  if (!processes) return session.Fail(processes.error());
  std::vector<Table> tables;
  for (const auto& [name, ask] :
       {std::pair("events", &ListEvents), std::pair("promises", &ListPromises)}) {
    if (!options.show.empty() && options.show != name) continue;
    auto table = ask(**client, *stub, *processes);
    if (!table) return session.Fail(table.error());
    tables.push_back(*std::move(table));
  }
  const bool none = std::all_of(tables.begin(), tables.end(),
                                [](const Table& table) { return table.rows.empty(); });
  if (none && session.format == Format::kTable) {
    session.out << (options.show.empty() ? "Nothing is" : "No " + options.show + " are")
                << " parked.\n";
    return ExitCode::kOk;
  }
  Print(tables, session.format, session.out);
  return ExitCode::kOk;
}

// Says how many are not parked any more; none is kNotFound.
ExitCode Tell(Session& session, const Options& options, const char* what, std::uint32_t count) {
  if (count == 0) {
    Failure none{Failure::Kind::kNotFound, "NOTHING_PARKED", "Nothing of this is parked", {}};
    none.values = {{"service", options.service}, {"home", options.home}};
    if (!options.source.empty()) none.values.emplace_back("source", options.source);
    if (!options.target.empty()) none.values.emplace_back("target", options.target);
    if (options.sequence != 0)
      none.values.emplace_back("sequence", std::to_string(options.sequence));
    return session.Fail(none);
  }
  const Table table{"",
                    {{"service"}, {"home"}, {what, Table::Kind::kCount}},
                    {{options.service, options.home, std::to_string(count)}}};
  Print({table}, session.format, session.out);
  return ExitCode::kOk;
}

ExitCode RetryPromise(Session& session, const Options& options, const rpc::Client& client,
                      ParkedService::Stub& stub) {
  v1::RetryParkedPromiseRequest request;
  request.set_service(options.service);
  request.set_home(options.home);
  request.set_target(options.target);
  const auto retried = Call(client, stub, &ParkedService::Stub::RetryParkedPromise, request);
  if (!retried) return session.Fail(retried.error());
  return Tell(session, options, "asked_again", retried->retried());
}

ExitCode Retry(Session& session, const Options& options) {
  if (options.source.empty() == options.target.empty()) {
    return session.FailUsage("say --source for parked events, or --target for a parked promise");
  }
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto stub = ParkedService::NewStub((*client)->channel());
  if (!options.target.empty()) return RetryPromise(session, options, **client, *stub);
  v1::RetryParkedEventsRequest request;
  request.set_service(options.service);
  request.set_source(options.source);
  request.set_home(options.home);
  const auto retried = Call(**client, *stub, &ParkedService::Stub::RetryParkedEvents, request);
  if (!retried) return session.Fail(retried.error());
  return Tell(session, options, "handled", retried->handled());
}

ExitCode Discard(Session& session, const Options& options) {
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  v1::DiscardParkedEventRequest request;
  request.set_service(options.service);
  request.set_source(options.source);
  request.set_home(options.home);
  request.set_sequence(options.sequence);
  const auto stub = ParkedService::NewStub((*client)->channel());
  const auto discarded = Call(**client, *stub, &ParkedService::Stub::DiscardParkedEvent, request);
  if (!discarded) return session.Fail(discarded.error());
  return Tell(session, options, "discarded", discarded->discarded());
}

void AddList(CLI::App& parked, Action& action) {
  CLI::App* list = parked.add_subcommand("list", "What is parked, and why");
  list->footer(
      "Examples:\n"
      "  recourse parked list\n"
      "  recourse parked list -o json\n"
      "  recourse parked list --show events -o csv");
  const auto options = std::make_shared<Options>();
  list->add_option("--show", options->show, "Only one table; -o csv needs it")
      ->check(CLI::IsMember({"events", "promises"}));
  list->callback([&action, options] {
    action = [options](Session& session) { return List(session, *options); };
  });
}

void AddRetry(CLI::App& parked, Action& action) {
  CLI::App* retry = parked.add_subcommand("retry", "Try what is parked again");
  retry->footer(
      "Events of a home are handled in order, up to the first that still cannot be. The target of\n"
      "a promise is asked again; what it answers is recorded as if it had come at once.\n"
      "\n"
      "Examples:\n"
      "  recourse parked retry --service collections --source invoicing --home accounts/a1\n"
      "  recourse parked retry --service collections --target communication_log --home "
      "accounts/a1");
  const auto options = std::make_shared<Options>();
  retry->add_option("--service", options->service, "Where it is parked")->required();
  retry->add_option("--home", options->home, "Of what: accounts/a1")->required();
  retry->add_option("--source", options->source, "Whose events");
  retry->add_option("--target", options->target, "Who is to keep the promise");
  retry->callback([&action, options] {
    action = [options](Session& session) { return Retry(session, *options); };
  });
}

void AddDiscard(CLI::App& parked, Action& action) {
  CLI::App* discard = parked.add_subcommand("discard", "Give up on a parked event for good");
  discard->footer(
      "Only on the first of its home, named by its sequence. It stays in its source's log and has\n"
      "no effect where it was parked. Retry those behind it afterwards.\n"
      "\n"
      "Examples:\n"
      "  recourse parked discard --service collections --source invoicing --home accounts/a1 "
      "--sequence 41");
  const auto options = std::make_shared<Options>();
  discard->add_option("--service", options->service, "Where it is parked")->required();
  discard->add_option("--source", options->source, "Whose event")->required();
  discard->add_option("--home", options->home, "Of what: accounts/a1")->required();
  discard->add_option("--sequence", options->sequence, "As `parked list` tells it")->required();
  discard->callback([&action, options] {
    action = [options](Session& session) { return Discard(session, *options); };
  });
}

}  // namespace

void AddParked(CLI::App& root, Action& action) {
  CLI::App* parked = root.add_subcommand("parked", "What could not be done, and waits for you");
  parked->require_subcommand(1);
  parked->footer(
      "An event that a service cannot handle is parked, and those of its home behind it; so is a\n"
      "promise that whoever is to keep it refuses as wrong.\n"
      "\n"
      "Examples:\n"
      "  recourse parked list\n"
      "  recourse parked retry --service collections --source invoicing --home accounts/a1\n"
      "  recourse parked discard --service collections --source invoicing --home accounts/a1 "
      "--sequence 41");
  AddList(*parked, action);
  AddRetry(*parked, action);
  AddDiscard(*parked, action);
}

}  // namespace recourse::cli
