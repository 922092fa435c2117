#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "libs/base/hex.h"
#include "libs/process/exit_code.h"
#include "libs/process/failure_text.h"
#include "libs/rpc/digest.h"
#include "recourse/invoicing/v1/import_service.grpc.pb.h"
#include "tools/recourse/call.h"
#include "tools/recourse/output/cells.h"
#include "tools/recourse/resource_argument.h"
#include "tools/recourse/subcommand.h"
#include "tools/recourse/text_file.h"

namespace recourse::cli {
namespace {

namespace v1 = invoicing::v1;
using v1::ImportService;

constexpr std::size_t kDocumentBytesMax = 1'000'000;  // As ImportInvoiceRequest.document.
constexpr std::size_t kRequestIdBytes = 16;

struct Options {
  std::vector<std::string> files;
  std::string account;
};

Table ImportedTable() {
  using Kind = Table::Kind;
  return {"imported",
          {{"file"},
           {"number"},
           {"currency"},
           {"amount", Kind::kAmount},
           {"state"},
           {"invoice"},
           {"warnings"}},
          {}};
}

std::vector<std::string> Row(const std::string& file, const v1::ImportInvoiceResponse& imported) {
  const v1::InvoiceContent& content = imported.invoice().content();
  std::string warnings;
  for (const v1::Warning& warning : imported.warnings()) {
    warnings += (warnings.empty() ? "" : " ") + warning.reason();
  }
  return {std::filesystem::path(file).filename(),
          content.number(),
          content.amount().currency_code(),
          AmountCell(content.amount()),
          imported.known() ? "known" : "new",
          IdCell(imported.invoice().name()),
          warnings};
}

// Each time under a new request id: what tells an invoice again is its number and content, and the
// answer is to say whether it was there.
Expected<v1::ImportInvoiceResponse, Failure> ImportOne(const rpc::Client& client,
                                                       ImportService::Stub& stub,
                                                       const std::string& account,
                                                       const std::string& file) {
  auto document = ReadTextFile(file, kDocumentBytesMax);
  if (!document) return Unexpected{document.error()};
  v1::ImportInvoiceRequest request;
  request.set_request_id("import-" + ToHex(rpc::RandomBytes(kRequestIdBytes)));
  request.set_parent(account);
  request.set_document(*std::move(document));
  return Call(client, stub, &ImportService::Stub::ImportInvoice, request);
}

// Whether the next document would fare no better.
bool StopsAll(const Failure& failure) {
  using enum Failure::Kind;
  return failure.kind == kUnavailable || failure.kind == kUnknown || failure.kind == kDenied;
}

ExitCode Import(Session& session, const Options& options) {
  const auto client = Connect(session.place);
  if (!client) return session.Fail(client.error());
  const auto stub = ImportService::NewStub((*client)->channel());
  const std::string account = NameIn("accounts", options.account);
  Table table = ImportedTable();
  ExitCode code = ExitCode::kOk;
  for (const std::string& file : options.files) {
    const auto imported = ImportOne(**client, *stub, account, file);
    if (imported) {
      table.rows.push_back(Row(file, *imported));
      continue;
    }
    const Failure& failure = imported.error();
    session.err << "recourse: " << file << ": " << process::ToText(failure) << '\n';
    if (code == ExitCode::kOk) code = process::ToExitCode(failure);
    if (StopsAll(failure)) break;
  }
  Print({table}, session.format, session.out);
  return code;
}

}  // namespace

void AddInvoice(CLI::App& root, Action& action) {
  CLI::App* invoice = root.add_subcommand("invoice", "Invoices that others have written");
  invoice->require_subcommand(1);
  invoice->footer("Examples:\n  recourse invoice import r-17.xml --account accounts/a1");

  CLI::App* import =
      invoice->add_subcommand("import", "Issue what electronic invoices say: UBL 2.1 or CII");
  import->footer(
      "Each file is one document of EN 16931, of at most 1,000,000 bytes, whose seller is the\n"
      "account's issuer. Credit notes become invoices of a negative amount. What breaks a rule is\n"
      "refused with the rule's number and place, and does not stop the others; the exit code is\n"
      "then that of the first. Again, also in the other syntax, it is known and adds nothing.\n"
      "\n"
      "Examples:\n"
      "  recourse invoice import r-17.xml --account accounts/a1\n"
      "  recourse invoice import inbox/*.xml --account a1 -o json");
  const auto options = std::make_shared<Options>();
  import->add_option("files", options->files, "The documents")->required();
  import->add_option("--account", options->account, "Who owes them: a1 or accounts/a1")->required();
  import->callback([&action, options] {
    action = [options](Session& session) { return Import(session, *options);
};
}  // namespace recourse::cli
);
}

}  // namespace recourse::cli
