#include <fmt/format.h>

#include <memory>

#include "libs/base/date.h"
#include "libs/wire/convert.h"
#include "recourse/invoicing/v1/report_service.grpc.pb.h"
#include "tools/recourse/call.h"
#include "tools/recourse/output/cells.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

namespace v1 = invoicing::v1;
using v1::ReportService;

// One row for each change, or one for an event without any.
void AddRows(const v1::HistoryEntry& entry, Table& table) {
  const auto recorded_at = wire::FromWire(entry.recorded_at());
  const std::vector<std::string> head = {fmt::format("{}/{}", entry.shard(), entry.sequence()),
                                         recorded_at ? ToString(*recorded_at) : "?", entry.actor(),
                                         entry.type().substr(entry.type().rfind('.') + 1)};
  const auto add = [&](std::string day, std::string item, std::string amount,
                       std::string currency) {
    std::vector<std::string> row = head;
    row.insert(row.end(),
               {std::move(day), std::move(item), std::move(amount), std::move(currency)});
    table.rows.push_back(std::move(row));
  };
  if (entry.changes().empty()) add("", "", "", "");
  for (const auto& change : entry.changes()) {
    add(DayCell(change.effective_date()), IdCell(change.item()), AmountCell(change.amount()),
        change.amount().currency_code());
  }
}

ExitCode ShowHistory(Session& session, const std::string& name) {
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto stub = ReportService::NewStub((*client)->channel());
  v1::ListHistoryRequest request;
  request.set_name(name);
  Table table{"",
              {{"position"},
               {"recorded_at"},
               {"actor"},
               {"event"},
               {"effective"},
               {"item"},
               {"change", Table::Kind::kAmount},
               {"currency"}},
              {}};
  const auto take = [&](const v1::ListHistoryResponse& page) {
    for (const v1::HistoryEntry& entry : page.entries()) AddRows(entry, table);
  };
  const auto done = CallPages(**client, *stub, &ReportService::Stub::ListHistory, request, take);
  if (!done) return session.Fail(done.error());
  Print({table}, session.format, session.out);
  return ExitCode::kOk;
}

}  // namespace

void AddHistory(CLI::App& root, Action& action) {
  CLI::App* history = root.add_subcommand("history", "What happened to whatever has a name");
  history->footer(
      "Each event with when and by whom, where it lies in the log, and what it changed of what is\n"
      "owed. `recourse replay` shows whole records.\n"
      "\n"
      "Examples:\n"
      "  recourse history accounts/a1/invoices/i1\n"
      "  recourse history accounts/a1/approvals/x1\n"
      "  recourse history issuers/acme/periods\n"
      "  recourse history issuers/acme -o json");
  const auto name = std::make_shared<std::string>();
  history->add_option("name", *name, "Its whole name: accounts/a1/payments/p1")->required();
  history->callback([&action, name] {
    action = [name](Session& session) { return ShowHistory(session, *name); };
  });
}

}  // namespace recourse::cli
