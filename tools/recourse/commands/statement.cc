#include <memory>
#include <string>
#include <vector>

#include "libs/base/hex.h"
#include "libs/rpc/digest.h"
#include "recourse/invoicing/v1/bank_statement_service.grpc.pb.h"
#include "tools/recourse/call.h"
#include "tools/recourse/commands/statement_lists.h"
#include "tools/recourse/resource_argument.h"
#include "tools/recourse/statement/load_files.h"
#include "tools/recourse/statement/statement_tables.h"
#include "tools/recourse/statement/target_argument.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

namespace v1 = invoicing::v1;
using v1::BankStatementService;
using Stub = BankStatementService::Stub;

struct LineOptions {
  std::string line;
  std::string reason;
  std::vector<std::string> to;
};

std::string NewRequestId() { return ToHex(rpc::RandomBytes(16)); }

// Connects, and does `work` with client and stub.
template <class Work>
ExitCode WithService(Session& session, const Work& work) {
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto stub = BankStatementService::NewStub((*client)->channel());
  return work(**client, *stub);
}

ExitCode ShowLine(Session& session, const Expected<v1::Line, Failure>& line) {
  if (!line) return session.Fail(line.error());
  Print({LineTable({*line})}, session.format, session.out);
  return ExitCode::kOk;
}

Expected<v1::ProposeMatchesResponse, Failure> Proposals(const rpc::Client& client, Stub& stub,
                                                        const std::string& line) {
  v1::ProposeMatchesRequest request;
  request.set_name(line);
  return Call(client, stub, &Stub::ProposeMatches, request);
}

ExitCode ProposeFor(Session& session, const std::string& line) {
  return WithService(session, [&](const rpc::Client& client, Stub& stub) {
    const auto response = Proposals(client, stub, line);
    if (!response) return session.Fail(response.error());
    Print({ProposalTable(*response)}, session.format, session.out);
    return ExitCode::kOk;
  });
}

ExitCode Confirm(Session& session, const LineOptions& options) {
  return WithService(session, [&](const rpc::Client& client, Stub& stub) {
    v1::ConfirmMatchRequest request;
    request.set_request_id(NewRequestId());
    request.set_name(options.line);
    if (options.to.empty()) {
      const auto response = Proposals(client, stub, options.line);
      if (!response) return session.Fail(response.error());
      const auto& proposals = response->proposals();
      if (proposals.empty()) return session.FailUsage("--to: nothing is proposed for this line");
      if (proposals.size() > 1 && proposals[0].score() == proposals[1].score()) {
        return session.FailUsage("--to: several proposals have the same score, say which");
      }
      request.set_account(proposals[0].account());
      *request.mutable_designations() = proposals[0].designations();
    } else {
      v1::SplitLineRequest split;
      if (const auto wrong = ReadTargets(options.to, split)) {
        return session.FailUsage("--to: " + *wrong);
      }
      split.set_request_id(NewRequestId());
      split.set_name(options.line);
      if (!IsWhole(split)) return ShowLine(session, Call(client, stub, &Stub::SplitLine, split));
      request.set_account(split.shares(0).account());
      *request.mutable_designations() = split.shares(0).designations();
    }
    return ShowLine(session, Call(client, stub, &Stub::ConfirmMatch, request));
  });
}

// Ignores or reopens.
template <class Request, class Method>
ExitCode Change(Session& session, const LineOptions& options, Method method) {
  return WithService(session, [&](const rpc::Client& client, Stub& stub) {
    Request request;
    request.set_request_id(NewRequestId());
    request.set_name(options.line);
    request.set_reason(options.reason);
    return ShowLine(session, Call(client, stub, method, request));
  });
}

void AddLoad(CLI::App& statement, Action& action) {
  CLI::App* load = statement.add_subcommand("load", "Load files of camt.05x and MT94x");
  load->footer(
      "A statement that is there already is not loaded again. Lines whose match is sufficient are\n"
      "confirmed at once; the others wait. Of a file that is refused on the way, the statements\n"
      "before that stay loaded; the other files go on, and it ends with 1.\n"
      "\n"
      "Examples:\n"
      "  recourse statement load --issuer acme camt053-2024-03-01.xml\n"
      "  recourse statement load --issuer acme --no-match march/*.sta");
  const auto options = std::make_shared<LoadOptions>();
  load->add_option("files", options->files, "The files")->required();
  load->add_option("--issuer", options->issuer, "Whose bank account: acme or issuers/acme")
      ->required();
  load->add_option("--mt-encoding", options->mt_encoding,
                   "Of MT files, such as IBM437; else told from their bytes");
  load->add_flag("--no-match", options->no_match, "Confirm nothing");
  load->callback([&action, options] {
    action = [options](Session& session) { return LoadFiles(session, *options); };
  });
}

CLI::App* AddLineCommand(CLI::App& statement, const char* name, const char* about,
                         const std::string& footer, const std::shared_ptr<LineOptions>& options) {
  CLI::App* command = statement.add_subcommand(name, about);
  command->footer(footer);
  command->add_option("line", options->line, "issuers/acme/statements/4f.../lines/3")->required();
  return command;
}

void AddMatching(CLI::App& statement, Action& action) {
  const auto asked = std::make_shared<LineOptions>();
  AddLineCommand(statement, "propose", "What a line may pay, and why",
                 "Examples:\n  recourse statement propose issuers/acme/statements/4f.../lines/3",
                 asked)
      ->callback([&action, asked] {
        action = [asked](Session& session) { return ProposeFor(session, asked->line); };
      });

  const auto confirmed = std::make_shared<LineOptions>();
  CLI::App* confirm = AddLineCommand(
      statement, "confirm", "Say what a line paid, and record the payment",
      "Without --to what is proposed first is meant. What is left of the line, or of an account's\n"
      "part of it, clears by the account's rule. Several accounts get parts, together the line.\n"
      "\n"
      "Examples:\n"
      "  recourse statement confirm issuers/acme/statements/4f.../lines/3\n"
      "  recourse statement confirm LINE --to accounts/a1\n"
      "  recourse statement confirm LINE --to accounts/a1/invoices/i1=12.34EUR\n"
      "  recourse statement confirm LINE --to accounts/a1=30.00EUR --to accounts/a2=20.00EUR",
      confirmed);
  confirm->add_option("--to", confirmed->to,
                      "An account and how much it gets, or an invoice and how much of it");
  confirm->callback([&action, confirmed] {
    action = [confirmed](Session& session) { return Confirm(session, *confirmed); };
  });
}

void AddChanges(CLI::App& statement, Action& action) {
  const auto ignored = std::make_shared<LineOptions>();
  CLI::App* ignore = AddLineCommand(
      statement, "ignore", "A line pays nothing that is owed here",
      "Examples:\n  recourse statement ignore LINE --reason \"interest of the bank\"", ignored);
  ignore->add_option("--reason", ignored->reason, "In words")->required();
  ignore->callback([&action, ignored] {
    action = [ignored](Session& session) {
      return Change<v1::IgnoreLineRequest>(session, *ignored, &Stub::IgnoreLine);
    };
  });

  const auto reopened = std::make_shared<LineOptions>();
  CLI::App* reopen = AddLineCommand(
      statement, "reopen", "A line waits again",
      "One that was ignored, or whose payment was reversed.\n"
      "\n"
      "Examples:\n  recourse statement reopen LINE --reason \"it was another customer\"",
      reopened);
  reopen->add_option("--reason", reopened->reason, "In words")->required();
  reopen->callback([&action, reopened] {
    action = [reopened](Session& session) {
      return Change<v1::ReopenLineRequest>(session, *reopened, &Stub::ReopenLine);
    };
  });
}

}  // namespace

void AddStatement(CLI::App& root, Action& action) {
  CLI::App* statement = root.add_subcommand("statement", "Bank statements, and what they pay");
  statement->require_subcommand(1);
  AddLoad(*statement, action);
  AddStatementLists(*statement, action);
  AddMatching(*statement, action);
  AddChanges(*statement, action);
}

}  // namespace recourse::cli
