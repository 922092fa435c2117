#include "services/invoicing/api/requesting.h"

#include <utility>

#include "libs/base/check.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/agreement_codec.h"
#include "services/invoicing/codec/ledger_codec.h"

namespace recourse::invoicing {
namespace {

Expected<InvoiceContent, Failure> Resolve(engine::Unit& unit, const AskedContent& asked) {
  if (!RestsOnTerms(asked)) return asked.content;
  static const Agreement kNone;
  const Agreement* agreement = &kNone;
  if (const auto& reference = asked.content.terms.agreement) {
    const auto ids = kAgreementName.Parse(reference->name);
    CHECK(ids);  // Read at the edge.
    agreement = &unit.State<AgreementAggregate>(AgreementAggregate::Stream(std::string((*ids)[1])));
  }
  auto content = WithTerms(asked, *agreement);
  if (!content) return Unexpected{content.error()};
  return WithDigest(*std::move(content));
}

Failure AnotherIssuer(const std::string& asked, const std::string& issuer) {
  return {Failure::Kind::kPrecondition,
          "ISSUER_DIFFERS",
          "The account is another issuer's customer.",
          {{"issuer", asked}, {"account_issuer", issuer}}};
}

// The invoice of the ledger that has this content: the one with the id that was asked for, else the
// one that holds the number.
std::string HolderOf(const Ledger& ledger, const RequestInvoice& request) {
  if (ledger.Find(request.invoice_id) != nullptr) return request.invoice_id;
  return ledger.invoice_by_number.at(request.content.number);
}

v1::IssueInvoiceResponse ToResponse(Requested requested, const std::string& account,
                                    const std::string& issuer) {
  requested.content.issuer = issuer;
  v1::IssueInvoiceResponse response;
  response.set_known(requested.known);
  *response.mutable_invoice() =
      ToIssuedInvoice(account + "/invoices/" + requested.invoice_id, requested.content);
  if (!requested.content.terms.agreement) {
    v1::Warning& warning = *response.add_warnings();
    warning.set_reason("NO_AGREEMENT");
    warning.set_message(
        "The invoice names no agreement: what is charged for being late needs one.");
  }
  return response;
}

// Nothing as long as the issuer has not answered.
std::optional<engine::Outcome> LookForIssued(engine::Unit& unit, const Requested& requested) {
  const Ledger& ledger = unit.State<LedgerAggregate>(LedgerAggregate::kStream);
  const Invoice& invoice = *ledger.Find(requested.invoice_id);
  switch (invoice.status) {
    case Invoice::Status::kRequested:
      return std::nullopt;
    case Invoice::Status::kRefused:
      return Unexpected{NotIssued(invoice.refused_because, invoice.number)};
    case Invoice::Status::kIssued:
      break;
  }
  const Account& account = unit.State<AccountAggregate>(AccountAggregate::kStream);
  return ToResponse(requested, unit.home(), account->issuer).SerializeAsString();
}

// What to tell once the invoice is requested: it will be issued or refused whatever becomes of the
// wait for that, so an engine that does not wait now must not say that nothing was done.
engine::Result ToldOfWait(const engine::Result& waited) {
  const bool not_looked =
      !waited.outcome && (waited.outcome.error().kind == Failure::Kind::kExhausted ||
                          waited.outcome.error().kind == Failure::Kind::kUnavailable);
  if (!not_looked) return waited;
  const Failure failure{
      Failure::Kind::kUnknown,
      "STILL_UNDER_WAY",
      "The invoice is requested and not issued yet: ask again with the same request id.",
      {}};
  return {Unexpected{failure}, waited.position};
}

}  // namespace

Expected<RequestInvoice, Failure> ToRequest(engine::Unit& unit, const InvoiceAsked& asked,
                                            const LimitTable& limits) {
  const Account& account = unit.State<AccountAggregate>(AccountAggregate::kStream);
  if (!account) return Unexpected{NoSuchAccount(unit.home())};
  auto content = Resolve(unit, asked.invoice);
  if (!content) return Unexpected{content.error()};
  RequestInvoice request{asked.account, asked.invoice_id, *std::move(content)};
  std::string& issuer = request.content.issuer;
  if (issuer.empty()) issuer = account->issuer;
  if (issuer != account->issuer) return Unexpected{AnotherIssuer(issuer, account->issuer)};
  if (request.invoice_id.empty()) {
    request.invoice_id = DerivedInvoiceId(issuer, request.content.number);
  }
  request.control =
      ControlBy(limits, ControlledOperation::kCreditNote, request.content.amount.currency);
  request.is_document = asked.is_document;
  return request;
}

Expected<Requested, Failure> Request(engine::Unit& unit, const RequestInvoice& request) {
  const Ledger& ledger = unit.State<LedgerAggregate>(LedgerAggregate::kStream);
  const auto decided = unit.Decide<LedgerAggregate>(LedgerAggregate::kStream, request);
  if (decided) {
    const bool known = *decided == 0;
    return Requested{known ? HolderOf(ledger, request) : request.invoice_id, request.content,
                     known};
  }
  if (decided.error().rule == LedgerRule::kInvoiceWasRefused) {
    const Invoice& refused = *ledger.Find(request.invoice_id);
    return Unexpected{NotIssued(refused.refused_because, refused.number)};
  }
  return Unexpected{ToFailure(decided.error())};
}

void AwaitIssued(engine::Commands& commands, const std::string& account, const Requested& requested,
                 Instant deadline, std::function<void(const engine::Result&)> done) {
  const auto look = [requested](engine::Unit& unit) { return LookForIssued(unit, requested); };
  commands.ReadWhen(account, look, deadline,
                    [done](const engine::Result& issued) { done(ToldOfWait(issued)); });
}

}  // namespace recourse::invoicing
