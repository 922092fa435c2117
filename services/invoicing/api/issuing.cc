#include "services/invoicing/api/issuing.h"

#include <utility>

#include "libs/base/check.h"
#include "services/invoicing/api/controlled.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/requesting.h"
#include "services/invoicing/codec/parts.h"

namespace recourse::invoicing {
namespace {

// Stands before the id in the outcome of a request that did nothing: no id begins with it.
constexpr char kKnownMark = '=';

// As the engine keeps it for its repetition: the invoice's id, and where agreement or terms gave
// something, a line break and the content without its lines.
std::string Kept(const Requested& requested, const InvoiceAsked& asked) {
  const std::string id = (requested.known ? std::string(1, kKnownMark) : "") + requested.invoice_id;
  if (!RestsOnTerms(asked.invoice)) return id;
  InvoiceContent content = requested.content;
  content.lines.clear();
  auto& message = Reused<v1::InvoiceContent>();
  Write(content, &message);
  return id + "\n" + message.SerializeAsString();
}

Requested ReadKept(const std::string& kept, const InvoiceAsked& asked) {
  Requested requested;
  requested.known = kept.front() == kKnownMark;
  const std::size_t begin = requested.known ? 1 : 0;
  const std::size_t end = kept.find('\n');
  requested.invoice_id = kept.substr(begin, end == std::string::npos ? end : end - begin);
  requested.content = asked.invoice.content;
  if (end == std::string::npos) return requested;
  auto& message = Reused<v1::InvoiceContent>();
  wire::Reader reader;
  CHECK(wire::Unpack(std::string_view(kept).substr(end + 1), message));
  requested.content = Read(message, reader);
  CHECK(reader.ok());
  requested.content.lines = asked.invoice.content.lines;
  return requested;
}

// Gives what is Kept: the invoice to wait for.
engine::Outcome RequestAndKeep(engine::Unit& unit, const InvoiceAsked& asked,
                               const LimitTable& limits) {
  const auto request = ToRequest(unit, asked, limits);
  if (!request) return Unexpected{request.error()};
  const auto requested = Request(unit, *request);
  if (!requested) return Unexpected{requested.error()};
  return Kept(*requested, asked);
}

void Submit(engine::Commands& commands, engine::Command command,
            std::shared_ptr<const InvoiceAsked> asked, LimitTable limits) {
  command.run = [asked = std::move(asked), limits = std::move(limits)](engine::Unit& unit) {
    return RequestAndKeep(unit, *asked, limits);
  };
  commands.Submit(std::move(command));
}

}  // namespace

Expected<std::shared_ptr<const InvoiceAsked>, Failure> ReadAsked(
    const v1::IssueInvoiceRequest& request) {
  rpc::Fields fields;
  const auto [account] = fields.Name("parent", request.parent(), kAccountName);
  if (!request.invoice_id().empty()) fields.Id("invoice_id", request.invoice_id());
  rpc::Fields within = fields.Within("invoice").Within("content");
  auto asked = std::make_shared<const InvoiceAsked>(
      InvoiceAsked{request.parent(), request.invoice_id(),
                   ReadContent(account, request.invoice().content(), within)});
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return asked;
}

void Issue(engine::Commands& commands, engine::Command command,
           std::shared_ptr<const InvoiceAsked> asked, Instant deadline,
           std::function<void(const engine::Result&)> done) {
  command.done = [&commands, asked, deadline, done](const engine::Result& submitted) {
    if (!submitted.outcome) return done(submitted);
    AwaitIssued(commands, asked->account, ReadKept(*submitted.outcome, *asked), deadline, done);
  };
  const InvoiceContent& content = asked->invoice.content;
  const bool may_lower =
      content.details.type_code == kCorrectedInvoice || content.amount.minor_units < 0;
  if (!may_lower) return Submit(commands, std::move(command), asked, {});
  FindLimits(commands, asked->account, done,
             [&commands, command = std::move(command), asked](LimitTable limits) {
               Submit(commands, command, asked, std::move(limits));
             });
}

}  // namespace recourse::invoicing
