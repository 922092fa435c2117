#include "services/invoicing/api/split_calls.h"

#include <utility>

#include "libs/wire/convert.h"
#include "services/invoicing/api/decide.h"
#include "services/invoicing/api/names.h"
#include "services/invoicing/api/payment_fields.h"
#include "services/invoicing/api/statement_refusals.h"
#include "services/invoicing/codec/account_codec.h"
#include "services/invoicing/codec/ledger_codec.h"
#include "services/invoicing/codec/statement_codec.h"
#include "services/invoicing/codec/statement_parts.h"

namespace recourse::invoicing {

struct SplitCalls::Asked {
  LineName name;
  invoicing::SplitLine split;
  Date effective;
  engine::Command command;
  std::chrono::steady_clock::time_point deadline;
};

namespace {

// Whether the account would take its part as it is now.
engine::Outcome WouldTake(engine::Unit& unit, const std::string& issuer, const LineShare& share,
                          Date effective) {
  const Account& account = unit.State<AccountAggregate>(AccountAggregate::kStream);
  if (!account) return Unexpected{NoSuchAccount(unit.home())};
  if (account->issuer != issuer) return Unexpected{AccountOfOtherIssuer(unit.home(), issuer)};
  // Of no id that there is: only what the ledger says of amount, day and designations counts.
  const RecordPayment payment{"~", share.amount, effective, share.match.designations};
  const auto decided = LedgerDecider::Decide(
      payment, unit.State<LedgerAggregate>(LedgerAggregate::kStream), unit.now());
  if (decided) return std::string();
  Failure failure = ToFailure(decided.error());
  failure.values.emplace_back("account", unit.home());
  return Unexpected{std::move(failure)};
}

void WritePart(const LinePartConfirmed& confirmed, v1::Line& line) {
  v1::LinePart& part = *line.add_parts();
  Write(confirmed.match, part.mutable_match());
  wire::Write(confirmed.amount, part.mutable_amount());
  part.set_payment(confirmed.match.account + "/payments/" + confirmed.payment_id);
  part.set_state(v1::LINE_STATE_CONFIRMED);
}

engine::Outcome RunSplit(engine::Unit& unit, const LineName& name, const SplitLine& split) {
  const std::string stream = StatementAggregate::Stream(name.key);
  const Statement& statement = unit.State<StatementAggregate>(stream);
  v1::Line line;
  line.set_name(name.ToString());
  line.set_state(v1::LINE_STATE_CONFIRMED);
  line.set_reopened(statement.TimesReopened(name.number));
  const auto decided = DecideAndTell<StatementAggregate>(
      unit, stream, split,
      [&](const StatementEvent& event) { WritePart(std::get<LinePartConfirmed>(event), line); });
  if (!decided) return Unexpected{ToFailure(decided.error())};
  return line.SerializeAsString();
}

// Nothing as long as an account has not answered.
std::optional<engine::Outcome> LookForAll(engine::Unit& unit, const LineName& name,
                                          const std::string& confirmed) {
  const Statement& statement = unit.State<StatementAggregate>(StatementAggregate::Stream(name.key));
  if (statement.promised.contains(name.number)) return std::nullopt;
  if (const auto refused = statement.refused.find(name.number);
      refused != statement.refused.end()) {
    return Unexpected{PartRefused(refused->second, name.ToString(),
                                  ToString(statement.waiting.at(name.number).amount))};
  }
  v1::Line line;
  CHECK(line.ParseFromString(confirmed));
  line.set_state(v1::LINE_STATE_RECORDED);
  for (v1::LinePart& part : *line.mutable_parts()) part.set_state(v1::LINE_STATE_RECORDED);
  return line.SerializeAsString();
}

std::vector<LineShare> ReadShares(const v1::SplitLineRequest& request, rpc::Fields& fields) {
  fields.Check(
      request.shares_size() >= 1 && static_cast<std::size_t>(request.shares_size()) <= kPartsMax,
      "shares", std::to_string(request.shares_size()), "must have 1 to 50 entries");
  std::vector<LineShare> shares;
  for (int i = 0; i < request.shares_size(); ++i) {
    const v1::LineShare& asked = request.shares(i);
    rpc::Fields within = fields.At("shares", i);
    LineShare share;
    within.Name("account", asked.account(), kAccountName);
    share.match.account = asked.account();
    share.match.designations = ReadDesignations(asked.designations(), within);
    share.match.reasons = {{MatchReasonKind::kChosen, 0, ""}};
    share.amount = within.PositiveAmount("amount", asked.amount());
    shares.push_back(std::move(share));
  }
  return shares;
}

}  // namespace

void SplitCalls::Split(const std::shared_ptr<Asked>& asked, const Reply& reply) const {
  engine::Command command = asked->command;
  command.run = [asked](engine::Unit& unit) { return RunSplit(unit, asked->name, asked->split); };
  command.done = [&commands = commands_, asked, reply](const engine::Result& confirmed) {
    if (!confirmed.outcome) return reply.Answer(confirmed);
    const auto look = [asked, line = *confirmed.outcome](engine::Unit& unit) {
      return LookForAll(unit, asked->name, line);
    };
    commands.ReadWhen(asked->name.issuer, look, WallClockAt(asked->deadline),
                      [reply](const engine::Result& recorded) { reply.Answer(recorded); });
  };
  commands_.Submit(std::move(command));
}

void SplitCalls::AskAccounts(const std::shared_ptr<Asked>& asked, std::size_t next,
                             const Reply& reply) const {
  if (next == asked->split.shares.size()) return Split(asked, reply);
  const LineShare& share = asked->split.shares[next];
  const auto look = [asked, next](engine::Unit& unit) {
    return WouldTake(unit, asked->name.issuer, asked->split.shares[next], asked->effective);
  };
  commands_.Read(share.match.account, look, [this, asked, next, reply](const engine::Result& said) {
    if (!said.outcome) return reply.Answer(said);
    AskAccounts(asked, next + 1, reply);
  });
}

Expected<rpc::Begin<v1::Line>, Failure> SplitCalls::SplitLine(
    const rpc::Call<v1::SplitLineRequest>& call) const {
  rpc::Fields fields;
  const auto asked = std::make_shared<Asked>();
  asked->name = ReadLineName(call.request.name(), fields);
  asked->split = {asked->name.key, asked->name.number, ReadShares(call.request, fields), ""};
  if (!fields.ok()) return Unexpected{fields.Refuse()};
  asked->command = call.Command(asked->name.issuer);
  asked->deadline = call.deadline;
  return rpc::Begin<v1::Line>([this, asked](Reply reply) {
    WhenApplied(commands_, asked->name.issuer, asked->deadline, reply, [this, asked, reply] {
      const auto line = lookup_.Find(asked->name);
      if (!line) return reply.Refuse(NoSuchLine(asked->name.ToString()));
      // Whether it waits is for its statement to say: here it was waiting, or asked before.
      const auto day = lookup_.DayOf(asked->name.issuer, *line);
      if (!day) return reply.Refuse(NotAPayment(asked->name.ToString()));
      asked->effective = *day;
      asked->split.payer = line->row.line().payer();
      AskAccounts(asked, 0, reply);
    });
  });
}

}  // namespace recourse::invoicing
