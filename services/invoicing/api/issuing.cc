#include "services/invoicing/api/issuing.h"

#include "services/invoicing/api/invoice_fields.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/ledger_codec.h"

namespace recourse::invoicing {
namespace {

// Stands before the id in the outcome of a request that did nothing: no id begins with it.
constexpr char kKnownMark = '=';

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

// Gives the id of the invoice to wait for, behind kKnownMark if it was there before.
engine::Outcome Request(engine::Unit& unit, const InvoiceAsked& asked) {
  const Account& account = unit.State<AccountAggregate>(AccountAggregate::kStream);
  if (!account) return Unexpected{NoSuchAccount(unit.home())};
  RequestInvoice request{asked.account, asked.invoice_id, asked.content};
  std::string& issuer = request.content.issuer;
  if (issuer.empty()) issuer = account->issuer;
  if (issuer != account->issuer) return Unexpected{AnotherIssuer(issuer, account->issuer)};
  if (request.invoice_id.empty()) {
    request.invoice_id = DerivedInvoiceId(issuer, request.content.number);
  }

  const Ledger& ledger = unit.State<LedgerAggregate>(LedgerAggregate::kStream);
  const auto decided = unit.Decide<LedgerAggregate>(LedgerAggregate::kStream, request);
  if (decided) {
    return *decided == 0 ? kKnownMark + HolderOf(ledger, request) : request.invoice_id;
  }
  if (decided.error().rule == LedgerRule::kInvoiceWasRefused) {
    const Invoice& refused = *ledger.Find(request.invoice_id);
    return Unexpected{NotIssued(refused.refused_because, refused.number)};
  }
  return Unexpected{ToFailure(decided.error())};
}

// The invoice to wait for.
struct Requested {
  std::string invoice_id;
  bool known = false;
};

Requested ReadRequested(const std::string& outcome) {
  if (outcome.front() == kKnownMark) return {outcome.substr(1), true};
  return {outcome, false};
}

v1::IssueInvoiceResponse ToResponse(const Requested& requested, const AccountProfile& account,
                                    const InvoiceAsked& asked) {
  InvoiceContent content = asked.content;
  content.issuer = account.issuer;
  v1::IssueInvoiceResponse response;
  response.set_known(requested.known);
  *response.mutable_invoice() =
      ToIssuedInvoice(asked.account + "/invoices/" + requested.invoice_id, content);
  if (!account.late_charge) {
    v1::Warning& warning = *response.add_warnings();
    warning.set_reason("NO_AGREEMENT");
    warning.set_message("No late charge was agreed with this customer: reminders name none.");
  }
  return response;
}

// Nothing as long as the issuer has not answered.
std::optional<engine::Outcome> LookForIssued(engine::Unit& unit, const Requested& requested,
                                             const InvoiceAsked& asked) {
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
  return ToResponse(requested, *account, asked).SerializeAsString();
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

void Issue(engine::Commands& commands, engine::Command command,
           std::shared_ptr<const InvoiceAsked> asked, Instant deadline,
           std::function<void(const engine::Result&)> done) {
  command.run = [asked](engine::Unit& unit) { return Request(unit, *asked); };
  command.done = [&commands, asked, deadline, done](const engine::Result& submitted) {
    if (!submitted.outcome) return done(submitted);
    const auto look = [asked, requested = ReadRequested(*submitted.outcome)](engine::Unit& unit) {
      return LookForIssued(unit, requested, *asked);
    };
    commands.ReadWhen(asked->account, look, deadline,
                      [done](const engine::Result& issued) { done(ToldOfWait(issued)); });
  };
  commands.Submit(std::move(command));
}

}  // namespace recourse::invoicing
