#include "tools/recourse/commands/statement_lists.h"

#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "libs/wire/convert.h"
#include "recourse/invoicing/v1/bank_statement_service.grpc.pb.h"
#include "tools/recourse/call.h"
#include "tools/recourse/day_argument.h"
#include "tools/recourse/resource_argument.h"
#include "tools/recourse/statement/statement_tables.h"

namespace recourse::cli {
namespace {

namespace v1 = invoicing::v1;
using v1::BankStatementService;
using Stub = BankStatementService::Stub;

struct ListOptions {
  std::string parent;
  std::string state;
  std::string from;
  std::string through;
  std::string order;
  bool descending = false;
  bool gaps = false;
};

// What --order may be.
const std::map<std::string, v1::LineOrderBy> kLineOrders{{"name", v1::LINE_ORDER_BY_NAME},
                                                         {"booked", v1::LINE_ORDER_BY_BOOKING_DATE},
                                                         {"valued", v1::LINE_ORDER_BY_VALUE_DATE},
                                                         {"amount", v1::LINE_ORDER_BY_AMOUNT}};
const std::map<std::string, v1::LineState> kLineStates{
    {"waiting", v1::LINE_STATE_WAITING},
    {"confirmed", v1::LINE_STATE_CONFIRMED},
    {"recorded", v1::LINE_STATE_RECORDED},
    {"ignored", v1::LINE_STATE_IGNORED},
    {"not_a_payment", v1::LINE_STATE_NOT_A_PAYMENT}};

template <class Item, class Items>
void Take(Items* items, std::vector<Item>& all) {
  all.insert(all.end(), std::make_move_iterator(items->begin()),
             std::make_move_iterator(items->end()));
}

ExitCode List(Session& session, const ListOptions& options) {
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto stub = BankStatementService::NewStub((*client)->channel());
  v1::ListStatementsRequest request;
  request.set_parent(NameIn("issuers", options.parent));
  if (options.gaps) request.mutable_filter()->set_continuity(v1::STATEMENT_CONTINUITY_GAP);
  request.mutable_order()->set_by(v1::STATEMENT_ORDER_BY_CLOSING_DATE);
  std::vector<v1::Statement> statements;
  const auto take = [&](v1::ListStatementsResponse page) {
    Take(page.mutable_statements(), statements);
  };
  const auto done = CallPages(**client, *stub, &Stub::ListStatements, request, take);
  if (!done) return session.Fail(done.error());
  Print({StatementTable(statements)}, session.format, session.out);
  return ExitCode::kOk;
}

ExitCode Lines(Session& session, const ListOptions& options) {
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto stub = BankStatementService::NewStub((*client)->channel());
  v1::ListLinesRequest request;
  request.set_parent(NameIn("issuers", options.parent));
  if (!options.state.empty()) request.set_state(kLineStates.at(options.state));
  if (!options.order.empty()) request.mutable_order()->set_by(kLineOrders.at(options.order));
  request.mutable_order()->set_descending(options.descending);
  auto* const filter = request.mutable_filter();
  if (!options.from.empty()) {
    wire::Write(*ParseIsoDay(options.from), filter->mutable_booking_from());
  }
  if (!options.through.empty()) {
    wire::Write(*ParseIsoDay(options.through), filter->mutable_booking_through());
  }
  std::vector<v1::Line> lines;
  const auto take = [&](v1::ListLinesResponse page) { Take(page.mutable_lines(), lines); };
  const auto done = CallPages(**client, *stub, &Stub::ListLines, request, take);
  if (!done) return session.Fail(done.error());
  Print({LineTable(lines)}, session.format, session.out);
  return ExitCode::kOk;
}

template <class Values>
std::vector<std::string> Words(const Values& values) {
  std::vector<std::string> words;
  for (const auto& [word, value] : values) words.push_back(word);
  return words;
}

}  // namespace

void AddStatementLists(CLI::App& statement, Action& action) {
  CLI::App* list = statement.add_subcommand("list", "All statements of an issuer, by closing day");
  list->footer(
      "A statement that does not go on where the one before it ended is a gap: one between them "
      "is\n"
      "missing.\n"
      "\n"
      "Examples:\n"
      "  recourse statement list acme\n"
      "  recourse statement list acme --gaps -o csv");
  const auto listed = std::make_shared<ListOptions>();
  list->add_option("issuer", listed->parent, "The issuer: acme or issuers/acme")->required();
  list->add_flag("--gaps", listed->gaps, "Only those behind a gap");
  list->callback([&action, listed] {
    action = [listed](Session& session) { return List(session, *listed); };
  });

  CLI::App* lines = statement.add_subcommand("lines", "The lines of one statement, or of all");
  lines->footer(
      "Examples:\n"
      "  recourse statement lines acme --state waiting --order amount --descending\n"
      "  recourse statement lines acme --booked-from 2024-03-01 --booked-to 2024-03-31\n"
      "  recourse statement lines issuers/acme/statements/4f... -o csv");
  const auto options = std::make_shared<ListOptions>();
  lines->add_option("parent", options->parent, "The issuer, or the name of a statement")
      ->required();
  lines->add_option("--state", options->state, "Only those in this state")
      ->check(CLI::IsMember(Words(kLineStates)));
  lines->add_option("--booked-from", options->from, "Booked on this day or later")
      ->check(CheckIsoDay);
  lines->add_option("--booked-to", options->through, "Booked on this day or earlier")
      ->check(CheckIsoDay);
  lines->add_option("--order", options->order, "In what order")
      ->check(CLI::IsMember(Words(kLineOrders)));
  lines->add_flag("--descending", options->descending, "The other way round");
  lines->callback([&action, options] {
    action = [options](Session& session) { return Lines(session, *options); };
  });
}

}  // namespace recourse::cli
