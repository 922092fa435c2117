#include "services/invoicing/api/line_calls.h"

#include <fmt/format.h>

#include <utility>

#include "services/invoicing/api/names.h"
#include "services/invoicing/api/statement_fields.h"
#include "services/invoicing/api/statement_refusals.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/statement_codec.h"
#include "services/invoicing/codec/statement_parts.h"

namespace recourse::invoicing {
namespace {

constexpr std::size_t kStatementsUsual = 100;
constexpr std::size_t kStatementsMost = 1000;
constexpr std::size_t kLinesUsual = 100;
constexpr std::size_t kLinesMost = 200;  // Each may have 16 KiB of text; see kPageBytesMax.
constexpr std::size_t kPageBytesMax = 768 * 1024;

engine::Outcome MustBeReversed(engine::Unit& unit, const std::string& payment) {
  const Ledger& ledger = unit.State<LedgerAggregate>(LedgerAggregate::kStream);
  if (ledger.reversals.contains(payment.substr(payment.rfind('/') + 1))) return std::string();
  return Unexpected{PaymentNotReversed(payment)};
}

ReopenLine ToCommand(const FoundLine& line, const v1::Statement& statement,
                     const std::string& reason) {
  wire::Reader reader;
  const StatementLine said = Read(line.row.line(), reader);
  const StatementContent content = Read(statement.content(), reader);
  CHECK(reader.ok());
  const v1::LineState state = line.row.state();
  ReopenLine command;
  command.line = line.number;
  command.reason = reason;
  command.seen_reopened = line.row.reopened();
  command.seen_settled = state == v1::LINE_STATE_IGNORED || state == v1::LINE_STATE_RECORDED;
  command.amount = said.amount;
  command.payer = said.payer;
  command.effective = EffectiveDay(said, content).value();
  if (state == v1::LINE_STATE_RECORDED) {
    const v1::LineConfirmed& confirmed = line.row.confirmed();
    command.payment = confirmed.match().account() + "/payments/" + confirmed.payment_id();
  }
  return command;
}

engine::Outcome RunReopen(engine::Unit& unit, const LineName& name, const ReopenLine& command) {
  const auto decided =
      unit.Decide<StatementAggregate>(StatementAggregate::Stream(name.key), command);
  if (!decided) return Unexpected{ToFailure(decided.error())};
  v1::Line line;
  line.set_name(name.ToString());
  line.set_state(v1::LINE_STATE_WAITING);
  line.set_reason(command.reason);
  line.set_reopened(command.seen_reopened + static_cast<int>(*decided));
  return line.SerializeAsString();
}

// What the parent of a list of lines is: a statement, or an issuer.
struct LinesOf {
  std::string issuer;
  std::string key;
};
LinesOf ReadParent(const std::string& parent, rpc::Fields& fields) {
  if (kIssuerName.Parse(parent)) return {parent, ""};
  const auto [issuer, key] = fields.Name("parent", parent, kStatementName);
  return {"issuers/" + issuer, key};
}

}  // namespace

Expected<rpc::Prepared<v1::Line>, Failure> PrepareIgnoreLine(const v1::IgnoreLineRequest& request,
                                                             const rpc::Caller&) {
  rpc::Fields fields;
  const LineName name = ReadLineName(request.name(), fields);
  const IgnoreLine command{name.number, fields.Text("reason", request.reason(), kTextBytesMax)};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Prepared<v1::Line>(
      name.issuer, [name, command](engine::Unit& unit) -> Expected<v1::Line, Failure> {
        const auto decided =
            unit.Decide<StatementAggregate>(StatementAggregate::Stream(name.key), command);
        if (!decided) return Unexpected{ToFailure(decided.error())};
        v1::Line line;
        line.set_name(name.ToString());
        line.set_state(v1::LINE_STATE_IGNORED);
        line.set_reason(command.reason);
        return line;
      });
}

Expected<rpc::Begin<v1::Statement>, Failure> LineCalls::GetStatement(
    const rpc::Call<v1::GetStatementRequest>& call) const {
  const std::string name = call.request.name();
  rpc::Fields fields;
  const auto [id, key] = fields.Name("name", name, kStatementName);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  using Reply = rpc::Reply<v1::Statement>;
  return rpc::Begin<v1::Statement>(
      [this, name, issuer = "issuers/" + id, key = key, deadline = call.deadline](Reply reply) {
        WhenApplied(commands_, issuer, deadline, reply, [this, name, issuer, key, reply] {
          const auto statement = lookup_.statements().GetStatement(issuer, key);
          if (!statement) return reply.Refuse(NoSuchStatement(name));
          reply.Send(*statement);
        });
      });
}

Expected<rpc::Begin<v1::ListStatementsResponse>, Failure> LineCalls::ListStatements(
    const rpc::Call<v1::ListStatementsRequest>& call) const {
  const v1::ListStatementsRequest& request = call.request;
  rpc::Fields fields;
  fields.Name("parent", request.parent(), kIssuerName);
  const std::size_t size =
      fields.PageSize("page_size", request.page_size(), kStatementsUsual, kStatementsMost);
  const std::string question =
      fmt::format("ListStatements {} {}", call.caller.principal, request.parent());
  const auto after = pages_.Open(question, request.page_token());
  fields.Check(after.has_value(), "page_token", request.page_token(), "must come from this list");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  using Reply = rpc::Reply<v1::ListStatementsResponse>;
  return rpc::Begin<v1::ListStatementsResponse>([this, issuer = request.parent(), size, question,
                                                 after = *after,
                                                 deadline = call.deadline](Reply reply) {
    const auto list = [this, issuer, size, question, after, reply] {
      auto response = lookup_.statements().ListStatements(issuer, after, size);
      if (!response.next_page_token().empty()) {
        response.set_next_page_token(pages_.Issue(question, response.next_page_token()));
      }
      reply.Send(response);
    };
    WhenApplied(commands_, issuer, deadline, reply, list);
  });
}

Expected<rpc::Begin<v1::ListLinesResponse>, Failure> LineCalls::ListLines(
    const rpc::Call<v1::ListLinesRequest>& call) const {
  const v1::ListLinesRequest& request = call.request;
  rpc::Fields fields;
  const LinesOf parent = ReadParent(request.parent(), fields);
  const std::size_t size =
      fields.PageSize("page_size", request.page_size(), kLinesUsual, kLinesMost);
  const std::string question = fmt::format("ListLines {} {} {}", call.caller.principal,
                                           request.parent(), static_cast<int>(request.state()));
  const auto after = pages_.Open(question, request.page_token());
  fields.Check(after.has_value(), "page_token", request.page_token(), "must come from this list");
  fields.Check(v1::LineState_IsValid(request.state()), "state",
               std::to_string(static_cast<int>(request.state())),
               "must be one of the values declared");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  using Reply = rpc::Reply<v1::ListLinesResponse>;
  const auto list = [this, parent, state = request.state(), size, question,
                     after = *after](const Reply& reply) {
    const auto page =
        lookup_.statements().ListLines(parent.issuer, {parent.key, state}, after, size);
    v1::ListLinesResponse response;
    std::string next = page.after;
    for (const FoundLine& found : page.lines) {
      v1::Line line = ToLine(parent.issuer, found);
      const auto data = OpenPersonalData(sealer_, parent.issuer, found);
      if (!data) return reply.Refuse(data.error());
      if (*data) *line.mutable_personal_data() = **data;
      *response.add_lines() = std::move(line);
      if (response.ByteSizeLong() < kPageBytesMax) continue;
      if (&found != &page.lines.back()) next = StatementQueries::Cursor(found.key, found.number);
      break;
    }
    if (!next.empty()) response.set_next_page_token(pages_.Issue(question, next));
    reply.Send(response);
  };
  return rpc::Begin<v1::ListLinesResponse>(
      [this, issuer = parent.issuer, list, deadline = call.deadline](Reply reply) {
        WhenApplied(commands_, issuer, deadline, reply, [list, reply] { list(reply); });
      });
}

void LineCalls::Reopen(const LineName& name, const std::string& reason, engine::Command command,
                       const rpc::Reply<v1::Line>& reply) const {
  const auto line = lookup_.Find(name);
  const auto statement = lookup_.statements().GetStatement(name.issuer, name.key);
  if (!line || !statement) return reply.Refuse(NoSuchLine(name.ToString()));
  if (line->row.state() == v1::LINE_STATE_NOT_A_PAYMENT) {
    return reply.Refuse(NotAPayment(name.ToString()));
  }
  const invoicing::ReopenLine reopen = ToCommand(*line, *statement, reason);
  command.run = [name, reopen](engine::Unit& unit) { return RunReopen(unit, name, reopen); };
  command.done = [reply](const engine::Result& result) { reply.Answer(result); };
  if (reopen.payment.empty()) return commands_.Submit(std::move(command));
  const auto look = [payment = reopen.payment](engine::Unit& unit) {
    return MustBeReversed(unit, payment);
  };
  // A reversal is for ever, so what is seen here still holds when the line is reopened.
  commands_.Read(line->row.confirmed().match().account(), look,
                 [this, command = std::move(command), reply](const engine::Result& result) {
                   if (!result.outcome) return reply.Answer(result);
                   commands_.Submit(command);
                 });
}

Expected<rpc::Begin<v1::Line>, Failure> LineCalls::ReopenLine(
    const rpc::Call<v1::ReopenLineRequest>& call) const {
  rpc::Fields fields;
  const LineName name = ReadLineName(call.request.name(), fields);
  const std::string reason = fields.Text("reason", call.request.reason(), kTextBytesMax);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  return rpc::Begin<v1::Line>([this, name, reason, command = call.Command(name.issuer),
                               deadline = call.deadline](rpc::Reply<v1::Line> reply) {
    WhenApplied(commands_, name.issuer, deadline, reply,
                [this, name, reason, command, reply] { Reopen(name, reason, command, reply); });
  });
}

}  // namespace recourse::invoicing
