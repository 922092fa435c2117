#include <fmt/format.h>

#include <deque>
#include <memory>
#include <optional>

#include "tools/recourse/call.h"
#include "tools/recourse/day_argument.h"
#include "tools/recourse/history/merged_records.h"
#include "tools/recourse/history/record_options.h"
#include "tools/recourse/history/record_printer.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

using history::v1::HistoryService;
using history::v1::Record;

struct Options {
  RecordOptions records;
  std::string stream;
  std::string from;
  std::string before;
};

std::int64_t Micros(const std::string& instant) {
  return instant.empty() ? 0 : ParseIsoInstant(instant)->time_since_epoch().count();
}

Failure NoEvents(const Options& options) {
  Failure none{Failure::Kind::kNotFound, "NO_EVENTS", "Nothing is recorded of this home", {}};
  none.values = {{"home", options.records.home}};
  for (const std::string& service : options.records.services) {
    none.values.emplace_back("service", service);
  }
  if (!options.stream.empty()) none.values.emplace_back("stream", options.stream);
  return none;
}

// Whether anything at all is recorded of the home, so that nothing found is not taken for a typing
// error; kNotFound if not.
Expected<Done, Failure> CheckKnown(const rpc::Client& client, const Options& options) {
  history::v1::RecordFilter filter;
  filter.set_home(options.records.home);
  auto records = MergedRecords::Open(client, ServicesOf(options.records), filter);
  if (!records) return Unexpected{records.error()};
  const auto first = records->Next();
  if (!first) return Unexpected{first.error()};
  if (*first) return Done{};
  return Unexpected{NoEvents(options)};
}

ExitCode ReplayAll(Session& session, const rpc::Client& client, const Options& options) {
  auto filter = ToFilter(options.records);
  if (!filter) return session.FailUsage(filter.error());
  filter->set_recorded_from_us(Micros(options.from));
  filter->set_recorded_before_us(Micros(options.before));
  auto records = MergedRecords::Open(client, ServicesOf(options.records), *filter);
  if (!records) return session.Fail(records.error());
  RecordPrinter printer(session.format, session.out);
  auto record = records->Next();
  if (record && !*record && !options.records.home.empty()) {
    const auto known = CheckKnown(client, options);
    if (!known) return session.Fail(known.error());
  }
  for (; record && *record; record = records->Next()) printer.Print(**record);
  return record ? ExitCode::kOk : session.Fail(record.error());
}

ExitCode ReplayStream(Session& session, const rpc::Client& client, const Options& options) {
  const auto stub = HistoryService::NewStub(client.channel());
  history::v1::ReadStreamRequest request;
  request.set_service(options.records.services.front());
  request.set_home(options.records.home);
  request.set_stream(options.stream);
  request.set_from_version(1);
  RecordPrinter printer(session.format, session.out);
  while (true) {
    const auto page = Call(client, *stub, &HistoryService::Stub::ReadStream, request);
    if (!page) return session.Fail(page.error());
    if (page->head_version() == 0) return session.Fail(NoEvents(options));
    std::deque<Record> records;
    const auto unpacked = Unpack(page->batch(), records);
    if (!unpacked) return session.Fail(unpacked.error());
    for (const Record& record : records) printer.Print(record);
    if (records.empty() || page->next_version() > page->head_version()) return ExitCode::kOk;
    request.set_from_version(page->next_version());
  }
}

ExitCode Replay(Session& session, const Options& options) {
  if (!options.stream.empty() &&
      (options.records.services.size() != 1 || options.records.home.empty())) {
    return session.FailUsage("--stream needs one --service and a --home");
  }
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  return options.stream.empty() ? ReplayAll(session, **client, options)
                                : ReplayStream(session, **client, options);
}

}  // namespace

void AddReplay(CLI::App& root, Action& action) {
  CLI::App* replay = root.add_subcommand("replay", "Print what has happened, in order");
  replay->footer(
      "Records of several shards and services come in the order of when they were recorded; what\n"
      "was recorded in the same moment comes after what led to it.\n"
      "A home of which nothing is recorded ends with 6.\n"
      "With -o json each line is one record; amounts are google.type.Money.\n"
      "\n"
      "Examples:\n"
      "  recourse replay --home accounts/a1\n"
      "  recourse replay --service invoicing --home accounts/a1 --stream ledger\n"
      "  recourse replay --type PlacementOffered --from 2012-04-01 -o json");
  const auto options = std::make_shared<Options>();
  options->records.DeclareOn(*replay);
  replay->add_option("--stream", options->stream, "Only this stream of the home, such as ledger");
  replay->add_option("--from", options->from, "Recorded at this moment or later, UTC")
      ->check(CheckIsoInstant);
  replay->add_option("--before", options->before, "Recorded before this moment, UTC")
      ->check(CheckIsoInstant);
  replay->callback([&action, options] {
    action = [options](Session& session) { return Replay(session, *options); };
  });
}

}  // namespace recourse::cli
