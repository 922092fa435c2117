#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "libs/base/hex.h"
#include "libs/rpc/digest.h"
#include "libs/rpc/token_store.h"
#include "recourse/admin/v1/token_service.grpc.pb.h"
#include "tools/recourse/call.h"
#include "tools/recourse/processes.h"
#include "tools/recourse/subcommand.h"

namespace recourse::cli {
namespace {

using admin::v1::TokenService;

constexpr std::size_t kHashShown = 16;

struct IssueOptions {
  std::string principal;
  std::string role;
  std::string file;  // Empty: the token is printed.
};

// For CLI11: why no file can be kept at `path`, or "". Looked at first, so that nothing is changed.
std::string CheckFileCanBe(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code failed;
  const fs::path folder = fs::absolute(path, failed).parent_path();
  if (!fs::is_directory(folder, failed)) {
    return fmt::format("\"{}\": there is no folder {}", path, folder.string());
  }
  if (fs::is_directory(path, failed)) return fmt::format("\"{}\": is a folder", path);
  if (access(folder.c_str(), W_OK | X_OK) != 0) {
    return fmt::format("\"{}\": the folder {} cannot be written to", path, folder.string());
  }
  return "";
}

// The token that `file` holds, so that a repeat issues the same one; else a new one, which is kept
// there before anybody is asked to let it in.
Expected<std::string, Failure> TokenIn(const std::string& file) {
  const auto held = rpc::ReadTokenFile(file);
  if (held || held.error().kind != Failure::Kind::kNotFound) return held;
  std::string token = rpc::NewToken();
  if (const auto kept = rpc::WriteTokenFile(file, token); !kept) return Unexpected{kept.error()};
  return token;
}

// Where a caller of this role may call; agencies call collections only.
Expected<std::vector<std::string>, Failure> ProcessesCalledAs(const rpc::Client& client,
                                                              const std::string& role) {
  if (role == "agency") return std::vector<std::string>{"collections"};
  return Processes(client);
}

ExitCode Issue(Session& session, const IssueOptions& options) {
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto token = options.file.empty() ? Expected<std::string, Failure>(rpc::NewToken())
                                          : TokenIn(options.file);
  if (!token) return session.Fail(token.error());
  const rpc::Digest hash = rpc::Sha256({*token});
  admin::v1::IssueTokenRequest request;
  request.set_principal(options.principal);
  request.set_role(options.role);
  request.set_token_sha256(ToHex({hash.data(), hash.size()}));
  const auto stub = TokenService::NewStub((*client)->channel());
  const auto processes = ProcessesCalledAs(**client, options.role);
  if (!processes) return session.Fail(processes.error());
  for (const std::string& process : *processes) {
    const auto issued = Call(**client, *stub, &TokenService::Stub::IssueToken, request, process);
    if (!issued) return session.Fail(issued.error());
  }
  Table table{"", {{"principal"}, {"role"}}, {{options.principal, options.role}}};
  table.columns.push_back({options.file.empty() ? "token" : "file"});
  table.rows[0].push_back(options.file.empty() ? *token : options.file);
  Print({table}, session.format, session.out);
  if (options.file.empty()) session.err << "This is the only time that the token is shown.\n";
  return ExitCode::kOk;
}

ExitCode Revoke(Session& session, const std::string& principal) {
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  admin::v1::RevokeTokensRequest request;
  request.set_principal(principal);
  const auto stub = TokenService::NewStub((*client)->channel());
  const auto processes = Processes(**client);
  if (!processes) return session.Fail(processes.error());
  std::uint32_t count = 0;  // Processes may have them in common.
  for (const std::string& process : *processes) {
    const auto revoked = Call(**client, *stub, &TokenService::Stub::RevokeTokens, request, process);
    if (!revoked) return session.Fail(revoked.error());
    count = std::max(count, revoked->revoked());
  }
  if (count == 0) {
    return session.Fail({Failure::Kind::kNotFound,
                         "NO_TOKEN",
                         "This principal holds no token",
                         {{"principal", principal}}});
  }
  const Table table{
      "", {{"principal"}, {"revoked", Table::Kind::kCount}}, {{principal, std::to_string(count)}}};
  Print({table}, session.format, session.out);
  return ExitCode::kOk;
}

ExitCode List(Session& session) {
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  Table table{"", {{"principal"}, {"role"}, {"sha256"}}, {}};
  const auto stub = TokenService::NewStub((*client)->channel());
  const auto processes = Processes(**client);
  if (!processes) return session.Fail(processes.error());
  std::set<std::vector<std::string>> rows;  // Processes may have them in common.
  for (const std::string& process : *processes) {
    const auto listed = CallPages(
        **client, *stub, &TokenService::Stub::ListTokens, admin::v1::ListTokensRequest(),
        [&](const admin::v1::ListTokensResponse& page) {
          for (const auto& token : page.tokens()) {
            rows.insert(
                {token.principal(), token.role(), token.token_sha256().substr(0, kHashShown)});
          }
        },
        process);
    if (!listed) return session.Fail(listed.error());
  }
  table.rows.assign(rows.begin(), rows.end());
  Print({table}, session.format, session.out);
  return ExitCode::kOk;
}

void AddIssue(CLI::App& token, Action& action) {
  CLI::App* issue = token.add_subcommand("issue", "Let somebody in");
  issue->footer(
      "A partner's principal is partners/ and the id it is registered by; its role is agency. "
      "With\n"
      "--out the token is kept in that file, mode 0600, and a repeat issues the same one; else it\n"
      "is printed, once, and a repeat issues another.\n"
      "\n"
      "Examples:\n"
      "  recourse token issue partners/nord --role agency --out nord.token\n"
      "  recourse token issue clerks/anna --role clerk -o json");
  const auto options = std::make_shared<IssueOptions>();
  issue->add_option("PRINCIPAL", options->principal, "Who: partners/nord, clerks/anna")->required();
  issue->add_option("--role", options->role, "operator, clerk, approver, analyst or agency")
      ->required();
  issue->add_option("--out", options->file, "The file that is to hold the token")
      ->check(CheckFileCanBe);
  issue->callback([&action, options] {
    action = [options](Session& session) { return Issue(session, *options); };
  });
}

void AddRevoke(CLI::App& token, Action& action) {
  CLI::App* revoke = token.add_subcommand("revoke", "Take back all tokens of a principal");
  revoke->footer(
      "Its calls are refused and its open streams end, at once. Your own tokens and those that\n"
      "init issued are not revoked.\n"
      "\n"
      "Examples:\n"
      "  recourse token revoke partners/nord\n"
      "  recourse token revoke clerks/anna -o json");
  const auto principal = std::make_shared<std::string>();
  revoke->add_option("PRINCIPAL", *principal, "Whose: partners/nord")->required();
  revoke->callback([&action, principal] {
    action = [principal](Session& session) { return Revoke(session, *principal); };
  });
}

}  // namespace

void AddToken(CLI::App& root, Action& action) {
  CLI::App* token = root.add_subcommand("token", "Say who may call the services");
  token->require_subcommand(1);
  token->footer(
      "Examples:\n"
      "  recourse token issue partners/nord --role agency --out nord.token\n"
      "  recourse token list\n"
      "  recourse token revoke partners/nord");
  AddIssue(*token, action);
  AddRevoke(*token, action);
  CLI::App* list = token->add_subcommand("list", "Who holds tokens, and the hash of each");
  list->footer(
      "Examples:\n"
      "  recourse token list\n"
      "  recourse token list -o json");
  list->callback([&action] { action = List; });
}

}  // namespace recourse::cli
