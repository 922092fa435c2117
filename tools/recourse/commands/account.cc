#include <fmt/format.h>

#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "recourse/collections/v1/collections_service.grpc.pb.h"
#include "recourse/communication_log/v1/communication_log_service.grpc.pb.h"
#include "recourse/dispute/v1/dispute_service.grpc.pb.h"
#include "recourse/invoicing/v1/invoicing_service.grpc.pb.h"
#include "tools/recourse/account/case_tables.h"
#include "tools/recourse/account/ledger_tables.h"
#include "tools/recourse/call.h"
#include "tools/recourse/resource_argument.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

using collections::v1::CollectionsService;
using communication_log::v1::CommunicationLogService;
using dispute::v1::DisputeService;
using invoicing::v1::InvoicingService;

struct Options {
  std::string account;
  std::string show;  // Empty: all.
};

using Tables = Expected<std::vector<Table>, Failure>;

// Moves the elements of a repeated field of a page to the end of `all`.
template <class Repeated, class Element>
void Append(Repeated& page, std::vector<Element>& all) {
  all.insert(all.end(), std::make_move_iterator(page.begin()), std::make_move_iterator(page.end()));
}

Tables AskInvoicing(const rpc::Client& client, const std::string& name) {
  const auto stub = InvoicingService::NewStub(client.channel());
  invoicing::v1::GetAccountRequest of_account;
  of_account.set_name(name);
  const auto account = Call(client, *stub, &InvoicingService::Stub::GetAccount, of_account);
  if (!account) return Unexpected{account.error()};
  invoicing::v1::GetBalanceRequest of_balance;
  of_balance.set_name(name);
  const auto balance = Call(client, *stub, &InvoicingService::Stub::GetBalance, of_balance);
  if (!balance) return Unexpected{balance.error()};
  invoicing::v1::ListInvoicesRequest request;
  request.set_parent(name);
  std::vector<invoicing::v1::Invoice> invoices;
  const auto done = CallPages(client, *stub, &InvoicingService::Stub::ListInvoices, request,
                              [&](auto page) { Append(*page.mutable_invoices(), invoices); });
  if (!done) return Unexpected{done.error()};
  return std::vector<Table>{AccountTable(*account), BalanceTable(*balance), InvoiceTable(invoices)};
}

Tables AskDispute(const rpc::Client& client, const std::string& name) {
  const auto stub = DisputeService::NewStub(client.channel());
  dispute::v1::ListDisputesRequest request;
  request.set_parent(name);
  std::vector<dispute::v1::Dispute> disputes;
  const auto done = CallPages(client, *stub, &DisputeService::Stub::ListDisputes, request,
                              [&](auto page) { Append(*page.mutable_disputes(), disputes); });
  if (!done) return Unexpected{done.error()};
  return std::vector<Table>{DisputeTable(disputes)};
}

Tables AskCollections(const rpc::Client& client, const std::string& name) {
  const auto stub = CollectionsService::NewStub(client.channel());
  collections::v1::GetCaseRequest request;
  request.set_name(name + "/case");
  auto kase = Call(client, *stub, &CollectionsService::Stub::GetCase, request);
  if (!kase) {
    // Collections has not heard of the account yet: there is nothing to chase.
    if (kase.error().kind != Failure::Kind::kNotFound) return Unexpected{kase.error()};
    kase = collections::v1::Case();
  }
  std::vector<Table> tables{ChasedTable(*kase), HoldTable(*kase), PromiseTable(*kase),
                            PlacementTable(*kase)};
  const collections::v1::Case::LeftOut& left_out = kase->left_out();
  tables[0].rows_left_out = left_out.invoices();
  tables[1].rows_left_out = left_out.holds();
  tables[2].rows_left_out = left_out.promises();
  tables[3].rows_left_out = left_out.placements();
  return tables;
}

Tables AskCommunicationLog(const rpc::Client& client, const std::string& name) {
  const auto stub = CommunicationLogService::NewStub(client.channel());
  communication_log::v1::ListContactsRequest request;
  request.set_parent(name);
  std::vector<communication_log::v1::ContactEntry> entries;
  const auto done = CallPages(client, *stub, &CommunicationLogService::Stub::ListContacts, request,
                              [&](auto page) { Append(*page.mutable_entries(), entries); });
  if (!done) return Unexpected{done.error()};
  return std::vector<Table>{MessageTable(entries)};
}

ExitCode ShowAccount(Session& session, const Options& options) {
  if (session.format == Format::kCsv && options.show.empty()) {
    return session.FailUsage("-o csv shows one table: name it with --show, as --show invoices");
  }
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const std::string name = NameIn("accounts", options.account);
  std::vector<Table> tables;
  for (const auto ask : {AskInvoicing, AskDispute, AskCollections, AskCommunicationLog}) {
    auto asked = ask(**client, name);
    if (!asked) return session.Fail(asked.error());
    for (Table& table : *asked) {
      if (options.show.empty() || options.show == table.title) tables.push_back(std::move(table));
    }
  }
  Print(tables, session.format, session.out);
  for (const Table& table : tables) {
    if (table.rows_left_out == 0) continue;
    session.err << fmt::format("recourse: {} more of {} are too many for one answer\n",
                               table.rows_left_out, table.title);
  }
  return ExitCode::kOk;
}

}  // namespace

void AddAccount(CLI::App& root, Action& action) {
  CLI::App* account = root.add_subcommand("account", "Show one account as all services see it");
  account->footer(
      "Examples:\n"
      "  recourse account 3993-QUNVJ\n"
      "  recourse account 3993-QUNVJ --show invoices -o csv\n"
      "  recourse account 3993-QUNVJ -o json");
  const auto options = std::make_shared<Options>();
  account->add_option("account", options->account, "The account: a1 or accounts/a1")->required();
  account->add_option("--show", options->show, "Only one table; -o csv needs it")
      ->check(CLI::IsMember({"account", "balance", "invoices", "disputes", "case", "holds",
                             "promises", "placements", "messages"}));
  account->callback([&action, options] {
    action = [options](Session& session) { return ShowAccount(session, *options); };
  });
}

}  // namespace recourse::cli
