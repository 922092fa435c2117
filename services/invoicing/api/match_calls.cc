#include "services/invoicing/api/match_calls.h"

#include <memory>
#include <set>
#include <utility>

#include "services/invoicing/api/names.h"
#include "services/invoicing/api/payment_fields.h"
#include "services/invoicing/api/statement_fields.h"
#include "services/invoicing/api/statement_refusals.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/statement_codec.h"
#include "services/invoicing/codec/statement_parts.h"

namespace recourse::invoicing {
namespace {

constexpr std::size_t kMatchedAtOnce = 500;

engine::Outcome MustBeOf(engine::Unit& unit, const std::string& issuer) {
  const Account& account = unit.State<AccountAggregate>(AccountAggregate::kStream);
  if (!account) return Unexpected{NoSuchAccount(unit.home())};
  if (account->issuer != issuer) return Unexpected{AccountOfOtherIssuer(unit.home(), issuer)};
  return std::string();
}

engine::Outcome ConfirmOne(engine::Unit& unit, const LineName& name,
                           const Confirmation& confirmation) {
  const LineMatch& match = confirmation.match;
  const std::string stream = StatementAggregate::Stream(name.key);
  const int reopened = unit.State<StatementAggregate>(stream).TimesReopened(name.number);
  const auto decided =
      unit.Decide<StatementAggregate>(stream, ConfirmLines{name.key, {confirmation}});
  if (!decided) return Unexpected{ToFailure(decided.error())};
  v1::Line line;
  line.set_name(name.ToString());
  line.set_state(v1::LINE_STATE_CONFIRMED);
  Write(match, line.mutable_match());
  line.set_payment(match.account + "/payments/" + PaymentIdOf(name.key, name.number, reopened));
  line.set_reopened(reopened);
  return line.SerializeAsString();
}

// Nothing as long as the account has not answered.
std::optional<engine::Outcome> LookForRecorded(engine::Unit& unit, const LineName& name,
                                               const std::string& confirmed) {
  const Statement& statement = unit.State<StatementAggregate>(StatementAggregate::Stream(name.key));
  if (statement.promised.contains(name.number)) return std::nullopt;
  if (const auto refused = statement.refused.find(name.number);
      refused != statement.refused.end()) {
    return Unexpected{PaymentRefused(refused->second, name.ToString())};
  }
  v1::Line line;
  CHECK(line.ParseFromString(confirmed));
  line.set_state(v1::LINE_STATE_RECORDED);
  return line.SerializeAsString();
}

}  // namespace

struct MatchCalls::Confirming {
  LineName name;
  LineMatch match;
  engine::Command command;
  std::chrono::steady_clock::time_point deadline;
};

Expected<rpc::Begin<v1::ProposeMatchesResponse>, Failure> MatchCalls::ProposeMatches(
    const rpc::Call<v1::ProposeMatchesRequest>& call) const {
  rpc::Fields fields;
  const LineName name = ReadLineName(call.request.name(), fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  using Reply = rpc::Reply<v1::ProposeMatchesResponse>;
  return rpc::Begin<v1::ProposeMatchesResponse>(
      [this, name, deadline = call.deadline](Reply reply) {
        WhenApplied(commands_, name.issuer, deadline, reply, [this, name, reply] {
          const auto line = lookup_.Find(name);
          if (!line) return reply.Refuse(NoSuchLine(name.ToString()));
          const auto proposals = lookup_.ProposalsFor(name.issuer, *line);
          if (!proposals) return reply.Refuse(proposals.error());
          v1::ProposeMatchesResponse response;
          for (const LineMatch& match : *proposals) Write(match, response.add_proposals());
          response.set_sufficient(IsSufficient(*proposals));
          reply.Send(response);
        });
      });
}

Expected<ConfirmLines, Failure> MatchCalls::Sufficient(const std::string& issuer,
                                                       const std::string& key,
                                                       const std::vector<FoundLine>& lines) const {
  ConfirmLines confirm{key, {}};
  std::set<std::pair<std::string, std::string>> taken;  // Invoices, by account and id.
  for (const FoundLine& line : lines) {
    // What was refused or reopened waits for a person.
    if (!line.standing.reason.empty()) continue;
    auto proposals = lookup_.ProposalsFor(issuer, line);
    if (!proposals) return Unexpected{proposals.error()};
    if (!IsSufficient(*proposals)) continue;
    LineMatch& best = proposals->front();
    bool is_free = true;
    for (const PaymentDesignation& each : best.designations) {
      is_free = taken.emplace(best.account, each.item_id).second && is_free;
    }
    if (!is_free) continue;
    best.automatic = true;
    confirm.confirmations.push_back({line.number, std::move(best), line.row.line().payer()});
  }
  return confirm;
}

Expected<rpc::Begin<v1::MatchStatementResponse>, Failure> MatchCalls::MatchStatement(
    const rpc::Call<v1::MatchStatementRequest>& call) const {
  rpc::Fields fields;
  const auto [id, key] = fields.Name("name", call.request.name(), kStatementName);
  fields.Check(call.request.after_line() >= 0 && call.request.after_line() <= kStatementLinesMax,
               "after_line", std::to_string(call.request.after_line()),
               "must be the number of a line, or 0");
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  using Reply = rpc::Reply<v1::MatchStatementResponse>;
  const std::string issuer = "issuers/" + id;
  const auto work = [this, issuer, key = key, after = call.request.after_line(),
                     asked = call.Command(issuer)](const Reply& reply) {
    if (!lookup_.statements().GetStatement(issuer, key)) {
      return reply.Refuse(NoSuchStatement(issuer + "/statements/" + key));
    }
    StatementQueries::LinesWanted wanted;
    wanted.key = key;
    wanted.state = v1::LINE_STATE_WAITING;
    const std::string cursor = after == 0 ? "" : StatementQueries::Cursor(key, after);
    const auto page = lookup_.statements().ListLines(issuer, wanted, cursor, kMatchedAtOnce);
    const auto confirm = Sufficient(issuer, key, page.lines);
    if (!confirm) return reply.Refuse(confirm.error());
    v1::MatchStatementResponse response;
    response.set_seen(static_cast<std::int32_t>(page.lines.size()));
    response.set_confirmed(static_cast<std::int32_t>(confirm->confirmations.size()));
    if (!page.after.empty() && !page.lines.empty()) {
      response.set_last_line(page.lines.back().number);
    }
    engine::Command command = asked;
    command.run = [confirm = *confirm,
                   bytes = response.SerializeAsString()](engine::Unit& unit) -> engine::Outcome {
      const auto decided =
          unit.Decide<StatementAggregate>(StatementAggregate::Stream(confirm.key), confirm);
      if (!decided) return Unexpected{ToFailure(decided.error())};
      return bytes;
    };
    command.done = [reply](const engine::Result& result) { reply.Answer(result); };
    commands_.Submit(std::move(command));
  };
  return rpc::Begin<v1::MatchStatementResponse>(
      [this, issuer, work, deadline = call.deadline](Reply reply) {
        WhenApplied(commands_, issuer, deadline, reply, [work, reply] { work(reply); });
      });
}

Expected<Confirmation, Failure> MatchCalls::Explained(const Confirming& asked) const {
  LineMatch chosen = asked.match;
  chosen.reasons = {{MatchReasonKind::kChosen, 0, ""}};
  const auto line = lookup_.Find(asked.name);
  if (!line) return Unexpected{NoSuchLine(asked.name.ToString())};
  const auto proposals = lookup_.ProposalsFor(asked.name.issuer, *line);
  if (!proposals) return Unexpected{proposals.error()};
  for (const LineMatch& each : *proposals) {
    if (each.account != chosen.account || each.designations != chosen.designations) continue;
    chosen.score = each.score;
    chosen.reasons.insert(chosen.reasons.begin(), each.reasons.begin(), each.reasons.end());
    break;
  }
  return Confirmation{asked.name.number, std::move(chosen), line->row.line().payer()};
}

void MatchCalls::Confirm(const Confirming& asked, const Confirmation& confirmation,
                         const rpc::Reply<v1::Line>& reply) const {
  engine::Command command = asked.command;
  command.run = [name = asked.name, confirmation](engine::Unit& unit) {
    return ConfirmOne(unit, name, confirmation);
  };
  command.done = [&commands = commands_, name = asked.name, deadline = asked.deadline,
                  reply](const engine::Result& confirmed) {
    if (!confirmed.outcome) return reply.Answer(confirmed);
    const auto look = [name, line = *confirmed.outcome](engine::Unit& unit) {
      return LookForRecorded(unit, name, line);
    };
    commands.ReadWhen(name.issuer, look, WallClockAt(deadline),
                      [reply](const engine::Result& recorded) { reply.Answer(recorded); });
  };
  commands_.Submit(std::move(command));
}

Expected<rpc::Begin<v1::Line>, Failure> MatchCalls::ConfirmMatch(
    const rpc::Call<v1::ConfirmMatchRequest>& call) const {
  const v1::ConfirmMatchRequest& request = call.request;
  rpc::Fields fields;
  const auto asked = std::make_shared<Confirming>();
  asked->name = ReadLineName(request.name(), fields);
  fields.Name("account", request.account(), kAccountName);
  asked->match.account = request.account();
  asked->match.designations = ReadDesignations(request.designations(), fields);
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  asked->command = call.Command(asked->name.issuer);
  asked->deadline = call.deadline;

  return rpc::Begin<v1::Line>([this, asked](rpc::Reply<v1::Line> reply) {
    const auto look = [asked](engine::Unit& unit) { return MustBeOf(unit, asked->name.issuer); };
    commands_.Read(asked->match.account, look, [this, asked, reply](const engine::Result& result) {
      if (!result.outcome) return reply.Answer(result);
      WhenApplied(commands_, asked->name.issuer, asked->deadline, reply, [this, asked, reply] {
        const auto confirmation = Explained(*asked);
        if (!confirmation) return reply.Refuse(confirmation.error());
        Confirm(*asked, *confirmation, reply);
      });
    });
  });
}

}  // namespace recourse::invoicing
