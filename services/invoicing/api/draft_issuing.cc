#include "services/invoicing/api/draft_issuing.h"

#include <utility>

#include "libs/base/check.h"
#include "services/invoicing/api/callers.h"
#include "services/invoicing/api/controlled.h"
#include "services/invoicing/api/draft_refusals.h"
#include "services/invoicing/api/later.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/requesting.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/draft_codec.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

// Who asks for which draft to be issued.
struct DraftAsked {
  std::string account;  // "accounts/a1".
  std::string invoice_id;
  SubmitDraft submit;  // Without the invoice's id, which may be derived.
  std::string etag;
  bool may_approve = false;
};

Expected<DraftAsked, Failure> ReadDraftAsked(const rpc::Call<v1::IssueDraftRequest>& call) {
  const v1::IssueDraftRequest& request = call.request;
  rpc::Fields fields;
  const auto [account, draft_id] = fields.Name("name", request.name(), kDraftName);
  DraftAsked asked{"accounts/" + account,
                   request.invoice_id(),
                   {},
                   request.etag(),
                   kSecondPersons.Has(call.caller.role)};
  if (!request.invoice_id().empty()) fields.Id("invoice_id", request.invoice_id());
  asked.submit = {draft_id, "", fields.OptionalText("number", request.number(), kNumberBytesMax),
                  std::nullopt, call.caller.principal};
  if (request.has_issue_date()) {
    asked.submit.issue_date = fields.Day("issue_date", request.issue_date());
  }
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return asked;
}

// The draft with what is said only now, as an invoice that is asked for.
Expected<InvoiceAsked, Failure> Complete(const DraftAsked& asked, const Draft& draft) {
  AskedContent invoice = draft.content.asked;
  if (!asked.submit.number.empty()) invoice.content.number = asked.submit.number;
  if (asked.submit.issue_date) invoice.content.issue_date = *asked.submit.issue_date;
  std::string missing;
  const auto need = [&](const char* field, bool is_there) {
    if (!is_there) missing += (missing.empty() ? "" : ", ") + std::string(field);
  };
  need("number", !invoice.content.number.empty());
  need("issue_date", draft.content.has_issue_date || asked.submit.issue_date);
  need("due_date", invoice.has_due_date || RestsOnTerms(invoice));
  if (!missing.empty()) return Unexpected{DraftIncomplete(missing)};
  if (!RestsOnTerms(invoice)) {
    auto digested = WithDigest(std::move(invoice.content));
    CHECK(digested);  // It states no digest.
    invoice.content = *std::move(digested);
  }
  return InvoiceAsked{asked.account, asked.invoice_id, std::move(invoice)};
}

Expected<Requested, Failure> Run(engine::Unit& unit, const DraftAsked& asked,
                                 const LimitTable& limits) {
  if (!unit.State<AccountAggregate>(AccountAggregate::kStream)) {
    return Unexpected{NoSuchAccount(unit.home())};
  }
  const std::string stream = DraftAggregate::Stream(asked.submit.draft_id);
  const std::optional<Draft>& draft = unit.State<DraftAggregate>(stream);
  if (!draft) return Unexpected{NoSuchDraft(unit.home() + "/drafts/" + asked.submit.draft_id)};
  if (auto stale = StaleEtag(asked.etag, unit.Version<DraftAggregate>(stream))) {
    return Unexpected{*std::move(stale)};
  }
  const auto invoice = Complete(asked, *draft);
  if (!invoice) return Unexpected{invoice.error()};
  auto request = ToRequest(unit, *invoice, limits);
  if (!request) return Unexpected{request.error()};
  request->draft_id = asked.submit.draft_id;
  request->by_second_person = asked.may_approve && !draft->IsAuthor(asked.submit.by);
  SubmitDraft submit = asked.submit;
  submit.invoice_id = request->invoice_id;
  const auto submitted = unit.Decide<DraftAggregate>(stream, submit);
  if (!submitted) return Unexpected{ToFailure(submitted.error())};
  auto requested = Request(unit, *request);
  if (requested && requested->known && *submitted > 0) {
    return Unexpected{InvoiceExists(unit.home() + "/invoices/" + requested->invoice_id)};
  }
  return requested;
}

// What the engine keeps for the repetition of the request: all of the answer, as if it were issued.
std::string Kept(const Requested& requested) {
  v1::IssueInvoiceResponse response;
  response.set_known(requested.known);
  response.mutable_invoice()->set_name(requested.invoice_id);
  Write(requested.content, response.mutable_invoice()->mutable_content());
  return response.SerializeAsString();
}

Requested ReadKept(const std::string& kept) {
  v1::IssueInvoiceResponse response;
  CHECK(response.ParseFromString(kept));
  wire::Reader reader;
  Requested requested{response.invoice().name(), Read(response.invoice().content(), reader),
                      response.known()};
  CHECK(reader.ok());
  return requested;
}

}  // namespace

Expected<rpc::Begin<v1::IssueInvoiceResponse>, Failure> IssueDraft(
    engine::Commands& commands, const rpc::Call<v1::IssueDraftRequest>& call) {
  auto asked = ReadDraftAsked(call);
  if (!asked) return Unexpected{asked.error()};
  auto told = call.Command(asked->account);
  return rpc::Begin<v1::IssueInvoiceResponse>(
      [&commands, asked = *std::move(asked), command = std::move(told),
       deadline = WallClockAt(call.deadline)](rpc::Reply<v1::IssueInvoiceResponse> reply) {
        const auto answer = [reply](const engine::Result& result) { reply.Answer(result); };
        FindLimits(commands, asked.account, answer,
                   [&commands, asked, command, deadline, answer](LimitTable limits) mutable {
                     command.run = [asked, limits](engine::Unit& unit) -> engine::Outcome {
                       const auto requested = Run(unit, asked, limits);
                       if (!requested) return Unexpected{requested.error()};
                       return Kept(*requested);
                     };
                     command.done = [&commands, account = asked.account, deadline,
                                     answer](const engine::Result& submitted) {
                       if (!submitted.outcome) return answer(submitted);
                       AwaitIssued(commands, account, ReadKept(*submitted.outcome), deadline,
                                   answer);
                     };
                     commands.Submit(std::move(command));
                   });
      });
}

}  // namespace recourse::invoicing
