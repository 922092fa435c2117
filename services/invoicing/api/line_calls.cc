#include "services/invoicing/api/line_calls.h"

#include <utility>

#include "libs/wire/convert.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/statement_fields.h"
#include "services/invoicing/api/statement_refusals.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/statement_codec.h"

namespace recourse::invoicing {
namespace {

constexpr std::string_view kReversed = "reversed";

// kReversed, or nothing where it stands.
engine::Outcome IsReversed(engine::Unit& unit, const std::string& payment) {
  const Ledger& ledger = unit.State<LedgerAggregate>(LedgerAggregate::kStream);
  const bool is = ledger.reversals.contains(payment.substr(payment.rfind('/') + 1));
  return std::string(is ? kReversed : "");
}

bool IsSettled(const FoundLine& line) {
  const v1::LineState state = line.standing.state;
  return state == v1::LINE_STATE_IGNORED || state == v1::LINE_STATE_RECORDED;
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

struct LineCalls::Reopening {
  LineName name;
  engine::Command command;
  FoundLine line;
  invoicing::ReopenLine reopen;
};

void LineCalls::Reopen(const std::shared_ptr<Reopening>& asked,
                       const rpc::Reply<v1::Line>& reply) const {
  auto line = lookup_.Find(asked->name);
  if (!line) return reply.Refuse(NoSuchLine(asked->name.ToString()));
  const auto day = lookup_.DayOf(asked->name.issuer, *line);
  if (!day) return reply.Refuse(NotAPayment(asked->name.ToString()));
  asked->line = *std::move(line);
  invoicing::ReopenLine& reopen = asked->reopen;
  reopen.line = asked->line.number;
  reopen.seen_reopened = asked->line.standing.reopened;
  reopen.seen_settled = IsSettled(asked->line);
  reopen.amount = asked->line.standing.waiting;
  reopen.effective = *day;
  reopen.payer = asked->line.row.line().payer();
  AskAccounts(asked, 0, reply);
}

void LineCalls::AskAccounts(const std::shared_ptr<Reopening>& asked, std::size_t next,
                            const rpc::Reply<v1::Line>& reply) const {
  const LineStanding& standing = asked->line.standing;
  invoicing::ReopenLine& reopen = asked->reopen;
  if (reopen.seen_settled && next < standing.parts.size()) {
    const std::string& payment = standing.parts[next].payment();
    const auto look = [payment](engine::Unit& unit) { return IsReversed(unit, payment); };
    // A reversal is for ever, so what is seen here still holds when the line is reopened.
    const auto go_on = [this, asked, next, payment, reply](const engine::Result& result) {
      if (!result.outcome) return reply.Answer(result);
      if (*result.outcome == kReversed) {
        const auto part = wire::SumFromWire(asked->line.standing.parts[next].amount());
        asked->reopen.amount = asked->reopen.amount + part.value();
        asked->reopen.payments.push_back(payment);
      }
      AskAccounts(asked, next + 1, reply);
    };
    return commands_.Read(standing.parts[next].match().account(), look, go_on);
  }
  if (reopen.seen_settled && reopen.amount.minor_units == 0) {
    return reply.Refuse(PaymentNotReversed(standing.parts.front().payment()));
  }
  if (standing.parts.size() == 1 && !reopen.payments.empty()) {
    reopen.payment = std::move(reopen.payments.front());
    reopen.payments.clear();
  }
  engine::Command command = asked->command;
  command.run = [asked](engine::Unit& unit) { return RunReopen(unit, asked->name, asked->reopen); };
  command.done = [reply](const engine::Result& result) { reply.Answer(result); };
  commands_.Submit(std::move(command));
}

Expected<rpc::Begin<v1::Line>, Failure> LineCalls::ReopenLine(
    const rpc::Call<v1::ReopenLineRequest>& call) const {
  rpc::Fields fields;
  const auto asked = std::make_shared<Reopening>();
  asked->name = ReadLineName(call.request.name(), fields);
  asked->reopen.reason = fields.Text("reason", call.request.reason(), kTextBytesMax);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  asked->command = call.Command(asked->name.issuer);
  return rpc::Begin<v1::Line>([this, asked, deadline = call.deadline](rpc::Reply<v1::Line> reply) {
    WhenApplied(commands_, asked->name.issuer, deadline, reply,
                [this, asked, reply] { Reopen(asked, reply); });
  });
}

}  // namespace recourse::invoicing
