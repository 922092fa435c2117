#include <memory>

#include "libs/base/check.h"
#include "services/invoicing/api/invoice_calls.h"
#include "services/invoicing/api/invoice_fields.h"
#include "services/invoicing/api/later.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/refusals.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/agreement_codec.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

struct Asked {
  std::string account;
  std::string invoice_id;  // Empty: derived from issuer and number.
  AskedContent invoice;    // Its issuer may be empty: the account's.
};

// What a request comes to, as the engine keeps it for its repetition: the invoice's id, and where
// agreement or terms gave something, a line break and the content without its lines.
struct Requested {
  std::string invoice_id;
  InvoiceContent content;
};

std::string Kept(const Requested& requested, const Asked& asked) {
  if (!RestsOnTerms(asked.invoice)) return requested.invoice_id;
  InvoiceContent content = requested.content;
  content.lines.clear();
  auto& message = Reused<v1::InvoiceContent>();
  Write(content, &message);
  return requested.invoice_id + "\n" + message.SerializeAsString();
}

Requested ReadKept(const std::string& kept, const Asked& asked) {
  const std::size_t end = kept.find('\n');
  if (end == std::string::npos) return {kept, asked.invoice.content};
  auto& message = Reused<v1::InvoiceContent>();
  wire::Reader reader;
  CHECK(wire::Unpack(std::string_view(kept).substr(end + 1), message));
  InvoiceContent content = Read(message, reader);
  CHECK(reader.ok());
  content.lines = asked.invoice.content.lines;
  return {kept.substr(0, end), std::move(content)};
}

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

// Gives what is Kept: the invoice to wait for.
engine::Outcome Request(engine::Unit& unit, const Asked& asked) {
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

  const Ledger& ledger = unit.State<LedgerAggregate>(LedgerAggregate::kStream);
  const auto decided = unit.Decide<LedgerAggregate>(LedgerAggregate::kStream, request);
  if (decided) {
    return Kept({*decided == 0 ? HolderOf(ledger, request) : request.invoice_id, request.content},
                asked);
  }
  if (decided.error().rule == LedgerRule::kInvoiceWasRefused) {
    const Invoice& refused = *ledger.Find(request.invoice_id);
    return Unexpected{NotIssued(refused.refused_because, refused.number)};
  }
  return Unexpected{ToFailure(decided.error())};
}

v1::IssueInvoiceResponse ToResponse(Requested requested, const std::string& account,
                                    const std::string& issuer) {
  requested.content.issuer = issuer;
  v1::IssueInvoiceResponse response;
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
std::optional<engine::Outcome> LookForIssued(engine::Unit& unit, const std::string& kept,
                                             const Asked& asked) {
  Requested requested = ReadKept(kept, asked);
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
  return ToResponse(std::move(requested), asked.account, account->issuer).SerializeAsString();
}

// What to tell once the invoice is requested: it will be issued or refused whatever becomes of the
// wait for that, so an engine that does not wait now must not say that nothing was done.
void AnswerRequested(const rpc::Reply<v1::IssueInvoiceResponse>& reply,
                     const engine::Result& waited) {
  const bool not_looked =
      !waited.outcome && (waited.outcome.error().kind == Failure::Kind::kExhausted ||
                          waited.outcome.error().kind == Failure::Kind::kUnavailable);
  if (!not_looked) return reply.Answer(waited);
  reply.Refuse({Failure::Kind::kUnknown,
                "STILL_UNDER_WAY",
                "The invoice is requested and not issued yet: ask again with the same request id.",
                {}},
               waited.position);
}

}  // namespace

Expected<rpc::Begin<v1::IssueInvoiceResponse>, Failure> InvoiceCalls::IssueInvoice(
    const rpc::Call<v1::IssueInvoiceRequest>& call) const {
  const v1::IssueInvoiceRequest& request = call.request;
  rpc::Fields fields;
  const auto [account] = fields.Name("parent", request.parent(), kAccountName);
  if (!request.invoice_id().empty()) fields.Id("invoice_id", request.invoice_id());
  rpc::Fields within = fields.Within("invoice").Within("content");
  const auto asked = std::make_shared<const Asked>(
      Asked{request.parent(), request.invoice_id(),
            ReadContent(account, request.invoice().content(), within)});
  if (!fields.ok()) return Unexpected{fields.Refuse()};

  return rpc::Begin<v1::IssueInvoiceResponse>(
      [&commands = commands_, asked, command = call.Command(asked->account),
       deadline = WallClockAt(call.deadline)](rpc::Reply<v1::IssueInvoiceResponse> reply) mutable {
        command.run = [asked](engine::Unit& unit) { return Request(unit, *asked); };
        command.done = [&commands, asked, deadline, reply](const engine::Result& requested) {
          if (!requested.outcome) return reply.Answer(requested);
          const auto look = [asked, kept = *requested.outcome](engine::Unit& unit) {
            return LookForIssued(unit, kept, *asked);
          };
          commands.ReadWhen(asked->account, look, deadline, [reply](const engine::Result& issued) {
            AnswerRequested(reply, issued);
          });
        };
        commands.Submit(std::move(command));
      });
}

}  // namespace recourse::invoicing
