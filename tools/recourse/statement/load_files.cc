#include "tools/recourse/statement/load_files.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "libs/bank_statement/statement_reader.h"
#include "libs/base/hex.h"
#include "libs/process/failure_text.h"
#include "libs/rpc/digest.h"
#include "recourse/invoicing/v1/bank_statement_service.grpc.pb.h"
#include "tools/recourse/call.h"
#include "tools/recourse/resource_argument.h"
#include "tools/recourse/statement/loading.h"
#include "tools/recourse/statement/statement_tables.h"

namespace recourse::cli {
namespace {

namespace v1 = invoicing::v1;
using Stub = v1::BankStatementService::Stub;

std::string NewRequestId() { return ToHex(rpc::RandomBytes(16)); }

// Loads one file.
class FileLoader {
 public:
  FileLoader(const rpc::Client& client, Stub& stub, const LoadOptions& options)
      : client_(client),
        stub_(stub),
        options_(options),
        issuer_(NameIn("issuers", options.issuer)) {}

  // What is there of the file, also if it fails on the way.
  Expected<Done, Failure> Load(const std::string& file, std::vector<LoadedStatement>& loaded) {
    const FileContents contents = ReadContents(file, options_.mt_encoding);
    std::vector<bool> wanted;
    for (const std::string& key : contents.keys) {
      const auto known = Get(key);
      if (!known && known.error().kind != Failure::Kind::kNotFound) {
        return Unexpected{known.error()};
      }
      wanted.push_back(!known);
    }
    if (const auto sent = Send(file, contents, wanted); !sent) return sent;
    for (std::size_t i = 0; i < contents.keys.size(); ++i) {
      const auto statement = Get(contents.keys[i]);
      if (!statement) return Unexpected{statement.error()};
      LoadedStatement row{file, *statement, !wanted[i], 0};
      if (const auto matched = Match(row); !matched) return matched;
      loaded.push_back(std::move(row));
    }
    return contents.read;
  }

 private:
  Expected<v1::Statement, Failure> Get(const std::string& key) {
    v1::GetStatementRequest request;
    request.set_name(issuer_ + "/statements/" + key);
    return Call(client_, stub_, &Stub::GetStatement, request);
  }

  Expected<Done, Failure> Send(const std::string& file, const FileContents& contents,
                               const std::vector<bool>& wanted) {
    if (std::find(wanted.begin(), wanted.end(), true) == wanted.end()) return Done{};
    std::optional<Failure> refused;
    const auto send = [&](std::size_t,
                          v1::LoadStatementRequest request) -> Expected<Done, Failure> {
      request.set_request_id(NewRequestId());
      request.set_parent(issuer_);
      const auto answer = Call(client_, stub_, &Stub::LoadStatement, request);
      if (answer) return Done{};
      refused = answer.error();
      return Unexpected{answer.error()};
    };
    LineSender sender(contents, wanted, send);
    (void)bank_statement::ReadStatementFile(file, sender, options_.mt_encoding);
    if (refused) return Unexpected{*refused};
    return Done{};
  }

  Expected<Done, Failure> Match(LoadedStatement& row) {
    if (options_.no_match) return Done{};
    v1::MatchStatementRequest request;
    request.set_name(row.statement.name());
    do {
      request.set_request_id(NewRequestId());
      const auto matched = Call(client_, stub_, &Stub::MatchStatement, request);
      if (!matched) return Unexpected{matched.error()};
      row.confirmed += matched->confirmed();
      request.set_after_line(matched->last_line());
    } while (request.after_line() != 0);
    return Done{};
  }

  const rpc::Client& client_;
  Stub& stub_;
  const LoadOptions& options_;
  const std::string issuer_;
};

}  // namespace

ExitCode LoadFiles(Session& session, const LoadOptions& options) {
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto stub = v1::BankStatementService::NewStub((*client)->channel());
  FileLoader loader(**client, *stub, options);
  ExitCode ended = ExitCode::kOk;
  std::vector<LoadedStatement> loaded;
  for (const std::string& file : options.files) {
    const auto done = loader.Load(file, loaded);
    if (done) continue;
    session.err << "recourse: " << file << ": " << process::ToText(done.error()) << '\n';
    if (ended == ExitCode::kOk) ended = process::ToExitCode(done.error());
    const bool is_away = done.error().kind == Failure::Kind::kUnavailable ||
                         done.error().kind == Failure::Kind::kDenied;
    if (is_away) break;
  }
  Print({LoadedTable(loaded)}, session.format, session.out);
  return ended;
}

}  // namespace recourse::cli
