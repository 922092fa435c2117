#include "services/invoicing/api/import_api.h"

#include <memory>

#include "libs/base/check.h"
#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/issuing.h"
#include "services/invoicing/api/later.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/issuer_codec.h"
#include "services/invoicing/documents/read_document.h"
#include "services/invoicing/documents/seller.h"

namespace recourse::invoicing {
namespace {

// What is to be imported, for as long as it takes.
struct Import {
  std::shared_ptr<const InvoiceAsked> asked;
  einvoice::Party seller;
  std::vector<Notice> notices;
  engine::Command command;
  Instant deadline;
};

// Whose customer the account is: "issuers/acme".
engine::Outcome IssuerOf(engine::Unit& unit) {
  const Account& account = unit.State<AccountAggregate>(AccountAggregate::kStream);
  if (!account) return Unexpected{NoSuchAccount(unit.home())};
  return account->issuer;
}

Failure SellerDiffers(const einvoice::Party& seller, const IssuerProfile& issuer) {
  return {Failure::Kind::kPrecondition,
          "SELLER_DIFFERS",
          "The document's seller is not the account's issuer, by tax id or by name.",
          {{"seller", Shown(seller)}, {"issuer", Shown(issuer)}}};
}

engine::Outcome CompareSeller(engine::Unit& unit, const einvoice::Party& seller) {
  const Issuer& issuer = unit.State<IssuerAggregate>(IssuerAggregate::kStream);
  if (!issuer) return Unexpected{NoSuchIssuer(unit.home())};
  if (!IsSeller(*issuer, seller)) return Unexpected{SellerDiffers(seller, *issuer)};
  return std::string();
}

v1::ImportInvoiceResponse ToResponse(const std::string& issued,
                                     const std::vector<Notice>& notices) {
  v1::IssueInvoiceResponse of_issue;
  CHECK(of_issue.ParseFromString(issued));
  v1::ImportInvoiceResponse response;
  response.set_known(of_issue.known());
  *response.mutable_invoice() = std::move(*of_issue.mutable_invoice());
  *response.mutable_warnings() = std::move(*of_issue.mutable_warnings());
  for (const Notice& notice : notices) {
    v1::Warning& warning = *response.add_warnings();
    warning.set_reason(notice.reason);
    warning.set_message(notice.message);
  }
  return response;
}

using Reply = rpc::Reply<v1::ImportInvoiceResponse>;

void IssueIt(engine::Commands& commands, const std::shared_ptr<Import>& import, Reply reply) {
  Issue(commands, std::move(import->command), import->asked, import->deadline,
        [import, reply](const engine::Result& issued) {
          if (!issued.outcome) return reply.Answer(issued);
          reply.Send(ToResponse(*issued.outcome, import->notices), issued.position);
        });
}

// The issuer lies in a home of its own, and neither account nor issuer changes: so they are read
// one after the other, then the invoice is issued.
void Begin(engine::Commands& commands, const std::shared_ptr<Import>& import, Reply reply) {
  const auto compare = [import](engine::Unit& unit) { return CompareSeller(unit, import->seller); };
  commands.Read(import->asked->account, IssuerOf,
                [&commands, import, compare, reply](const engine::Result& account) {
                  if (!account.outcome) return reply.Answer(account);
                  commands.Read(*account.outcome, compare,
                                [&commands, import, reply](const engine::Result& issuer) {
                                  if (!issuer.outcome) return reply.Answer(issuer);
                                  IssueIt(commands, import, reply);
                                });
                });
}

Expected<rpc::Begin<v1::ImportInvoiceResponse>, Failure> PrepareImport(
    engine::Commands& commands, const rpc::Call<v1::ImportInvoiceRequest>& call) {
  const v1::ImportInvoiceRequest& request = call.request;
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kAccountName);
  if (!request.invoice_id().empty()) fields.Id("invoice_id", request.invoice_id());
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  auto document = ReadDocument(request.document());
  if (!document) return Unexpected{document.error()};

  auto import = std::make_shared<Import>();
  AskedContent content{std::move(document->content), true};
  import->asked = std::make_shared<const InvoiceAsked>(
      InvoiceAsked{request.parent(), request.invoice_id(), std::move(content), true});
  import->seller = std::move(document->seller);
  import->notices = std::move(document->notices);
  import->command = call.Command(request.parent());
  import->deadline = WallClockAt(call.deadline);
  return rpc::Begin<v1::ImportInvoiceResponse>(
      [&commands, import](Reply reply) { Begin(commands, import, reply); });
}

}  // namespace

ImportApi::ImportApi(rpc::Shell& shell, engine::Commands& commands)
    : Service(shell, commands, "recourse.invoicing.v1.ImportService") {
  Answer<v1::ImportInvoiceRequest, v1::ImportInvoiceResponse>(
      "ImportInvoice", kStaff,
      [&commands](const auto& call) { return PrepareImport(commands, call); });
}

}  // namespace recourse::invoicing
